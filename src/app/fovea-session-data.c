/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-error.h"

#include <glib/gi18n.h>

/* How often somebody may look at the progress of a job, which itself never touches the main loop. */
#define POLL_MS 80

/* A file being read or digits being made: belongs to the task, so to one thread at a time. */
typedef struct
{
  guint64 seed;
  FvDistortion distortion;
  int *permille;
  GCancellable *cancellable;
  char *path;
  FvDataset *train;
  FvDataset *test;
  FvModel *model;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_pointer (&job->model, fv_model_free);
  g_clear_object (&job->cancellable);
  g_free (job->path);
  g_free (job);
}

static gboolean
on_progress (double fraction, gpointer data)
{
  Job *job = data;

  g_atomic_int_set (job->permille, (int)(fraction * 1000));
  return !g_cancellable_is_cancelled (job->cancellable);
}

static void
make_test (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->test = fv_digits_new (job->seed, FOVEA_TRAIN_COUNT, FOVEA_TEST_COUNT, job->distortion, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
make_train (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->train = fv_digits_new (job->seed, 0, FOVEA_TRAIN_COUNT, job->distortion, on_progress, job);
  g_task_return_boolean (task, job->train != NULL);
}

static void
end_job (FoveaSession *self)
{
  g_clear_handle_id (&self->job_poll, g_source_remove);
  g_clear_object (&self->job);
}

void
fovea_session_cancel_job (FoveaSession *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  end_job (self);
}

static void
use_test (FoveaSession *self, FvDataset *test)
{
  g_clear_pointer (&self->test, fv_dataset_unref);
  self->test = test != NULL ? fv_dataset_ref (test) : NULL;
  if (self->test == NULL || self->sample >= fv_dataset_count (self->test))
    self->sample = 0;
}

static void
use_train (FoveaSession *self, FvDataset *train)
{
  g_clear_pointer (&self->train, fv_dataset_unref);
  self->train = fv_dataset_ref (train);
}

/* Is the result still wanted? A cancelled job was taken over by a later one. */
static gboolean
is_current (FoveaSession *self, GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return self->job != NULL && job->cancellable == self->job;
}

/* From the weights shown, or where a model that was opened meanwhile stopped. */
static gboolean
start_training (FoveaSession *self, FvDataset *train, GError **error)
{
  g_autoptr (FvModel) pending = g_steal_pointer (&self->pending);
  FvTraining *training;

  if (pending == NULL)
    return fovea_session_train_with (self, self->parameters, train, self->test, error);
  training = fv_training_new_from_model (pending, train, self->test, error);
  if (training == NULL)
    return FALSE;
  fovea_session_take_training (self, training);
  return TRUE;
}

static void
on_train_made (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaSession *self = FOVEA_SESSION (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!is_current (self, result))
    return;
  end_job (self);
  if (job->train == NULL)
    return;
  if (start_training (self, job->train, &error))
    use_train (self, job->train);
  else
    g_message ("%s", error->message); /* a network for other pictures: it waits for other data */
  self->generated = TRUE;
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SNAPSHOT);
}

static GTask *
new_task (FoveaSession *self, GAsyncReadyCallback callback, GCancellable *cancellable)
{
  GTask *task = g_task_new (self, NULL, callback, NULL);
  Job *job = g_new0 (Job, 1);

  job->seed = g_settings_get_uint (self->settings, "seed");
  job->distortion = fovea_session_get_distortion (self);
  job->permille = &self->job_permille;
  job->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, job, job_free);
  return task;
}

static void
on_test_made (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaSession *self = FOVEA_SESSION (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) task = NULL;

  if (!is_current (self, result))
    return;
  use_test (self, job->test);
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE);
  task = new_task (self, on_train_made, job->cancellable);
  g_task_run_in_thread (task, make_train);
}

static gboolean
on_poll (gpointer data)
{
  fovea_session_changed (data, FOVEA_CHANGE_DATA);
  return G_SOURCE_CONTINUE;
}

/**
 * fovea_session_generate:
 *
 * Makes digits in the background: first those for testing, which are there to choose from at once, then those for
 * training, with which training starts.
 */
