/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-history.h"
#include "training-fixture.h"

#define BUDGET FV_HISTORY_BUDGET

static void
go_on (FvHistory *history, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (fv_history_batch (history, NULL), ==, FV_TRAINING_OK);
}

static void
seek (FvHistory *history, guint64 batch)
{
  g_assert_cmpint (fv_history_seek (history, batch, NULL, NULL, NULL), ==, FV_SEEK_THERE);
}

static void
assert_weights (const FvTraining *training, const char *expected)
{
  g_autofree char *found = fixture_sha256 (training);

  g_assert_cmpstr (found, ==, expected);
}

/* All of the state, what the optimiser keeps included. */
static void
assert_same_moment (const FvMoment *a, const FvMoment *b)
{
  gsize bytes = (1 + a->n_slots) * a->n_parameters * sizeof (float);

  g_assert_cmpuint (a->batch, ==, b->batch);
  g_assert_cmpuint (a->epoch, ==, b->epoch);
  g_assert_cmpuint (a->position, ==, b->position);
  g_assert_cmpuint (a->since, ==, b->since);
  g_assert_cmpuint (a->tally.samples, ==, b->tally.samples);
  g_assert_cmpuint (a->tally.correct, ==, b->tally.correct);
  g_assert_cmpfloat (a->tally.loss, ==, b->tally.loss);
  g_assert_cmpfloat (a->options.hyper.rate, ==, b->options.hyper.rate);
  g_assert_cmpuint (a->options.batch_size, ==, b->options.batch_size);
  g_assert_cmpmem (a->values, bytes, b->values, bytes);
}

/* Back and on again, from the end of all batches. */
static void
check_walk (FvTraining *training, FvHistory *history, guint64 back)
{
  guint64 newest = fv_history_newest (history);
  g_autoptr (FvMoment) before = fv_moment_new (training);
  g_autoptr (FvMoment) after = NULL;
  g_autoptr (FvMoment) first = NULL;
  g_autoptr (FvMoment) again = NULL;

  seek (history, newest - back);
  g_assert_cmpuint (fv_training_batches (training), ==, newest - back);
  first = fv_moment_new (training);
  seek (history, newest);
  after = fv_moment_new (training);
  assert_same_moment (before, after);
  seek (history, newest - back);
  again = fv_moment_new (training);
  assert_same_moment (first, again);
  for (guint64 i = 0; i < back; i++)
    go_on (history, 1);
  g_clear_pointer (&after, fv_moment_unref);
  after = fv_moment_new (training);
  assert_same_moment (before, after);
  g_assert_true (fv_history_at_newest (history));
}

static void
test_back_and_on (void)
{
  static const guint64 backs[] = { 1, 2, 10, 37, 1000, 1030 };

  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_autoptr (FvTraining) training = fixture_training (fv_optimizer_nth (i)->name);
      g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
      guint length;

      go_on (history, 1030);
      length = fv_curve_length (fv_training_curve (training));
      for (guint j = 0; j < G_N_ELEMENTS (backs); j++)
        check_walk (training, history, backs[j]);
      g_assert_cmpuint (fv_curve_length (fv_training_curve (training)), ==, length);
    }
}

/* What a run without a history gives, the walking between makes no difference to. */
static void
test_as_if_nothing_was (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_autoptr (FvTraining) straight = fixture_training (fv_optimizer_nth (i)->name);
      g_autoptr (FvTraining) training = fixture_training (fv_optimizer_nth (i)->name);
      g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
      g_autofree char *expected = NULL;

      fixture_train (straight, 300);
      expected = fixture_sha256 (straight);
      go_on (history, 200);
      seek (history, 3);
      seek (history, 150);
      go_on (history, 20);
      seek (history, 0);
      seek (history, 200);
      go_on (history, 100);
      assert_weights (training, expected);
    }
}

/* Every moment of a run with orders of every kind, kept aside, against the same moments reached from all sides, by
 * one, two and three threads. */
