/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-training.h"

G_BEGIN_DECLS

/* What one run of an experiment is trained with. A value. */
typedef struct
{
  FvTrainingOptions options;
  const FvActivation *activation; /* of all hidden layers that have one; NULL: those the network has */
} FvSetting;

/* What settings may differ in. One row of the table in fv-experiment-axis.c an axis: command line, form, table, words
 * and files follow from it. */
typedef struct
{
  const char *name;   /* "rate": the column of a file */
  const char *plural; /* "rates": the option that lists values */
  const char *title;  /* N_("Rate") */
  const char *noun;   /* N_("rate"), before a number; NULL: the value's own title will do */
  /* Choices: name and title of the nth, NULL past the end; a value is its index. NULL: a number. */
  const char *(*choice) (guint nth);
  const char *(*choice_title) (guint nth);  /* N_() */
  double minimum, maximum;                  /* of a number */
  gboolean whole;                           /* a number without a fraction */
  const char *usual;                        /* values an editor begins with: "0.1, 0.03, 0.01" */
  double (*get) (const FvSetting *setting); /* NAN: it means nothing in this setting */
  void (*set) (FvSetting *setting, double value);
} FvExperimentAxis;

#define FV_EXPERIMENT_MAX_AXES 8
const FvExperimentAxis *fv_experiment_axis_nth (guint nth); /* NULL past the end */

/* The values of one axis, each once, in the order they were given. */
#define FV_EXPERIMENT_MAX_VALUES 32
typedef struct
{
  guint n;
  double values[FV_EXPERIMENT_MAX_VALUES];
} FvAxisValues;

/* Reads "0.1, 0.03": commas (of any script) or blanks stand between two. FV_ERROR_VALUE says what was found and what
 * could stand there. An empty text has no values. */
gboolean
fv_experiment_axis_parse (const FvExperimentAxis *self, const char *text, FvAxisValues *out, GError **error);
/* What fv_experiment_axis_parse() reads back; g_free(). */
char *fv_experiment_axis_to_text (const FvExperimentAxis *self, const FvAxisValues *values);

/* "0.03", "adam", as files have it; empty where it means nothing. g_free(). */
char *fv_experiment_axis_value (const FvExperimentAxis *self, double value);
/* "rate 0.03", "Adam", translated, for a label that stands alone; g_free(). */
char *fv_experiment_axis_words (const FvExperimentAxis *self, double value);
/* "0.03", "Adam", translated, under the axis's title; "–" where it means nothing. g_free(). */
char *fv_experiment_axis_cell (const FvExperimentAxis *self, double value);

G_END_DECLS
