/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-evaluation.h"

#include <time.h>

/* What the whole test set is read as at the moment shown: a thread reads it again when that changes, if somebody looks.
 * While training goes on, or a replay, the newest is read now and then, and costs little beside it; a moment one rests
 * at is read at once, and a newer one takes its place. */

/* So long after a judgement the next begins while training, and so many times as long as it computed. */
#define PAUSE_US    G_USEC_PER_SEC
#define PAUSE_RATIO 20
/* It says how far it is when it takes longer, and so often. */
#define SILENT_US (G_USEC_PER_SEC / 2)
#define POLL_MS   100

struct _FoveaJudgeJob
{
  FvParameters *parameters;
  FvDataset *set;
  guint64 batch;
  guint n_threads;
  gint64 begun_us;
  gint64 took_us; /* of the processor's time; written by the thread before it is done */
  int stop;       /* atomic */
  int per_mille;  /* atomic */
};

static void
clear_job (gpointer data)
{
  FoveaJudgeJob *job = data;

  fv_parameters_unref (job->parameters);
  fv_dataset_unref (job->set);
}

static void
unref_job (FoveaJudgeJob *job)
{
  g_atomic_rc_box_release_full (job, clear_job);
}

/* Its thread ends by itself, soon, and nobody listens. */
static void
cancel_job (FoveaSession *self)
{
  FoveaJudging *judging = &self->judging;

  g_clear_handle_id (&judging->poll, g_source_remove);
  if (judging->job != NULL)
    g_atomic_int_set (&judging->job->stop, TRUE);
  g_clear_pointer (&judging->job, unref_job);
}

static gboolean
takes_long (FoveaSession *self)
{
  return self->judging.job != NULL && g_get_monotonic_time () - self->judging.job->begun_us > SILENT_US;
}

static gboolean
on_poll (gpointer data)
{
  if (takes_long (data))
    fovea_session_changed (data, FOVEA_CHANGE_JUDGEMENT);
  return G_SOURCE_CONTINUE;
}

static gint64
computed_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoveaJudgeJob *job = data;
  GError *error = NULL;
  gint64 begun_us = computed_us ();
  FvJudgement *judgement = fv_judgement_new (job->parameters, job->set, job->batch, job->n_threads,
                                             &job->stop, &job->per_mille, &error);

  job->took_us = computed_us () - begun_us;
  if (judgement != NULL)
    g_task_return_pointer (task, judgement, (GDestroyNotify)fv_judgement_unref);
  else
    g_task_return_error (task, error);
}

static void update (FoveaSession *self);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaSession *self = FOVEA_SESSION (source);
  FoveaJudging *judging = &self->judging;
  FoveaJudgeJob *job = g_task_get_task_data (G_TASK (result));
  FvJudgement *judgement;

  if (job != judging->job)
    return; /* cancelled, or another was begun */
  judging->ended_us = g_get_monotonic_time ();
  judging->took_us = job->took_us;
  cancel_job (self);
  judgement = g_task_propagate_pointer (G_TASK (result), NULL);
  if (judgement == NULL)
    return;
  g_clear_pointer (&judging->judgement, fv_judgement_unref);
  judging->judgement = judgement;
  fovea_session_changed (self, FOVEA_CHANGE_JUDGEMENT);
  update (self);
}

/* At rest nobody else computes. */
static void
begin (FoveaSession *self, gboolean at_rest)
{
  FoveaJudging *judging = &self->judging;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done, NULL);

  cancel_job (self);
  judging->job = g_atomic_rc_box_new0 (FoveaJudgeJob);
  judging->job->parameters = fv_parameters_ref (self->parameters);
  judging->job->set = fv_dataset_ref (self->test);
  judging->job->batch = self->snapshot != NULL ? fv_snapshot_batch (self->snapshot) : 0;
  judging->job->n_threads = at_rest ? self->options.n_threads : 1;
  judging->job->begun_us = g_get_monotonic_time ();
  judging->poll = g_timeout_add (POLL_MS, on_poll, self);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (judging->job), (GDestroyNotify)unref_job);
  g_task_run_in_thread (task, run_job);
}

static gboolean
is_at_rest (FoveaSession *self)
{
  guint64 done, total;

  return self->snapshot == NULL
         || !(fv_snapshot_running (self->snapshot) || fv_snapshot_replay (self->snapshot, &done, &total));
}

static gboolean
can_judge (FoveaSession *self)
{
  return self->test != NULL && self->parameters != NULL
         && fv_parameters_network (self->parameters) == self->network
         && fv_evaluation_fits (self->network, self->test, NULL);
}

