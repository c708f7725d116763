/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-trainer.h"

#include "fv-gate.h"
#include "fv-snapshot.h"

#define NICENESS 10
/* How long speed is counted before it is believed, and how much a new count weighs against the older ones. */
#define SPEED_WINDOW_US (G_USEC_PER_SEC / 2)
#define SPEED_FIRST_US  (G_USEC_PER_SEC / 10)
#define SPEED_WEIGHT    0.4

/* What the main thread asks for; behind the gate. */
typedef struct
{
  gboolean running;
  guint steps; /* how many batches more, then pause; 0: until told */
  double pace;
  gboolean set_options;
  FvHyper hyper;
  guint batch_size;
  gboolean quit;
  guint
      serial; /* of the last run, pause or step: tells the thread that its own count of steps is out of date */
} FvOrders;

/* The thread's own. */
typedef struct
{
  FvOrders orders;   /* as last taken */
  gint64 due;        /* when the next batch may start, monotonic µs */
  gint64 counted_at; /* since when samples are counted */
  guint64 counted;   /* samples */
  double samples_per_s;
} FvWork;

struct _FvTrainer
{
  FvGate *gate;
  FvOrders orders; /* under the gate */
  int stop;        /* atomic: orders have changed, leave the batch */
  int want;        /* atomic: somebody waits for a snapshot */
  FvMailbox mailbox;
  FvTrainerNotify notify;
  gpointer data;
  FvTraining *training; /* the thread's, from start to join */
  FvWork work;          /* the thread's */
  FvThread *thread;
};

static void
post (FvTrainer *self)
{
  FvWork *work = &self->work;
  FvSnapshot *snapshot;
  FvSnapshot *unread;

  g_atomic_int_set (&self->want, 0);
  snapshot = fv_snapshot_new (self->training, work->samples_per_s, work->orders.running);
  unread = fv_mailbox_exchange (&self->mailbox, snapshot);
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
  while (!self->orders.quit && !self->orders.running && !self->orders.set_options
         && self->orders.serial == self->work.orders.serial)
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

static void
apply_options (FvTrainer *self)
{
  FvTrainingOptions *options = fv_training_edit (self->training);

  options->hyper = self->work.orders.hyper;
  options->batch_size = self->work.orders.batch_size;
}

/* Takes new orders over and does what they ask for at once. FALSE: the end. */
static gboolean
take_orders (FvTrainer *self)
{
  FvWork *work = &self->work;
  FvOrders before = work->orders;
  gboolean was_paused;

  fv_gate_lock (self->gate);
  wait_for_work (self);
  g_atomic_int_set (&self->stop, 0);
  work->orders = self->orders;
  self->orders.set_options = FALSE;
  fv_gate_unlock (self->gate);

  if (work->orders.quit)
    return FALSE;
  if (work->orders.set_options)
    apply_options (self);
  was_paused = !before.running;
  if (work->orders.running && (was_paused || work->orders.pace != before.pace))
    {
      work->due = g_get_monotonic_time ();
      start_counting (work);
    }
  if (!work->orders.running
      && (before.running || before.serial != work->orders.serial || work->orders.set_options))
    post (self);
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

static void
work_on_batch (FvTrainer *self)
{
  FvWork *work = &self->work;

  switch (fv_training_batch (self->training, &self->stop))
    {
    case FV_TRAINING_STOPPED:
      return;
    case FV_TRAINING_NON_FINITE:
      pause_here (self);
      post (self);
      return;
    case FV_TRAINING_OK:
    default:
      break;
    }
  count_speed (work, MIN (fv_training_edit (self->training)->batch_size,
                          fv_dataset_count (fv_training_train_set (self->training))));
  schedule_next (work);
  if (count_step (self))
    {
      pause_here (self);
      post (self);
    }
  else if (g_atomic_int_get (&self->want))
    post (self);
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

static void
trainer_thread (gpointer data)
{
  FvTrainer *self = data;

  if (self->notify != NULL)
    self->notify (self->data); /* of the snapshot that was there from the start */
  while (take_orders (self))
    while (self->work.orders.running && !g_atomic_int_get (&self->stop))
      if (may_start_batch (self))
        work_on_batch (self);
}

FvTrainer *
fv_trainer_new (FvTraining *training, FvTrainerNotify notify, gpointer data)
{
  FvTrainer *self = g_new0 (FvTrainer, 1);

  self->gate = fv_gate_new ();
  self->training = training;
  self->notify = notify;
  self->data = data;
  fv_mailbox_exchange (&self->mailbox, fv_snapshot_new (training, 0, FALSE));
  self->thread = fv_thread_start ("trainer", NICENESS, trainer_thread, self);
  return self;
}

/* Tells the thread that the orders, just changed, have changed; call locked. */
static void
give_orders (FvTrainer *self)
{
  g_atomic_int_set (&self->stop, 1);
  fv_gate_open (self->gate);
}

void
fv_trainer_free (FvTrainer *self)
{
  FvSnapshot *unread;

  if (self == NULL)
    return;
  fv_gate_lock (self->gate);
  self->orders.quit = TRUE;
  give_orders (self);
  fv_gate_unlock (self->gate);
  fv_thread_join (self->thread);
  unread = fv_trainer_take (self);
  if (unread != NULL)
    fv_snapshot_unref (unread);
  fv_gate_free (self->gate);
  fv_training_free (self->training);
  g_free (self);
}

static void
order_running (FvTrainer *self, gboolean running, guint steps)
{
  fv_gate_lock (self->gate);
  self->orders.running = running;
  self->orders.steps = steps;
  self->orders.serial++;
  give_orders (self);
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
  give_orders (self);
  fv_gate_unlock (self->gate);
}

void
fv_trainer_set_options (FvTrainer *self, FvHyper hyper, guint batch_size)
{
  g_return_if_fail (batch_size > 0);
  fv_gate_lock (self->gate);
  self->orders.set_options = TRUE;
  self->orders.hyper = hyper;
  self->orders.batch_size = batch_size;
  give_orders (self);
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
