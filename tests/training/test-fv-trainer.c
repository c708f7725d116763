/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trainer-fixture.h"

static void
test_steps (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  g_autoptr (FvTraining) same = fixture_training ("momentum");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  FvSnapshot *snapshot;

  fv_trainer_step (trainer, 1);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, 1);
  fv_snapshot_unref (snapshot);
  fv_trainer_step (trainer, 36);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, 37);
  fixture_train (same, 37);
  expected = fixture_sha256 (same);
  found = fv_parameters_sha256 (fv_snapshot_parameters (snapshot));
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpfloat (fv_snapshot_epoch (snapshot), ==, fv_training_epoch (same));
  g_assert_cmpuint (fv_curve_length (fv_snapshot_curve (snapshot)), ==, 4);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* Two clicks on “one batch” are two batches. */
static void
test_steps_add_up (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "sgd");
  FvSnapshot *snapshot;

  for (guint i = 0; i < 50; i++)
    fv_trainer_step (trainer, 4);
  do
    {
      snapshot = wait_for_rest (&bell, trainer);
      g_assert_cmpuint (fv_snapshot_batch (snapshot), <=, 200);
      if (fv_snapshot_batch (snapshot) == 200)
        break;
      fv_snapshot_unref (snapshot);
    }
  while (TRUE);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

static void
test_run_and_pause (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;
  guint64 batch;

  fv_trainer_run (trainer);
  fv_trainer_want (trainer);
  snapshot = next_snapshot (&bell, trainer);
  g_assert_true (fv_snapshot_running (snapshot));
  g_assert_cmpuint (fv_snapshot_batch (snapshot), >, 0);
  fv_snapshot_unref (snapshot);
  g_usleep (300000);
  fv_trainer_pause (trainer);
  snapshot = wait_for_rest (&bell, trainer);
  batch = fv_snapshot_batch (snapshot);
  g_assert_cmpfloat (fv_snapshot_samples_per_s (snapshot), >, 0);
  fv_snapshot_unref (snapshot);
  fv_trainer_want (trainer); /* asleep: nothing comes */
  g_usleep (50000);
  g_assert_null (fv_trainer_take (trainer));
  fv_trainer_step (trainer, 1);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, batch + 1);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* Without being wanted none is made; with nobody looking at most one lies there. */
static void
test_snapshots_are_bounded (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "sgd");
  guint taken = 0;
  FvSnapshot *snapshot;

  bell_wait (&bell, PATIENCE_US); /* of the first snapshot */
  fv_trainer_run (trainer);
  g_usleep (100000);
  g_assert_null (fv_trainer_take (trainer));
  for (guint i = 0; i < 20; i++)
    {
      fv_trainer_want (trainer);
      g_assert_true (bell_wait (&bell, PATIENCE_US));
      snapshot = fv_trainer_take (trainer);
      g_assert_nonnull (snapshot);
      fv_snapshot_unref (snapshot);
      g_assert_null (fv_trainer_take (trainer));
      taken++;
    }
  for (guint i = 0; i < 20; i++) /* unread ones are replaced, and only the first rings */
    {
      fv_trainer_want (trainer);
      g_usleep (5000);
    }
  fv_gate_lock (bell.gate);
  g_assert_cmpuint (bell.notified, ==, 1 + taken + 1);
  fv_gate_unlock (bell.gate);
  trainer_finish (&bell, trainer);
}

static void
test_pace (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "sgd");
  FvSnapshot *snapshot;

  fv_trainer_set_pace (trainer, 50);
  fv_trainer_run (trainer);
  g_usleep (500000);
  fv_trainer_pause (trainer);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), >=, 5); /* 25 or 26 on an idle machine */
  g_assert_cmpuint (fv_snapshot_batch (snapshot), <=, 40);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* A long wait for the next batch ends at once when something else is asked for. */
static void
test_slow_pace_hears_orders (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "sgd");
  gint64 began = g_get_monotonic_time ();
  FvSnapshot *snapshot;

  fv_trainer_set_pace (trainer, 0.01);
  fv_trainer_want (trainer); /* before the first batch: the second is 100 s away */
  fv_trainer_run (trainer);
  fv_snapshot_unref (next_snapshot (&bell, trainer));
  fv_trainer_step (trainer, 3);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, 4);
  fv_snapshot_unref (snapshot);
  fv_trainer_run (trainer);
  fv_trainer_set_pace (trainer, 0);
  fv_trainer_want (trainer);
  fv_snapshot_unref (next_snapshot (&bell, trainer));
  fv_trainer_set_pace (trainer, 0.01);
  trainer_finish (&bell, trainer);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
}

