/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-training.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-model.h"
#include "fv-history-private.h"

FvTrainingOptions
fv_training_options (void)
{
  return (FvTrainingOptions){
    .optimizer = fv_optimizer_from_name ("momentum"),
    .hyper = { .rate = 0.01, .momentum = 0.9 },
    .batch_size = 32,
    .seed = 1,
  };
}

gboolean
fv_training_data_fit (const FvNetwork *network, const FvDataset *train, const FvDataset *test, GError **error)
{
  if (!fv_evaluation_fits (network, train, error))
    return FALSE;
  if (test != NULL && !fv_evaluation_fits (network, test, error))
    return FALSE;
  if (fv_dataset_count (train) > 0)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("%s: has no samples, at least one is wanted"),
               fv_dataset_name (train));
  return FALSE;
}

gboolean
fv_training_make_plan (FvTraining *self, const float *values, float *const *slots, GError **error)
{
  FvPlan *plan = fv_plan_new (self->network, self->options.optimizer,
                              (FvPlanOptions){ .n_threads = self->options.n_threads }, error);

  if (plan == NULL)
    return FALSE;
  fv_plan_write (plan, values, slots);
  fv_plan_free (self->plan);
  self->plan = plan;
  self->plan_frozen = NULL;
  self->plan_threads = self->options.n_threads;
  return TRUE;
}

