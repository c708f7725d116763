/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trainer-fixture.h"

void
ring (gpointer data)
{
  Bell *bell = data;

  fv_gate_lock (bell->gate);
  bell->notified++;
  fv_gate_open (bell->gate);
  fv_gate_unlock (bell->gate);
}

gboolean
bell_wait (Bell *bell, gint64 microseconds)
{
  gint64 until = g_get_monotonic_time () + microseconds;
  gboolean rung;

  fv_gate_lock (bell->gate);
  while (bell->notified == bell->seen && fv_gate_wait_until (bell->gate, until))
    ;
  rung = bell->notified != bell->seen;
  bell->seen = bell->notified;
  fv_gate_unlock (bell->gate);
  return rung;
}

FvSnapshot *
next_snapshot (Bell *bell, FvTrainer *trainer)
{
  for (;;)
    {
      FvSnapshot *snapshot = fv_trainer_take (trainer);

      if (snapshot != NULL)
        return snapshot;
      g_assert_true (bell_wait (bell, PATIENCE_US));
    }
}

FvTrainer *
trainer_start (Bell *bell, const char *optimizer)
{
  FvTrainer *trainer;
  FvSnapshot *first;

  *bell = (Bell){ .gate = fv_gate_new () };
  trainer = fv_trainer_new (fixture_training (optimizer), ring, bell);
  first = fv_trainer_take (trainer);
  g_assert_nonnull (first);
  g_assert_false (fv_snapshot_running (first));
  g_assert_cmpuint (fv_snapshot_batch (first), ==, 0);
  g_assert_cmpuint (fv_snapshot_batches_per_epoch (first), ==, 15);
  fv_snapshot_unref (first);
  return trainer;
}

void
trainer_finish (Bell *bell, FvTrainer *trainer)
{
  guint notified;

  fv_trainer_free (trainer);
  notified = bell->notified;
  g_usleep (20000);
  g_assert_cmpuint (bell->notified, ==, notified);
  fv_gate_free (bell->gate);
}

FvSnapshot *
wait_for_rest (Bell *bell, FvTrainer *trainer)
{
  for (;;)
    {
      FvSnapshot *snapshot = next_snapshot (bell, trainer);

      if (!fv_snapshot_running (snapshot))
        return snapshot;
      fv_snapshot_unref (snapshot);
    }
}
