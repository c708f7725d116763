/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-files.h"
#include "fovea-session-private.h"
#include "fv-error.h"

#include <glib/gi18n.h>
#include <math.h>

/* Saving: the trainer makes a record between two batches, a worker writes it, and nobody waits. */

/* A file to be written: belongs to the task, so to one thread at a time. */
typedef struct
{
  char *path;
  gboolean weights_only;
  FvRecord *record; /* NULL: the trainer is still to make it */
  FoveaSaved saved; /* of what record holds */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  fv_record_unref (saving->record);
  g_free (saving->path);
  g_free (saving);
}

/* --- What is worth saving --- */

static guint64
mix (guint64 state, const void *data, gsize bytes)
{
  const guint8 *at = data;

  for (; bytes >= sizeof (guint32); bytes -= sizeof (guint32), at += sizeof (guint32))
    {
      guint32 word;

      memcpy (&word, at, sizeof word);
      state = (state ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      state ^= state >> 29;
    }
  return state;
}

static guint64
mix_number (guint64 state, guint64 number)
{
  return mix (state, &number, sizeof number);
}

static guint64
mix_options (guint64 state, const FvTrainingOptions *options)
{
  state = mix (state, &options->hyper, sizeof options->hyper);
  state = mix_number (state, (guint64)options->schedule.kind);
  state = mix_number (state, options->schedule.epochs);
  state = mix_number (state, options->batch_size);
  state = mix_number (state, g_str_hash (fv_frozen_text (options->frozen)));
  return mix_number (state, g_str_hash (options->optimizer->name));
}

/* data: what the set is called, or NULL. */
static guint64
stamp_of (FoveaSession *self, FvParameters *parameters, const FvTrainingOptions *options, const char *data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  guint64 stamp
      = mix (1, fv_parameters_values (parameters), fv_network_n_parameters (network) * sizeof (float));

  stamp = mix_number (stamp, g_str_hash (fv_network_text (network)));
  stamp = mix_options (stamp, options);
  if (data != NULL)
    stamp = mix_number (stamp, g_str_hash (data));
  if (self->has_drawing)
    stamp = mix (stamp, self->drawing, fv_shape_size (self->drawing_shape));
  return stamp;
}

/**
 * fovea_session_get_stamp:
 *
 * Returns: a number that stays as long as nothing was trained, changed or drawn. How one looks is not in it.
 */
guint64
fovea_session_get_stamp (FoveaSession *self)
{
  return stamp_of (self, self->parameters, &self->options,
                   self->train != NULL ? fv_dataset_name (self->train) : NULL);
}

/**
 * fovea_session_get_saved:
 *
 * Returns: whether all of it is in the file that was saved or opened last
 */
gboolean
fovea_session_get_saved (FoveaSession *self)
{
  return self->saved != 0 && self->saved == fovea_session_get_stamp (self);
}

/**
 * fovea_session_mark_saved:
 * @stamp: [method@FoveaSession.get_stamp] of what is in a file of the user's
 */
void
fovea_session_mark_saved (FoveaSession *self, guint64 stamp)
{
  self->saved = stamp;
}

/* --- How one looks --- */

static void
describe (FoveaSession *self, FoveaViewState *out)
{
  *out = (FoveaViewState){
    .cursor = self->cursor,
    .granularity = self->granularity,
    .by_epoch = self->steps_by_epoch,
    .has_pin = self->has_pin,
    .pin = self->pin,
    .shows_reach = self->shows_reach,
    .sample = self->sample,
    .kernels = self->kernels,
    .rules = self->detail.rules,
    .as_stored = self->detail.as_stored,
    .hides_numbers = self->detail.hides_numbers,
    .pace = self->pace,
    .stop_rules = self->stop_rules,
    .normalised = TRUE,
    .zoom_network = { .zoom = 1 },
    .zoom_detail = { .zoom = 1 },
  };
  fovea_session_ask_view (self, out);
}

/* The settings keep what the user chose: a file does not change it. */
static void
look_again (FoveaSession *self, const FoveaViewState *state)
{
  self->granularity = state->granularity;
  self->steps_by_epoch = state->by_epoch;
  self->pin = state->pin;
  self->has_pin = state->has_pin;
  self->shows_reach = state->shows_reach;
  self->kernels = state->kernels;
  self->detail.rules = state->rules;
  self->detail.as_stored = state->as_stored;
  self->detail.hides_numbers = state->hides_numbers;
  self->pace = state->pace;
  self->stop_rules = state->stop_rules;
  if (self->trainer != NULL)
    fovea_session_prepare_trainer (self);
  self->cursor = fv_cursor_clamp (state->cursor, self->network);
  fovea_session_choose_sample (self, state->sample);
}

/* Looks as the text says, as far as it says anything. */
void
fovea_session_look_again (FoveaSession *self, const char *text)
{
  FoveaViewState state;

  describe (self, &state);
  if (text != NULL && fovea_view_state_read (&state, text))
    {
      look_again (self, &state);
      fovea_session_tell_view (self, &state);
      fovea_session_changed (self, FOVEA_CHANGE_CURSOR | FOVEA_CHANGE_LOOK | FOVEA_CHANGE_OPTIONS);
    }
  fovea_view_state_clear (&state);
}

static void
put_view (FoveaSession *self, FvRecord *record)
{
  g_autofree char *text = NULL;
  FoveaViewState state;

  describe (self, &state);
  text = fovea_view_state_to_text (&state);
  fv_record_set_view (record, text);
  fovea_view_state_clear (&state);
}

/* --- Writing --- */

/* One file at a time, whoever wants it. */
G_LOCK_DEFINE_STATIC (writing);

static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;
  gboolean done;

  G_LOCK (writing);
  if (saving->weights_only)
    done = fv_model_save_weights (fv_record_model (saving->record), saving->path, &error);
  else
    done = fv_record_save (saving->record, saving->path, &error);
  G_UNLOCK (writing);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes record over. */
static void
write_record (FoveaSession *self, GTask *task, FvRecord *record)
{
  Saving *saving = g_task_get_task_data (task);
  FoveaSaved *saved = &saving->saved;
  const FvModel *model = fv_record_model (record);
  FvCurvePoint tested;

  saving->record = record;
  if (saving->path == NULL) /* it is wanted, not written */
    {
      g_task_return_pointer (task, fv_record_ref (record), (GDestroyNotify)fv_record_unref);
      return;
    }
  saved->stamp = stamp_of (self, model->parameters, &model->options, model->data);
  saved->batch = model->batch;
  saved->accuracy = fv_curve_last_test (model->curve, &tested) ? tested.test_accuracy : NAN;
  g_task_run_in_thread (task, write_file);
}

/* What the trainer made is for whoever waits longest; it may be older than what the others want. */
void
fovea_session_take_record (FoveaSession *self)
{
  FvRecord *record = self->trainer != NULL ? fv_trainer_take_record (self->trainer) : NULL;
  g_autoptr (GTask) task = NULL;

  if (record == NULL)
    return;
  task = g_queue_pop_head (&self->saves);
  if (task == NULL) /* whoever wanted it got it when an older trainer ended */
    {
      fv_record_unref (record);
      return;
    }
  put_view (self, record);
  write_record (self, task, record);
  if (!g_queue_is_empty (&self->saves))
    fv_trainer_ask_record (self->trainer);
}

/* Ends the trainer's thread: who waits gets what it came to, and so does the caller, who owns a reference. */
FvRecord *
fovea_session_finish_trainer (FoveaSession *self)
{
  FvRecord *record = fv_trainer_finish (g_steal_pointer (&self->trainer));
  GTask *task;

  if (!g_queue_is_empty (&self->saves))
    put_view (self, record);
  while ((task = g_queue_pop_head (&self->saves)) != NULL)
    {
      write_record (self, task, fv_record_ref (record));
      g_object_unref (task);
    }
  return record;
}

/* The same; a record that nobody wants is not made. */
void
fovea_session_end_trainer (FoveaSession *self)
{
  if (self->trainer != NULL && !g_queue_is_empty (&self->saves))
    fv_record_unref (fovea_session_finish_trainer (self));
  else
    g_clear_pointer (&self->trainer, fv_trainer_free);
}

gboolean
fovea_session_can_save (FoveaSession *self)
{
  return self->trainer != NULL || self->pending != NULL;
}

/**
 * fovea_session_save_async:
 * @file: where to
 * @weights_only: %TRUE: nothing that only training on needs
 *
 * Saves the moment shown, its past, and how one looks at it.
 */
void
fovea_session_save_async (FoveaSession *self, GFile *file, gboolean weights_only,
                          GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Saving *saving = g_new0 (Saving, 1);

  saving->path = g_file_get_path (file);
  saving->weights_only = weights_only;
  g_task_set_task_data (task, saving, saving_free);
  if (saving->path == NULL)
    {
      g_task_return_new_error (task, FV_ERROR, FV_ERROR_FILE,
                               _ ("Only on this computer can files be saved."));
      return;
    }
  if (self->trainer != NULL)
    {
      if (g_queue_is_empty (&self->saves))
        fv_trainer_ask_record (self->trainer);
      g_queue_push_tail (&self->saves, g_steal_pointer (&task));
      return;
    }
  /* Without a trainer, what was opened is all there is. */
  if (self->pending != NULL)
    write_record (self, task, fv_record_ref (self->pending));
  else
    g_task_return_new_error (task, FV_ERROR, FV_ERROR_DATA, _ ("There is nothing to save yet."));
}

/**
 * fovea_session_get_record_async:
 *
 * Asks for the moment shown with its past, as a value.
 */
void
fovea_session_get_record_async (FoveaSession *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_task_data (task, g_new0 (Saving, 1), saving_free);
  if (self->trainer == NULL)
    {
      g_task_return_new_error (task, FV_ERROR, FV_ERROR_DATA, _ ("Nothing was trained yet."));
      return;
    }
  if (g_queue_is_empty (&self->saves))
    fv_trainer_ask_record (self->trainer);
  g_queue_push_tail (&self->saves, g_steal_pointer (&task));
}

/**
 * fovea_session_get_record_finish:
 *
 * Returns: (transfer full) (nullable): what was asked for
 */
FvRecord *
fovea_session_get_record_finish (FoveaSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fovea_session_save_finish:
 * @saved: (out) (optional): what was saved
 */
gboolean
fovea_session_save_finish (FoveaSession *self, GAsyncResult *result, FoveaSaved *saved, GError **error)
{
  const Saving *saving = g_task_get_task_data (G_TASK (result));

  if (saved != NULL)
    *saved = saving->saved;
  return g_task_propagate_boolean (G_TASK (result), error);
}
