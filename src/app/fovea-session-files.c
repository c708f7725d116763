/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-files.h"
#include "fovea-session-private.h"
#include "fv-dataset-types.h"
#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-fitting.h"
#include "fv-number.h"
#include "fv-path.h"
#include "fv-plane.h"
#include "fv-record.h"
#include "fv-source.h"

#include <glib/gi18n.h>

/* A file being read: belongs to the task, so to one thread at a time. */
typedef struct
{
  char *path;
  FvSource source;         /* of data; {0}: path is no data */
  FvShape shape;           /* what pictures of any size are brought to */
  FoveaProgress *progress; /* or NULL */
  FvSource coming;         /* of digits that are being made; {0}: none are */
  FvDataset *hands[2][2];  /* sets there are already, to train and to test; they need not be read again */
  FvDataset *train;
  FvDataset *test;
  FvRecord *record;
  FvTraining *training; /* where record stopped, on train and test; NULL: its data were not found */
  FvHistory *history;
  char *missing;    /* why its data were not found, a sentence; NULL: they were */
  char *changed;    /* the name of what is no longer what it learned from; NULL: it still is */
  gboolean inexact; /* this processor replays it, but not to the bit */
  gboolean awaited; /* its data are being made */
  gboolean fitted;  /* the data brought a network along */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < 4; i++)
    g_clear_pointer (&job->hands[i / 2][i % 2], fv_dataset_unref);
  fv_source_clear (&job->source);
  fv_source_clear (&job->coming);
  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  fv_history_free (job->history);
  fv_training_free (job->training);
  fv_record_unref (job->record);
  g_clear_pointer (&job->progress, fovea_progress_unref);
  g_free (job->missing);
  g_free (job->changed);
  g_free (job->path);
  g_free (job);
}

static FvDatasetWanted
how_to_open (const Job *job, FvShape shape)
{
  FvDatasetWanted how = fv_dataset_wanted (FV_PART_TRAIN);

  how.shape = shape;
  how.progress = job->progress != NULL ? fovea_progress_tell : NULL;
  how.data = job->progress;
  return how;
}

static void
open_data (Job *job, GError **error)
{
  FvDatasetWanted how = how_to_open (job, job->shape);

  fv_source_open (&job->source, &how, &job->train, &job->test, error);
}

/* --- Sessions and networks --- */

static gboolean
take_hand (Job *job, const FvSource *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (job->hands); i++)
    {
      FvDataset *train = job->hands[i][0], *test = job->hands[i][1];

      if (train == NULL || test == NULL || fv_dataset_source (train) == NULL
          || !fv_source_equal (fv_dataset_source (train), source))
        continue;
      job->train = fv_dataset_ref (train);
      job->test = fv_dataset_ref (test);
      return TRUE;
    }
  return FALSE;
}

