/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-snapshot.h"

struct _FvSnapshot
{
  int ref_count;
  FvModel *model;
  double epoch;
  guint batches_per_epoch;
  guint trouble;
  FvSnapshotSight sight; /* its watch is not kept */
  guint64 first;
  guint64 newest;
  GPtrArray *branches; /* FvBranch */
  guint branch;
  GArray *troubles; /* FvTrouble */
  FvDataset *train;
  FvDataset *test; /* or NULL */
};

static GPtrArray *
list_branches (const FvHistory *history)
{
  GPtrArray *branches = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_branch_unref);

  for (guint i = 0; i < fv_history_n_branches (history); i++)
    g_ptr_array_add (branches, fv_history_nth_branch (history, i));
  return branches;
}

static GArray *
list_troubles (const FvWatch *watch, guint64 batch)
{
  GArray *troubles = g_array_new (FALSE, FALSE, sizeof (FvTrouble));

  for (guint i = 0; i < fv_watch_length (watch); i++)
    {
      FvTrouble trouble = fv_watch_nth (watch, i);

      if (trouble.since <= batch)
        g_array_append_val (troubles, trouble);
    }
  return troubles;
}

FvSnapshot *
fv_snapshot_new (const FvTraining *training, const FvHistory *history, FvSnapshotSight sight)
{
  FvSnapshot *self = g_new0 (FvSnapshot, 1);
  guint count = fv_dataset_count (fv_training_train_set (training));
  guint batch_size;

  self->ref_count = 1;
  self->model = fv_training_to_model (training);
  batch_size = self->model->options.batch_size;
  self->epoch = fv_training_epoch (training);
  self->batches_per_epoch = count / batch_size + (count % batch_size != 0);
  self->trouble = fv_training_trouble (training);
  self->first = fv_history_first (history);
  self->newest = fv_history_newest (history);
  self->branches = list_branches (history);
  self->branch = fv_history_shown_branch (history);
  self->troubles = list_troubles (sight.watch, self->model->batch);
  self->train = fv_dataset_ref (fv_training_train_set (training));
  if (fv_training_test_set (training) != NULL)
    self->test = fv_dataset_ref (fv_training_test_set (training));
  self->sight = sight;
  self->sight.watch = NULL;
  if (sight.start != NULL)
    fv_parameters_ref (sight.start);
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
  g_ptr_array_unref (self->branches);
  g_array_unref (self->troubles);
  fv_dataset_unref (self->train);
  g_clear_pointer (&self->test, fv_dataset_unref);
  g_clear_pointer (&self->sight.start, fv_parameters_unref);
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
  return self->sight.samples_per_s;
}

gboolean
fv_snapshot_running (const FvSnapshot *self)
{
  return self->sight.running;
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

guint64
fv_snapshot_first (const FvSnapshot *self)
{
  return self->first;
}

FvDataset *
fv_snapshot_train_set (const FvSnapshot *self)
{
  return self->train;
}

FvDataset *
fv_snapshot_test_set (const FvSnapshot *self)
{
  return self->test;
}

FvParameters *
fv_snapshot_start (const FvSnapshot *self)
{
  return self->sight.start;
}

guint64
fv_snapshot_newest (const FvSnapshot *self)
{
  return self->newest;
}

guint
fv_snapshot_n_branches (const FvSnapshot *self)
{
  return self->branches->len;
}

const FvBranch *
fv_snapshot_nth_branch (const FvSnapshot *self, guint nth)
{
  g_return_val_if_fail (nth < self->branches->len, NULL);
  return g_ptr_array_index (self->branches, nth);
}

FvBranch *const *
fv_snapshot_branches (const FvSnapshot *self)
{
  return (FvBranch *const *)self->branches->pdata;
}

guint
fv_snapshot_branch (const FvSnapshot *self)
{
  return self->branch;
}

gboolean
fv_snapshot_replay (const FvSnapshot *self, guint64 *done, guint64 *total)
{
  *done = self->sight.replay_done;
  *total = self->sight.replay_total;
  return *total > 0;
}

gboolean
fv_snapshot_lost (const FvSnapshot *self)
{
  return self->sight.lost;
}

guint
fv_snapshot_n_troubles (const FvSnapshot *self)
{
  return self->troubles->len;
}

FvTrouble
fv_snapshot_nth_trouble (const FvSnapshot *self, guint nth)
{
  g_assert (nth < self->troubles->len);
  return g_array_index (self->troubles, FvTrouble, nth);
}

int
fv_snapshot_stopped_by (const FvSnapshot *self)
{
  return self->sight.stopped_by;
}

double
fv_snapshot_minutes (const FvSnapshot *self)
{
  return self->sight.minutes;
}

guint64
fv_snapshot_followed (const FvSnapshot *self)
{
  return self->sight.followed;
}
