/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-training-private.h"

static void
change_optimizer (FvTraining *self, const FvOptimizer *optimizer)
{
  g_auto (FvNumbers) numbers = fv_training_read (self);

  self->options.optimizer = optimizer;
  self->optimizer_since = self->batch;
  fv_training_make_plan (self, numbers.values, NULL, NULL);
}

static void
change_sampler (FvTraining *self, guint64 seed, guint64 epoch, guint32 position)
{
  fv_sampler_free (self->sampler);
  self->sampler = fv_sampler_new (seed, fv_dataset_count (self->train));
  fv_sampler_seek (self->sampler, epoch, position);
}

gboolean
fv_training_options_equal (const FvTrainingOptions *a, const FvTrainingOptions *b)
{
  return a->optimizer == b->optimizer && a->hyper.rate == b->hyper.rate
         && a->hyper.momentum == b->hyper.momentum && a->hyper.decay == b->hyper.decay
         && a->schedule.kind == b->schedule.kind && a->schedule.epochs == b->schedule.epochs
         && a->initialiser.kind == b->initialiser.kind && a->initialiser.size == b->initialiser.size
         && a->batch_size == b->batch_size && a->seed == b->seed && a->frozen == b->frozen;
}

void
fv_training_set_options (FvTraining *self, const FvTrainingOptions *options)
{
  g_return_if_fail (options->optimizer != NULL && options->batch_size > 0);
  g_return_if_fail (fv_frozen_fits (options->frozen, self->network));
  if (options->optimizer != self->options.optimizer)
    change_optimizer (self, options->optimizer);
  if (options->seed != self->options.seed)
    change_sampler (self, options->seed, fv_sampler_epoch (self->sampler),
                    fv_sampler_position (self->sampler));
  self->options = *options;
}

/* Training never goes on from a number that is none. */
static void
edit_finite (float *values, const float *edited, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (isfinite (edited[i]))
      values[i] = edited[i];
}

void
fv_training_edit_values (FvTraining *self, gsize start, gsize count, const float *values)
{
  g_auto (FvNumbers) numbers = { 0 };

  g_return_if_fail (start <= self->n_parameters && count <= self->n_parameters - start);
  numbers = fv_training_read (self);
  edit_finite (numbers.values + start, values, count);
  fv_plan_write (self->plan, numbers.values, numbers.slots);
}

/* The epoch that had begun counts as done. */
static void
begin_epoch (FvTraining *self)
{
  guint64 epoch = fv_sampler_epoch (self->sampler) + (fv_sampler_position (self->sampler) > 0);

  change_sampler (self, self->options.seed, epoch, 0);
}

gboolean
fv_training_set_data (FvTraining *self, FvDataset *train, FvDataset *test, GError **error)
{
  if (!fv_training_data_fit (self->network, train, test, error))
    return FALSE;
  fv_dataset_ref (train);
  if (test != NULL)
    fv_dataset_ref (test);
  fv_dataset_unref (self->train);
  g_clear_pointer (&self->test, fv_dataset_unref);
  self->train = train;
  self->mark = 0;
  fv_source_clear (&self->source); /* of the data before */
  self->test = test;
  begin_epoch (self);
  return TRUE;
}

FvCurve *
fv_training_swap_curve (FvTraining *self, FvCurve *curve)
{
  FvCurve *before = self->curve;

  self->curve = curve;
  return before;
}

FvTrainingState
fv_training_replay (FvTraining *self, const int *stop)
{
  FvTrainingState state;

  self->replaying = TRUE;
  state = fv_training_batch (self, stop);
  self->replaying = FALSE;
  return state;
}

void
fv_training_set_source (FvTraining *self, const FvSource *source)
{
  FvSource copy;

  fv_source_copy (source, &copy);
  fv_source_clear (&self->source);
  self->source = copy;
}

/* What the data say themselves is nearer to the truth than what was said of them. */
const FvSource *
fv_training_source (const FvTraining *self)
{
  const FvSource *own = fv_dataset_source (self->train);

  if (own != NULL)
    return own;
  return &self->source;
}

guint64
fv_training_mark (FvTraining *self)
{
  if (self->mark == 0)
    self->mark = fv_source_mark (self->train);
  return self->mark;
}