/* FALSE with an error only if somebody wants no more. */
static gboolean
find_data (Job *job, GError **error)
{
  const FvModel *model = fv_record_model (job->record);
  FvDatasetWanted how = how_to_open (job, fv_network_shape (fv_parameters_network (model->parameters), 0));
  g_autoptr (GError) problem = NULL;

  if (model->source.data == NULL || take_hand (job, &model->source))
    return TRUE;
  job->awaited = fv_source_equal (&model->source, &job->coming);
  if (job->awaited || fv_source_open (&model->source, &how, &job->train, &job->test, &problem))
    return TRUE;
  job->missing = g_strdup (problem->message);
  if (!g_error_matches (problem, FV_ERROR, FV_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
compare_data (Job *job)
{
  guint64 mark = fv_record_model (job->record)->mark;

  if (mark != 0 && mark != fv_source_mark (job->train))
    job->changed = fv_path_shown (fv_record_model (job->record)->source.data);
}

static gboolean
open_past (Job *job, const FvSource *source, FvDataset **train, FvDataset **test)
{
  FvDatasetWanted how = how_to_open (job, fv_dataset_shape (job->train));

  return source->data != NULL && fv_source_open (source, &how, train, test, NULL);
}

/* What it learned from earlier; without that, only the moments since then can be seen again. */
static void
find_past (Job *job)
{
  guint64 now = fv_source_mark (job->train);

  for (guint i = 0; i < fv_record_n_data (job->record); i++)
    {
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;
      guint64 mark;
      const FvSource *source = fv_record_nth_data (job->record, i, &mark);

      if (mark != now && mark != 0 && open_past (job, source, &train, &test))
        fv_record_give_past (job->history, train, test);
    }
}

static void
open_record (Job *job, GError **error)
{
  g_autoptr (GError) problem = NULL;

  job->record = fv_record_load (job->path, error);
  if (job->record == NULL || !find_data (job, error) || job->train == NULL)
    return;
  compare_data (job);
  job->training = fv_record_resume (job->record, job->train, job->test, &job->history, &problem);
  job->inexact = job->training != NULL && fv_record_has_history (job->record)
                 && !fv_record_replays_exactly (job->record, job->training);
  if (job->training != NULL)
    find_past (job);
  if (job->training == NULL) /* they do not fit the network any more */
    job->missing = g_strdup (problem->message);
}

static void
open_path (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->source.data != NULL)
    open_data (job, &error);
  else
    open_record (job, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* A network of pictures keeps its size; to any other, pictures come as they are. Colours are not thrown away: a network
 * that sees none is made into one that does. */
static FvShape
wanted_shape (FoveaSession *self)
{
  FvShape shape = fv_network_shape (self->network, 0);
  gboolean is_picture = shape.rows > 1 && shape.cols > 1 && (shape.maps == 1 || shape.maps == 3);

  if (!is_picture)
    return (FvShape){ 0 };
  return (FvShape){ shape.maps == 3 ? 3 : 0, shape.rows, shape.cols };
}

static void
lend_sets (FoveaSession *self, Job *job)
{
  FvDataset *sets[2][2] = { { self->train, self->test }, { self->digits[0], self->digits[1] } };

  if (self->job != NULL)
    fovea_session_digits_source (self, &job->coming);
  for (guint i = 0; i < 4; i++)
    if (sets[i / 2][i % 2] != NULL)
      job->hands[i / 2][i % 2] = fv_dataset_ref (sets[i / 2][i % 2]);
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
  lend_sets (self, job);
  g_task_set_task_data (task, job, job_free);
  /* What to test with comes with the data, or is a tenth of them. */
  if (job->path != NULL && !g_str_has_suffix (job->path, ".safetensors"))
    fv_source_init (&job->source, job->path, NULL);
  if (job->path == NULL)
    g_task_return_new_error (task, FV_ERROR, FV_ERROR_FILE, _ ("Only files on this computer can be opened."));
  else
    g_task_run_in_thread (task, open_path);
}

void
fovea_session_read_again (FoveaSession *self, const FvSource *source, FvShape shape, FoveaProgress *progress,
                          GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Job *job = g_new0 (Job, 1);

  fv_source_copy (source, &job->source);
  job->shape = fv_shape_size (shape) > 0 ? shape : wanted_shape (self);
  job->progress = progress != NULL ? fovea_progress_ref (progress) : NULL;
  g_task_set_task_data (task, job, job_free);
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

/* Names of data that can be chosen again are those of the choice. */
const char *
fovea_session_name_data (FoveaSession *self, FvDataset *train)
{
  const FvSource *source = fv_dataset_source (train);
  const char *name = NULL;
  FvSource digits;

  if (source == NULL)
    return NULL;
  fovea_session_digits_source (self, &digits);
  if (fv_source_equal (source, &digits))
    name = g_intern_string (digits.data);
  else if (fv_plane_from_name (source->data) != NULL)
    name = fv_plane_from_name (source->data)->name;
  fv_source_clear (&digits);
  return name;
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
  g_clear_pointer (&self->pending, fv_record_unref);
  fovea_session_remember_digits (self, fv_dataset_source (job->train));
  self->data = fovea_session_name_data (self, job->train);
  fovea_session_keep_digits (self);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT
                                   | (job->fitted ? FOVEA_CHANGE_NETWORK : 0));
  return TRUE;
}

/* A session comes as it was left, at rest. */
static void
adopt_session (FoveaSession *self, Job *job)
{
  const char *view = fv_record_view (job->record);

  if (view != NULL)
    self->playing = FALSE;
  fovea_session_put_away (self);
  fovea_session_cancel_job (self);
  g_clear_pointer (&self->pending, fv_record_unref);
  fovea_session_use_train (self, job->train);
  fovea_session_use_test (self, job->test);
  self->data = fovea_session_name_data (self, job->train);
  fovea_session_keep_digits (self);
  self->has_drawing = FALSE;
  fovea_session_take_history (self, g_steal_pointer (&job->training), g_steal_pointer (&job->history));
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE
                                   | FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS);
  fovea_session_look_again (self, view);
}

/* On what there is. */
static gboolean
adopt_on_hand (FoveaSession *self, Job *job, GError **error)
{
  if (!fovea_session_resume (self, job->record, self->train, self->test, error))
    return FALSE;
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS);
  fovea_session_look_again (self, fv_record_view (job->record));
  return TRUE;
}

/* A network that comes before the digits is shown at once, and trained on when they are there. */
static gboolean
adopt_network (FoveaSession *self, Job *job, GError **error)
{
  FvNetwork *network = fv_parameters_network (fv_record_model (job->record)->parameters);
  const char *data = fovea_data_for (network);
  gboolean fits = self->train != NULL ? fv_evaluation_fits (network, self->train, NULL)
                                      : g_strcmp0 (data, self->data) == 0;

  if (job->missing != NULL) /* learning from other data is for the user to begin */
    fovea_session_set_playing (self, FALSE);
  /* One of two inputs that comes while there are digits, or while they are made, brings data that fit it, and the
   * other way round. */
  if (!fits && data != NULL && !fovea_session_choose (self, network, data, error))
    return FALSE;
  g_clear_pointer (&self->pending, fv_record_unref);
  if (self->train != NULL && fv_evaluation_fits (network, self->train, NULL))
    return adopt_on_hand (self, job, error);
  fovea_session_wait_for_data (self, job->record);
  fovea_session_look_again (self, fv_record_view (job->record));
  return TRUE;
}

/* The digits it learned from are on their way: it goes on when they are there. */
static void
adopt_awaited (FoveaSession *self, Job *job)
{
  const char *view = fv_record_view (job->record);

  if (view != NULL)
    fovea_session_set_playing (self, FALSE);
  g_clear_pointer (&self->pending, fv_record_unref);
  self->pending = fv_record_ref (job->record);
  fovea_session_show_untrained (self, fv_record_model (job->record)->parameters);
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT);
  fovea_session_look_again (self, view);
}

static gboolean
adopt_record (FoveaSession *self, Job *job, GError **error)
{
  if (job->awaited && self->job != NULL && self->train == NULL)
    {
      adopt_awaited (self, job);
      return TRUE;
    }
  if (job->training == NULL)
    return adopt_network (self, job, error);
  adopt_session (self, job);
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

static char *
describe_record (const Job *job)
{
  g_autofree char *base = g_path_get_basename (job->path);
  g_autofree char *name = fv_path_shown (base);

  if (job->missing != NULL)
    /* Translators: a file, then a sentence that says what is wrong with the data. */
    return g_strdup_printf (_ ("Opened “%s” without what it learned from: %s"), name, job->missing);
  if (job->changed != NULL)
    /* Translators: a file, then the name of a data set, a file or a folder. */
    return g_strdup_printf (
        _ ("Opened “%s”, but “%s” is not what it learned from: its past cannot be replayed."), name,
        job->changed);
  if (job->inexact)
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("Opened “%s”. It was trained on another kind of processor: replayed moments "
                               "may differ in the last bit."),
                            name);
  if (fv_record_has_history (job->record))
    return g_strdup_printf (_ ("Opened the session “%s”."), name);
  /* Translators: %s is the name of a file or folder. */
  return g_strdup_printf (_ ("Opened the network “%s”."), name);
}

static char *
open_set (FoveaSession *self, Job *job, GError **error)
{
  return adopt_data (self, job, error) ? describe_data (job) : NULL;
}

static char *
open_session (FoveaSession *self, Job *job, GError **error)
{
  if (!adopt_record (self, job, error))
    return NULL;
  fovea_session_mark_saved (self, fovea_session_get_stamp (self));
  return describe_record (job);
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

  char *said = NULL;

  if (g_task_propagate_boolean (G_TASK (result), error))
    said = job->record == NULL ? open_set (self, job, error) : open_session (self, job, error);
  if (said == NULL && self->train == NULL && fovea_session_get_generated (self) && self->job == NULL)
    fovea_session_generate (self); /* as if nothing had been asked for */
  return said;
}

FoveaOpened
fovea_session_opened (GAsyncResult *result)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  return (FoveaOpened){ .is_data = job->record == NULL,
                        .is_session = job->record != NULL && fv_record_has_history (job->record),
                        .is_whole = job->missing == NULL && job->changed == NULL && !job->inexact };
}
