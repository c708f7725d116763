/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-model.h"
#include "fv-plane.h"
#include "training-fixture.h"

static void
test_learns (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvParameters) parameters = NULL;
  FvEvaluation before;
  FvEvaluation after;

  parameters = fv_training_parameters (training);
  g_assert_true (fixture_evaluate (parameters, fv_training_test_set (training), 0, 30, NULL, &before, NULL));
  fixture_train (training, 300);
  fv_parameters_unref (parameters);
  parameters = fv_training_parameters (training);
  g_assert_true (fixture_evaluate (parameters, fv_training_test_set (training), 0, 30, NULL, &after, NULL));
  g_assert_cmpfloat (before.loss, >, 0.5);
  g_assert_cmpfloat (after.loss, <, 0.1);
  g_assert_cmpfloat (after.accuracy, ==, 1);
}

static void
test_same_seed_same_weights (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_autoptr (FvTraining) a = fixture_training (fv_optimizer_nth (i)->name);
      g_autoptr (FvTraining) b = fixture_training (fv_optimizer_nth (i)->name);
      g_autofree char *start = fixture_sha256 (a);
      g_autofree char *a_hash = NULL;
      g_autofree char *b_hash = NULL;

      fixture_train (a, 40);
      fixture_train (b, 40);
      a_hash = fixture_sha256 (a);
      b_hash = fixture_sha256 (b);
      g_assert_cmpstr (a_hash, ==, b_hash);
      g_assert_cmpstr (a_hash, !=, start);
    }
}

static void
test_epochs (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");

  fixture_train (training, 15); /* 14 of 7 and one of 2 */
  g_assert_cmpfloat (fv_training_epoch (training), ==, 1);
  fixture_train (training, 1);
  g_assert_cmpfloat (fv_training_epoch (training), ==, 1.07);
  g_assert_cmpuint (fv_training_batches (training), ==, 16);
}

/* The rate falls by the sampler's place, and the seed's weights are the ones that were asked for. */
static void
test_plan (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  FvTrainingOptions *options = fv_training_edit (training);

  options->hyper.rate = 0.5;
  options->schedule = (FvSchedule){ FV_SCHEDULE_STEP, 1 };
  g_assert_cmpfloat (fv_training_rate (training), ==, 0.5);
  fixture_train (training, 14);
  g_assert_cmpfloat (fv_training_rate (training), ==, 0.5);
  fixture_train (training, 1);
  g_assert_cmpfloat (fv_training_rate (training), ==, 0.05);
}

static void
test_initialiser (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvDataset) set = fixture_set (1, 20);
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvTraining) training = NULL;
  g_autoptr (FvParameters) parameters = NULL;

  options.initialiser = (FvInitialiser){ FV_INITIALISER_ZEROS, 0 };
  training = fv_training_new (network, NULL, set, NULL, options, NULL);
  parameters = fv_training_parameters (training);
  for (gsize i = 0; i < fv_network_n_parameters (network); i++)
    g_assert_cmpfloat (fv_parameters_values (parameters)[i], ==, 0);
}

static gboolean
is_measured (const FvTraining *training, guint64 batch)
{
  const FvCurve *curve = fv_training_curve (training);

  for (guint i = 0; i < fv_curve_length (curve); i++)
    if (fv_curve_nth (curve, i).batch == batch)
      return isfinite (fv_curve_nth (curve, i).test_loss);
  return FALSE;
}

static void
test_curve_schedule (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  const FvCurve *curve;

  fixture_train (training, 210);
  curve = fv_training_curve (training);
  g_assert_cmpuint (fv_curve_length (curve), ==, 11 + 5);
  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      g_assert_cmpuint (point.batch, ==, i <= 10 ? 10 * i : 100 + 20 * (i - 10));
      g_assert_true (isfinite (point.train_loss));
      g_assert_cmpfloat (point.train_accuracy, >=, 0);
      g_assert_cmpfloat (point.train_accuracy, <=, 1);
    }
  for (guint64 batch = 0; batch <= 200; batch += 10)
    g_assert_cmpint (is_measured (training, batch), ==,
                     batch == 0 || batch == 10 || batch == 20 || batch == 50 || batch % 100 == 0);
}