FvTraining *
fv_training_new (FvNetwork *network, FvParameters *parameters, FvDataset *train, FvDataset *test,
                 FvTrainingOptions options, GError **error)
{
  g_autoptr (FvTraining) self = NULL;
  g_autoptr (FvParameters) start = NULL;

  g_return_val_if_fail (options.optimizer != NULL && options.batch_size > 0, NULL);
  g_return_val_if_fail (fv_frozen_fits (options.frozen, network), NULL);
  if (!fv_training_data_fit (network, train, test, error))
    return NULL;
  start = parameters != NULL ? fv_parameters_ref (parameters)
                             : fv_parameters_new_initialised (network, options.seed, options.initialiser);
  self = g_new0 (FvTraining, 1);
  self->network = fv_network_ref (network);
  self->train = fv_dataset_ref (train);
  self->test = test != NULL ? fv_dataset_ref (test) : NULL;
  self->options = options;
  self->sampler = fv_sampler_new (options.seed, fv_dataset_count (train));
  self->curve = fv_curve_new ();
  self->n_parameters = fv_network_n_parameters (network);
  self->multiplies = fv_history_count_multiplies (network);
  self->samples = g_array_new (FALSE, FALSE, sizeof (FvPlanSample));
  if (!fv_training_make_plan (self, fv_parameters_values (start), NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

FvTraining *
fv_training_new_from_model (const FvModel *model, FvDataset *train, FvDataset *test, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  FvTraining *self = fv_training_new (network, model->parameters, train, test, model->options, error);

  if (self == NULL)
    return NULL;
  fv_curve_free (self->curve);
  self->curve = fv_curve_copy (model->curve);
  fv_plan_write (self->plan, fv_parameters_values (model->parameters), model->slots);
  self->batch = model->batch;
  self->optimizer_since = model->since;
  self->tally = model->tally;
  fv_sampler_seek (self->sampler, model->epoch, model->position);
  fv_training_set_source (self, &model->source);
  return self;
}

void
fv_training_free (FvTraining *self)
{
  if (self == NULL)
    return;
  fv_network_unref (self->network);
  fv_plan_free (self->plan);
  fv_dataset_unref (self->train);
  g_clear_pointer (&self->test, fv_dataset_unref);
  fv_sampler_free (self->sampler);
  fv_curve_free (self->curve);
  g_array_unref (self->samples);
  g_free (self->updates);
  fv_source_clear (&self->source);
  g_free (self);
}

double
fv_training_rate (const FvTraining *self)
{
  guint64 count = fv_dataset_count (self->train);
  guint64 done = fv_sampler_epoch (self->sampler) * count + fv_sampler_position (self->sampler);

  return fv_schedule_rate (self->options.schedule, self->options.hyper.rate, done, count);
}

/* The samples of the next batch, in the order of the sampler, into self->samples. */
static void
gather (FvTraining *self)
{
  const guint32 *indices;
  guint n = fv_sampler_next (self->sampler, self->options.batch_size, &indices);

  g_array_set_size (self->samples, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->samples, FvPlanSample, i)
        = (FvPlanSample){ fv_dataset_pixels (self->train, indices[i]),
                          fv_dataset_label (self->train, indices[i]) };
}

/* One step, at the rate that stood before the samples were taken. */
static FvTrainingState
learn_batch (FvTraining *self, const int *stop)
{
  FvHyper hyper = self->options.hyper;
  FvPlanSum sum;
  guint trouble = 0;

  hyper.rate = fv_training_rate (self);
  gather (self);
  switch (fv_plan_learn (self->plan, (const FvPlanSample *)self->samples->data, self->samples->len, hyper,
                         self->batch + 1 - self->optimizer_since, stop, &sum, &trouble))
    {
    case FV_PLAN_STOPPED:
      return FV_TRAINING_STOPPED;
    case FV_PLAN_NON_FINITE:
      self->trouble = trouble;
      return FV_TRAINING_NON_FINITE;
    case FV_PLAN_OK:
    default:
      break;
    }
  self->trouble = 0;
  self->tally.loss += sum.loss;
  self->tally.correct += sum.correct;
  self->tally.samples += self->samples->len;
  self->batch++;
  return FV_TRAINING_OK;
}

FvNumbers
fv_training_read (const FvTraining *self)
{
  FvNumbers numbers = { .values = g_new (float, self->n_parameters) };

  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    numbers.slots[i] = g_new (float, self->n_parameters);
  fv_plan_read (self->plan, numbers.values, numbers.slots);
  return numbers;
}

void
fv_numbers_clear (FvNumbers *self)
{
  g_free (self->values);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_free (self->slots[i]);
}

/* Another number of threads was asked for: the numbers move to a plan that has them. */
static void
follow_threads (FvTraining *self)
{
  g_auto (FvNumbers) numbers = { 0 };

  if (self->plan_threads == self->options.n_threads)
    return;
  numbers = fv_training_read (self);
  fv_training_make_plan (self, numbers.values, numbers.slots, NULL);
}

static void
follow_frozen (FvTraining *self)
{
  if (self->plan_frozen == self->options.frozen)
    return;
  fv_plan_freeze (self->plan, self->options.frozen);
  self->plan_frozen = self->options.frozen;
}

FvTrainingState
fv_training_batch (FvTraining *self, const int *stop)
{
  guint64 epoch = fv_sampler_epoch (self->sampler);
  guint32 position = fv_sampler_position (self->sampler);
  g_autofree float *before = NULL;
  FvTrainingState state;

  follow_threads (self);
  follow_frozen (self);
  if (!fv_training_add_point_if_due (self, stop) || !fv_training_look_if_due (self, stop))
    return FV_TRAINING_STOPPED;
  before = fv_training_before_look (self);
  state = learn_batch (self, stop);
  if (state != FV_TRAINING_OK)
    {
      fv_sampler_seek (self->sampler, epoch, position);
      return state;
    }
  fv_training_note_update (self, before);
  fv_training_add_point_if_due (self, stop);
  fv_training_look_if_due (self, stop);
  return FV_TRAINING_OK;
}

FvTrainingOptions *
fv_training_edit (FvTraining *self)
{
  return &self->options;
}

FvNetwork *
fv_training_network (const FvTraining *self)
{
  return self->network;
}

FvParameters *
fv_training_parameters (const FvTraining *self)
{
  FvParameters *parameters = fv_parameters_new_zero (self->network);

  fv_plan_read (self->plan, fv_parameters_edit (parameters), NULL);
  return parameters;
}

const FvCurve *
fv_training_curve (const FvTraining *self)
{
  return self->curve;
}

guint64
fv_training_batches (const FvTraining *self)
{
  return self->batch;
}

double
fv_training_epoch (const FvTraining *self)
{
  return (double)fv_sampler_epoch (self->sampler)
         + (double)fv_sampler_position (self->sampler) / fv_dataset_count (self->train);
}

FvDataset *
fv_training_train_set (const FvTraining *self)
{
  return self->train;
}

FvDataset *
fv_training_test_set (const FvTraining *self)
{
  return self->test;
}

guint
fv_training_trouble (const FvTraining *self)
{
  return self->trouble;
}

FvModel *
fv_training_to_model (const FvTraining *self)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new_zero (self->network);
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { 0 };
  FvModel *model;

  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    slots[i] = g_new (float, self->n_parameters);
  fv_plan_read (self->plan, fv_parameters_edit (parameters), slots);
  model = fv_model_new (parameters);
  memcpy (model->slots, slots, sizeof slots);
  g_strfreev (model->classes);
  model->classes = fv_evaluation_class_names (self->network, self->train);
  fv_curve_free (model->curve);
  model->curve = fv_curve_copy (self->curve);
  model->options = self->options;
  model->batch = self->batch;
  model->since = self->optimizer_since;
  model->epoch = fv_sampler_epoch (self->sampler);
  model->position = fv_sampler_position (self->sampler);
  model->tally = self->tally;
  model->data = g_strdup (fv_dataset_name (self->train));
  fv_source_copy (fv_training_source (self), &model->source);
  model->mark = self->mark;
  return model;
}
