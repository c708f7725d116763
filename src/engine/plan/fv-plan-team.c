/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan-team.h"

#include "fv-gate.h"

#ifdef __SSE2__
#include <immintrin.h>
#define RELAX() _mm_pause ()
#else
#define RELAX() ((void)0)
#endif

/* How long to look again before going to sleep: longer than the gap between two rounds of a batch, shorter than what
 * another program that waits for this processor would notice. */
#define SPIN_US 120
#define LOOKS   64 /* between two looks at the clock */

struct _FvTeam
{
  guint n;
  FvThread **threads; /* [n − 1] */
  FvGate *gate;
  void (*begin) (gpointer data);
  gpointer begin_data;
  /* Of this round; written before round changes, read after. */
  FvTeamTask task;
  gpointer data;
  int n_tasks;
  gboolean quit;
  /* Atomic. */
  int round;
  int next;
  int working;  /* helpers that have not finished the round */
  int sleepers; /* threads asleep at the gate, or about to be */
};

typedef struct
{
  FvTeam *team;
  guint worker;
} Helper;

static gboolean
is_other (const int *value, int than)
{
  return g_atomic_int_get (value) != than;
}

/* Waits until *value is other than than: looking for a while, then asleep. */
static void
wait_for_change (FvTeam *self, const int *value, int than)
{
  gint64 until = 0;

  for (guint looks = 0; !is_other (value, than); looks++)
    {
      RELAX ();
      if (looks % LOOKS != LOOKS - 1)
        continue;
      if (until == 0)
        until = g_get_monotonic_time () + SPIN_US;
      else if (g_get_monotonic_time () >= until)
        break;
    }
  if (is_other (value, than))
    return;
  fv_gate_lock (self->gate);
  g_atomic_int_inc (&self->sleepers);
  while (!is_other (value, than))
    fv_gate_wait (self->gate);
  g_atomic_int_add (&self->sleepers, -1);
  fv_gate_unlock (self->gate);
}

/* After a change: whoever went to sleep before seeing it is counted. */
static void
wake_sleepers (FvTeam *self)
{
  if (g_atomic_int_get (&self->sleepers) == 0)
    return;
  fv_gate_lock (self->gate);
  fv_gate_open (self->gate);
  fv_gate_unlock (self->gate);
}

static void
take_tasks (FvTeam *self, guint worker)
{
  int task;

  while ((task = g_atomic_int_add (&self->next, 1)) < self->n_tasks)
    self->task (self->data, (guint)task, worker);
}

static void
helper_thread (gpointer data)
{
  Helper helper = *(Helper *)data;
  FvTeam *self = helper.team;
  int round = 0;

  g_free (data);
  if (self->begin != NULL)
    self->begin (self->begin_data);
  for (;;)
    {
      wait_for_change (self, &self->round, round);
      round = g_atomic_int_get (&self->round);
      if (self->quit)
        return;
      take_tasks (self, helper.worker);
      if (g_atomic_int_dec_and_test (&self->working))
        wake_sleepers (self);
    }
}

FvTeam *
fv_team_new (guint n, void (*begin) (gpointer data), gpointer data)
{
  FvTeam *self = g_new0 (FvTeam, 1);

  self->n = n;
  self->gate = fv_gate_new ();
  self->begin = begin;
  self->begin_data = data;
  self->threads = g_new0 (FvThread *, n);
  for (guint i = 1; i < n; i++)
    {
      Helper *helper = g_new (Helper, 1);

      *helper = (Helper){ self, i };
      self->threads[i - 1] = fv_thread_start ("plan", 0, helper_thread, helper);
    }
  return self;
}

static void
start_round (FvTeam *self)
{
  g_atomic_int_set (&self->next, 0);
  g_atomic_int_set (&self->working, (int)self->n - 1);
  g_atomic_int_inc (&self->round);
  wake_sleepers (self);
}

void
fv_team_free (FvTeam *self)
{
  if (self == NULL)
    return;
  self->quit = TRUE;
  start_round (self);
  for (guint i = 1; i < self->n; i++)
    fv_thread_join (self->threads[i - 1]);
  g_free (self->threads);
  fv_gate_free (self->gate);
  g_free (self);
}

static void
wait_for_helpers (FvTeam *self)
{
  int working;

  while ((working = g_atomic_int_get (&self->working)) > 0)
    wait_for_change (self, &self->working, working);
}

void
fv_team_run (FvTeam *self, FvTeamTask task, gpointer data, guint n_tasks)
{
  self->task = task;
  self->data = data;
  self->n_tasks = (int)n_tasks;
  if (self->n == 1 || n_tasks <= 1)
    {
      for (guint i = 0; i < n_tasks; i++)
        task (data, i, 0);
      return;
    }
  start_round (self);
  take_tasks (self, 0);
  wait_for_helpers (self);
}