/* Later the test set is measured by what was learned, not by how it was cut into batches. */
static void
test_curve_schedule_later (void)
{
  static const struct
  {
    guint batch_size;
    guint64 interval;
  } cases[] = { { 32, 500 }, { 33, 400 }, { 100, 100 }, { 12, 1300 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FvTraining) training = fixture_training ("sgd");

      fv_training_edit (training)->batch_size = cases[i].batch_size;
      fixture_train (training, 2700);
      for (guint64 batch = 100; batch <= 2700; batch += 100)
        g_assert_cmpint (is_measured (training, batch), ==, batch <= 1000 || batch % cases[i].interval == 0);
    }
}

static void
test_measure (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  FvCurvePoint point;
  guint length;

  fixture_train (training, 33);
  length = fv_curve_length (fv_training_curve (training));
  fv_training_measure (training, NULL);
  g_assert_cmpuint (fv_curve_length (fv_training_curve (training)), ==, length + 1);
  g_assert_true (fv_curve_last_test (fv_training_curve (training), &point));
  g_assert_cmpuint (point.batch, ==, 33);
  fv_training_measure (training, NULL);
  g_assert_cmpuint (fv_curve_length (fv_training_curve (training)), ==, length + 1);
}

/* One step, done by hand: the mean gradient over the batch, from finite differences of the loss. */
static void
test_step_follows_mean_gradient (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();
  g_autoptr (FvDataset) set = fixture_set (3, 5);
  g_autoptr (FvParameters) start = fv_parameters_new (network, 9);
  g_autoptr (FvParameters) end = NULL;
  g_autoptr (FvTraining) training = NULL;
  FvTrainingOptions options = fv_training_options ();
  gsize at = fv_network_bias_offset (network, fv_network_depth (network));

  options.optimizer = fv_optimizer_from_name ("sgd");
  options.batch_size = 5;
  training = fv_training_new (network, start, set, NULL, options, NULL);
  fixture_train (training, 1);
  end = fv_training_parameters (training);
  for (gsize i = at; i < at + 3; i++)
    {
      g_autoptr (FvParameters) nudged = fv_parameters_copy (start);
      FvEvaluation up;
      FvEvaluation down;
      double step = fv_parameters_values (end)[i] - fv_parameters_values (start)[i];

      fv_parameters_edit (nudged)[i] = fv_parameters_values (start)[i] + 0.01f;
      fixture_evaluate (nudged, set, 0, 5, NULL, &up, NULL);
      fv_parameters_edit (nudged)[i] = fv_parameters_values (start)[i] - 0.01f;
      fixture_evaluate (nudged, set, 0, 5, NULL, &down, NULL);
      g_assert_cmpfloat (fabs (step), >, 1e-5);
      g_assert_cmpfloat_with_epsilon (step, -options.hyper.rate * (up.loss - down.loss) / 0.02, 1e-6);
    }
}

static void
test_stop_discards_the_batch (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvTraining) other = fixture_training ("momentum");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *expected = NULL;
  int stop = 1;

  g_assert_cmpint (fv_training_batch (training, &stop), ==, FV_TRAINING_STOPPED);
  fixture_train (training, 3);
  before = fixture_sha256 (training);
  g_assert_cmpint (fv_training_batch (training, &stop), ==, FV_TRAINING_STOPPED);
  after = fixture_sha256 (training);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (fv_training_batches (training), ==, 3);
  fixture_train (training, 17);
  fixture_train (other, 20);
  g_clear_pointer (&after, g_free);
  after = fixture_sha256 (training);
  expected = fixture_sha256 (other);
  g_assert_cmpstr (after, ==, expected);
  g_assert_cmpuint (fv_curve_length (fv_training_curve (training)), ==, 3);
}

/* Takes the run to the end of its second epoch with n_threads, stopped short and gone on in between. */
static char *
sha256_with_threads (guint n_threads, guint batch_size, gboolean pauses)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  int stop = 1;

  fv_training_edit (training)->n_threads = n_threads;
  fv_training_edit (training)->batch_size = batch_size;
  while (fv_training_epoch (training) < 2)
    {
      if (pauses)
        g_assert_cmpint (fv_training_batch (training, &stop), ==, FV_TRAINING_STOPPED);
      fixture_train (training, 1);
    }
  return fixture_sha256 (training);
}

