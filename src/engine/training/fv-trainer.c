/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-trainer.h"

#include "fv-snapshot.h"
#include "fv-trainer-private.h"

#define NICENESS 10
/* How long speed is counted before it is believed, and how much a new count weighs against the older ones. */
#define SPEED_WINDOW_US (G_USEC_PER_SEC / 2)
#define SPEED_FIRST_US  (G_USEC_PER_SEC / 10)
#define SPEED_WEIGHT    0.4

/* Every snapshot shows them: they are copied once a branch. */
static void
ensure_start (FvTrainer *self)
{
  FvWork *work = &self->work;
  guint branch = fv_history_shown_branch (self->history);
  guint64 batch = fv_history_first (self->history);

  if (work->start != NULL && work->start_branch == branch && work->start_batch == batch)
    return;
  g_clear_pointer (&work->start, fv_parameters_unref);
  work->start = fv_history_start (self->history);
  work->start_branch = branch;
  work->start_batch = batch;
}

void
fv_trainer_post (FvTrainer *self)
{
  FvWork *work = &self->work;
  FvSnapshotSight sight;
  FvSnapshot *unread;

  ensure_start (self);
  sight = (FvSnapshotSight){ .samples_per_s = work->samples_per_s,
                             .running = work->orders.running,
                             .replay_done = work->replay_done,
                             .replay_total = work->replay_total,
                             .lost = work->lost,
                             .stopped_by = work->stopped_by,
                             .minutes = (double)work->trained_us / (60.0 * G_USEC_PER_SEC),
                             .followed = work->followed,
                             .start = work->start,
                             .watch = self->watch };
  g_atomic_int_set (&self->want, 0);
  unread = fv_mailbox_exchange (&self->mailbox, fv_snapshot_new (self->training, self->history, sight));
  if (unread != NULL)
    fv_snapshot_unref (unread);
  else if (self->notify != NULL)
    self->notify (self->data);
}

static void
start_counting (FvWork *work)
{
  work->counted_at = g_get_monotonic_time ();
  work->counted = 0;
}

static void
count_speed (FvWork *work, guint samples)
{
  gint64 elapsed = g_get_monotonic_time () - work->counted_at;
  gboolean first = work->samples_per_s == 0;
  double speed;

  work->counted += samples;
  if (elapsed < (first ? SPEED_FIRST_US : SPEED_WINDOW_US))
    return;
  speed = (double)work->counted * G_USEC_PER_SEC / (double)elapsed;
  work->samples_per_s = first ? speed : (1 - SPEED_WEIGHT) * work->samples_per_s + SPEED_WEIGHT * speed;
  start_counting (work);
}

/* Sleeps while there is nothing to do; call locked. */
static void
wait_for_work (FvTrainer *self)
{
  while (!self->orders.quit && !self->orders.running && g_queue_is_empty (&self->commands)
         && g_queue_is_empty (&self->work.commands) && self->orders.serial == self->work.orders.serial)
    fv_gate_wait (self->gate);
}

/* Sleeps until the next batch is due by the pace; call locked. FALSE if new orders came first. */
static gboolean
wait_for_pace (FvTrainer *self)
{
  FvWork *work = &self->work;

  if (!work->orders.running || work->orders.steps > 0 || work->orders.pace <= 0)
    return TRUE;
  while (!g_atomic_int_get (&self->stop))
    if (g_get_monotonic_time () >= work->due || !fv_gate_wait_until (self->gate, work->due))
      return !g_atomic_int_get (&self->stop);
  return FALSE;
}

/* The schedule is kept by adding to it, so pauses between batches do not drift; time lost to a batch that took too
 * long is not made up for by a burst. */
static void
schedule_next (FvWork *work)
{
  if (work->orders.pace > 0)
    work->due = MAX (work->due + (gint64)(G_USEC_PER_SEC / work->orders.pace), g_get_monotonic_time ());
}

/* Call locked. What was asked for before the pause is not gone on with. */
static void
take_commands (FvTrainer *self)
{
  if (self->orders.cancel)
    fv_commands_cancel_seeks (&self->work.commands);
  self->orders.cancel = FALSE;
  while (!g_queue_is_empty (&self->commands))
    g_queue_push_tail (&self->work.commands, g_queue_pop_head (&self->commands));
}

