/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-trial-item.h"

G_BEGIN_DECLS

/* What the table of results has columns for: the rank, an axis each that was tried, then what came of it. A value; compared
 * by numbers, shown as text. */
typedef struct
{
  const FvExperimentAxis *axis; /* NULL: */
  guint result;                 /* which of the others */
} FoveaTrialColumn;

guint fovea_trial_n_columns (guint differ);
/* differ: bits of the axes that differ, as FvExperimentReport has them. */
FoveaTrialColumn fovea_trial_nth_column (guint differ, guint nth);
const char *fovea_trial_column_title (FoveaTrialColumn self); /* translated; borrowed */
/* Of words, which are read from the left. */
gboolean fovea_trial_column_is_words (FoveaTrialColumn self);
/* Those that are better come first when sorted upwards, or downwards? */
gboolean fovea_trial_column_falls (FoveaTrialColumn self);
char *fovea_trial_column_text (FoveaTrialColumn self, FoveaTrialItem *item); /* g_free() */
/* What is not known comes last either way. */
int fovea_trial_column_compare (FoveaTrialColumn self, FoveaTrialItem *one, FoveaTrialItem *other);

G_END_DECLS