static void
test_options (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;

  fv_trainer_set_options (trainer, (FvHyper){ .rate = 0.5, .momentum = 0.25 }, 20);
  snapshot = next_snapshot (&bell, trainer);
  g_assert_cmpfloat (fv_snapshot_model (snapshot)->options.hyper.rate, ==, 0.5);
  g_assert_cmpfloat (fv_snapshot_model (snapshot)->options.hyper.momentum, ==, 0.25);
  g_assert_cmpuint (fv_snapshot_batches_per_epoch (snapshot), ==, 5);
  fv_snapshot_unref (snapshot);
  fv_trainer_step (trainer, 5);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpfloat (fv_snapshot_epoch (snapshot), ==, 1);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

static void
test_trouble_pauses (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "sgd");
  FvSnapshot *snapshot;

  fv_trainer_set_options (trainer, (FvHyper){ .rate = 1e300 }, 7);
  fv_trainer_run (trainer);
  do
    {
      snapshot = wait_for_rest (&bell, trainer);
      if (fv_snapshot_trouble (snapshot) != 0)
        break;
      fv_snapshot_unref (snapshot); /* of the changed options */
    }
  while (TRUE);
  g_assert_cmpuint (fv_parameters_find_non_finite (fv_snapshot_parameters (snapshot)), ==, 0);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* Orders in any order while it runs: it must neither hang nor lose its mind, and quitting is quick. */
static void
test_hurried_orders (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvRandom random = fv_random_new (5, 0);
  gint64 began;

  for (guint i = 0; i < 400; i++)
    {
      FvSnapshot *snapshot;

      switch (fv_random_below (&random, 6))
        {
        case 0:
          fv_trainer_run (trainer);
          break;
        case 1:
          fv_trainer_pause (trainer);
          break;
        case 2:
          fv_trainer_step (trainer, 1 + fv_random_below (&random, 3));
          break;
        case 3:
          fv_trainer_set_pace (trainer, fv_random_below (&random, 3) * 500.0);
          break;
        case 4:
          fv_trainer_set_options (trainer, (FvHyper){ 0.01, 0.5 }, 1 + fv_random_below (&random, 30));
          break;
        default:
          fv_trainer_want (trainer);
          break;
        }
      snapshot = fv_trainer_take (trainer);
      if (snapshot != NULL)
        fv_snapshot_unref (snapshot);
      g_usleep (fv_random_below (&random, 400));
    }
  fv_trainer_run (trainer);
  began = g_get_monotonic_time ();
  trainer_finish (&bell, trainer);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
}

static void
test_snapshot_outlives_trainer (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;
  FvSnapshot *second;

  fv_trainer_step (trainer, 2);
  snapshot = wait_for_rest (&bell, trainer);
  trainer_finish (&bell, trainer);
  second = fv_snapshot_ref (snapshot);
  fv_snapshot_unref (snapshot);
  g_assert_cmpuint (fv_snapshot_model (second)->batch, ==, 2);
  g_assert_nonnull (fv_snapshot_model (second)->slots[0]);
  fv_snapshot_unref (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/steps", test_steps);
  g_test_add_func ("/trainer/steps-add-up", test_steps_add_up);
  g_test_add_func ("/trainer/run-and-pause", test_run_and_pause);
  g_test_add_func ("/trainer/snapshots-are-bounded", test_snapshots_are_bounded);
  g_test_add_func ("/trainer/pace", test_pace);
  g_test_add_func ("/trainer/slow-pace-hears-orders", test_slow_pace_hears_orders);
  g_test_add_func ("/trainer/options", test_options);
  g_test_add_func ("/trainer/trouble-pauses", test_trouble_pauses);
  g_test_add_func ("/trainer/hurried-orders", test_hurried_orders);
  g_test_add_func ("/trainer/snapshot-outlives-trainer", test_snapshot_outlives_trainer);
  return g_test_run ();
}
