/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-files.h"
#include "fovea-session-private.h"
#include "fv-error.h"

#include <glib/gi18n.h>

/* What a network is tested with can be other samples than those that belong to what it learns from. */

/* Samples being read: belongs to the task, so to one thread at a time. */
typedef struct
{
  char *path; /* NULL: what belongs to train */
  FvShape shape;
  FoveaProgress *progress; /* or NULL */
  FvDataset *train;        /* what is learned from; after the work the same, saying what it is tested with */
  FvDataset *own;          /* what belongs to it, if it is at hand */
  FvDataset *test;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->own, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_pointer (&job->progress, fovea_progress_unref);
  g_free (job->path);
  g_free (job);
}

static FvDatasetWanted
how_to_open (const Job *job)
{
  FvDatasetWanted how = fv_dataset_wanted (FV_PART_TEST);

  how.shape = job->shape;
  how.progress = job->progress != NULL ? fovea_progress_tell : NULL;
  how.data = job->progress;
  return how;
}

/* The same samples, which share their pixels, with another source: others may hold the set there is. */
static void
say_where_from (Job *job)
{
  const FvSource *source = fv_dataset_source (job->train);
  FvDataset *train = fv_dataset_slice (job->train, 0, fv_dataset_count (job->train));
  FvSource told;

  if (source != NULL)
    {
      fv_source_copy (source, &told);
      g_free (told.test);
      told.test = g_strdup (job->path);
      fv_dataset_set_source (train, &told);
      fv_source_clear (&told);
    }
  fv_dataset_unref (job->train);
  job->train = train;
}

/* Read once more, both halves: only so is it known how they were parted. */
static gboolean
open_own (Job *job, GError **error)
{
  const FvSource *source = fv_dataset_source (job->train);
  FvDatasetWanted how = how_to_open (job);
  FvDataset *train = NULL;
  FvSource own;
  gboolean opened;

  if (source == NULL || source->data == NULL)
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_DATA,
                           _ ("Nobody knows what belongs to these data: open them again."));
      return FALSE;
    }
  fv_source_copy (source, &own);
  g_clear_pointer (&own.test, g_free);
  opened = fv_source_open (&own, &how, &train, &job->test, error);
  fv_source_clear (&own);
  if (!opened)
    return FALSE;
  fv_dataset_unref (job->train);
  job->train = train;
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  FvDatasetWanted how = how_to_open (job);
  GError *error = NULL;

  if (job->path != NULL)
    job->test = fv_dataset_open_wanted (job->path, &how, &error);
  else if (job->own != NULL)
    job->test = fv_dataset_ref (job->own);
  else
    open_own (job, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->path != NULL || job->own != NULL)
    say_where_from (job);
  g_task_return_boolean (task, TRUE);
}

/**
 * fovea_session_get_tested_with:
 *
 * Returns: (nullable): where the samples to test with come from, if they do not belong to those to train on
 */
const char *
fovea_session_get_tested_with (FoveaSession *self)
{
  const FvSource *source = self->train != NULL ? fv_dataset_source (self->train) : NULL;

  return source != NULL ? source->test : NULL;
}

/**
 * fovea_session_test_with_async:
 * @path: (nullable): a file, a folder or the name of a data set; %NULL for what belongs to what is learned from
 * @progress: (nullable): to watch and stop it by
 */
void
fovea_session_test_with_async (FoveaSession *self, const char *path, FoveaProgress *progress,
                               GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  if (self->train == NULL)
    {
      g_task_return_new_error (task, FV_ERROR, FV_ERROR_DATA,
                               _ ("There is nothing to learn from yet: wait a moment."));
      return;
    }
  job->path = g_strdup (path);
  job->shape = fv_dataset_shape (self->train);
  job->progress = progress != NULL ? fovea_progress_ref (progress) : NULL;
  job->train = fv_dataset_ref (self->train);
  if (self->own_test != NULL || fovea_session_get_tested_with (self) == NULL)
    job->own = fv_dataset_ref (self->own_test != NULL ? self->own_test : self->test);
  g_task_run_in_thread (task, run);
}

/**
 * fovea_session_test_with_finish:
 *
 * Training goes on from the weights there are. Nothing changes if the samples do not fit.
 */
gboolean
fovea_session_test_with_finish (FoveaSession *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error)
      || !fovea_session_adopt (self, self->parameters, job->train, job->test, error))
    return FALSE;
  if (job->path != NULL && job->own != NULL)
    self->own_test = fv_dataset_ref (job->own);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}
