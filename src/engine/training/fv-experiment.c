/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment.h"

#include <math.h>

#include "fv-experiment-trial.h"
#include "fv-hidden.h"
#include "fv-training-private.h"

/* Not more often than this is told how far it is, but at the end of each run. */
#define TELL_US (G_USEC_PER_SEC / 10)

struct _FvExperiment
{
  FvDataset *train;
  FvDataset *test;       /* or NULL */
  FvParameters **starts; /* [n] of the network each is trained with, perhaps another's values */
  GArray *settings;      /* FvSetting [n] */
  FvTrialLength length;
};

/* While it runs. */
typedef struct
{
  const FvExperiment *experiment;
  FvTrial **trials; /* [n] the newest of each */
  guint current;
  gint64 began;
  gint64 told;
  double work; /* of the runs that have ended, in samples */
  double done; /* of it what was really learned */
  FvExperimentProgress progress;
  gpointer data;
} Course;

/* --- What is to be done --- */

static FvParameters *
start_of (const FvExperimentWanted *wanted, FvParameters *base, const FvSetting *setting, GError **error)
{
  g_autoptr (FvNetwork) network = NULL;

  if (setting->activation == NULL || setting->activation == fv_network_hidden_activation (wanted->network))
    return fv_parameters_ref (base);
  network = fv_network_with_hidden_activation (wanted->network, setting->activation, error);
  if (network == NULL)
    return NULL;
  return fv_parameters_new_from_values (network, fv_parameters_values (base));
}

