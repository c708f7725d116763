/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-experiment-axis.h"

G_BEGIN_DECLS

/* Which values of which axes are tried, each with each. A value; {0} is the base alone. */
typedef struct
{
  FvAxisValues axes[FV_EXPERIMENT_MAX_AXES]; /* by the table of axes; n = 0: as the base has it */
} FvExperimentGrid;

#define FV_EXPERIMENT_MAX_TRIALS 200

/* How many runs that would be, before those that come out the same are left out. */
guint64 fv_experiment_grid_size (const FvExperimentGrid *self);
/* FvSetting, the first axis changing slowest; what comes out the same twice (a momentum of plain descent) is there
 * once. Free with g_array_unref(). NULL and FV_ERROR_VALUE beyond FV_EXPERIMENT_MAX_TRIALS. */
GArray *fv_experiment_grid_settings (const FvExperimentGrid *self, const FvSetting *base, GError **error);

/* Bit i: settings (FvSetting) differ in axis i. */
guint fv_settings_differ_in (const GArray *settings);
/* "Adam · rate 0.03": what tells setting nth from the others, translated; of one alone, all axes. g_free(). */
char *fv_settings_words (const GArray *settings, guint nth);

G_END_DECLS
