/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "trainer-fixture.h"

/* The moment after batch, at rest; whatever is posted before is passed over. */
static FvSnapshot *
wait_for_batch (Bell *bell, FvTrainer *trainer, guint64 batch)
{
  for (;;)
    {
      FvSnapshot *snapshot = next_snapshot (bell, trainer);
      guint64 done, total;

      if (!fv_snapshot_running (snapshot) && fv_snapshot_batch (snapshot) == batch
          && !fv_snapshot_replay (snapshot, &done, &total))
        return snapshot;
      fv_snapshot_unref (snapshot);
    }
}

static void
step (Bell *bell, FvTrainer *trainer, guint n, guint64 until)
{
  fv_trainer_step (trainer, n);
  fv_snapshot_unref (wait_for_batch (bell, trainer, until));
}

static void
assert_weights (const FvSnapshot *snapshot, guint64 batch)
{
  g_autoptr (FvTraining) straight = fixture_training ("momentum");
  g_autofree char *expected = NULL;
  g_autofree char *found = fv_parameters_sha256 (fv_snapshot_parameters (snapshot));

  fixture_train (straight, (guint)batch);
  expected = fixture_sha256 (straight);
  g_assert_cmpstr (found, ==, expected);
}

static void
check_moment (Bell *bell, FvTrainer *trainer, guint64 batch, guint64 newest)
{
  FvSnapshot *snapshot = wait_for_batch (bell, trainer, batch);

  assert_weights (snapshot, batch);
  g_assert_cmpuint (fv_snapshot_newest (snapshot), ==, newest);
  g_assert_cmpuint (fv_snapshot_first (snapshot), ==, 0);
  g_assert_cmpuint (fv_snapshot_n_branches (snapshot), ==, 1);
  g_assert_false (fv_snapshot_lost (snapshot));
  fv_snapshot_unref (snapshot);
}

static void
test_there_and_back (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");

  step (&bell, trainer, 80, 80);
  fv_trainer_seek (trainer, 0, 33);
  check_moment (&bell, trainer, 33, 80);
  fv_trainer_step_back (trainer, 1);
  check_moment (&bell, trainer, 32, 80);
  fv_trainer_step_back (trainer, 5);
  fv_trainer_step_back (trainer, 5);
  check_moment (&bell, trainer, 22, 80);
  fv_trainer_step (trainer, 3);
  check_moment (&bell, trainer, 25, 80);
  fv_trainer_step_back (trainer, 1000);
  check_moment (&bell, trainer, 0, 80);
  fv_trainer_seek (trainer, 0, 1000);
  check_moment (&bell, trainer, 80, 80);
  step (&bell, trainer, 10, 90);
  fv_trainer_seek (trainer, 0, 90);
  check_moment (&bell, trainer, 90, 90);
  trainer_finish (&bell, trainer);
}

/* Dragging: only where it ends counts, and it ends there. */
static void
test_hurried_seeks (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvRandom random = fv_random_new (1, 1);

  fv_trainer_set_budget (trainer, 1);
  step (&bell, trainer, 300, 300);
  for (guint i = 0; i < 30; i++)
    {
      guint64 target = 0;

      for (guint j = 0; j <= i % 7; j++)
        {
          target = fv_random_below (&random, 301);
          fv_trainer_seek (trainer, 0, target);
          fv_trainer_want (trainer);
          g_usleep (fv_random_below (&random, 300));
        }
      check_moment (&bell, trainer, target, 300);
    }
  trainer_finish (&bell, trainer);
}

static void
test_pause_ends_a_replay (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;

  fv_trainer_set_budget (trainer, 1);
  step (&bell, trainer, 3000, 3000);
  fv_trainer_seek (trainer, 0, 2990);
  fv_trainer_pause (trainer);
  snapshot = wait_for_rest (&bell, trainer);
  assert_weights (snapshot, fv_snapshot_batch (snapshot));
  fv_snapshot_unref (snapshot);
  fv_trainer_seek (trainer, 0, 5);
  check_moment (&bell, trainer, 5, 3000);
  trainer_finish (&bell, trainer);
}

