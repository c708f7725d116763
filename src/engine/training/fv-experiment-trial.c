/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment-trial.h"

#include <math.h>

#include "fv-evaluation.h"

struct _FvTrialRun
{
  const FvTrialTask *task;
  FvTraining *training;
  FvPlan *judge; /* measures the whole test set */
  FvWatch *watch;
  gint64 began;
  guint64 measured; /* batches done when the whole test set was measured; G_MAXUINT64: never */
  FvTrialState state;
  FvTrialNumbers whole; /* at that measurement */
  FvTrialNumbers best;
  guint64 best_batch;
};

#define UNKNOWN ((FvTrialNumbers){ NAN, NAN, NAN, NAN })

FvTrial *
fv_trial_new_waiting (const GArray *settings, guint nth)
{
  FvTrial *self = g_new0 (FvTrial, 1);

  self->references = 1;
  self->setting = g_array_index (settings, FvSetting, nth);
  self->words = fv_settings_words (settings, nth);
  self->last = self->best = UNKNOWN;
  self->curve = fv_curve_new ();
  return self;
}

/* --- Measuring --- */

/* The test values are those of the newest measurement. */
static FvTrialNumbers
newest_numbers (const FvTraining *training)
{
  const FvCurve *curve = fv_training_curve (training);
  FvTrialNumbers numbers = UNKNOWN;
  FvCurvePoint tested;

  fv_curve_mean_train (curve, fv_training_epoch (training) - 1, &numbers.train_loss, &numbers.train_accuracy);
  if (!fv_curve_last_test (curve, &tested))
    return numbers;
  numbers.test_loss = tested.test_loss;
  numbers.test_accuracy = tested.test_accuracy;
  return numbers;
}

/* NAN is no rival. */
static double
lower (double a, double b)
{
  return isnan (a) || b < a ? b : a;
}

static double
higher (double a, double b)
{
  return isnan (a) || b > a ? b : a;
}

static void
note_best (FvTrialRun *self)
{
  FvTrialNumbers *best = &self->best, now = self->whole;

  if (isnan (best->test_loss) || now.test_loss < best->test_loss)
    self->best_batch = fv_training_batches (self->training);
  best->train_loss = lower (best->train_loss, now.train_loss);
  best->train_accuracy = higher (best->train_accuracy, now.train_accuracy);
  best->test_loss = lower (best->test_loss, now.test_loss);
  best->test_accuracy = higher (best->test_accuracy, now.test_accuracy);
}

/* The whole test set: only such measurements are compared. They are not on the curve, whose points are all of the same
 * few samples. FALSE if stopped. */
static gboolean
evaluate (FvTrialRun *self, const int *stop, FvTrialNumbers *out)
{
  FvNetwork *network = fv_training_network (self->training);
  g_autoptr (FvParameters) parameters = NULL;
  FvEvaluation result;

  *out = newest_numbers (self->training);
  if (self->task->test == NULL)
    return TRUE;
  parameters = fv_training_parameters (self->training);
  fv_plan_write (self->judge, fv_parameters_values (parameters), NULL);
  if (!fv_evaluate (self->judge, network, self->task->test, 0, fv_dataset_count (self->task->test), stop,
                    &result, NULL))
    return FALSE;
  out->test_loss = result.loss;
  out->test_accuracy = result.accuracy;
  return TRUE;
}

static void
measure (FvTrialRun *self, const int *stop)
{
  FvTrialNumbers numbers;

  if (self->measured == fv_training_batches (self->training) || !evaluate (self, stop, &numbers))
    return;
  self->measured = fv_training_batches (self->training);
  self->whole = numbers;
  note_best (self);
}

/* --- Looking --- */

static void
say_trouble (const FvTrialRun *self, FvTrial *out)
{
  if (fv_watch_length (self->watch) == 0)
    return;
  out->has_trouble = TRUE;
  out->trouble = fv_watch_nth (self->watch, 0);
  out->trouble_sentence = fv_trouble_sentence (out->trouble, fv_training_network (self->training));
}

FvTrial *
fv_trial_run_look (const FvTrialRun *self)
{
  FvTrial *trial = fv_trial_new_waiting (self->task->settings, self->task->nth);
  gboolean is_whole = self->measured == fv_training_batches (self->training);

  trial->state = self->state;
  trial->batches = fv_training_batches (self->training);
  trial->epochs = fv_training_epoch (self->training);
  trial->seconds = (double)(g_get_monotonic_time () - self->began) / G_USEC_PER_SEC;
  trial->last = is_whole ? self->whole : newest_numbers (self->training);
  trial->best = self->best;
  trial->best_batch = self->best_batch;
  fv_curve_free (trial->curve);
  trial->curve = fv_curve_copy (fv_training_curve (self->training));
  say_trouble (self, trial);
  return trial;
}

/* --- Running --- */

static gboolean
is_done (const FvTrialRun *self)
{
  FvTrialLength length = self->task->length;

  return length.batches > 0 ? fv_training_batches (self->training) >= length.batches
                            : fv_training_epoch (self->training) >= length.epochs;
}

static void
train (FvTrialRun *self, const int *stop, void (*on_batch) (FvTrialRun *run, gpointer data), gpointer data)
{
  FvTrainingState state = FV_TRAINING_OK;

  while (state == FV_TRAINING_OK && !is_done (self))
    {
      double before = floor (fv_training_epoch (self->training));

      state = fv_training_batch (self->training, stop);
      fv_watch_look (self->watch, self->training, state, stop);
      if (state == FV_TRAINING_OK && floor (fv_training_epoch (self->training)) > before)
        measure (self, stop);
      on_batch (self, data);
    }
  if (state == FV_TRAINING_OK)
    {
      measure (self, stop);
      fv_training_measure_quickly (self->training, stop);
    }
  self->state = state == FV_TRAINING_NON_FINITE ? FV_TRIAL_NON_FINITE
                : is_done (self) && self->measured == fv_training_batches (self->training) ? FV_TRIAL_DONE
                                                                                           : FV_TRIAL_STOPPED;
}

static FvTrial *
finish (const FvTrialRun *self)
{
  FvTrial *trial = fv_trial_run_look (self);
  g_autoptr (FvParameters) parameters = fv_training_parameters (self->training);

  trial->sha256 = fv_parameters_sha256 (parameters);
  return trial;
}

FvTrial *
fv_trial_run (const FvTrialTask *task, const int *stop, void (*on_batch) (FvTrialRun *run, gpointer data),
              gpointer data)
{
  g_autoptr (FvWatch) watch = fv_watch_new ();
  g_autoptr (FvTraining) training
      = fv_training_new (fv_parameters_network (task->start), task->start, task->train, task->test,
                         g_array_index (task->settings, FvSetting, task->nth).options, NULL);
  const FvTrainingOptions *options = fv_training_edit (training);
  g_autoptr (FvPlan) judge = fv_plan_new (fv_parameters_network (task->start), NULL,
                                          (FvPlanOptions){ .n_threads = options->n_threads }, NULL);
  FvTrialRun run = { .task = task,
                     .training = training,
                     .judge = judge,
                     .watch = watch,
                     .began = g_get_monotonic_time (),
                     .measured = G_MAXUINT64,
                     .state = FV_TRIAL_RUNNING,
                     .whole = UNKNOWN,
                     .best = UNKNOWN };

  train (&run, stop, on_batch, data);
  return finish (&run);
}