/* How many threads compute changes no bit, and neither does stopping. */
static void
test_threads_change_nothing (void)
{
  static const guint counts[] = { 2, 3, 4, 8 };
  static const guint batches[] = { 1, 7, 32, 100 };

  for (guint b = 0; b < G_N_ELEMENTS (batches); b++)
    {
      g_autofree char *expected = sha256_with_threads (1, batches[b], FALSE);

      for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
        {
          g_autofree char *sha256 = sha256_with_threads (counts[i], batches[b], i % 2 == 1);

          g_assert_cmpstr (sha256, ==, expected);
        }
    }
}

/* Also in the middle of a run, with what the optimiser keeps. */
static void
test_threads_change_between_batches (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_autoptr (FvTraining) steady = fixture_training (fv_optimizer_nth (i)->name);
      g_autoptr (FvTraining) changing = fixture_training (fv_optimizer_nth (i)->name);
      g_autofree char *expected = NULL;
      g_autofree char *sha256 = NULL;

      fv_training_edit (steady)->n_threads = 1;
      fixture_train (steady, 40);
      for (guint n = 4; n > 0; n--)
        {
          fv_training_edit (changing)->n_threads = n;
          fixture_train (changing, 10);
        }
      expected = fixture_sha256 (steady);
      sha256 = fixture_sha256 (changing);
      g_assert_cmpstr (sha256, ==, expected);
    }
}

/* A rate far too large: the weights fly off, the run says where and keeps the last finite ones. */
static void
test_non_finite_is_a_state (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvModel) model = NULL;
  FvTrainingState state = FV_TRAINING_OK;
  guint64 batches;

  fixture_train (training, 2);
  fv_training_edit (training)->hyper.rate = 1e300;
  for (guint i = 0; i < 100 && state == FV_TRAINING_OK; i++)
    state = fv_training_batch (training, NULL);
  g_assert_cmpint (state, ==, FV_TRAINING_NON_FINITE);
  g_assert_cmpuint (fv_training_trouble (training), >=, 1);
  parameters = fv_training_parameters (training);
  g_assert_cmpuint (fv_parameters_find_non_finite (parameters), ==, 0);
  model = fv_training_to_model (training);
  for (gsize i = 0; i < fv_network_n_parameters (fv_training_network (training)); i++)
    g_assert_true (isfinite (model->slots[0][i]));
  batches = fv_training_batches (training);
  fv_training_edit (training)->hyper.rate = 0.01;
  fixture_train (training, 1);
  g_assert_cmpuint (fv_training_batches (training), ==, batches + 1);
  g_assert_cmpuint (fv_training_trouble (training), ==, 0);
}