static gboolean
make_starts (FvExperiment *self, const FvExperimentWanted *wanted, GError **error)
{
  g_autoptr (FvParameters) base = wanted->start != NULL
                                      ? fv_parameters_ref (wanted->start)
                                      : fv_parameters_new_initialised (wanted->network, wanted->options.seed,
                                                                       wanted->options.initialiser);

  self->starts = g_new0 (FvParameters *, self->settings->len);
  for (guint i = 0; i < self->settings->len; i++)
    {
      self->starts[i] = start_of (wanted, base, &g_array_index (self->settings, FvSetting, i), error);
      if (self->starts[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* A plan says whether there are kernels of the name that was asked for. */
static gboolean
check (const FvExperimentWanted *wanted, GError **error)
{
  FvPlanOptions options = { .n_threads = 1 };
  g_autoptr (FvPlan) plan = NULL;

  if (!fv_training_data_fit (wanted->network, wanted->train, wanted->test, error))
    return FALSE;
  plan = fv_plan_new (wanted->network, NULL, options, error);
  return plan != NULL;
}

FvExperiment *
fv_experiment_new (const FvExperimentWanted *wanted, GError **error)
{
  FvSetting base
      = { .options = wanted->options, .activation = fv_network_hidden_activation (wanted->network) };
  g_autoptr (FvExperiment) self = g_new0 (FvExperiment, 1);

  g_return_val_if_fail (wanted->epochs > 0 || wanted->batches > 0, NULL);
  g_return_val_if_fail (wanted->start == NULL || fv_parameters_network (wanted->start) == wanted->network,
                        NULL);
  self->settings = fv_experiment_grid_settings (&wanted->grid, &base, error);
  if (self->settings == NULL || !check (wanted, error) || !make_starts (self, wanted, error))
    return NULL;
  self->train = fv_dataset_ref (wanted->train);
  self->test = wanted->test != NULL ? fv_dataset_ref (wanted->test) : NULL;
  self->length = (FvTrialLength){ wanted->epochs, wanted->batches };
  return g_steal_pointer (&self);
}

void
fv_experiment_free (FvExperiment *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->starts != NULL && i < self->settings->len; i++)
    g_clear_pointer (&self->starts[i], fv_parameters_unref);
  g_free (self->starts);
  g_clear_pointer (&self->settings, g_array_unref);
  g_clear_pointer (&self->train, fv_dataset_unref);
  g_clear_pointer (&self->test, fv_dataset_unref);
  g_free (self);
}

guint
fv_experiment_n_trials (const FvExperiment *self)
{
  return self->settings->len;
}

/* --- Reports --- */

static FvTrial **
waiting_trials (const FvExperiment *self)
{
  FvTrial **trials = g_new (FvTrial *, self->settings->len);

  for (guint i = 0; i < self->settings->len; i++)
    trials[i] = fv_trial_new_waiting (self->settings, i);
  return trials;
}

/* Samples of a whole run: what its time is measured by. */
static double
work_of (const FvExperiment *self, guint nth)
{
  const FvSetting *setting = &g_array_index (self->settings, FvSetting, nth);

  return self->length.batches > 0 ? (double)self->length.batches * setting->options.batch_size
                                  : (double)self->length.epochs * fv_dataset_count (self->train);
}

static double
done_of (const FvExperiment *self, const FvTrial *trial)
{
  return trial->epochs * fv_dataset_count (self->train);
}

/* References to trials, new ones. */
static FvExperimentReport *
report_new (const FvExperiment *self, FvTrial *const *trials)
{
  FvExperimentReport *report = g_new0 (FvExperimentReport, 1);

  report->references = 1;
  report->n_trials = self->settings->len;
  report->trials = g_new (FvTrial *, report->n_trials);
  for (guint i = 0; i < report->n_trials; i++)
    report->trials[i] = fv_trial_ref (trials[i]);
  report->differ = fv_settings_differ_in (self->settings);
  report->n_test = self->test != NULL ? fv_dataset_count (self->test) : 0;
  report->seconds_left = NAN;
  return report;
}

FvExperimentReport *
fv_experiment_outlook (const FvExperiment *self)
{
  FvTrial **trials = waiting_trials (self);
  FvExperimentReport *report = report_new (self, trials);

  for (guint i = 0; i < self->settings->len; i++)
    fv_trial_unref (trials[i]);
  g_free (trials);
  return report;
}

static FvExperimentReport *
report_of (const Course *course, gboolean finished)
{
  const FvExperiment *self = course->experiment;
  FvExperimentReport *report = report_new (self, course->trials);
  double all = 0, behind = course->work, learned = course->done;

  for (guint i = 0; i < self->settings->len; i++)
    all += work_of (self, i);
  if (course->current < self->settings->len)
    {
      double now = done_of (self, course->trials[course->current]);

      behind += MIN (now, work_of (self, course->current));
      learned += now;
    }
  report->finished = finished;
  report->n_ended = course->current;
  report->fraction = all > 0 ? MIN (behind / all, 1) : 1;
  report->seconds = (double)(g_get_monotonic_time () - course->began) / G_USEC_PER_SEC;
  if (!finished && learned > 0)
    report->seconds_left = report->seconds / learned * (all - behind);
  return report;
}

/* --- Running --- */

static void
tell (Course *course)
{
  course->told = g_get_monotonic_time ();
  if (course->progress != NULL)
    course->progress (report_of (course, FALSE), course->data);
}

static void
take (Course *course, FvTrial *trial)
{
  fv_trial_unref (course->trials[course->current]);
  course->trials[course->current] = trial;
}

static void
on_batch (FvTrialRun *run, gpointer data)
{
  Course *course = data;

  if (course->progress == NULL || g_get_monotonic_time () - course->told < TELL_US)
    return;
  take (course, fv_trial_run_look (run));
  tell (course);
}

static gboolean
is_stopped (const int *stop)
{
  return stop != NULL && g_atomic_int_get (stop);
}

/* FALSE: it was stopped, and so is all that would come. */
static gboolean
run_one (Course *course, const int *stop)
{
  const FvExperiment *self = course->experiment;
  FvTrialTask task = { .settings = self->settings,
                       .nth = course->current,
                       .start = self->starts[course->current],
                       .train = self->train,
                       .test = self->test,
                       .length = self->length };
  FvTrial *trial = fv_trial_run (&task, stop, on_batch, course);
  gboolean goes_on = trial->state != FV_TRIAL_STOPPED;

  take (course, trial);
  course->done += done_of (self, trial);
  course->work += work_of (self, course->current);
  return goes_on;
}

FvExperimentReport *
fv_experiment_run (FvExperiment *self, const int *stop, FvExperimentProgress progress, gpointer data)
{
  Course course = { .experiment = self,
                    .trials = waiting_trials (self),
                    .began = g_get_monotonic_time (),
                    .progress = progress,
                    .data = data };
  FvExperimentReport *report;

  while (course.current < self->settings->len && !is_stopped (stop) && run_one (&course, stop))
    {
      course.current++;
      tell (&course);
    }
  report = report_of (&course, TRUE);
  for (guint i = 0; i < self->settings->len; i++)
    fv_trial_unref (course.trials[i]);
  g_free (course.trials);
  return report;
}
