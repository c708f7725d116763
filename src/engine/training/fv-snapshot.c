/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-snapshot.h"

struct _FvSnapshot
{
  int ref_count;
  FvModel *model;
  double epoch;
  guint batches_per_epoch;
  double samples_per_s;
  gboolean running;
  guint trouble;
};

FvSnapshot *
fv_snapshot_new (const FvTraining *training, double samples_per_s, gboolean running)
{
  FvSnapshot *self = g_new0 (FvSnapshot, 1);
  guint count = fv_dataset_count (fv_training_train_set (training));
  guint batch_size;

  self->ref_count = 1;
  self->model = fv_training_to_model (training);
  batch_size = self->model->options.batch_size;
  self->epoch = fv_training_epoch (training);
  self->batches_per_epoch = count / batch_size + (count % batch_size != 0);
  self->samples_per_s = samples_per_s;
  self->running = running;
  self->trouble = fv_training_trouble (training);
  return self;
}

FvSnapshot *
fv_snapshot_ref (FvSnapshot *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
fv_snapshot_unref (FvSnapshot *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  fv_model_free (self->model);
  g_free (self);
}

FvParameters *
fv_snapshot_parameters (const FvSnapshot *self)
{
  return self->model->parameters;
}

const FvCurve *
fv_snapshot_curve (const FvSnapshot *self)
{
  return self->model->curve;
}

guint64
fv_snapshot_batch (const FvSnapshot *self)
{
  return self->model->batch;
}

double
fv_snapshot_epoch (const FvSnapshot *self)
{
  return self->epoch;
}

guint
fv_snapshot_batches_per_epoch (const FvSnapshot *self)
{
  return self->batches_per_epoch;
}

double
fv_snapshot_samples_per_s (const FvSnapshot *self)
{
  return self->samples_per_s;
}

gboolean
fv_snapshot_running (const FvSnapshot *self)
{
  return self->running;
}

guint
fv_snapshot_trouble (const FvSnapshot *self)
{
  return self->trouble;
}

const FvModel *
fv_snapshot_model (const FvSnapshot *self)
{
  return self->model;
}
