/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-read.h"
#include "fv-number.h"

static char *
brief_words (const FvExperimentReport *report, const FvTrial *trial)
{
  GString *out = g_string_new (NULL);
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      double value = axis->get (&trial->setting);
      g_autofree char *cell = NULL;

      if (!(report->differ & 1u << i) || isnan (value))
        continue;
      cell = fv_experiment_axis_cell (axis, value);
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", cell);
    }
  return g_string_free (out, FALSE);
}

/* Why it ended early; NULL: it did not. */
static char *
early_end (const FvTrial *trial)
{
  g_autofree char *count = fv_number_count (trial->batches);

  if (trial->state == FV_TRIAL_NON_FINITE)
    /* Translators: how a run of an experiment ended; %s is a number. */
    return g_strdup_printf (_ ("not a number after batch %s"), count);
  if (trial->state == FV_TRIAL_STOPPED)
    return g_strdup_printf (_ ("stopped at batch %s"), count);
  return NULL;
}

char *
fv_experiment_words (const FvExperimentReport *report, guint nth, gboolean brief)
{
  const FvTrial *trial = report->trials[nth];
  g_autofree char *words
      = brief && report->differ != 0 ? brief_words (report, trial) : g_strdup (trial->words);
  g_autofree char *end = early_end (trial);

  return end != NULL ? g_strdup_printf ("%s\n%s", words, end) : g_steal_pointer (&words);
}

static char *
how_far (const FvExperimentReport *report)
{
  if (report->finished && report->n_ended == report->n_trials)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u run done.", "%u runs done.", report->n_trials),
                            report->n_trials);
  if (report->finished)
    return g_strdup_printf (_ ("%u of %u runs done."), report->n_ended, report->n_trials);
  return g_strdup_printf (_ ("Run %u of %u."), MIN (report->n_ended + 1, report->n_trials), report->n_trials);
}

char *
fv_experiment_speak (const FvSceneInput *input)
{
  const FvExperimentReport *report = input->experiment.report;
  g_autofree guint *order = NULL;
  g_autofree char *far = NULL, *accuracy = NULL;
  const FvTrial *best;

  if (report == NULL || report->n_trials == 0)
    return g_strdup (_ ("Nothing was tried yet"));
  order = g_new (guint, report->n_trials);
  fv_experiment_report_rank (report, order);
  best = report->trials[order[0]];
  far = how_far (report);
  if (!isfinite (best->last.test_accuracy))
    return g_steal_pointer (&far);
  accuracy = fv_curve_accuracy_text (best->last.test_accuracy);
  /* Translators: spoken: how far an experiment is, the settings of its best run, and its test accuracy. */
  return g_strdup_printf (_ ("%s Best: %s, test accuracy %s"), far, best->words, accuracy);
}

char *
fv_experiment_table (const FvSceneInput *input)
{
  return input->experiment.report != NULL ? fv_experiment_report_to_csv (input->experiment.report) : NULL;
}
