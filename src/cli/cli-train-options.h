/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-command.h"
#include "cli-data.h"
#include "fv-record.h"
#include "fv-stop-rule.h"

G_BEGIN_DECLS

/* What “fovea-cli train” was asked for. Texts are owned; cli_train_wanted_clear() frees them. */
typedef struct
{
  CliDataWanted data;
  char *net;
  gboolean net_follows_data; /* nobody named the network: it is the one that goes with the data */
  gboolean net_is_usual;     /* nobody named it, and the data have none: it is made to fit them */
  FvTrainingOptions options;
  guint epochs;
  FvStopRules rules;     /* what ends it before */
  char *out;             /* or NULL */
  gboolean history;      /* out holds the history, too */
  gboolean weights_only; /* out holds nothing that only training on needs */
  char *resume;          /* the file to go on from, or NULL; then: */
  FvRecord *record;      /* what is in it */
  gboolean data_named;   /* on the command line, so they may be others than the file's */
  char *texts[2];        /* what data borrows */
} CliTrainWanted;

/* Reads the command line. FALSE: said what is wrong, and *exit is what to end with. */
gboolean cli_train_read (int argc, char **argv, CliTrainWanted *out, CliExit *exit);
void cli_train_wanted_clear (CliTrainWanted *self);

G_END_DECLS