void
fovea_session_generate (FoveaSession *self)
{
  g_autoptr (GTask) task = NULL;

  fovea_session_cancel_job (self);
  self->job = g_cancellable_new ();
  g_atomic_int_set (&self->job_permille, 0);
  self->job_poll = g_timeout_add (POLL_MS, on_poll, self);
  task = new_task (self, on_test_made, self->job);
  g_task_run_in_thread (task, make_test);
  fovea_session_changed (self, FOVEA_CHANGE_DATA);
}

/**
 * fovea_session_get_progress:
 *
 * Returns: how far the digits are made, 0…1, or −1 when none are being made
 */
double
fovea_session_get_progress (FoveaSession *self)
{
  return self->job != NULL ? g_atomic_int_get (&self->job_permille) / 1000.0 : -1;
}

/**
 * fovea_session_get_generated:
 *
 * Returns: whether the pictures are digits of our own, made or being made
 */
gboolean
fovea_session_get_generated (FoveaSession *self)
{
  return self->generated || self->train == NULL;
}

FvDistortion
fovea_session_get_distortion (FoveaSession *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "distortion");
  FvDistortion distortion = FV_DISTORTION_MILD;

  fv_distortion_from_name (name, &distortion);
  return distortion;
}

/**
 * fovea_session_set_distortion:
 * @distortion: how far digits are bent
 *
 * Makes the digits anew; training goes on with them from the weights it has.
 */
void
fovea_session_set_distortion (FoveaSession *self, FvDistortion distortion)
{
  if (distortion == fovea_session_get_distortion (self))
    return;
  g_settings_set_string (self->settings, "distortion", fv_distortion_name (distortion));
  fovea_session_generate (self);
}

/* A folder's own test part, or a tenth split off. */
static void
open_data (Job *job, GError **error)
{
  g_autoptr (FvDataset) all = fv_dataset_open (job->path, FV_PART_TRAIN, error);
  g_autofree char *folder = NULL;

  if (all == NULL)
    return;
  folder
      = g_file_test (job->path, G_FILE_TEST_IS_DIR) ? g_strdup (job->path) : g_path_get_dirname (job->path);
  if (!fv_dataset_has_test_part (folder))
    {
      fv_dataset_split (all, 0.1, 1, &job->train, &job->test);
      return;
    }
  job->test = fv_dataset_open (folder, FV_PART_TEST, error);
  if (job->test != NULL)
    job->train = g_steal_pointer (&all);
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

/**
 * fovea_session_open_async:
 * @file: a model, a data file, or a folder of data
 */
void
fovea_session_open_async (FoveaSession *self, GFile *file, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  job->path = g_file_get_path (file);
  g_task_set_task_data (task, job, job_free);
  if (job->path == NULL)
    g_task_return_new_error (task, FV_ERROR, FV_ERROR_FILE, _ ("Only files on this computer can be opened."));
  else
    g_task_run_in_thread (task, open_path);
}

/* Digits of our own are no longer wanted when other data came. */
static gboolean
adopt_data (FoveaSession *self, Job *job, GError **error)
{
  FvDataset *old = self->test;

  if (!fovea_session_train_with (self, self->parameters, job->train, job->test, error))
    return FALSE;
  fovea_session_cancel_job (self);
  use_train (self, job->train);
  if (old != job->test)
    self->sample = 0;
  use_test (self, job->test);
  self->has_drawing = FALSE;
  self->generated = FALSE;
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}

/* A model that comes before the digits is shown at once, and trained on when they are there. */
static gboolean
adopt_model (FoveaSession *self, Job *job, GError **error)
{
  g_clear_pointer (&self->pending, fv_model_free);
  if (self->train != NULL)
    return fovea_session_restore (self, job->model, error);
  self->pending = g_steal_pointer (&job->model);
  fovea_session_show_untrained (self, self->pending->parameters);
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
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
  g_autofree char *name = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (is_model ? !adopt_model (self, job, error) : !adopt_data (self, job, error))
    return NULL;
  name = g_path_get_basename (job->path);
  /* Translators: %s is the name of a file or folder. */
  return g_strdup_printf (
      job->model != NULL ? _ ("Opened the network “%s”.") : _ ("Opened the pictures “%s”."), name);
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
