/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-training.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-model.h"
#include "fv-training-private.h"

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

FvTraining *
fv_training_new (FvNetwork *network, FvParameters *parameters, FvDataset *train, FvDataset *test,
                 FvTrainingOptions options, GError **error)
{
  FvTraining *self;

  g_return_val_if_fail (options.optimizer != NULL && options.batch_size > 0, NULL);
  if (!fv_training_data_fit (network, train, test, error))
    return NULL;
  self = g_new0 (FvTraining, 1);
  self->network = fv_network_ref (network);
  self->parameters = parameters != NULL
                         ? fv_parameters_copy (parameters)
                         : fv_parameters_new_initialised (network, options.seed, options.initialiser);
  self->pass = fv_pass_new (network);
  fv_pass_set_parameters (self->pass, fv_parameters_values (self->parameters));
  self->train = fv_dataset_ref (train);
  self->test = test != NULL ? fv_dataset_ref (test) : NULL;
  self->options = options;
  self->sampler = fv_sampler_new (options.seed, fv_dataset_count (train));
  self->curve = fv_curve_new ();
  self->n_parameters = fv_network_n_parameters (network);
  for (guint i = 0; i < options.optimizer->n_slots; i++)
    self->slots[i] = g_new0 (float, self->n_parameters);
  self->before = g_new (float, (1 + options.optimizer->n_slots) * self->n_parameters);
  return self;
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
  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    if (model->slots[i] != NULL)
      memcpy (self->slots[i], model->slots[i], sizeof (float) * self->n_parameters);
  self->batch = model->batch;
  self->optimizer_since = model->since;
  self->tally = model->tally;
  fv_sampler_seek (self->sampler, model->epoch, model->position);
  return self;
}

void
fv_training_free (FvTraining *self)
{
  if (self == NULL)
    return;
  fv_network_unref (self->network);
  fv_parameters_unref (self->parameters);
  fv_pass_free (self->pass);
  fv_dataset_unref (self->train);
  g_clear_pointer (&self->test, fv_dataset_unref);
  fv_sampler_free (self->sampler);
  fv_curve_free (self->curve);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_free (self->slots[i]);
  g_free (self->before);
  g_free (self);
}

/* The first layer whose outputs are not all finite; the last if only the loss is not. */
static guint
find_trouble (const FvTraining *self)
{
  guint depth = fv_network_depth (self->network);

  for (guint place = 1; place <= depth; place++)
    {
      const double *o = fv_pass_o (self->pass, place);
      gsize size = fv_shape_size (fv_network_shape (self->network, place));

      for (gsize i = 0; i < size; i++)
        if (!isfinite (o[i]))
          return place;
    }
  return depth;
}

/* Adds the gradient of one sample. FALSE if its loss is not finite. */
static gboolean
learn_sample (FvTraining *self, guint32 sample, FvTally *tally)
{
  guint label = fv_dataset_label (self->train, sample);
  double loss;

  fv_network_scale (self->network, fv_dataset_pixels (self->train, sample), fv_pass_input (self->pass));
  fv_pass_output (self->pass);
  loss = fv_pass_loss (self->pass, label);
  if (!isfinite (loss))
    return FALSE;
  tally->loss += loss;
  tally->correct += fv_pass_class (self->pass) == label;
  tally->samples++;
  fv_pass_backpropagate (self->pass, label, FALSE);
  return TRUE;
}

static void
remember (FvTraining *self)
{
  memcpy (self->before, fv_parameters_values (self->parameters), sizeof (float) * self->n_parameters);
  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    memcpy (self->before + (i + 1) * self->n_parameters, self->slots[i], sizeof (float) * self->n_parameters);
}

static void
revert (FvTraining *self)
{
  memcpy (fv_parameters_edit (self->parameters), self->before, sizeof (float) * self->n_parameters);
  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    memcpy (self->slots[i], self->before + (i + 1) * self->n_parameters, sizeof (float) * self->n_parameters);
}