static guint
rules_met (const FvTrainer *self)
{
  FvStopSight sight = { .curve = fv_training_curve (self->training),
                        .epoch = fv_training_epoch (self->training),
                        .minutes = (double)self->work.trained_us / (60.0 * G_USEC_PER_SEC) };

  return fv_stop_rules_met (self->work.rules, sight);
}

/* Who goes on though a rule has stopped training, or would, is not stopped by it again. */
static void
begin_running (FvTrainer *self)
{
  FvWork *work = &self->work;

  work->due = g_get_monotonic_time ();
  work->stopped_by = -1;
  work->ignored = rules_met (self);
  start_counting (work);
}

/* Takes new orders over and does what they ask for at once. FALSE: the end. */
static gboolean
take_orders (FvTrainer *self)
{
  FvWork *work = &self->work;
  FvOrders before = work->orders;

  fv_gate_lock (self->gate);
  wait_for_work (self);
  g_atomic_int_set (&self->stop, 0);
  take_commands (self);
  work->orders = self->orders;
  fv_gate_unlock (self->gate);

  if (work->orders.quit)
    return FALSE;
  fv_trainer_follow_commands (self);
  if (g_queue_is_empty (&work->commands))
    work->followed = work->orders.given;
  if (work->orders.running
      && (!before.running || work->orders.pace != before.pace || work->orders.serial != before.serial))
    begin_running (self);
  if (!work->orders.running && (before.running || before.serial != work->orders.serial))
    fv_trainer_post (self);
  return TRUE;
}

/* Pauses of its own accord, unless other orders are there already. */
static void
pause_here (FvTrainer *self)
{
  fv_gate_lock (self->gate);
  self->work.orders.running = FALSE;
  if (self->orders.serial == self->work.orders.serial)
    self->orders.running = FALSE;
  fv_gate_unlock (self->gate);
}

/* TRUE if that was the last one asked for. More may have been asked for meanwhile: theirs is the count. */
static gboolean
count_step (FvTrainer *self)
{
  gboolean last;

  if (self->work.orders.steps == 0)
    return FALSE;
  fv_gate_lock (self->gate);
  if (self->orders.serial == self->work.orders.serial)
    self->work.orders.steps = --self->orders.steps;
  last = self->work.orders.steps == 0;
  fv_gate_unlock (self->gate);
  return last;
}

/* The lowest of the rules that are newly met; −1 if none is. */
static int
find_stop (FvTrainer *self)
{
  guint met = rules_met (self);

  self->work.ignored &= met;
  return g_bit_nth_lsf (met & ~self->work.ignored, -1);
}

static void
rest (FvTrainer *self)
{
  pause_here (self);
  fv_trainer_post (self);
}

/* After a batch that was done. */
static void
go_on (FvTrainer *self, gint64 began)
{
  FvWork *work = &self->work;
  gboolean was_last;

  work->trained_us += g_get_monotonic_time () - began;
  count_speed (work, MIN (fv_training_edit (self->training)->batch_size,
                          fv_dataset_count (fv_training_train_set (self->training))));
  schedule_next (work);
  was_last = count_step (self);
  if (fv_history_at_newest (self->history))
    work->stopped_by = find_stop (self);
  if (was_last || work->stopped_by >= 0)
    rest (self);
  else if (g_atomic_int_get (&self->want))
    fv_trainer_post (self);
}

static void
work_on_batch (FvTrainer *self)
{
  gboolean is_new = fv_history_at_newest (self->history);
  gint64 began = g_get_monotonic_time ();
  FvTrainingState state = fv_history_batch (self->history, &self->stop);

  self->work.lost = FALSE;
  if (is_new)
    fv_watch_look (self->watch, self->training, state, &self->stop);
  if (state == FV_TRAINING_NON_FINITE)
    rest (self);
  else if (state == FV_TRAINING_OK)
    go_on (self, began);
}

static gboolean
may_start_batch (FvTrainer *self)
{
  gboolean may;

  fv_gate_lock (self->gate);
  may = wait_for_pace (self);
  fv_gate_unlock (self->gate);
  return may;
}

static gboolean
may_work (FvTrainer *self)
{
  return self->work.orders.running && !g_atomic_int_get (&self->stop)
         && g_queue_is_empty (&self->work.commands);
}

static void
trainer_thread (gpointer data)
{
  FvTrainer *self = data;

  if (self->notify != NULL)
    self->notify (self->data); /* of the snapshot that was there from the start */
  while (take_orders (self))
    while (may_work (self))
      if (may_start_batch (self))
        work_on_batch (self);
}

