/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fovea-wake.h"
#include "fv-error.h"

#include <glib/gi18n.h>

/* Not more often than this is a new moment shown: maps that change faster cannot be seen. */
#define FRAME_US 33000

void
fovea_session_start_wake (FoveaSession *self)
{
  self->wake = fovea_wake_new ("fovea-wake");
}

static void
apply_playing (FoveaSession *self)
{
  if (self->trainer == NULL)
    return;
  if (self->playing)
    fv_trainer_run (self->trainer);
  else
    fv_trainer_pause (self->trainer);
}

/**
 * fovea_session_stop:
 *
 * Ends the trainer's thread, within one sample. What was shown stays.
 */
void
fovea_session_stop (FoveaSession *self)
{
  fovea_session_end_trainer (self);
}

/**
 * fovea_session_close:
 *
 * Ends everything that runs in the background, for good.
 */
void
fovea_session_close (FoveaSession *self)
{
  fovea_session_stop_walk (self);
  fovea_session_forget_check (self);
  fovea_session_stop_judging (self);
  fovea_session_cancel_job (self);
  fovea_session_stop (self);
}

/* Takes training over into a thread of its own, in the place of what ran before. */
void
fovea_session_take_history (FoveaSession *self, FvTraining *training, FvHistory *history)
{
  FvNetwork *network = fv_training_network (training);

  self->n_runs++;
  fovea_session_put_away (self);
  fovea_session_forget_edit (self);
  g_clear_pointer (&self->snapshot, fv_snapshot_unref);
  g_clear_pointer (&self->parameters, fv_parameters_unref);
  self->parameters = fv_training_parameters (training);
  fv_network_ref (network);
  fv_network_unref (self->network);
  self->network = network;
  fv_training_edit (training)->n_threads = (guint)g_settings_get_int (self->settings, "threads");
  self->options = *fv_training_edit (training);
  self->cursor = fv_cursor_clamp (self->cursor, self->network);
  self->taken_us = 0;
  self->trainer = fv_trainer_new_with_history (training, history, fovea_wake_up, self->wake);
  fovea_session_prepare_trainer (self);
  apply_playing (self);
  fovea_session_retrace (self);
}

void
fovea_session_take_training (FoveaSession *self, FvTraining *training)
{
  fovea_session_take_history (self, training, NULL);
}

/* Other layers than those that were frozen learn. */
static const FvFrozen *
frozen_for (FoveaSession *self, FvNetwork *network)
{
  return network == self->network || self->carries_frozen ? self->options.frozen : NULL;
}

/* Starts anew from parameters (NULL: from the seed) on the two sets; nothing changes if they do not fit. */
gboolean
fovea_session_train_with (FoveaSession *self, FvParameters *parameters, FvDataset *train, FvDataset *test,
                          GError **error)
{
  FvNetwork *network = parameters != NULL ? fv_parameters_network (parameters) : self->network;
  FvTrainingOptions options = self->options;
  FvTraining *training;

  options.frozen = frozen_for (self, network);
  training = fv_training_new (network, parameters, train, test, options, error);

  if (training == NULL)
    return FALSE;
  fovea_session_take_training (self, training);
  return TRUE;
}

/**
 * fovea_session_tick:
 * @now_us: the frame's time
 *
 * Takes what the trainer posted and asks for the next moment.
 *
 * Returns: %FALSE when nothing is moving: wait for [signal@FoveaSession::wake]
 */
gboolean
fovea_session_tick (FoveaSession *self, gint64 now_us)
{
  FvSnapshot *snapshot;

  if (self->trainer == NULL)
    return FALSE;
  if (self->taken_us != 0 && now_us - self->taken_us < FRAME_US)
    return TRUE;
  snapshot = fv_trainer_take (self->trainer);
  if (snapshot == NULL)
    return FALSE;
  self->taken_us = now_us;
  g_clear_pointer (&self->snapshot, fv_snapshot_unref);
  fv_parameters_unref (self->parameters);
  self->snapshot = snapshot;
  self->parameters = fv_parameters_ref (fv_snapshot_parameters (snapshot));
  fovea_session_keep_edit (self);
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SNAPSHOT | fovea_session_follow_trainer (self));
  if (fv_snapshot_trouble (snapshot) > 0)
    fovea_session_set_playing (self, FALSE);
  fv_trainer_want (self->trainer);
  return TRUE;
}

/**
 * fovea_session_can_train:
 *
 * Returns: whether there is something to train on yet
 */
gboolean
fovea_session_can_train (FoveaSession *self)
{
  return self->trainer != NULL;
}

gboolean
fovea_session_get_playing (FoveaSession *self)
{
  return self->playing;
}

/**
 * fovea_session_set_playing:
 * @playing: whether to train; kept in mind while there is nothing to train on
 */
void
fovea_session_set_playing (FoveaSession *self, gboolean playing)
{
  if (self->playing == playing)
    return;
  self->playing = playing;
  apply_playing (self);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

double
fovea_session_get_pace (FoveaSession *self)
{
  return self->pace;
}

/**
 * fovea_session_set_pace:
 * @batches_per_s: 0 is as fast as it goes
 */
void
fovea_session_set_pace (FoveaSession *self, double batches_per_s)
{
  if (self->pace == batches_per_s)
    return;
  self->pace = batches_per_s;
  g_settings_set_double (self->settings, "pace", batches_per_s);
  if (self->trainer != NULL)
    fv_trainer_set_pace (self->trainer, batches_per_s);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

gboolean
fovea_session_resume (FoveaSession *self, const FvRecord *record, FvDataset *train, FvDataset *test,
                      GError **error)
{
  FvHistory *history;
  FvTraining *training = fv_record_resume (record, train, test, &history, error);

  if (training == NULL)
    return FALSE;
  fovea_session_take_history (self, training, history);
  return TRUE;
}

/* Before there are data: only what is shown changes. */
void
fovea_session_show_untrained (FoveaSession *self, FvParameters *parameters)
{
  FvNetwork *network = fv_parameters_network (parameters);

  self->options.frozen = frozen_for (self, network);
  fv_network_ref (network);
  fv_network_unref (self->network);
  self->network = network;
  fovea_session_forget_edit (self);
  fv_parameters_ref (parameters);
  fv_parameters_unref (self->parameters);
  self->parameters = parameters;
  self->cursor = fv_cursor_clamp (self->cursor, network);
  fovea_session_retrace (self);
}

/**
 * fovea_session_set_network:
 * @network: another architecture
 *
 * Starts it from untrained weights on the same data. Nothing changes if those do not fit.
 */
gboolean
fovea_session_set_network (FoveaSession *self, FvNetwork *network, GError **error)
{
  g_autoptr (FvParameters) parameters
      = fv_parameters_new_initialised (network, self->options.seed, self->options.initialiser);

  g_clear_pointer (&self->pending, fv_record_unref);
  if (self->train == NULL)
    fovea_session_show_untrained (self, parameters);
  else if (!fovea_session_train_with (self, parameters, self->train, self->test, error))
    return FALSE;
  g_settings_set_string (self->settings, "network", fv_network_text (network));
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}
