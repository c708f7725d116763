/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradient-check.h"
#include "fv-pooling.h"

#define TRIES 50

/* The network with weights of that seed and some biases, at an input of the full range. */
static void
run_check (FvNetwork *network, guint64 seed, FvLayerCheck *results)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, seed);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  g_autofree double *x = g_new (double, inputs);
  FvRandom random = fv_random_new (seed, 99);

  for (guint place = 1; place <= fv_network_depth (network); place++)
    for (gsize i = 0; i < fv_network_layer (network, place)->n_biases; i++)
      fv_parameters_edit (parameters)[fv_network_bias_offset (network, place) + i]
          = (float)fv_random_between (&random, -0.3, 0.3);
  for (gsize i = 0; i < inputs; i++)
    x[i] = fv_random_between (&random, -1, 1);
  fv_gradient_check (parameters, x, (guint)(seed % fv_network_n_classes (network)), results);
}

/* A check of zeros against zeros is worth nothing: MATH §5 asks that 30 % of each layer's gradients are not zero. */
static gboolean
is_trusted (const FvLayerCheck *results, guint depth)
{
  for (guint place = 1; place <= depth; place++)
    if (results[place].verdict == FV_CHECK_TOO_SMALL
        || results[place].non_zero * 10 < results[place].checked * 3)
      return FALSE;
  return TRUE;
}

/* No seed may fail; the first that can be trusted counts, and there must be one (dead ReLUs make some worthless). */
static void
check (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);
  FvLayerCheck results[FV_NETWORK_MAX_LAYERS + 1];
  guint depth;

  g_assert_no_error (error);
  depth = fv_network_depth (network);
  for (guint64 seed = 1; seed <= TRIES; seed++)
    {
      run_check (network, seed, results);
      for (guint place = 0; place <= depth; place++)
        {
          if (results[place].verdict == FV_CHECK_FAIL)
            g_test_message ("%s: layer %u, relative error %g", text, place, results[place].relative_error);
          g_assert_cmpint (results[place].verdict, !=, FV_CHECK_FAIL);
        }
      if (is_trusted (results, depth))
        return;
    }
  g_error ("%s: no seed gives gradients that can be judged", text);
}

/* Every activation × pooling × border × form of connection × {1, 3} input maps. */
static void
test_convolutional (void)
{
  for (guint a = 0; fv_activation_choice (a) != NULL; a++)
    for (guint p = 0; fv_pooling_choice (p) != NULL; p++)
      for (guint b = 0; fv_border_choice (b) != NULL; b++)
        for (guint maps = 1; maps <= 3; maps += 2)
          {
            g_autofree char *all
                = g_strdup_printf ("8x9x%u conv 3x2x3 %s; %s 2x2 %s; conv 2x2x4 %s; %s 2x2 %s; "
                                   "rasterize; dense 5 %s; softmax 3",
                                   maps, fv_activation_choice (a), fv_pooling_choice (p),
                                   fv_border_choice (b), fv_activation_choice (a), fv_pooling_choice (p),
                                   fv_border_choice (b), fv_activation_choice (a));
            g_autofree char *table
                = g_strdup_printf ("8x9x%u conv 3x2x3 %s table=%s; %s 3x3 %s; rasterize; softmax 3", maps,
                                   fv_activation_choice (a), maps == 1 ? "0/0/0" : "0/1,2/0,2",
                                   fv_pooling_choice (p), fv_border_choice (b));

            check (all);
            check (table);
          }
}

static void
test_dense (void)
{
  for (guint a = 0; fv_activation_choice (a) != NULL; a++)
    {
      g_autofree char *text = g_strdup_printf ("2x1x1 dense 7 %s; dense 5 %s; softmax 2",
                                               fv_activation_choice (a), fv_activation_choice (a));

      check (text);
    }
}

static void
test_kinks_are_counted (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x2x1 max 2x2; rasterize; softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  const double x[] = { 0.5, 0.5, 0.1, 0.2 };
  FvLayerCheck results[4];

  fv_gradient_check (parameters, x, 0, results);
  /* Moving either of the two that share the first place changes the winner. */
  g_assert_cmpuint (results[0].skipped_kinks, ==, 2);
  g_assert_cmpuint (results[0].checked, ==, 2);
}

static void
test_too_small (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  const double x[] = { 1, 1 };
  FvLayerCheck results[2];

  /* A sample about which the net is certain: p is 1 to the last digit. */
  fv_parameters_edit (parameters)[4] = 60;
  fv_gradient_check (parameters, x, 0, results);
  g_assert_cmpint (results[1].verdict, ==, FV_CHECK_TOO_SMALL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-check/convolutional", test_convolutional);
  g_test_add_func ("/gradient-check/dense", test_dense);
  g_test_add_func ("/gradient-check/kinks-are-counted", test_kinks_are_counted);
  g_test_add_func ("/gradient-check/too-small", test_too_small);
  return g_test_run ();
}
