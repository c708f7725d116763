/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pool.h"

#include "draw-fixture.h"

static void
pools_are_said (void)
{
  static const struct
  {
    const char *net, *text;
    guint reach;
  } rows[] = {
    { "8x8x1 max 2x2; rasterize; softmax 2", "max of 2×2", 0 },
    { "8x8x1 mean 4x4; rasterize; softmax 2", "mean of 4×4", 0 },
    { "8x8x1 gaussian 2x2; rasterize; softmax 2", "Gaussian of 2×2, window 4×4", 1 },
    { "9x9x1 gaussian 3x3; rasterize; softmax 2", "Gaussian of 3×3, window 7×7", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      g_autofree char *text = fv_pool_text (fv_network_layer (fixture->network, 1));

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpuint (fv_pool_reach (fv_network_layer (fixture->network, 1)), ==, rows[i].reach);
    }
}

static void
others_keep_their_titles (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  g_assert_cmpstr (fv_pool_title (fv_network_layer (fixture->network, 1)), ==, "convolution");
  g_assert_cmpuint (fv_pool_reach (fv_network_layer (fixture->network, 1)), ==, 0);
  g_assert_cmpstr (fv_pool_title (fv_network_layer (fixture->network, 2)), ==, "max");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pool/pools-are-said", pools_are_said);
  g_test_add_func ("/pool/others-keep-their-titles", others_keep_their_titles);
  return g_test_run ();
}
