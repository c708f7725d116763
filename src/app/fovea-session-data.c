/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-digits-type.h"

/* How often somebody may look at the progress of a job, which itself never touches the main loop. */
#define POLL_MS 80

/* Digits being made: belongs to the task, so to one thread at a time. */
typedef struct
{
  FvSource source;
  int *permille;
  GCancellable *cancellable;
  FvDataset *train;
  FvDataset *test;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_object (&job->cancellable);
  fv_source_clear (&job->source);
  g_free (job);
}

static gboolean
on_progress (double fraction, gpointer data)
{
  Job *job = data;

  g_atomic_int_set (job->permille, (int)(fraction * 1000));
  return !g_cancellable_is_cancelled (job->cancellable);
}

/* The same digits as the command line has. */
static FvDataset *
make_part (const Job *job, FvPart part, FvProgressFunc progress)
{
  FvDatasetWanted wanted = fv_dataset_wanted (part);

  wanted.count = job->source.samples;
  wanted.seed = job->source.seed;
  wanted.distortion = job->source.distortion;
  wanted.progress = progress;
  wanted.data = (gpointer)job;
  return fv_dataset_open_wanted (job->source.data, &wanted, NULL);
}

static void
make_test (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->test = make_part (job, FV_PART_TEST, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
make_train (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->train = make_part (job, FV_PART_TRAIN, on_progress);
  if (job->train != NULL)
    fv_dataset_set_source (job->train, &job->source);
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

void
fovea_session_use_test (FoveaSession *self, FvDataset *test)
{
  g_clear_pointer (&self->test, fv_dataset_unref);
  self->test = test != NULL ? fv_dataset_ref (test) : NULL;
  if (self->test == NULL || self->sample >= fv_dataset_count (self->test))
    self->sample = 0;
}

void
fovea_session_use_train (FoveaSession *self, FvDataset *train)
{
  g_clear_pointer (&self->own_test, fv_dataset_unref);
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

/* What is in a file is still in it. */
static gboolean
resume (FoveaSession *self, const FvRecord *record, FvDataset *train, GError **error)
{
  gboolean saved = fovea_session_get_saved (self);

  if (!fovea_session_resume (self, record, train, self->test, error))
    return FALSE;
  fovea_session_use_train (self, train);
  if (saved)
    fovea_session_mark_saved (self, fovea_session_get_stamp (self));
  return TRUE;
}

/* From the weights shown, or where a session that was opened meanwhile stopped. */
static gboolean
start_training (FoveaSession *self, FvDataset *train, GError **error)
{
  g_autoptr (FvRecord) pending = g_steal_pointer (&self->pending);

  if (pending == NULL && self->trainer != NULL)
    return fovea_session_change_data (self, train, self->test, error);
  if (pending == NULL)
    return fovea_session_train_with (self, self->parameters, train, self->test, error);
  return resume (self, pending, train, error);
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
    fovea_session_use_train (self, job->train);
  else
    g_message ("%s", error->message); /* a network for other pictures: it waits for other data */
  self->digits[0] = fv_dataset_ref (job->train);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SNAPSHOT);
}

/* What digits are made of. fv_source_clear() */
void
fovea_session_digits_source (FoveaSession *self, FvSource *out)
{
  fv_source_init (out, self->digits_name != NULL ? self->digits_name : FOVEA_DATA_DIGITS, NULL);
  out->samples = g_settings_get_uint (self->settings, "samples");
  out->seed = g_settings_get_uint (self->settings, "seed");
  out->distortion = fovea_session_get_distortion (self);
}

/* Digits that are made from now on are made like those of source, if it is of digits. */
void
fovea_session_remember_digits (FoveaSession *self, const FvSource *source)
{
  if (source == NULL || source->data == NULL || !fv_digits_probe (source->data))
    return;
  self->digits_name = g_intern_string (source->data);
  g_settings_set_string (self->settings, "distortion", fv_distortion_name (source->distortion));
  g_settings_set_uint (self->settings, "samples", source->samples > 0 ? source->samples : FOVEA_TRAIN_COUNT);
  if (source->seed <= G_MAXUINT)
    g_settings_set_uint (self->settings, "seed", (guint)source->seed);
}

/* Those there are need not be made again, if they are digits. */
void
fovea_session_keep_digits (FoveaSession *self)
{
  if (!fovea_session_get_generated (self))
    return;
  self->digits_name = g_intern_string (self->data);
  g_clear_pointer (&self->digits[0], fv_dataset_unref);
  g_clear_pointer (&self->digits[1], fv_dataset_unref);
  self->digits[0] = fv_dataset_ref (self->train);
  self->digits[1] = self->test != NULL ? fv_dataset_ref (self->test) : NULL;
}

static GTask *
new_task (FoveaSession *self, GAsyncReadyCallback callback, GCancellable *cancellable)
{
  GTask *task = g_task_new (self, NULL, callback, NULL);
  Job *job = g_new0 (Job, 1);

  fovea_session_digits_source (self, &job->source);
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
  self->digits[1] = fv_dataset_ref (job->test);
  fovea_session_use_test (self, job->test);
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
  g_clear_pointer (&self->digits[0], fv_dataset_unref);
  g_clear_pointer (&self->digits[1], fv_dataset_unref);
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
  return self->data != NULL && fv_digits_probe (self->data);
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
