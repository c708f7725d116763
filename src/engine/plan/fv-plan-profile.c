/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "fv-plan-private.h"

static double
thread_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void
fv_plan_profile (FvPlan *self, gboolean on)
{
  guint depth = fv_network_depth (self->network);

  g_clear_pointer (&self->nanoseconds, g_free);
  if (on)
    self->nanoseconds = g_new0 (guint64, (gsize)(depth + 1) * FV_PLAN_N_PHASES);
}

double
fv_plan_seconds (const FvPlan *self, guint place, FvPlanPhase phase)
{
  g_return_val_if_fail (place <= fv_network_depth (self->network) && phase < FV_PLAN_N_PHASES, 0);
  return self->nanoseconds == NULL ? 0 : (double)self->nanoseconds[place * FV_PLAN_N_PHASES + phase] * 1e-9;
}

double
fv_plan_clock (const FvPlan *self)
{
  return self->nanoseconds == NULL ? 0 : thread_seconds ();
}

double
fv_plan_clock_add (FvPlan *self, guint place, FvPlanPhase phase, double since)
{
  double now;

  if (self->nanoseconds == NULL)
    return 0;
  now = thread_seconds ();
  __atomic_fetch_add (&self->nanoseconds[place * FV_PLAN_N_PHASES + phase], (guint64)((now - since) * 1e9),
                      __ATOMIC_RELAXED);
  return now;
}