FvTrainer *
fv_trainer_new_with_history (FvTraining *training, FvHistory *history, FvTrainerNotify notify, gpointer data)
{
  FvTrainer *self = g_new0 (FvTrainer, 1);

  self->gate = fv_gate_new ();
  self->network = fv_network_ref (fv_training_network (training));
  self->training = training;
  self->history = history != NULL ? history : fv_history_new (training, FV_HISTORY_BUDGET);
  self->watch = fv_watch_new ();
  self->work.stopped_by = -1;
  fv_trainer_post (self);
  self->notify = notify;
  self->data = data;
  self->thread = fv_thread_start ("trainer", NICENESS, trainer_thread, self);
  return self;
}

FvTrainer *
fv_trainer_new (FvTraining *training, FvTrainerNotify notify, gpointer data)
{
  return fv_trainer_new_with_history (training, NULL, notify, data);
}

void
fv_trainer_give_orders (FvTrainer *self)
{
  g_atomic_int_set (&self->stop, 1);
  fv_gate_open (self->gate);
}

static void
end_thread (FvTrainer *self)
{
  fv_gate_lock (self->gate);
  self->orders.quit = TRUE;
  fv_trainer_give_orders (self);
  fv_gate_unlock (self->gate);
  fv_thread_join (self->thread);
}

static void
free_rest (FvTrainer *self)
{
  FvSnapshot *unread = fv_trainer_take (self);

  if (unread != NULL)
    fv_snapshot_unref (unread);
  fv_record_unref (fv_trainer_take_record (self));
  fv_commands_clear (&self->commands);
  fv_commands_clear (&self->work.commands);
  fv_gate_free (self->gate);
  g_clear_pointer (&self->work.start, fv_parameters_unref);
  fv_watch_free (self->watch);
  fv_history_free (self->history);
  fv_training_free (self->training);
  fv_network_unref (self->network);
  g_free (self);
}

void
fv_trainer_free (FvTrainer *self)
{
  if (self == NULL)
    return;
  end_thread (self);
  free_rest (self);
}

FvRecord *
fv_trainer_finish (FvTrainer *self)
{
  FvRecord *record;

  end_thread (self);
  record = fv_record_new (self->history);
  free_rest (self);
  return record;
}

static void
order_running (FvTrainer *self, gboolean running, guint steps)
{
  fv_gate_lock (self->gate);
  self->orders.running = running;
  self->orders.steps = steps;
  self->orders.serial++;
  self->orders.given++;
  if (!running)
    {
      self->orders.cancel = TRUE;
      fv_commands_cancel_seeks (&self->commands);
    }
  fv_trainer_give_orders (self);
  fv_gate_unlock (self->gate);
}

void
fv_trainer_run (FvTrainer *self)
{
  order_running (self, TRUE, 0);
}

void
fv_trainer_pause (FvTrainer *self)
{
  order_running (self, FALSE, 0);
}

void
fv_trainer_step (FvTrainer *self, guint n)
{
  gboolean more;

  if (n == 0)
    return;
  fv_gate_lock (self->gate);
  more = self->orders.running && self->orders.steps > 0;
  if (more)
    self->orders.steps += MIN (n, G_MAXUINT - self->orders.steps);
  fv_gate_unlock (self->gate);
  if (!more)
    order_running (self, TRUE, n);
}

void
fv_trainer_set_pace (FvTrainer *self, double batches_per_s)
{
  fv_gate_lock (self->gate);
  self->orders.pace = batches_per_s;
  fv_trainer_give_orders (self);
  fv_gate_unlock (self->gate);
}

void
fv_trainer_want (FvTrainer *self)
{
  g_atomic_int_set (&self->want, 1);
}

FvSnapshot *
fv_trainer_take (FvTrainer *self)
{
  return fv_mailbox_exchange (&self->mailbox, NULL);
}

gboolean
fv_trainer_has_followed (FvTrainer *self, const FvSnapshot *snapshot)
{
  guint64 given;

  fv_gate_lock (self->gate);
  given = self->orders.given;
  fv_gate_unlock (self->gate);
  return fv_snapshot_followed (snapshot) >= given;
}

FvRecord *
fv_trainer_take_record (FvTrainer *self)
{
  return fv_mailbox_exchange (&self->records, NULL);
}
