/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-options.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* How a picture of data, or of how they are made, is asked for. Neither needs a model. */
typedef struct
{
  char *class_index, *seed, *distortion; /* as typed */
} CliDataTexts;

/* The options, for the group of a verb: CLI_DATA_LOOK_N_ENTRIES of them, written to out. */
#define CLI_DATA_LOOK_N_ENTRIES 3
void cli_data_look_entries (CliDataTexts *texts, GOptionEntry *out);
void cli_data_look_texts_clear (CliDataTexts *texts);

typedef struct
{
  FvHandLook hand;
  FvDataLook data;
  FvSummary *summary; /* owned; of data */
} CliDataLook;

/* TRUE if the view needs no model. */
gboolean cli_data_look_is (const FvSceneType *type);
/* FV_ERROR_VALUE. */
gboolean cli_data_look_read (const CliDataTexts *texts, CliDataLook *out, GError **error);
/* Gives input what the view shows; data: NULL or a path, opened and summed up for the view "data". */
gboolean cli_data_look_fill (CliDataLook *self, const FvSceneType *type, const char *data,
                             FvSceneInput *input, GError **error);
void cli_data_look_clear (CliDataLook *self);
/* Draws without a model, to out. */
gboolean cli_data_look_render (CliDataLook *self, const FvSceneType *type, const char *data, FvStyle style,
                               double width, double height, const char *out, GError **error);

G_END_DECLS
