/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-trial-columns.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* --- What came of a run --- */

static double
rank_value (FoveaTrialItem *item)
{
  return fovea_trial_item_get_place (item);
}

static char *
rank_text (FoveaTrialItem *item)
{
  const FvTrial *trial = fovea_trial_item_get_trial (item);

  if (trial->state == FV_TRIAL_WAITING || trial->state == FV_TRIAL_NON_FINITE)
    return g_strdup ("–");
  return g_strdup_printf ("%u", fovea_trial_item_get_place (item) + 1);
}

static double
accuracy_value (FoveaTrialItem *item)
{
  return fovea_trial_item_get_trial (item)->last.test_accuracy;
}

static double
loss_value (FoveaTrialItem *item)
{
  return fovea_trial_item_get_trial (item)->last.test_loss;
}

static double
train_loss_value (FoveaTrialItem *item)
{
  return fovea_trial_item_get_trial (item)->last.train_loss;
}

static double
best_value (FoveaTrialItem *item)
{
  return fovea_trial_item_get_trial (item)->best.test_accuracy;
}

static double
seconds_value (FoveaTrialItem *item)
{
  const FvTrial *trial = fovea_trial_item_get_trial (item);

  return trial->state == FV_TRIAL_WAITING ? NAN : trial->seconds;
}

static double
batches_value (FoveaTrialItem *item)
{
  const FvTrial *trial = fovea_trial_item_get_trial (item);

  return trial->state == FV_TRIAL_WAITING ? NAN : (double)trial->batches;
}

/* Those with trouble together, and those that run or wait. */
static double
remark_value (FoveaTrialItem *item)
{
  const FvTrial *trial = fovea_trial_item_get_trial (item);

  return trial->has_trouble ? FV_TRIAL_N_STATES + trial->trouble.kind : trial->state;
}

/* How it stands, or what is the matter with it; nothing where all is well. */
static char *
remark_text (FoveaTrialItem *item)
{
  const FvTrial *trial = fovea_trial_item_get_trial (item);

  if (trial->has_trouble && trial->state != FV_TRIAL_RUNNING)
    return g_strdup (_ (fv_trouble_title (trial->trouble.kind)));
  return g_strdup (trial->state == FV_TRIAL_DONE ? "" : _ (fv_trial_state_title (trial->state)));
}

static char *
whole (double value)
{
  return fv_number_count ((guint64)value);
}

static char *
percent (double value)
{
  return fv_number_percent (value, 2);
}

static char *
decimals (double value)
{
  return fv_number_short (value, 4, FALSE);
}

static char *
seconds (double value)
{
  /* Translators: seconds, as short as can be. */
  return g_strdup_printf (_ ("%.1f s"), value);
}

static const struct
{
  const char *title;
  double (*value) (FoveaTrialItem *item);
  char *(*number) (double value);       /* what the value is shown as … */
  char *(*text) (FoveaTrialItem *item); /* … or, if this is there, the item */
  gboolean is_words, falls;
} results[] = {
  { N_ ("Rank"), rank_value, NULL, rank_text, FALSE, FALSE },
  { N_ ("Accuracy"), accuracy_value, percent, NULL, FALSE, TRUE },
  { N_ ("Test loss"), loss_value, decimals, NULL, FALSE, FALSE },
  { N_ ("Training loss"), train_loss_value, decimals, NULL, FALSE, FALSE },
  /* Translators: the best accuracy at the end of an epoch; the head of a narrow column. */
  { N_ ("Best"), best_value, percent, NULL, FALSE, TRUE },
  { N_ ("Remark"), remark_value, NULL, remark_text, TRUE, FALSE },
  { N_ ("Batches"), batches_value, whole, NULL, FALSE, FALSE },
  { N_ ("Time"), seconds_value, seconds, NULL, FALSE, FALSE },
};

/* --- Columns --- */

/* The rank stands in front of the axes. */
static guint
n_axes (guint differ)
{
  guint n = 0;

  for (guint i = 0; fv_experiment_axis_nth (i) != NULL; i++)
    n += differ >> i & 1;
  return n;
}

guint
fovea_trial_n_columns (guint differ)
{
  return n_axes (differ) + G_N_ELEMENTS (results);
}

FoveaTrialColumn
fovea_trial_nth_column (guint differ, guint nth)
{
  if (nth == 0 || nth > n_axes (differ))
    return (FoveaTrialColumn){ .result = nth == 0 ? 0 : nth - n_axes (differ) };
  for (guint i = 0; fv_experiment_axis_nth (i) != NULL; i++)
    if (differ >> i & 1 && --nth == 0)
      return (FoveaTrialColumn){ .axis = fv_experiment_axis_nth (i) };
  g_return_val_if_reached ((FoveaTrialColumn){ 0 });
}

const char *
fovea_trial_column_title (FoveaTrialColumn self)
{
  return self.axis != NULL ? _ (self.axis->title) : _ (results[self.result].title);
}

gboolean
fovea_trial_column_is_words (FoveaTrialColumn self)
{
  return self.axis != NULL ? self.axis->choice != NULL : results[self.result].is_words;
}

gboolean
fovea_trial_column_falls (FoveaTrialColumn self)
{
  return self.axis == NULL && results[self.result].falls;
}

static double
value_of (FoveaTrialColumn self, FoveaTrialItem *item)
{
  return self.axis != NULL ? self.axis->get (&fovea_trial_item_get_trial (item)->setting)
                           : results[self.result].value (item);
}

char *
fovea_trial_column_text (FoveaTrialColumn self, FoveaTrialItem *item)
{
  if (self.axis != NULL)
    return fv_experiment_axis_cell (self.axis, value_of (self, item));
  if (results[self.result].text != NULL)
    return results[self.result].text (item);
  return isfinite (value_of (self, item)) ? results[self.result].number (value_of (self, item))
                                          : g_strdup ("–");
}

int
fovea_trial_column_compare (FoveaTrialColumn self, FoveaTrialItem *one, FoveaTrialItem *other)
{
  double a = value_of (self, one), b = value_of (self, other);

  if (isfinite (a) && isfinite (b) && a != b)
    return a < b ? -1 : 1;
  if (isfinite (a) != isfinite (b))
    return isfinite (a) == !fovea_trial_column_falls (self) ? -1 : 1;
  return (fovea_trial_item_get_nth (one) > fovea_trial_item_get_nth (other))
         - (fovea_trial_item_get_nth (one) < fovea_trial_item_get_nth (other));
}