static void
change_something (FvHistory *history, FvTraining *training, guint64 batch)
{
  FvTrainingOptions options = *fv_training_edit (training);
  const float edit[] = { 0.5f, -0.5f, 0.25f };

  switch (batch)
    {
    case 20:
      options.hyper.rate = 0.03;
      break;
    case 33:
      options.batch_size = 3;
      options.hyper.momentum = 0.5;
      break;
    case 47:
      options.optimizer = fv_optimizer_from_name ("adam");
      options.hyper.rate = 0.002;
      break;
    case 52:
      options.frozen = fv_frozen_change (NULL, (FvFrozenRange){ 1, 1, 1 }, TRUE);
      options.frozen = fv_frozen_change (options.frozen, (FvFrozenRange){ 4, 0, 8 }, TRUE);
      break;
    case 60:
      fv_history_edit (history, 5, 3, edit);
      break;
    case 61:
      options.schedule = (FvSchedule){ FV_SCHEDULE_COSINE, 20 };
      options.hyper.decay = 0.001;
      break;
    case 70:
      options.frozen = NULL;
      break;
    case 75:
      options.seed = 99;
      break;
    case 90:
      options.optimizer = fv_optimizer_from_name ("sgd");
      break;
    default:
      break;
    }
  fv_history_set_options (history, &options);
}

#define WALKED 120

static void
train_with_changes (FvHistory *history, FvTraining *training, FvMoment *moments[WALKED + 1])
{
  for (guint64 batch = 0; batch <= WALKED; batch++)
    {
      change_something (history, training, batch);
      moments[batch] = fv_moment_new (training);
      if (batch < WALKED)
        go_on (history, 1);
    }
}

static void
free_moments (FvMoment *moments[WALKED + 1])
{
  for (guint64 batch = 0; batch <= WALKED; batch++)
    fv_moment_unref (moments[batch]);
}

static void
test_orders_midway (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  FvMoment *moments[WALKED + 1];
  FvRandom random = fv_random_new (1, 1);

  train_with_changes (history, training, moments);
  g_assert_cmpuint (fv_history_n_branches (history), ==, 1);
  for (guint i = 0; i < 300; i++)
    {
      guint64 batch = fv_random_below (&random, WALKED + 1);
      g_autoptr (FvMoment) found = NULL;

      fv_training_edit (training)->n_threads = 1 + i % 3;
      seek (history, batch);
      found = fv_moment_new (training);
      assert_same_moment (moments[batch], found);
    }
  free_moments (moments);
}

/* The same with hardly any checkpoint left. */
static void
test_orders_by_replay_alone (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, 1);
  FvMoment *moments[WALKED + 1];

  train_with_changes (history, training, moments);
  g_assert_cmpuint (fv_history_n_checkpoints (history), ==, 1);
  for (guint64 batch = WALKED + 1; batch > 0; batch -= 11)
    {
      g_autoptr (FvMoment) found = NULL;

      seek (history, batch - 1);
      found = fv_moment_new (training);
      assert_same_moment (moments[batch - 1], found);
    }
  free_moments (moments);
}

static void
test_slider (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvTraining) straight = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  g_autofree char *expected = NULL;
  FvTrainingOptions options = *fv_training_edit (training);
  gsize bytes;

  go_on (history, 30);
  fv_history_set_options (history, &options);
  bytes = fv_history_bytes (history);
  for (guint i = 1; i <= 1000; i++)
    {
      options.hyper.rate = 0.0001 * i;
      fv_history_set_options (history, &options);
    }
  g_assert_cmpuint (fv_history_bytes (history), <, bytes + 1000);
  go_on (history, 30);
  fixture_train (straight, 30);
  fv_training_set_options (straight, &options);
  fixture_train (straight, 30);
  expected = fixture_sha256 (straight);
  assert_weights (training, expected);
  seek (history, 10);
  seek (history, 60);
  assert_weights (training, expected);
}

