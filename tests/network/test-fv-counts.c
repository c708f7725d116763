/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-counts.h"

static FvCounts
count (const char *text, FvConnected connected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);
  FvCounts counts;

  g_assert_no_error (error);
  g_assert_true (fv_counts_of_layer (fv_network_layer (network, 1), connected, &counts));
  return counts;
}

#define ARTICLE "1000x1000x1 conv 10x10x1 tanh; max 2x2 keep; max 16x16; max 16x16; rasterize; softmax 2"

/* The figures the article quotes. */
static void
test_article (void)
{
  FvCounts fully = fv_counts_fully (1000 * 1000, 1000);
  FvCounts locally = count (ARTICLE, FV_CONNECTED_LOCALLY), shared = count (ARTICLE, FV_CONNECTED_SHARED);
  g_autoptr (FvNetwork) network = fv_network_new (ARTICLE, NULL);

  g_assert_cmpuint (fully.weights, ==, 1000000000);
  g_assert_cmpuint (fully.biases, ==, 1000);
  g_assert_cmpuint (locally.weights, ==, 991ull * 991 * 100);
  g_assert_cmpuint (locally.biases, ==, 991 * 991);
  g_assert_cmpuint (shared.weights, ==, 100);
  g_assert_cmpuint (shared.biases, ==, 1);
  g_assert_cmpuint (shared.connections, ==, locally.connections);
  g_assert_cmpuint (fv_network_shape (network, 2).rows, ==, 496);
}

static void
test_kinds (void)
{
  /* A shared kernel multiplies the sum of its inputs once; a table counts only what it joins. */
  g_assert_cmpuint (count ("12x12x6 conv 5x5x16; rasterize; softmax 2", FV_CONNECTED_SHARED).multiplies, ==,
                    16 * 6 * 25 * 64);
  g_assert_cmpuint (
      count ("12x12x6 conv 5x5x16 shared; rasterize; softmax 2", FV_CONNECTED_SHARED).multiplies, ==,
      16 * 25 * 64);
  g_assert_cmpuint (
      count ("14x14x6 conv 5x5x16 table=lenet5; rasterize; softmax 2", FV_CONNECTED_SHARED).weights, ==,
      1500);
  g_assert_cmpuint (
      count ("14x14x6 conv 5x5x16 table=lenet5; rasterize; softmax 2", FV_CONNECTED_LOCALLY).weights, ==,
      60 * 25 * 100);
  g_assert_cmpuint (count ("2x1x1 dense 3; softmax 2", FV_CONNECTED_FULLY).weights, ==, 6);
}

static void
test_arithmetic (void)
{
  const char *const wanted[]
      = { "(991·991)·(1000·1000) + 991·991", "991·991·(1·10·10) + 991·991", "1·(1·10·10)+1" };
  g_autoptr (FvNetwork) network = fv_network_new (ARTICLE, NULL);
  g_autofree char *dense = NULL;
  FvCounts counts;

  for (FvConnected i = FV_CONNECTED_FULLY; i <= FV_CONNECTED_SHARED; i++)
    {
      g_autofree char *text = fv_counts_arithmetic (fv_network_layer (network, 1), i);

      g_assert_cmpstr (text, ==, wanted[i]);
    }
  g_assert_null (fv_counts_arithmetic (fv_network_layer (network, 2), FV_CONNECTED_FULLY));
  dense = fv_counts_arithmetic (fv_network_layer (network, 6), FV_CONNECTED_FULLY);
  g_assert_cmpstr (dense, ==, "2·1 + 2");
  g_assert_false (fv_counts_of_layer (fv_network_layer (network, 6), FV_CONNECTED_LOCALLY, &counts));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/article", test_article);
  g_test_add_func ("/counts/kinds", test_kinds);
  g_test_add_func ("/counts/arithmetic", test_arithmetic);
  return g_test_run ();
}
