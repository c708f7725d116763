/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-edit.h"
#include "fovea-session-private.h"
#include "fv-digits-type.h"

#include <glib/gi18n.h>
#include <string.h>

/* Every edit of training can be taken back. What was done at an earlier moment than the newest has begun a branch:
 * taking it back shows the way that was left, from where it was left. */

/* Who drags a slider edits many times and means one. */
#define GOES_ON_US G_USEC_PER_SEC

static void
push (FoveaSession *self, FoveaUndoEntry entry)
{
  fovea_undo_push (self->undo, entry);
  fovea_session_changed (self, FOVEA_CHANGE_UNDO);
}

/* The edit before is gone on with. */
static gboolean
goes_on (FoveaSession *self, FoveaUndoKind kind, const char *title)
{
  FoveaUndoEntry *last = fovea_undo_peek (self->undo);
  gint64 now = g_get_monotonic_time ();

  if (last == NULL || (last->kind != kind && last->kind != FOVEA_UNDO_MOVE)
      || g_strcmp0 (last->title, title) != 0 || now - last->time_us > GOES_ON_US)
    return FALSE;
  last->time_us = now;
  return TRUE;
}

static FoveaUndoEntry
where_it_stands (FoveaSession *self, const char *title)
{
  return (FoveaUndoEntry){ .kind = FOVEA_UNDO_MOVE,
                           .title = g_strdup (title),
                           .branch = fv_snapshot_branch (self->snapshot),
                           .batch = fv_snapshot_batch (self->snapshot) };
}

/* An edit at an earlier moment begins a branch. */
static gboolean
is_earlier (FoveaSession *self)
{
  return self->trainer != NULL && self->snapshot != NULL && !self->playing
         && fv_snapshot_batch (self->snapshot) < fv_snapshot_newest (self->snapshot);
}

/* Before another moment is shown. */
void
fovea_session_remember_moment (FoveaSession *self, const char *title)
{
  if (!self->undoing && self->snapshot != NULL)
    push (self, where_it_stands (self, title));
}

/* Before options change. */
void
fovea_session_remember_options (FoveaSession *self, const FvTrainingOptions *wanted)
{
  gboolean freezes = wanted->frozen != self->options.frozen;
  const char *title = freezes ? _ ("what is frozen") : _ ("the options of training");

  if (self->undoing || (!freezes && goes_on (self, FOVEA_UNDO_OPTIONS, title)))
    return;
  if (is_earlier (self))
    push (self, where_it_stands (self, title));
  else
    push (self, (FoveaUndoEntry){
                    .kind = FOVEA_UNDO_OPTIONS, .title = g_strdup (title), .options = self->options });
}

/* Before they change. */
void
fovea_session_remember_rules (FoveaSession *self)
{
  const char *title = _ ("when training stops");

  if (!self->undoing && !goes_on (self, FOVEA_UNDO_RULES, title))
    push (self,
          (FoveaUndoEntry){ .kind = FOVEA_UNDO_RULES, .title = g_strdup (title), .rules = self->stop_rules });
}

/* What the trainer has, or will have as soon as it has followed. */
static const float *
values_now (FoveaSession *self, gsize start, gsize count)
{
  const FoveaEdit *edit = &self->edit;

  if (edit->given && edit->start == start && edit->count == count)
    return edit->values;
  return fv_parameters_values (self->snapshot != NULL ? fv_snapshot_parameters (self->snapshot)
                                                      : self->parameters)
         + start;
}

static FoveaUndoEntry
values_entry (FoveaSession *self, gsize start, gsize count, const char *title)
{
  return (FoveaUndoEntry){ .kind = FOVEA_UNDO_VALUES,
                           .title = g_strdup (title),
                           .start = start,
                           .count = count,
                           .values = g_memdup2 (values_now (self, start, count), count * sizeof (float)) };
}

/* Before weights change by hand. */
void
fovea_session_remember_values (FoveaSession *self, gsize start, gsize count)
{
  const char *title = _ ("weights");
  const FoveaUndoEntry *last = fovea_undo_peek (self->undo);

  if (self->undoing)
    return;
  if (last != NULL && (last->kind == FOVEA_UNDO_MOVE || (last->start == start && last->count == count))
      && goes_on (self, FOVEA_UNDO_VALUES, title))
    return;
  push (self, is_earlier (self) ? where_it_stands (self, title) : values_entry (self, start, count, title));
}

static FoveaUndoEntry
sets_entry (FoveaSession *self, FoveaUndoKind kind, const char *title)
{
  /* Digits to test with may be there before those to learn from: what is trained on is what the snapshot has. */
  FvDataset *train = self->snapshot != NULL ? fv_snapshot_train_set (self->snapshot) : self->train;
  FvDataset *test = self->snapshot != NULL ? fv_snapshot_test_set (self->snapshot) : self->test;

  return (FoveaUndoEntry){ .kind = kind,
                           .title = g_strdup (title),
                           .train = train != NULL ? fv_dataset_ref (train) : NULL,
                           .test = test != NULL ? fv_dataset_ref (test) : NULL,
                           .data = self->data };
}

/**
 * fovea_session_change_data:
 *
 * Goes on with other data from the weights there are. Nothing changes if they do not fit.
 */
gboolean
fovea_session_change_data (FoveaSession *self, FvDataset *train, FvDataset *test, GError **error)
{
  if (!fv_trainer_set_data (self->trainer, train, test, error))
    return FALSE;
  if (!self->undoing)
    push (self, is_earlier (self) ? where_it_stands (self, _ ("the change of data"))
                                  : sets_entry (self, FOVEA_UNDO_DATA, _ ("the change of data")));
  return TRUE;
}

