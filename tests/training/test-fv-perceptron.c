/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits.h"
#include "fv-evaluation.h"
#include "fv-plane.h"
#include "training-fixture.h"

/* What one unit can learn, and what it takes a hidden layer for: the beginning of the article. */

/* The first count digits of a seed that are a 0 or a 1, as classes 0 and 1. */
static FvDataset *
zeros_and_ones (guint64 seed, guint count)
{
  static const char *const names[] = { "0", "1", NULL };
  const gsize size = FV_DIGIT_SIDE * FV_DIGIT_SIDE;
  guint8 *pixels = g_malloc (count * size);
  guint8 *labels = g_malloc (count);
  guint found = 0;

  for (guint64 index = 0; found < count; index++)
    {
      guint digit = fv_digits_draw (seed, index, FV_DISTORTION_MILD, pixels + found * size);

      if (digit <= 1)
        labels[found++] = (guint8)digit;
    }
  return fv_dataset_new_take ("noughts and ones", (FvShape){ 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE }, count, pixels,
                              labels, names);
}

static FvTraining *
start (const char *net, FvDataset *set, const char *optimizer, double rate, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (net, &error);
  FvTrainingOptions options = fv_training_options ();
  FvTraining *training;

  g_assert_no_error (error);
  options.optimizer = fv_optimizer_from_name (optimizer);
  options.hyper.rate = rate;
  options.batch_size = 8;
  options.seed = seed;
  training = fv_training_new (network, NULL, set, NULL, options, &error);
  g_assert_no_error (error);
  return training;
}

static double
accuracy (const FvTraining *training, const FvDataset *set)
{
  g_autoptr (FvParameters) parameters = fv_training_parameters (training);
  FvEvaluation result;

  g_assert_true (fixture_evaluate (parameters, set, 0, fv_dataset_count (set), NULL, &result, NULL));
  return result.accuracy;
}

/* The best accuracy on set after any of the epochs; stops at 1. */
static double
best_of (FvTraining *training, const FvDataset *set, guint epochs)
{
  double best = accuracy (training, set);

  for (guint epoch = 1; epoch <= epochs && best < 1; epoch++)
    {
      while (fv_training_epoch (training) < epoch)
        g_assert_cmpint (fv_training_batch (training, NULL), ==, FV_TRAINING_OK);
      best = MAX (best, accuracy (training, set));
    }
  return best;
}

static void
test_digits (void)
{
  g_autoptr (FvDataset) set = zeros_and_ones (1, 300);
  g_autoptr (FvDataset) others = zeros_and_ones (2, 200);
  g_autoptr (FvTraining) training = start ("28x28x1 rasterize; dense 1 sign", set, "sgd", 0.01, 1);

  g_assert_cmpfloat (best_of (training, set, 50), ==, 1);
  g_assert_cmpfloat (accuracy (training, others), >, 0.97);
}

/* What a line can part is learned, whatever the seed. */
static void
test_plane (void)
{
  static const char *const sets[] = { "and", "or", "points" };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint64 seed = 1; seed <= 5; seed++)
      {
        g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name (sets[i]), seed, FV_PLANE_SAMPLES);
        g_autoptr (FvTraining) training = start ("perceptron", set, "sgd", 0.05, seed);

        g_assert_cmpfloat (best_of (training, set, 200), ==, 1);
      }
}

/* No line has more than three of the four corners on their right sides, so no weights at any time do better. */
static void
test_xor_alone (void)
{
  for (guint64 seed = 1; seed <= 5; seed++)
    {
      g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name ("xor"), seed, FV_PLANE_SAMPLES);
      g_autoptr (FvTraining) training = start ("perceptron", set, "sgd", 0.05, seed);

      g_assert_cmpfloat (best_of (training, set, 100), <=, 0.75);
    }
}

static void
test_xor_with_hidden_units (void)
{
  g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name ("xor"), 1, FV_PLANE_SAMPLES);
  g_autoptr (FvTraining) training = start ("xor", set, "momentum", 0.02, 1);

  g_assert_cmpfloat (best_of (training, set, 100), ==, 1);
}

/* Adam squares the gradient: what it keeps leaves the floats long before the weights do, and is seen. */
static void
test_overflow_of_a_square (void)
{
  static const float values[] = { 1e25f, 1e25f, 0 };
  g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name ("or"), 1, 8);
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 dense 1 identity; loss=squared", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (network, values);
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvTraining) training = NULL;

  options.optimizer = fv_optimizer_from_name ("adam");
  training = fv_training_new (network, parameters, set, NULL, options, NULL);
  g_assert_cmpint (fv_training_batch (training, NULL), ==, FV_TRAINING_NON_FINITE);
  g_assert_cmpuint (fv_training_trouble (training), ==, 1);
  g_assert_cmpuint (fv_training_batches (training), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perceptron/digits", test_digits);
  g_test_add_func ("/perceptron/plane", test_plane);
  g_test_add_func ("/perceptron/xor-alone", test_xor_alone);
  g_test_add_func ("/perceptron/xor-with-hidden-units", test_xor_with_hidden_units);
  g_test_add_func ("/perceptron/overflow-of-a-square", test_overflow_of_a_square);
  return g_test_run ();
}
