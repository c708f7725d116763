/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-moment.h"

#include "fv-training-private.h"

static gsize
size_of (gsize n_parameters, guint n_slots)
{
  return sizeof (FvMoment) + (1 + n_slots) * n_parameters * sizeof (float);
}

static FvMoment *
begin (FvMoment *self, gsize n_parameters, guint n_slots)
{
  if (self == NULL)
    return NULL;
  self->references = 1;
  self->n_parameters = n_parameters;
  self->n_slots = n_slots;
  return self;
}

FvMoment *
fv_moment_try_new (gsize n_parameters, guint n_slots)
{
  return begin (g_try_malloc0 (size_of (n_parameters, n_slots)), n_parameters, n_slots);
}

static void
find_slots (FvMoment *self, float *slots[FV_OPTIMIZER_MAX_SLOTS])
{
  for (guint i = 0; i < self->n_slots; i++)
    slots[i] = self->values + (1 + i) * self->n_parameters;
}

FvMoment *
fv_moment_new (const FvTraining *training)
{
  gsize n = training->n_parameters;
  guint n_slots = training->options.optimizer->n_slots;
  FvMoment *self = begin (g_malloc (size_of (n, n_slots)), n, n_slots);
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { 0 };

  self->options = training->options;
  self->batch = training->batch;
  self->since = training->optimizer_since;
  self->epoch = fv_sampler_epoch (training->sampler);
  self->position = fv_sampler_position (training->sampler);
  self->tally = training->tally;
  find_slots (self, slots);
  fv_plan_read (training->plan, self->values, slots);
  return self;
}

FvMoment *
fv_moment_ref (FvMoment *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_moment_unref (FvMoment *self)
{
  if (g_atomic_int_dec_and_test (&self->references))
    g_free (self);
}

gsize
fv_moment_bytes (const FvMoment *self)
{
  return size_of (self->n_parameters, self->n_slots);
}

void
fv_moment_restore (const FvMoment *self, FvTraining *training)
{
  gsize n = self->n_parameters;
  FvTrainingOptions options = self->options;
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { 0 };

  g_return_if_fail (n == training->n_parameters && self->n_slots == self->options.optimizer->n_slots);
  options.n_threads = training->options.n_threads;
  fv_training_set_options (training, &options);
  training->batch = self->batch;
  training->optimizer_since = self->since;
  training->tally = self->tally;
  training->trouble = 0;
  fv_sampler_seek (training->sampler, self->epoch, self->position);
  find_slots ((FvMoment *)self, slots);
  fv_plan_write (training->plan, self->values, slots);
}