static void
test_progress (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  guint told = 0;
  guint64 batch = 0;

  fv_trainer_set_budget (trainer, 1);
  step (&bell, trainer, 3000, 3000);
  fv_trainer_seek (trainer, 0, 2900);
  while (batch != 2900)
    {
      FvSnapshot *snapshot;
      guint64 done, total;

      fv_trainer_ask_record (trainer); /* as one that keeps the session does, meanwhile */
      fv_trainer_want (trainer);
      snapshot = next_snapshot (&bell, trainer);
      batch = fv_snapshot_batch (snapshot);
      if (fv_snapshot_replay (snapshot, &done, &total))
        {
          g_assert_cmpuint (done, ==, batch);
          g_assert_cmpuint (total, ==, 2900);
          assert_weights (snapshot, batch);
          told++;
        }
      fv_snapshot_unref (snapshot);
    }
  g_assert_cmpuint (told, >, 0);
  trainer_finish (&bell, trainer);
}

/* Another rate from an earlier moment: the old curve stays, on a branch that can be shown again. */
static void
test_branches (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;
  const FvBranch *old;
  g_autofree char *words = NULL;

  step (&bell, trainer, 60, 60);
  fv_trainer_seek (trainer, 0, 40);
  fv_trainer_set_options (trainer, (FvHyper){ .rate = 0.02, .momentum = 0.9 }, 7);
  fv_trainer_step (trainer, 30);
  snapshot = wait_for_batch (&bell, trainer, 70);
  g_assert_cmpuint (fv_snapshot_n_branches (snapshot), ==, 2);
  g_assert_cmpuint (fv_snapshot_branch (snapshot), ==, 2);
  old = fv_snapshot_nth_branch (snapshot, 0);
  g_assert_cmpuint (old->newest, ==, 60);
  g_assert_cmpuint (fv_curve_nth (old->curve, fv_curve_length (old->curve) - 1).batch, ==, 60);
  g_assert_null (fv_snapshot_nth_branch (snapshot, 1)->curve);
  words = fv_branch_words (fv_snapshot_nth_branch (snapshot, 1));
  g_assert_cmpstr (words, ==, "rate 0.01 → 0.02");
  fv_snapshot_unref (snapshot);
  fv_trainer_seek (trainer, 1, 55);
  snapshot = wait_for_batch (&bell, trainer, 55);
  assert_weights (snapshot, 55);
  g_assert_cmpuint (fv_snapshot_branch (snapshot), ==, 1);
  fv_snapshot_unref (snapshot);
  fv_trainer_branch (trainer);
  fv_trainer_step (trainer, 10);
  snapshot = wait_for_batch (&bell, trainer, 65);
  g_assert_cmpuint (fv_snapshot_n_branches (snapshot), ==, 3);
  assert_weights (snapshot, 65);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

static void
test_beginnings (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;
  FvTrainingOptions options;

  step (&bell, trainer, 20, 20);
  fv_trainer_restart (trainer);
  fv_snapshot_unref (wait_for_batch (&bell, trainer, 0));
  fv_trainer_step (trainer, 15);
  snapshot = wait_for_batch (&bell, trainer, 15);
  assert_weights (snapshot, 15);
  options = fv_snapshot_model (snapshot)->options;
  fv_snapshot_unref (snapshot);
  fv_trainer_new_weights (trainer, 7);
  fv_snapshot_unref (wait_for_batch (&bell, trainer, 0));
  options.seed = 7;
  options.optimizer = fv_optimizer_from_name ("adam");
  fv_trainer_set_training_options (trainer, &options);
  fv_trainer_step (trainer, 9);
  snapshot = wait_for_batch (&bell, trainer, 9);
  g_assert_cmpstr (fv_snapshot_model (snapshot)->options.optimizer->name, ==, "adam");
  g_assert_cmpuint (fv_snapshot_model (snapshot)->options.seed, ==, 7);
  g_assert_cmpuint (fv_snapshot_n_branches (snapshot), ==, 3);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* An edit, and its taking back. */
static void
test_edits_and_data (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  g_autoptr (FvDataset) others = fixture_set (4, 50);
  g_autoptr (FvNetwork) wide = fv_network_new ("9x9x1 rasterize; softmax 3", NULL);
  g_autoptr (FvDataset) wrong = fv_dataset_new_take ("wrong", (FvShape){ 1, 2, 2 }, 1, g_malloc0 (4),
                                                     g_malloc0 (1), (const char *const[]){ "a", NULL });
  const float edit[] = { 3, 4 };
  float before[2];
  FvSnapshot *snapshot;

  fv_trainer_step (trainer, 10);
  snapshot = wait_for_batch (&bell, trainer, 10);
  before[0] = fv_parameters_values (fv_snapshot_parameters (snapshot))[5];
  before[1] = fv_parameters_values (fv_snapshot_parameters (snapshot))[6];
  fv_snapshot_unref (snapshot);
  fv_trainer_edit (trainer, 5, 2, edit);
  snapshot = wait_for_batch (&bell, trainer, 10);
  g_assert_cmpfloat (fv_parameters_values (fv_snapshot_parameters (snapshot))[6], ==, 4);
  fv_snapshot_unref (snapshot);
  fv_trainer_edit (trainer, 5, 2, before);
  check_moment (&bell, trainer, 10, 10);
  g_assert_false (fv_trainer_set_data (trainer, wrong, NULL, NULL));
  g_assert_true (fv_trainer_set_data (trainer, others, NULL, NULL));
  snapshot = wait_for_batch (&bell, trainer, 10);
  g_assert_cmpfloat (fv_snapshot_epoch (snapshot), ==, 1);
  fv_snapshot_unref (snapshot);
  step (&bell, trainer, 5, 15);
  fv_trainer_seek (trainer, 0, 7);
  check_moment (&bell, trainer, 7, 15);
  trainer_finish (&bell, trainer);
}

static void
test_stop_rules (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvStopRules rules = { { 0 } };
  FvSnapshot *snapshot;

  rules.limits[FV_STOP_EPOCHS] = 2;
  fv_trainer_set_stop_rules (trainer, rules);
  fv_trainer_run (trainer);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, 30);
  g_assert_cmpint (fv_snapshot_stopped_by (snapshot), ==, FV_STOP_EPOCHS);
  g_assert_cmpfloat (fv_snapshot_minutes (snapshot), >, 0);
  fv_snapshot_unref (snapshot);
  /* Told to go on all the same, it does; walking over the place again, it is not stopped. */
  fv_trainer_step (trainer, 20);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpuint (fv_snapshot_batch (snapshot), ==, 50);
  g_assert_cmpint (fv_snapshot_stopped_by (snapshot), ==, -1);
  fv_snapshot_unref (snapshot);
  rules.limits[FV_STOP_ACCURACY] = 0.9;
  fv_trainer_set_stop_rules (trainer, rules);
  fv_trainer_run (trainer);
  snapshot = wait_for_rest (&bell, trainer);
  g_assert_cmpint (fv_snapshot_stopped_by (snapshot), ==, FV_STOP_ACCURACY);
  fv_snapshot_unref (snapshot);
  /* Who goes elsewhere rests there for another reason; what it was told has been followed then, and not before. */
  fv_trainer_seek (trainer, 0, 20);
  snapshot = wait_for_batch (&bell, trainer, 20);
  g_assert_cmpint (fv_snapshot_stopped_by (snapshot), ==, -1);
  g_assert_true (fv_trainer_has_followed (trainer, snapshot));
  fv_trainer_branch (trainer);
  g_assert_false (fv_trainer_has_followed (trainer, snapshot));
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

static void
test_troubles (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvSnapshot *snapshot;
  FvTrouble trouble;

  step (&bell, trainer, 20, 20);
  fv_trainer_set_options (trainer, (FvHyper){ .rate = 1e300 }, 7);
  fv_trainer_run (trainer);
  while (fv_snapshot_trouble (snapshot = wait_for_rest (&bell, trainer)) == 0)
    fv_snapshot_unref (snapshot);
  g_assert_cmpuint (fv_snapshot_n_troubles (snapshot), >=, 1);
  trouble = fv_snapshot_nth_trouble (snapshot, 0);
  g_assert_cmpint (trouble.kind, ==, FV_TROUBLE_NON_FINITE);
  g_assert_cmpuint (fv_parameters_find_non_finite (fv_snapshot_parameters (snapshot)), ==, 0);
  fv_snapshot_unref (snapshot);
  fv_trainer_seek (trainer, 0, trouble.good);
  snapshot = wait_for_batch (&bell, trainer, trouble.good);
  g_assert_cmpuint (fv_snapshot_trouble (snapshot), ==, 0);
  if (trouble.good < trouble.since)
    g_assert_cmpuint (fv_snapshot_n_troubles (snapshot), ==, 0);
  fv_snapshot_unref (snapshot);
  /* The way from there leads to the same end, so another is taken. */
  fv_trainer_branch (trainer);
  fv_trainer_set_options (trainer, (FvHyper){ .rate = 0.01, .momentum = 0.9 }, 7);
  step (&bell, trainer, 30, trouble.good + 30);
  trainer_finish (&bell, trainer);
}

static FvRecord *
wait_for_record (Bell *bell, FvTrainer *trainer)
{
  for (;;)
    {
      FvRecord *record = fv_trainer_take_record (trainer);

      if (record != NULL)
        return record;
      g_assert_true (bell_wait (bell, PATIENCE_US));
    }
}

/* What is saved while it trains, and at the end, goes on to the same weights. */
static void
test_records (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) last = NULL;
  g_autoptr (FvDataset) train = fixture_set (1, 100);
  g_autoptr (FvDataset) test = fixture_set (2, 30);
  FvHistory *history = NULL;
  FvTraining *training;
  FvSnapshot *snapshot;

  fv_trainer_run (trainer);
  g_usleep (5000);
  fv_trainer_ask_record (trainer);
  record = wait_for_record (&bell, trainer);
  last = fv_trainer_finish (trainer);
  g_assert_cmpuint (fv_record_model (last)->batch, >=, fv_record_model (record)->batch);
  training = fv_record_resume (record, train, test, &history, NULL);
  trainer = fv_trainer_new_with_history (training, history, ring, &bell);
  fv_trainer_step (trainer, 25);
  snapshot = wait_for_batch (&bell, trainer, fv_record_model (record)->batch + 25);
  assert_weights (snapshot, fv_record_model (record)->batch + 25);
  fv_snapshot_unref (snapshot);
  fv_trainer_seek (trainer, 0, 1);
  snapshot = wait_for_batch (&bell, trainer, 1);
  assert_weights (snapshot, 1);
  fv_snapshot_unref (snapshot);
  trainer_finish (&bell, trainer);
}

/* Everything at once, for the sanitizers; ends where it is told last. */
static void
test_all_at_once (void)
{
  Bell bell;
  FvTrainer *trainer = trainer_start (&bell, "momentum");
  FvRandom random = fv_random_new (9, 9);
  const float edit[] = { 0.1f };

  for (guint i = 0; i < 400; i++)
    {
      switch (fv_random_below (&random, 10))
        {
        case 0:
          fv_trainer_run (trainer);
          break;
        case 1:
          fv_trainer_pause (trainer);
          break;
        case 2:
          fv_trainer_step (trainer, 5);
          break;
        case 3:
          fv_trainer_step_back (trainer, 3);
          break;
        case 4:
          fv_trainer_seek (trainer, 0, fv_random_below (&random, 200));
          break;
        case 5:
          fv_trainer_set_options (trainer, (FvHyper){ .rate = 0.001 * (1 + i % 9) }, 1 + i % 9);
          break;
        case 6:
          fv_trainer_edit (trainer, i % 20, 1, edit);
          break;
        case 7:
          fv_trainer_ask_record (trainer);
          break;
        case 8:
          fv_record_unref (fv_trainer_take_record (trainer));
          break;
        default:
          {
            FvSnapshot *snapshot = fv_trainer_take (trainer);

            if (snapshot != NULL)
              fv_snapshot_unref (snapshot);
            fv_trainer_want (trainer);
          }
        }
      g_usleep (fv_random_below (&random, 200));
    }
  fv_trainer_seek (trainer, 1, 0);
  fv_snapshot_unref (wait_for_batch (&bell, trainer, 0));
  trainer_finish (&bell, trainer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer-orders/there-and-back", test_there_and_back);
  g_test_add_func ("/trainer-orders/hurried-seeks", test_hurried_seeks);
  g_test_add_func ("/trainer-orders/pause-ends-a-replay", test_pause_ends_a_replay);
  g_test_add_func ("/trainer-orders/progress", test_progress);
  g_test_add_func ("/trainer-orders/branches", test_branches);
  g_test_add_func ("/trainer-orders/beginnings", test_beginnings);
  g_test_add_func ("/trainer-orders/edits-and-data", test_edits_and_data);
  g_test_add_func ("/trainer-orders/stop-rules", test_stop_rules);
  g_test_add_func ("/trainer-orders/troubles", test_troubles);
  g_test_add_func ("/trainer-orders/records", test_records);
  g_test_add_func ("/trainer-orders/all-at-once", test_all_at_once);
  return g_test_run ();
}
