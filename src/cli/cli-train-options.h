/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-command.h"
#include "cli-data.h"
#include "fv-record.h"
#include "fv-stop-rule.h"

G_BEGIN_DECLS

/* As they were typed. cli_train_texts_clear() frees them. */
typedef struct
{
  char *net, *data, *samples, *epochs, *batch, *rate, *optimizer, *momentum, *decay, *schedule, *init, *seed,
      *stop, *threads, *distortion, *test, *test_share, *split_seed, *out, *resume, *freeze;
  gboolean history, weights_only;
} CliTrainTexts;

void cli_train_texts_clear (CliTrainTexts *texts);

/* What “fovea-cli train” was asked for. Texts are owned; cli_train_wanted_clear() frees them. */
typedef struct
{
  CliDataWanted data;
  char *net;
  gboolean net_follows_data; /* nobody named the network: it is the one that goes with the data */
  gboolean net_is_usual;     /* nobody named it, and the data have none: it is made to fit them */
  FvTrainingOptions options;
  char *freeze; /* what is not to learn, once the network is known; NULL: nobody said */
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
/* The options of train as they are typed into texts, and a row without a name. */
#define CLI_TRAIN_ENTRIES 25
void cli_train_entries (CliTrainTexts *texts, GOptionEntry *out);
/* Reads what a new run is wanted with; FV_ERROR_VALUE. */
gboolean cli_train_read_new (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error);
/* The options, with what is to be frozen: FV_ERROR_VALUE if network has no such units. */
gboolean cli_train_freeze (const CliTrainWanted *self, const FvNetwork *network, FvTrainingOptions *out,
                           GError **error);
void cli_train_wanted_clear (CliTrainWanted *self);

G_END_DECLS