/* The run there is, which ends with it. */
static FoveaUndoEntry
world_entry (FoveaSession *self)
{
  FoveaUndoEntry entry = sets_entry (self, FOVEA_UNDO_WORLD, _ ("the change of the network"));

  entry.record = fovea_session_finish_trainer (self);
  return entry;
}

/* Ends the trainer's thread, as fovea_session_stop() does, but one can go back to what it did. */
void
fovea_session_put_away (FoveaSession *self)
{
  if (self->trainer != NULL && self->snapshot != NULL && self->train != NULL && !self->undoing)
    push (self, world_entry (self));
  else
    fovea_session_stop (self);
}

/* Sets that were learned from before; digits are those that are made from now on. */
void
fovea_session_use_sets (FoveaSession *self, FvDataset *train, FvDataset *test, const char *data)
{
  fovea_session_cancel_job (self);
  fovea_session_use_train (self, train);
  fovea_session_use_test (self, test);
  self->data = data;
  if (fovea_session_get_generated (self))
    fovea_session_remember_digits (self, fv_dataset_source (train));
  fovea_session_keep_digits (self);
  self->has_drawing = FALSE;
  if (data != NULL)
    g_settings_set_string (self->settings, "data", data);
}

/* --- Taking back --- */

static gboolean
take_values (FoveaSession *self, FoveaUndoEntry *entry)
{
  FoveaUndoEntry opposite;

  if (entry->start + entry->count > fv_network_n_parameters (self->network))
    return FALSE;
  opposite = values_entry (self, entry->start, entry->count, entry->title);
  fovea_session_set_values (self, entry->start, entry->count, entry->values);
  fovea_undo_entry_clear (entry);
  *entry = opposite;
  return TRUE;
}

static gboolean
take_data (FoveaSession *self, FoveaUndoEntry *entry)
{
  FoveaUndoEntry opposite = sets_entry (self, FOVEA_UNDO_DATA, entry->title);

  if (self->trainer == NULL || !fovea_session_change_data (self, entry->train, entry->test, NULL))
    {
      fovea_undo_entry_clear (&opposite);
      return FALSE;
    }
  fovea_session_use_sets (self, entry->train, entry->test, entry->data);
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_OPTIONS);
  fovea_undo_entry_clear (entry);
  *entry = opposite;
  return TRUE;
}

/* A network that still waits for its data is not worth going back to. */
static gboolean
take_world (FoveaSession *self, FoveaUndoEntry *entry)
{
  FoveaUndoEntry opposite = { 0 };
  gboolean has_opposite = self->trainer != NULL && self->train != NULL;

  if (has_opposite)
    opposite = world_entry (self);
  fovea_session_set_playing (self, FALSE);
  fovea_session_use_sets (self, entry->train, entry->test, entry->data);
  g_clear_pointer (&self->pending, fv_record_unref);
  if (!fovea_session_resume (self, entry->record, entry->train, entry->test, NULL))
    g_warn_if_reached (); /* they were trained together */
  g_settings_set_string (self->settings, "network", fv_network_text (self->network));
  fovea_session_changed (self, FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE
                                   | FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS);
  fovea_undo_entry_clear (entry);
  *entry = opposite;
  return has_opposite;
}

/* Turns entry into its opposite. FALSE if there is none. */
static gboolean
take (FoveaSession *self, FoveaUndoEntry *entry)
{
  FoveaUndoEntry before = *entry;

  switch (entry->kind)
    {
    case FOVEA_UNDO_MOVE:
      if (self->snapshot == NULL)
        return FALSE;
      entry->branch = fv_snapshot_branch (self->snapshot);
      entry->batch = fv_snapshot_batch (self->snapshot);
      fovea_session_seek (self, before.branch, before.batch);
      return TRUE;
    case FOVEA_UNDO_OPTIONS:
      entry->options = self->options;
      fovea_session_set_training_options (self, &before.options);
      return TRUE;
    case FOVEA_UNDO_RULES:
      entry->rules = self->stop_rules;
      fovea_session_set_stop_rules (self, before.rules);
      return TRUE;
    case FOVEA_UNDO_VALUES:
      return take_values (self, entry);
    case FOVEA_UNDO_DATA:
      return take_data (self, entry);
    case FOVEA_UNDO_WORLD:
    default:
      return take_world (self, entry);
    }
}

/**
 * fovea_session_undo:
 * @redo: whether to do again what was taken back
 *
 * Returns: (transfer full) (nullable): what was taken back, in words; %NULL if there is nothing
 */
char *
fovea_session_undo (FoveaSession *self, gboolean redo)
{
  FoveaUndoEntry entry;
  char *title = NULL;
  guint group = 0;

  self->undoing = TRUE;
  while (fovea_undo_take (self->undo, redo, &group, &entry))
    {
      g_free (title);
      title = g_strdup (entry.title);
      if (take (self, &entry))
        fovea_undo_give (self->undo, redo, entry);
      else
        fovea_undo_entry_clear (&entry);
    }
  self->undoing = FALSE;
  fovea_session_changed (self, FOVEA_CHANGE_UNDO);
  return title;
}

/**
 * fovea_session_get_run:
 *
 * Returns: a number that is another one as soon as a network, a file or what was taken back has begun a run of its own
 */
guint
fovea_session_get_run (FoveaSession *self)
{
  return self->n_runs;
}

gboolean
fovea_session_can_undo (FoveaSession *self, gboolean redo)
{
  return fovea_undo_can (self->undo, redo);
}
