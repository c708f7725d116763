/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-files.h"
#include "fovea-session-private.h"
#include "fv-dataset-types.h"
#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-fitting.h"
#include "fv-number.h"
#include "fv-path.h"

#include <glib/gi18n.h>

/* Of data without a test part of their own. */
#define TEST_SHARE 0.1
#define SPLIT_SEED 1

/* A file being read: belongs to the task, so to one thread at a time. */
typedef struct
{
  char *path;
  FvShape shape;           /* what pictures of any size are brought to */
  FoveaProgress *progress; /* or NULL */
  FvDataset *train;
  FvDataset *test;
  FvModel *model;
  gboolean fitted; /* the data brought a network along */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_pointer (&job->model, fv_model_free);
  g_clear_pointer (&job->progress, fovea_progress_unref);
  g_free (job->path);
  g_free (job);
}

/* What to test with comes with the data, or is a tenth of them. */
static void
open_data (Job *job, GError **error)
{
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);

  wanted.shape = job->shape;
  wanted.progress = job->progress != NULL ? fovea_progress_tell : NULL;
  wanted.data = job->progress;
  fv_dataset_open_halves (job->path, &wanted, TEST_SHARE, SPLIT_SEED, &job->train, &job->test, error);
}

static void
open_path (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (g_str_has_suffix (job->path, ".safetensors"))
    job->model = fv_model_load (job->path, &error);
  else
    open_data (job, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* A network of pictures keeps its size; to any other, pictures come as they are. */
static FvShape
wanted_shape (FoveaSession *self)
{
  FvShape shape = fv_network_shape (self->network, 0);
  gboolean is_picture = shape.rows > 1 && shape.cols > 1 && (shape.maps == 1 || shape.maps == 3);

  return is_picture ? shape : (FvShape){ 0 };
}

void
fovea_session_open_watched (FoveaSession *self, GFile *file, FoveaProgress *progress,
                            GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  job->path = g_file_get_path (file);
  job->shape = wanted_shape (self);
  job->progress = progress != NULL ? fovea_progress_ref (progress) : NULL;
  g_task_set_task_data (task, job, job_free);
  if (job->path == NULL)
    g_task_return_new_error (task, FV_ERROR, FV_ERROR_FILE, _ ("Only files on this computer can be opened."));
  else
    g_task_run_in_thread (task, open_path);
}

/**
 * fovea_session_open_async:
 * @file: a model, a data file, or a folder of data
 */
void
fovea_session_open_async (FoveaSession *self, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  fovea_session_open_watched (self, file, NULL, callback, data);
}

/* Data the network cannot read bring one that can, as like it as can be. */
static gboolean
adopt_data (FoveaSession *self, Job *job, GError **error)
{
  g_autoptr (FvNetwork) network = fv_network_fit (self->network, job->train, error);
  g_autoptr (FvParameters) parameters = NULL;

  if (network == NULL)
    return FALSE;
  parameters = network == self->network
                   ? fv_parameters_ref (self->parameters)
                   : fv_parameters_new_initialised (network, self->options.seed, self->options.initialiser);
  job->fitted = network != self->network;
  if (!fovea_session_adopt (self, parameters, job->train, job->test, error))
    return FALSE;
  g_clear_pointer (&self->pending, fv_model_free);
  self->data = NULL;
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT
                                   | (job->fitted ? FOVEA_CHANGE_NETWORK : 0));
  return TRUE;
}

/* A model that comes before the digits is shown at once, and trained on when they are there. */
static gboolean
adopt_model (FoveaSession *self, Job *job, GError **error)
{
  FvNetwork *network = fv_parameters_network (job->model->parameters);
  const char *data = fovea_data_for (network);
  gboolean fits = self->train != NULL ? fv_evaluation_fits (network, self->train, NULL)
                                      : g_strcmp0 (data, self->data) == 0;

  /* One of two inputs that comes while there are digits, or while they are made, brings data that fit it, and the
   * other way round. */
  if (!fits && data != NULL && !fovea_session_choose (self, network, data, error))
    return FALSE;
  g_clear_pointer (&self->pending, fv_model_free);
  if (self->train != NULL)
    return fovea_session_restore (self, job->model, error);
  self->pending = g_steal_pointer (&job->model);
  fovea_session_show_untrained (self, self->pending->parameters);
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}

static char *
describe_data (const Job *job)
{
  g_autofree char *n_train = fv_number_count (fv_dataset_count (job->train));
  g_autofree char *n_test = fv_number_count (fv_dataset_count (job->test));

  if (job->fitted)
    /* Translators: name of a data set, then numbers of pictures. */
    return g_strdup_printf (
        _ ("Opened “%s”, %s to train and %s to test, and made a network that reads them."),
        fv_dataset_name (job->train), n_train, n_test);
  /* Translators: name of a data set, then numbers of pictures. */
  return g_strdup_printf (_ ("Opened “%s”, %s to train and %s to test."), fv_dataset_name (job->train),
                          n_train, n_test);
}

/**
 * fovea_session_open_finish:
 *
 * Returns: (transfer full) (nullable): in words, what was opened
 */
char *
fovea_session_open_finish (FoveaSession *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean is_model = job->model != NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (is_model ? !adopt_model (self, job, error) : !adopt_data (self, job, error))
    return NULL;
  if (!is_model)
    return describe_data (job);
  base = g_path_get_basename (job->path);
  name = fv_path_shown (base);
  /* Translators: %s is the name of a file or folder. */
  return g_strdup_printf (_ ("Opened the network “%s”."), name);
}

static void
save_path (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FvSnapshot *snapshot = data;
  GError *error = NULL;

  if (fv_model_save (fv_snapshot_model (snapshot), g_object_get_data (G_OBJECT (task), "path"), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fovea_session_save_async:
 * @file: where to
 *
 * Saves the moment shown, with all that is needed to go on from it.
 */
void
fovea_session_save_async (FoveaSession *self, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  if (self->snapshot == NULL)
    {
      g_task_return_new_error (task, FV_ERROR, FV_ERROR_DATA, _ ("There is nothing to save yet."));
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "path", g_file_get_path (file), g_free);
  g_task_set_task_data (task, fv_snapshot_ref (self->snapshot), (GDestroyNotify)fv_snapshot_unref);
  g_task_run_in_thread (task, save_path);
}

gboolean
fovea_session_save_finish (FoveaSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