static void
test_data_must_fit (void)
{
  g_autoptr (FvNetwork) larger = fv_network_new ("9x9x1 rasterize; softmax 3", NULL);
  g_autoptr (FvNetwork) fewer = fv_network_new ("8x8x1 rasterize; softmax 2", NULL);
  g_autoptr (FvNetwork) right = fixture_network ();
  g_autoptr (FvDataset) set = fixture_set (1, 10);
  g_autoptr (FvDataset) none = fixture_set (1, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_training_new (larger, NULL, set, NULL, fv_training_options (), &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "1@8×8"));
  g_assert_nonnull (strstr (error->message, "1@9×9"));
  g_clear_error (&error);
  g_assert_null (fv_training_new (fewer, NULL, set, NULL, fv_training_options (), &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (fv_training_new (right, NULL, none, NULL, fv_training_options (), &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
}

/* Three classes in the set, four apart: the implied one has the last name, a row and a column, and no sample. */
static void
test_implied_class (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("8x8x1 rasterize; softmax 3 other", NULL);
  g_autoptr (FvNetwork) wider = fv_network_new ("8x8x1 rasterize; softmax 4 other", NULL);
  g_autoptr (FvNetwork) plain = fv_network_new ("8x8x1 rasterize; softmax 4", NULL);
  g_autoptr (FvDataset) set = fixture_set (1, 60);
  g_autoptr (FvTraining) training = fv_training_new (network, NULL, set, set, fv_training_options (), NULL);
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvModel) model = NULL;
  guint confusion[16];
  guint all = 0;
  FvEvaluation result;

  g_assert_false (fv_evaluation_fits (wider, set, NULL));
  g_assert_false (fv_evaluation_fits (plain, set, NULL));
  fixture_train (training, 200);
  parameters = fv_training_parameters (training);
  g_assert_true (fixture_evaluate (parameters, set, 0, 60, NULL, &result, confusion));
  g_assert_cmpfloat (result.accuracy, >, 0.9);
  for (guint i = 0; i < 16; i++)
    all += confusion[i];
  g_assert_cmpuint (all, ==, 60);
  for (guint i = 12; i < 16; i++)
    g_assert_cmpuint (confusion[i], ==, 0);
  model = fv_training_to_model (training);
  g_assert_cmpuint (g_strv_length (model->classes), ==, 4);
  g_assert_cmpstr (model->classes[2], ==, "slanting");
  g_assert_cmpstr (model->classes[3], ==, FV_MODEL_OTHER_CLASS);
}

/* One output that tells two classes apart. */
static void
test_one_output (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("logistic", NULL);
  g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name ("and"), 1, 40);
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvTraining) training = NULL;
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvModel) model = NULL;
  guint confusion[4];
  FvEvaluation result;

  options.hyper.rate = 0.05;
  training = fv_training_new (network, NULL, set, set, options, NULL);
  fixture_train (training, 300);
  parameters = fv_training_parameters (training);
  g_assert_true (fixture_evaluate (parameters, set, 0, 40, NULL, &result, confusion));
  g_assert_cmpfloat (result.accuracy, ==, 1);
  g_assert_cmpuint (confusion[0], ==, 30);
  g_assert_cmpuint (confusion[3], ==, 10);
  model = fv_training_to_model (training);
  g_assert_cmpuint (g_strv_length (model->classes), ==, 2);
}

static void
test_evaluation (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvParameters) parameters = NULL;
  guint confusion[9];
  guint correct = 0;
  guint all = 0;
  int stop = 1;
  FvEvaluation result;

  fixture_train (training, 20);
  parameters = fv_training_parameters (training);
  g_assert_true (
      fixture_evaluate (parameters, fv_training_train_set (training), 10, 50, NULL, &result, confusion));
  for (guint i = 0; i < 9; i++)
    {
      all += confusion[i];
      correct += i / 3 == i % 3 ? confusion[i] : 0;
    }
  g_assert_cmpuint (all, ==, 50);
  g_assert_cmpuint (result.samples, ==, 50);
  g_assert_cmpfloat_with_epsilon (result.accuracy, correct / 50.0, 1e-12);
  g_assert_false (
      fixture_evaluate (parameters, fv_training_train_set (training), 0, 5, &stop, &result, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training/learns", test_learns);
  g_test_add_func ("/training/same-seed-same-weights", test_same_seed_same_weights);
  g_test_add_func ("/training/epochs", test_epochs);
  g_test_add_func ("/training/plan", test_plan);
  g_test_add_func ("/training/initialiser", test_initialiser);
  g_test_add_func ("/training/curve-schedule", test_curve_schedule);
  g_test_add_func ("/training/curve-schedule-later", test_curve_schedule_later);
  g_test_add_func ("/training/measure", test_measure);
  g_test_add_func ("/training/step-follows-mean-gradient", test_step_follows_mean_gradient);
  g_test_add_func ("/training/stop-discards-the-batch", test_stop_discards_the_batch);
  g_test_add_func ("/training/threads-change-nothing", test_threads_change_nothing);
  g_test_add_func ("/training/threads-change-between-batches", test_threads_change_between_batches);
  g_test_add_func ("/training/non-finite-is-a-state", test_non_finite_is_a_state);
  g_test_add_func ("/training/data-must-fit", test_data_must_fit);
  g_test_add_func ("/training/implied-class", test_implied_class);
  g_test_add_func ("/training/one-output", test_one_output);
  g_test_add_func ("/training/evaluation", test_evaluation);
  return g_test_run ();
}
