/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-json.h"

/* --- States --- */

static const struct
{
  const char *name;
  const char *title;
} states[] = {
  [FV_TRIAL_WAITING] = { "waiting", N_ ("waiting") },
  [FV_TRIAL_RUNNING] = { "running", N_ ("running") },
  [FV_TRIAL_DONE] = { "done", N_ ("done") },
  [FV_TRIAL_STOPPED] = { "stopped", N_ ("stopped") },
  [FV_TRIAL_NON_FINITE] = { "non-finite", N_ ("not a number") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == FV_TRIAL_N_STATES);

const char *
fv_trial_state_name (FvTrialState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (states), NULL);
  return states[state].name;
}

const char *
fv_trial_state_title (FvTrialState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (states), NULL);
  return states[state].title;
}

/* --- Counted --- */

FvTrial *
fv_trial_ref (FvTrial *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_trial_unref (FvTrial *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  g_free (self->words);
  fv_curve_free (self->curve);
  g_free (self->trouble_sentence);
  g_free (self->sha256);
  g_free (self);
}

FvExperimentReport *
fv_experiment_report_ref (FvExperimentReport *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_experiment_report_unref (FvExperimentReport *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  for (guint i = 0; i < self->n_trials; i++)
    fv_trial_unref (self->trials[i]);
  g_free (self->trials);
  g_free (self);
}

/* --- Rank --- */

/* Of a number that is not known, whatever is larger is better. */
static double
or_worst (double value)
{
  return isfinite (value) ? value : -INFINITY;
}

static gboolean
counts (const FvTrial *trial)
{
  return trial->state != FV_TRIAL_WAITING && trial->state != FV_TRIAL_NON_FINITE;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FvExperimentReport *self = data;
  guint i = *(const guint *)a, k = *(const guint *)b;
  const FvTrial *x = self->trials[i], *y = self->trials[k];
  double accuracy = or_worst (y->last.test_accuracy), loss = or_worst (-y->last.test_loss);

  if (counts (x) != counts (y))
    return counts (x) ? -1 : 1;
  if (counts (x) && or_worst (x->last.test_accuracy) != accuracy)
    return or_worst (x->last.test_accuracy) > accuracy ? -1 : 1;
  if (counts (x) && or_worst (-x->last.test_loss) != loss)
    return or_worst (-x->last.test_loss) > loss ? -1 : 1;
  return i < k ? -1 : i > k;
}

void
fv_experiment_report_rank (const FvExperimentReport *self, guint *order)
{
  for (guint i = 0; i < self->n_trials; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)self->n_trials, sizeof *order, compare, (gpointer)self);
}

/* --- CSV --- */

static void
append_number (GString *out, double value)
{
  g_string_append_c (out, ',');
  if (isfinite (value))
    fv_json_append_number (out, value);
}

static void
append_numbers (GString *out, const FvTrialNumbers *numbers)
{
  append_number (out, numbers->train_loss);
  append_number (out, numbers->train_accuracy);
  append_number (out, numbers->test_loss);
  append_number (out, numbers->test_accuracy);
}

/* Names of states and troubles have neither commas nor quotes in them. */
static void
append_trial (GString *out, const FvTrial *trial, guint nth)
{
  const FvExperimentAxis *axis;

  g_string_append_printf (out, "%u", nth + 1);
  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *value = fv_experiment_axis_value (axis, axis->get (&trial->setting));

      g_string_append_printf (out, ",%s", value);
    }
  append_numbers (out, &trial->last);
  append_numbers (out, &trial->best);
  append_number (out, (double)trial->best_batch);
  append_number (out, (double)trial->batches);
  append_number (out, trial->epochs);
  append_number (out, trial->seconds);
  g_string_append_printf (out, ",%s,%s,%s\n", fv_trial_state_name (trial->state),
                          trial->has_trouble ? fv_trouble_name (trial->trouble.kind) : "",
                          trial->sha256 != NULL ? trial->sha256 : "");
}

char *
fv_experiment_report_to_csv (const FvExperimentReport *self)
{
  GString *out = g_string_new ("run");
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    g_string_append_printf (out, ",%s", axis->name);
  g_string_append (out, ",train_loss,train_accuracy,test_loss,test_accuracy,best_train_loss,"
                        "best_train_accuracy,best_test_loss,best_test_accuracy,best_batch,batches,epochs,"
                        "seconds,state,trouble,weights_sha256\n");
  for (guint i = 0; i < self->n_trials; i++)
    append_trial (out, self->trials[i], i);
  return g_string_free (out, FALSE);
}
