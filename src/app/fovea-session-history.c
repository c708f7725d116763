/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Training walked both ways: everything here is an order to the trainer, which answers with the next moment. */

/* Who looks at an earlier moment wants training to stand still. */
static void
stop_playing (FoveaSession *self)
{
  if (!self->playing)
    return;
  self->playing = FALSE;
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

/**
 * fovea_session_seek:
 * @branch: its id, or 0 for the one that is shown
 * @batch: after how many batches; what is outside is brought inside
 *
 * Shows another moment of training, which pauses. It may be asked as often as one likes: the last one counts.
 */
void
fovea_session_seek (FoveaSession *self, guint branch, guint64 batch)
{
  if (self->trainer == NULL)
    return;
  fv_trainer_seek (self->trainer, branch, batch);
  stop_playing (self);
}

/**
 * fovea_session_get_settled:
 *
 * Returns: %FALSE while the trainer is still on its way to where it was sent
 */
gboolean
fovea_session_get_settled (FoveaSession *self)
{
  return self->trainer == NULL
         || (self->snapshot != NULL && fv_trainer_has_followed (self->trainer, self->snapshot));
}

/**
 * fovea_session_step_back:
 * @batches: how many, from where training stands or is on the way to
 */
void
fovea_session_step_back (FoveaSession *self, guint batches)
{
  if (self->trainer == NULL)
    return;
  fv_trainer_step_back (self->trainer, batches);
  stop_playing (self);
}

/**
 * fovea_session_step:
 * @batches: how many, before training pauses
 */
void
fovea_session_step (FoveaSession *self, guint batches)
{
  if (self->trainer == NULL)
    return;
  self->playing = FALSE;
  fv_trainer_step (self->trainer, batches);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

gboolean
fovea_session_get_steps_by_epoch (FoveaSession *self)
{
  return self->steps_by_epoch;
}

/**
 * fovea_session_set_steps_by_epoch:
 * @by_epoch: whether a step along training is an epoch, or a batch
 */
void
fovea_session_set_steps_by_epoch (FoveaSession *self, gboolean by_epoch)
{
  if (self->steps_by_epoch == by_epoch)
    return;
  self->steps_by_epoch = by_epoch;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/**
 * fovea_session_move_training:
 * @by: steps on, or back
 */
void
fovea_session_move_training (FoveaSession *self, int by)
{
  guint length = 1;

  if (self->steps_by_epoch && self->snapshot != NULL)
    length = fv_snapshot_batches_per_epoch (self->snapshot);
  if (by < 0)
    fovea_session_step_back (self, (guint)-by * length);
  else if (by > 0)
    fovea_session_step (self, (guint)by * length);
}

/**
 * fovea_session_branch:
 *
 * Leaves the way that was gone from the moment shown: what follows is new. The old way stays, as a branch. Where one
 * is at the newest moment, too.
 */
void
fovea_session_branch (FoveaSession *self)
{
  if (self->trainer == NULL)
    return;
  fovea_session_remember_moment (self, _ ("training on from there"));
  fv_trainer_branch (self->trainer);
}

/**
 * fovea_session_go_back_to:
 * @batch: the last good moment
 *
 * Goes there and leaves the way that led into trouble.
 */
void
fovea_session_go_back_to (FoveaSession *self, guint64 batch)
{
  if (self->trainer == NULL)
    return;
  fovea_session_remember_moment (self, _ ("going back"));
  fovea_session_seek (self, 0, batch);
  fv_trainer_branch (self->trainer);
}

/**
 * fovea_session_restart:
 *
 * Starts again from the same first weights, with the options of now.
 */
void
fovea_session_restart (FoveaSession *self)
{
  if (self->trainer == NULL)
    return;
  fovea_session_remember_moment (self, _ ("the restart"));
  fv_trainer_restart (self->trainer);
}

/**
 * fovea_session_get_fresh_seed:
 *
 * Returns: a seed that no branch began with
 */
guint64
fovea_session_get_fresh_seed (FoveaSession *self)
{
  guint64 seed = self->options.seed;

  for (guint i = 0; self->snapshot != NULL && i < fv_snapshot_n_branches (self->snapshot); i++)
    seed = MAX (seed, fv_snapshot_nth_branch (self->snapshot, i)->after.seed);
  return seed + 1;
}

/**
 * fovea_session_draw_weights:
 * @seed: equal ones give equal weights
 *
 * Starts again from untrained weights.
 */
void
fovea_session_draw_weights (FoveaSession *self, guint64 seed)
{
  if (self->trainer == NULL)
    return;
  fovea_session_remember_moment (self, _ ("new weights"));
  self->options.seed = seed;
  fv_trainer_new_weights (self->trainer, seed);
}

/**
 * fovea_session_new_weights:
 *
 * Starts again from other untrained weights.
 */
void
fovea_session_new_weights (FoveaSession *self)
{
  fovea_session_draw_weights (self, fovea_session_get_fresh_seed (self));
}

/**
 * fovea_session_get_replay:
 * @share: (out): how far it is, 0…1
 *
 * Returns: whether the moment asked for is still being computed
 */
gboolean
fovea_session_get_replay (FoveaSession *self, double *share)
{
  guint64 done, total;

  *share = 0;
  if (self->snapshot == NULL || !fv_snapshot_replay (self->snapshot, &done, &total))
    return FALSE;
  *share = (double)done / (double)total;
  return TRUE;
}

/**
 * fovea_session_cancel_replay:
 *
 * Stays at the moment the replay has come to.
 */
void
fovea_session_cancel_replay (FoveaSession *self)
{
  if (self->trainer != NULL)
    fv_trainer_pause (self->trainer);
}

FvStopRules
fovea_session_get_stop_rules (FoveaSession *self)
{
  return self->stop_rules;
}

/**
 * fovea_session_set_stop_rules:
 * @rules: when training ends by itself
 */
void
fovea_session_set_stop_rules (FoveaSession *self, FvStopRules rules)
{
  g_autofree char *text = fv_stop_rules_to_text (rules);

  if (memcmp (&rules, &self->stop_rules, sizeof rules) == 0)
    return;
  fovea_session_remember_rules (self);
  self->stop_rules = rules;
  g_settings_set_string (self->settings, "stop-rules", text);
  if (self->trainer != NULL)
    fv_trainer_set_stop_rules (self->trainer, rules);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

/* What the settings say of memory holds at once. */
static void
apply_budget (FoveaSession *self)
{
  gsize megabytes = (gsize)g_settings_get_int (self->settings, "history-megabytes");

  if (self->trainer != NULL)
    fv_trainer_set_budget (self->trainer, megabytes << 20);
}

void
fovea_session_watch_budget (FoveaSession *self)
{
  g_signal_connect_object (self->settings, "changed::history-megabytes", G_CALLBACK (apply_budget), self,
                           G_CONNECT_SWAPPED);
}

/* What a trainer that has just begun must know. */
void
fovea_session_prepare_trainer (FoveaSession *self)
{
  apply_budget (self);
  fv_trainer_set_stop_rules (self->trainer, self->stop_rules);
  fv_trainer_set_pace (self->trainer, self->pace);
}

/**
 * fovea_session_fill_way:
 * @out: (out): borrowed until the next change
 */
void
fovea_session_fill_way (FoveaSession *self, FvWay *out)
{
  FvSnapshot *snapshot = self->snapshot;

  *out = (FvWay){ .by_epoch = self->steps_by_epoch };
  if (snapshot == NULL)
    return;
  out->first = fv_snapshot_first (snapshot);
  out->newest = fv_snapshot_newest (snapshot);
  out->batches_per_epoch = fv_snapshot_batches_per_epoch (snapshot);
  out->shown = fv_snapshot_branch (snapshot);
  out->n_branches = fv_snapshot_n_branches (snapshot);
  out->branches = fv_snapshot_branches (snapshot);
}

static gboolean
follow_options (FoveaSession *self)
{
  const FvTrainingOptions *options = &fv_snapshot_model (self->snapshot)->options;
  gboolean running = fv_snapshot_running (self->snapshot);
  guint n_threads = self->options.n_threads;

  if (self->playing == running && fv_training_options_equal (&self->options, options))
    return FALSE;
  self->playing = running;
  self->options = *options;
  self->options.n_threads = n_threads;
  return TRUE;
}

/* An earlier moment learned from what there was then, and comes with it; what one tests with alone stays. Digits that
 * are being made are not known to it yet. */
static gboolean
follow_data (FoveaSession *self)
{
  FvDataset *train = fv_snapshot_train_set (self->snapshot);
  FvDataset *test = fv_snapshot_test_set (self->snapshot);

  if (self->job != NULL || self->train == train)
    return FALSE;
  fovea_session_use_sets (self, train, test, fovea_session_name_data (self, train));
  fovea_session_retrace (self);
  return TRUE;
}

/* Once the trainer has followed every order, what it says is what holds: an earlier moment has the options of its
 * time, and training that ended by itself has ended. Returns what changed. */
guint
fovea_session_follow_trainer (FoveaSession *self)
{
  guint changes = 0;

  if (!fv_trainer_has_followed (self->trainer, self->snapshot))
    return 0;
  if (follow_options (self))
    changes |= FOVEA_CHANGE_OPTIONS;
  if (follow_data (self))
    changes |= FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_OPTIONS;
  return changes;
}