static gboolean
on_pause_over (gpointer data)
{
  FoveaSession *self = data;

  self->judging.pause = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
begin_in_time (FoveaSession *self)
{
  FoveaJudging *judging = &self->judging;
  gint64 due_us = judging->ended_us + MAX (PAUSE_US, PAUSE_RATIO * judging->took_us);
  gint64 left_us = due_us - g_get_monotonic_time ();

  if (judging->ended_us == 0 || left_us <= 0)
    begin (self, FALSE);
  else if (judging->pause == 0)
    judging->pause = g_timeout_add ((guint)(left_us / 1000 + 1), on_pause_over, self);
}

static void
update (FoveaSession *self)
{
  FoveaJudging *judging = &self->judging;

  if (judging->n_wanted == 0 || !can_judge (self))
    return;
  if (judging->judgement != NULL && fv_judgement_parameters (judging->judgement) == self->parameters)
    return;
  if (judging->job != NULL && judging->job->parameters == self->parameters)
    return;
  if (is_at_rest (self))
    begin (self, TRUE);
  else if (judging->job == NULL)
    begin_in_time (self);
}

/* What was read by another network, or of another set, is shown no more, and no cell of it is open. */
static void
forget_others (FoveaSession *self)
{
  FoveaJudging *judging = &self->judging;
  FvJudgement *judgement = judging->judgement;

  if (judging->job != NULL
      && (judging->job->set != self->test
          || fv_parameters_network (judging->job->parameters) != self->network))
    cancel_job (self);
  if (judgement == NULL
      || (fv_judgement_set (judgement) == self->test
          && fv_parameters_network (fv_judgement_parameters (judgement)) == self->network))
    return;
  g_clear_pointer (&judging->judgement, fv_judgement_unref);
  judging->opened = (FvSelection){ FV_SELECT_MISREAD };
  judging->ended_us = 0;
  fovea_session_changed (self, FOVEA_CHANGE_JUDGEMENT);
}

static void
on_changed (FoveaSession *self, guint changes)
{
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_DATA))
    {
      forget_others (self);
      update (self);
    }
}

void
fovea_session_init_judging (FoveaSession *self)
{
  self->judging.opened = (FvSelection){ FV_SELECT_MISREAD };
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
}

/* Ends what runs; what was read stays. */
void
fovea_session_stop_judging (FoveaSession *self)
{
  cancel_job (self);
  g_clear_handle_id (&self->judging.pause, g_source_remove);
}

void
fovea_session_fill_judgement (FoveaSession *self, FvSceneInput *out)
{
  out->judgement = self->judging.judgement;
  out->opened = self->judging.opened;
  out->judging = fovea_session_get_judging (self);
}

/**
 * fovea_session_want_judgement:
 * @wanted: somebody begins to look at what the test set is read as, or ends
 *
 * Nothing is read while nobody looks.
 */
void
fovea_session_want_judgement (FoveaSession *self, gboolean wanted)
{
  FoveaJudging *judging = &self->judging;

  g_return_if_fail (wanted || judging->n_wanted > 0);
  judging->n_wanted += wanted ? 1 : -1;
  if (wanted)
    update (self);
  else if (judging->n_wanted == 0)
    fovea_session_stop_judging (self);
}

/**
 * fovea_session_get_judgement:
 *
 * Returns: (nullable): the newest, which says of which moment it is
 */
FvJudgement *
fovea_session_get_judgement (FoveaSession *self)
{
  return self->judging.judgement;
}

/**
 * fovea_session_get_judging:
 *
 * Returns: how far the next judgement is, per mille, if it takes its time; else 0
 */
int
fovea_session_get_judging (FoveaSession *self)
{
  return takes_long (self) ? MAX (g_atomic_int_get (&self->judging.job->per_mille), 1) : 0;
}

/**
 * fovea_session_get_opened:
 *
 * Returns: the cell of the confusion matrix whose pictures are looked at, or all that is misread
 */
FvSelection
fovea_session_get_opened (FoveaSession *self)
{
  return self->judging.opened;
}

void
fovea_session_open_cell (FoveaSession *self, guint target, guint read_as)
{
  guint n = fv_network_n_classes (self->network);

  if (target >= n || read_as >= n)
    return;
  self->judging.opened = (FvSelection){ FV_SELECT_CELL, target, read_as };
  fovea_session_changed (self, FOVEA_CHANGE_JUDGEMENT);
}

/**
 * fovea_session_close_cell:
 *
 * Goes back to all that is misread.
 */
void
fovea_session_close_cell (FoveaSession *self)
{
  if (self->judging.opened.kind != FV_SELECT_CELL)
    return;
  self->judging.opened = (FvSelection){ FV_SELECT_MISREAD };
  fovea_session_changed (self, FOVEA_CHANGE_JUDGEMENT);
}
