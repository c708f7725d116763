/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-weight-statistics.h"

#include <math.h>

static FvParameters *
parameters_of (const char *net, FvInitialiser initialiser)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (net, &error);

  g_assert_no_error (error);
  return fv_parameters_new_initialised (network, 3, initialiser);
}

/* Weight by weight; what a table leaves out is not one. */
static void
test_brute_force (void)
{
  static const char *const nets[] = {
    "12x12x1 conv 3x3x6 tanh; conv 3x3x16 tanh table=lenet5; rasterize; dense 9 tanh; softmax 3",
    "4x4x1 rasterize; softmax 3",
  };

  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (FvParameters) parameters
          = parameters_of (nets[n], (FvInitialiser){ FV_INITIALISER_NORMAL, 0.3 });
      FvNetwork *network = fv_parameters_network (parameters);

      for (guint place = 1; place <= fv_network_depth (network); place++)
        {
          const FvLayer *layer = fv_network_layer (network, place);
          FvWeightStatistics found = fv_weight_statistics (parameters, place);
          double low = INFINITY, high = -INFINITY, sum = 0, squares = 0;

          g_assert_cmpuint (found.count, ==, layer->n_free);
          if (found.count == 0)
            continue;
          for (gsize i = 0; i < layer->n_weights; i++)
            {
              double value = (double)fv_parameters_weights (parameters, place)[i];

              low = MIN (low, value);
              high = MAX (high, value);
              sum += value;
              squares += value * value;
            }
          g_assert_cmpfloat (found.low, ==, low);
          g_assert_cmpfloat (found.high, ==, high);
          g_assert_cmpfloat_with_epsilon (found.mean, sum / (double)layer->n_free, 1e-12);
          g_assert_cmpfloat_with_epsilon (found.rms, sqrt (squares / (double)layer->n_free), 1e-12);
          g_assert_cmpfloat (found.zeros, ==, 0);
        }
    }
}

static void
test_zeros (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("4x1x1 rasterize; softmax 2", NULL);
  const float values[] = { 0, 1, 0, -0.5f, 0.25f, 0, 0, 3, 9, 9 };
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (network, values);
  FvWeightStatistics found = fv_weight_statistics (parameters, 2);
  double shares[FV_WEIGHT_BINS];

  g_assert_cmpfloat (found.zeros, ==, 0.5);
  g_assert_cmpfloat (found.low, ==, -0.5);
  g_assert_cmpfloat (found.high, ==, 3);
  fv_weight_histogram (parameters, 2, 1, shares);
  g_assert_cmpfloat (shares[FV_WEIGHT_BINS - 1], ==, 0.25); /* 1, and 3 that lies beyond */
  g_assert_cmpfloat (shares[FV_WEIGHT_BINS / 2], ==, 0.5);
  g_assert_cmpfloat (shares[FV_WEIGHT_BINS / 4], ==, 0.125);
}

/* Shares are of all weights that are there; a scale of 0 is no trouble. */
static void
test_histogram (void)
{
  g_autoptr (FvParameters) parameters
      = parameters_of ("12x12x1 conv 3x3x6 tanh; conv 3x3x16 tanh table=lenet5; rasterize; softmax 3",
                       (FvInitialiser){ FV_INITIALISER_UNIFORM, 0.2 });

  for (guint place = 1; place <= 2; place++)
    for (guint k = 0; k < 3; k++)
      {
        double shares[FV_WEIGHT_BINS], sum = 0, middle;

        fv_weight_histogram (parameters, place, 0.1 * k, shares);
        for (guint i = 0; i < FV_WEIGHT_BINS; i++)
          sum += shares[i];
        middle = shares[FV_WEIGHT_BINS / 2 - 1] + shares[FV_WEIGHT_BINS / 2];
        g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
        if (k == 2) /* even: what is not connected is not counted */
          g_assert_cmpfloat (middle, <, 5.0 / FV_WEIGHT_BINS);
      }
}

/* Any numbers: what is not finite is left out, and so are zeros that stand for nothing. */
static void
test_values (void)
{
  static const double values[] = { 3, -4, 0, NAN, 0, 12 };
  FvWeightStatistics of = fv_weight_statistics_of (values, G_N_ELEMENTS (values), 0);

  g_assert_cmpuint (of.count, ==, 5);
  g_assert_cmpfloat (of.low, ==, -4);
  g_assert_cmpfloat (of.high, ==, 12);
  g_assert_cmpfloat (of.sum, ==, 11);
  g_assert_cmpfloat (of.norm, ==, 13);
  g_assert_cmpfloat_with_epsilon (of.rms, sqrt (169.0 / 5), 1e-15);
  g_assert_cmpfloat (of.zeros, ==, 0.4);
  of = fv_weight_statistics_of (values, G_N_ELEMENTS (values), 2);
  g_assert_cmpuint (of.count, ==, 3);
  g_assert_cmpfloat (of.zeros, ==, 0);
  g_assert_cmpfloat_with_epsilon (of.mean, 11.0 / 3, 1e-15);
  of = fv_weight_statistics_of (values, 0, 0);
  g_assert_cmpuint (of.count, ==, 0);
}

/* Many weights are looked at in part. */
static void
test_many (void)
{
  g_autoptr (FvParameters) parameters = parameters_of ("32x32x1 rasterize; dense 600 tanh; softmax 2",
                                                       (FvInitialiser){ FV_INITIALISER_UNIFORM, 0.2 });
  FvWeightStatistics found = fv_weight_statistics (parameters, 2);

  g_assert_cmpuint (found.stride, ==, 4);
  g_assert_cmpuint (found.count, ==, 1024 * 600 / 4);
  g_assert_cmpfloat_with_epsilon (found.rms, 0.2 / sqrt (3), 1e-3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weight-statistics/brute-force", test_brute_force);
  g_test_add_func ("/weight-statistics/zeros", test_zeros);
  g_test_add_func ("/weight-statistics/histogram", test_histogram);
  g_test_add_func ("/weight-statistics/values", test_values);
  g_test_add_func ("/weight-statistics/many", test_many);
  return g_test_run ();
}