static void
test_data (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  g_autoptr (FvDataset) others = fixture_set (5, 40);
  g_autoptr (FvDataset) wrong
      = fv_dataset_new_take ("wrong", (FvShape){ 1, 2, 2 }, 1, g_malloc0 (4), g_malloc0 (1),
                             (const char *const[]){ "a", "b", "c", NULL });
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  go_on (history, 50);
  g_assert_false (fv_history_set_data (history, wrong, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  before = fixture_sha256 (training);
  g_assert_true (fv_history_set_data (history, others, NULL, NULL));
  assert_weights (training, before);
  g_assert_cmpfloat (fv_training_epoch (training), ==, 4);
  go_on (history, 50);
  after = fixture_sha256 (training);
  seek (history, 20);
  g_assert_cmpuint (fv_dataset_count (fv_training_train_set (training)), ==, 100);
  seek (history, 100);
  assert_weights (training, after);
  g_assert_true (fv_training_train_set (training) == others);
  /* Without room for the first set, only what came after it can be reached. */
  fv_history_set_budget (history, 5000);
  g_assert_cmpint (fv_history_seek (history, 20, NULL, NULL, NULL), ==, FV_SEEK_LOST);
  assert_weights (training, after);
  g_assert_cmpuint (fv_history_distance (history, 20), ==, G_MAXUINT64);
  seek (history, 50);
  assert_weights (training, before);
  seek (history, 100);
  assert_weights (training, after);
}

/* --- Branches --- */

static char *
words_of (const FvHistory *history, guint nth)
{
  g_autoptr (FvBranch) branch = fv_history_nth_branch (history, nth);

  return fv_branch_words (branch);
}

static void
test_branch (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  FvTrainingOptions options = *fv_training_edit (training);
  g_autoptr (FvBranch) first = NULL;
  g_autofree char *old = NULL;
  g_autofree char *at_50 = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *words = NULL;

  go_on (history, 50);
  at_50 = fixture_sha256 (training);
  go_on (history, 50);
  old = fixture_sha256 (training);
  seek (history, 50);
  options.hyper.rate = 0.03;
  options.batch_size = 9;
  fv_history_set_options (history, &options);
  g_assert_cmpuint (fv_history_n_branches (history), ==, 2);
  g_assert_cmpuint (fv_history_shown_branch (history), ==, 2);
  g_assert_cmpuint (fv_history_newest (history), ==, 50);
  go_on (history, 80);
  changed = fixture_sha256 (training);
  words = words_of (history, 1);
  g_assert_cmpstr (words, ==, "rate 0.01 → 0.03, batch size 7 → 9");
  first = fv_history_nth_branch (history, 0);
  g_assert_cmpuint (first->newest, ==, 100);
  g_assert_cmpuint (fv_curve_nth (first->curve, fv_curve_length (first->curve) - 1).batch, ==, 100);
  g_assert_cmpuint (fv_curve_nth (fv_training_curve (training), 5).batch, ==, 50);
  seek (history, 50);
  assert_weights (training, at_50);
  g_assert_cmpfloat (fv_training_edit (training)->hyper.rate, ==, 0.03);
  seek (history, 49);
  g_assert_cmpfloat (fv_training_edit (training)->hyper.rate, ==, 0.01);
  go_on (history, 81);
  assert_weights (training, changed);
  g_assert_cmpint (fv_history_choose (history, 1, 100, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  assert_weights (training, old);
  g_assert_cmpfloat (fv_training_edit (training)->hyper.rate, ==, 0.01);
  g_assert_cmpint (fv_history_choose (history, 2, 130, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  assert_weights (training, changed);
  g_assert_cmpint (fv_history_choose (history, 7, 130, NULL, NULL, NULL), ==, FV_SEEK_LOST);
}

/* A run that was begun with the options of now from the first weights. */
static void
test_restart (void)
{
  g_autoptr (FvTraining) training = fixture_training ("adam");
  g_autoptr (FvTraining) straight = fixture_training ("adam");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  FvTrainingOptions options = *fv_training_edit (training);
  g_autofree char *expected = NULL;
  g_autofree char *first = NULL;
  g_autofree char *words = NULL;

  go_on (history, 40);
  first = fixture_sha256 (training);
  options.hyper.rate = 0.004;
  fv_history_set_options (history, &options);
  go_on (history, 40);
  fv_history_restart (history);
  g_assert_cmpuint (fv_training_batches (training), ==, 0);
  g_assert_cmpuint (fv_curve_length (fv_training_curve (training)), ==, 1);
  go_on (history, 60);
  fv_training_set_options (straight, &options);
  fixture_train (straight, 60);
  expected = fixture_sha256 (straight);
  assert_weights (training, expected);
  words = words_of (history, 1);
  g_assert_cmpstr (words, ==, "the same weights again, rate 0.01 → 0.004");
  g_assert_cmpint (fv_history_choose (history, 1, 40, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  assert_weights (training, first);
}

static void
test_new_weights (void)
{
  g_autoptr (FvTraining) training = fixture_training ("adam");
  g_autoptr (FvTraining) straight = NULL;
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  FvTrainingOptions options = *fv_training_edit (training);
  g_autofree char *expected = NULL;
  g_autofree char *old = NULL;
  g_autofree char *words = NULL;

  go_on (history, 40);
  old = fixture_sha256 (training);
  fv_history_new_weights (history, 8);
  go_on (history, 50);
  options.seed = 8;
  straight = fv_training_new (fv_training_network (training), NULL, fv_training_train_set (training), NULL,
                              options, NULL);
  fixture_train (straight, 50);
  expected = fixture_sha256 (straight);
  assert_weights (training, expected);
  words = words_of (history, 1);
  g_assert_cmpstr (words, ==, "new weights, seed 1 → 8");
  g_assert_cmpint (fv_history_choose (history, 1, 999, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  assert_weights (training, old);
  seek (history, 0);
  g_assert_cmpint (fv_history_choose (history, 2, 50, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  assert_weights (training, expected);
}

/* Branches of branches at random, each moment remembered; all are found again, but for those that were forgotten. */
static void
test_many_branches (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) batches = g_array_new (FALSE, FALSE, sizeof (guint64));
  FvRandom random = fv_random_new (3, 1);
  guint found = 0;

  for (guint i = 0; i < 2 * FV_HISTORY_MAX_BRANCHES; i++)
    {
      FvTrainingOptions options;
      guint64 newest;

      go_on (history, 1 + fv_random_below (&random, 30));
      newest = fv_history_newest (history);
      g_ptr_array_add (hashes, fixture_sha256 (training));
      g_array_append_val (batches, newest);
      seek (history, fv_random_below (&random, (guint32)newest));
      options = *fv_training_edit (training);
      options.hyper.rate = 0.001 * (1 + fv_random_below (&random, 20));
      if (i % 5 == 4)
        fv_history_restart (history);
      fv_history_branch (history);
      fv_history_set_options (history, &options);
    }
  g_assert_cmpuint (fv_history_n_branches (history), ==, FV_HISTORY_MAX_BRANCHES);
  for (guint i = 0; i < hashes->len; i++)
    for (guint j = 0; j < fv_history_n_branches (history); j++)
      {
        g_autoptr (FvBranch) branch = fv_history_nth_branch (history, j);
        guint64 batch = g_array_index (batches, guint64, i);
        g_autofree char *hash = NULL;

        if (branch->newest != batch)
          continue;
        g_assert_cmpint (fv_history_choose (history, branch->id, batch, NULL, NULL, NULL), ==, FV_SEEK_THERE);
        hash = fixture_sha256 (training);
        if (!g_str_equal (hash, g_ptr_array_index (hashes, i)))
          continue;
        found++;
        break;
      }
  g_assert_cmpuint (found, >=, FV_HISTORY_MAX_BRANCHES / 2);
}

/* --- Room --- */

static guint
gap_at (FvHistory *history, guint64 back)
{
  return (guint)fv_history_distance (history, fv_history_newest (history) - back);
}

static void
test_budget_holds (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  g_autoptr (FvHistory) history = NULL;
  gsize moment, budget;
  guint64 worst = 0;
  g_autofree char *old = NULL;

  {
    g_autoptr (FvMoment) now = fv_moment_new (training);

    moment = fv_moment_bytes (now);
  }
  budget = 100 * moment + FV_CURVE_MAX * sizeof (FvCurvePoint)
           + FV_LAYER_CURVE_MAX
                 * (sizeof (guint64)
                    + fv_network_depth (fv_training_network (training)) * FV_MEASURE_N_MEASURED
                          * sizeof (float));
  history = fv_history_new (training, budget);
  for (guint i = 0; i < 40000; i++)
    {
      go_on (history, 1);
      if (i == 777)
        old = fixture_sha256 (training);
      g_assert_cmpuint (fv_history_bytes (history), <=, budget);
    }
  g_assert_cmpuint (fv_history_n_checkpoints (history), >=, 95);
  /* The gaps grow with the distance. */
  for (guint64 back = 1; back < 40000; back += 1 + back / 50)
    worst = MAX (worst, gap_at (history, back) * 1000 / (back + 1000));
  g_assert_cmpuint (worst, <, 300);
  seek (history, 778);
  assert_weights (training, old);
  g_assert_cmpuint (fv_history_bytes (history), <=, budget);
  fv_history_set_budget (history, budget - 60 * moment);
  g_assert_cmpuint (fv_history_bytes (history), <=, budget - 60 * moment);
}

static void
test_checkpoints_are_few (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  g_autoptr (FvHistory) history = fv_history_new (training, FV_HISTORY_MAX_BUDGET);

  go_on (history, 20000);
  g_assert_cmpuint (fv_history_n_checkpoints (history), <=, FV_HISTORY_MAX_CHECKPOINTS);
}

typedef struct
{
  int stop;
  guint64 stop_at;
  guint64 last;
  guint64 total;
} Watching;

static void
watch (guint64 done, guint64 total, gpointer data)
{
  Watching *watching = data;

  g_assert_cmpuint (done, ==, watching->last + 1);
  watching->last = done;
  watching->total = total;
  if (done == watching->stop_at)
    watching->stop = 1;
}

static void
test_progress_and_stop (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, 1);
  Watching watching = { 0 };
  g_autofree char *hash = NULL;

  go_on (history, 100);
  hash = fixture_sha256 (training);
  g_assert_cmpuint (fv_history_distance (history, 60), ==, 60);
  g_assert_cmpint (fv_history_seek (history, 60, &watching.stop, watch, &watching), ==, FV_SEEK_THERE);
  g_assert_cmpuint (watching.last, ==, 60);
  g_assert_cmpuint (watching.total, ==, 60);
  watching = (Watching){ .stop_at = 7 };
  g_assert_cmpint (fv_history_seek (history, 30, &watching.stop, watch, &watching), ==, FV_SEEK_STOPPED);
  g_assert_cmpuint (fv_training_batches (training), ==, 7);
  seek (history, 1000);
  g_assert_cmpuint (fv_training_batches (training), ==, 100);
  assert_weights (training, hash);
}

/* Weights that are not finite do not get in, and leave no trace in what is replayed. */
static void
test_edits_are_finite (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvHistory) history = fv_history_new (training, BUDGET);
  const float edit[] = { NAN, 1.0f, INFINITY };
  g_autoptr (FvParameters) parameters = NULL;
  g_autofree char *hash = NULL;

  go_on (history, 10);
  fv_history_edit (history, 0, 3, edit);
  parameters = fv_training_parameters (training);
  g_assert_cmpuint (fv_parameters_find_non_finite (parameters), ==, 0);
  g_assert_cmpfloat (fv_parameters_values (parameters)[1], ==, 1);
  go_on (history, 10);
  hash = fixture_sha256 (training);
  seek (history, 0);
  seek (history, 20);
  assert_weights (training, hash);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/back-and-on", test_back_and_on);
  g_test_add_func ("/history/as-if-nothing-was", test_as_if_nothing_was);
  g_test_add_func ("/history/orders-midway", test_orders_midway);
  g_test_add_func ("/history/orders-by-replay-alone", test_orders_by_replay_alone);
  g_test_add_func ("/history/slider", test_slider);
  g_test_add_func ("/history/data", test_data);
  g_test_add_func ("/history/branch", test_branch);
  g_test_add_func ("/history/restart", test_restart);
  g_test_add_func ("/history/new-weights", test_new_weights);
  g_test_add_func ("/history/many-branches", test_many_branches);
  g_test_add_func ("/history/budget-holds", test_budget_holds);
  g_test_add_func ("/history/checkpoints-are-few", test_checkpoints_are_few);
  g_test_add_func ("/history/progress-and-stop", test_progress_and_stop);
  g_test_add_func ("/history/edits-are-finite", test_edits_are_finite);
  return g_test_run ();
}