double
fv_training_rate (const FvTraining *self)
{
  guint64 count = fv_dataset_count (self->train);
  guint64 done = fv_sampler_epoch (self->sampler) * count + fv_sampler_position (self->sampler);

  return fv_schedule_rate (self->options.schedule, self->options.hyper.rate, done, count);
}

/* The first layer whose values, or what the optimiser keeps of them, are not all finite. */
static guint
find_non_finite (const FvTraining *self)
{
  guint place = fv_parameters_find_non_finite (self->parameters);

  for (guint i = 0; i < self->options.optimizer->n_slots && place == 0; i++)
    place = fv_network_find_non_finite (self->network, self->slots[i]);
  return place;
}

/* One step along the mean gradient of n samples, at the rate that stood before they were taken. FALSE, and nothing
 * changed, if a number would not be finite. */
static gboolean
update (FvTraining *self, guint n, double rate)
{
  double *gradient = fv_pass_gradient (self->pass);
  FvHyper hyper = self->options.hyper;

  for (gsize i = 0; i < self->n_parameters; i++)
    gradient[i] /= n;
  remember (self);
  hyper.rate = rate;
  fv_optimizer_step (self->options.optimizer, self->network, hyper, self->batch + 1 - self->optimizer_since,
                     gradient, fv_parameters_edit (self->parameters), self->slots);
  self->trouble = find_non_finite (self);
  if (self->trouble != 0)
    {
      revert (self);
      return FALSE;
    }
  fv_pass_set_parameters (self->pass, fv_parameters_values (self->parameters));
  return TRUE;
}

/* The gradients of a batch add up in the order of the sampler. */
static FvTrainingState
learn_batch (FvTraining *self, const int *stop)
{
  const guint32 *indices;
  double rate = fv_training_rate (self);
  guint n = fv_sampler_next (self->sampler, self->options.batch_size, &indices);
  FvTally tally = self->tally;

  fv_pass_clear_gradient (self->pass);
  for (guint i = 0; i < n; i++)
    {
      if (stop != NULL && g_atomic_int_get (stop))
        return FV_TRAINING_STOPPED;
      if (!learn_sample (self, indices[i], &tally))
        {
          self->trouble = find_trouble (self);
          return FV_TRAINING_NON_FINITE;
        }
    }
  if (!update (self, n, rate))
    return FV_TRAINING_NON_FINITE;
  self->tally = tally;
  self->batch++;
  return FV_TRAINING_OK;
}

FvTrainingState
fv_training_batch (FvTraining *self, const int *stop)
{
  guint64 epoch = fv_sampler_epoch (self->sampler);
  guint32 position = fv_sampler_position (self->sampler);
  FvTrainingState state;

  if (!fv_training_add_point_if_due (self, stop))
    return FV_TRAINING_STOPPED;
  state = learn_batch (self, stop);
  if (state != FV_TRAINING_OK)
    {
      fv_sampler_seek (self->sampler, epoch, position);
      return state;
    }
  fv_training_add_point_if_due (self, stop);
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
  return fv_parameters_copy (self->parameters);
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
  g_autoptr (FvParameters) parameters = fv_training_parameters (self);
  FvModel *model = fv_model_new (parameters);

  g_strfreev (model->classes);
  model->classes = fv_evaluation_class_names (self->network, self->train);
  fv_curve_free (model->curve);
  model->curve = fv_curve_copy (self->curve);
  model->options = self->options;
  for (guint i = 0; i < self->options.optimizer->n_slots; i++)
    model->slots[i] = g_memdup2 (self->slots[i], sizeof (float) * self->n_parameters);
  model->batch = self->batch;
  model->since = self->optimizer_since;
  model->epoch = fv_sampler_epoch (self->sampler);
  model->position = fv_sampler_position (self->sampler);
  model->tally = self->tally;
  model->data = g_strdup (fv_dataset_name (self->train));
  return model;
}
