/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-weight-maps.h"

#include "draw-fixture.h"
#include "fv-kernels-layout.h"
#include "fv-network-layout.h"

#define POOLED                                                                                               \
  "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; gaussian 2x2; rasterize; "    \
  "softmax 10 other"
#define SHARED "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh shared; max 2x2; rasterize; softmax 10"

static void
pools_have_blocks (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (POOLED);
  FvWeightMaps maps;

  g_assert_true (fv_weight_maps_of (fv_network_layer (fixture->network, 2), &maps));
  g_assert_true (maps.is_pool);
  g_assert_cmpuint (maps.units, ==, 6);
  g_assert_cmpuint (maps.inputs, ==, 1);
  g_assert_cmpuint (maps.rows, ==, 2);
  g_assert_cmpint (fv_weight_maps_first (fv_network_layer (fixture->network, 2), 5, 0), ==, 20);
  g_assert_false (fv_weight_maps_of (fv_network_layer (fixture->network, 4), &maps));
  g_assert_false (fv_weight_maps_of (fv_network_layer (fixture->network, 6), &maps));
}

static void
tables_leave_pairs_out (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (POOLED);
  const FvLayer *layer = fv_network_layer (fixture->network, 3);
  guint connected = 0;

  for (guint unit = 0; unit < 16; unit++)
    for (guint input = 0; input < 6; input++)
      connected += fv_weight_maps_first (layer, unit, input) >= 0;
  g_assert_cmpuint (connected, ==, 60);
}

/* One kernel a unit, at its own place, also where the first map is not connected. */
static void
shared_kernels_are_one (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (SHARED);
  const FvLayer *layer = fv_network_layer (fixture->network, 3);
  FvWeightMaps maps;

  g_assert_true (fv_weight_maps_of (layer, &maps));
  g_assert_true (maps.is_shared);
  g_assert_cmpuint (maps.inputs, ==, 1);
  for (guint unit = 0; unit < 16; unit++)
    g_assert_cmpint (fv_weight_maps_first (layer, unit, 0), ==, 25 * unit);
  g_assert_true (fv_weight_maps_of (fv_network_layer (fixture->network, 1), &maps));
  g_assert_false (maps.is_shared);
}

static void
kernels_say_what_they_are (void)
{
  g_autoptr (DrawFixture) pooled = draw_fixture_new (POOLED), shared = draw_fixture_new (SHARED);
  FvKernelsLayout *layout = fv_kernels_layout_new (&pooled->input, 1192, 653);

  g_assert_cmpuint (layout->n_sections, ==, 3);
  g_assert_cmpstr (layout->sections[1].title, ==, "S2 · pooling weights of 2×2");
  g_assert_cmpstr (layout->sections[2].title, ==, "C3 · 60 kernels of 5×5");
  g_assert_cmpuint (layout->sections[2].rows, ==, 6);
  fv_kernels_layout_free (layout);
  layout = fv_kernels_layout_new (&shared->input, 1192, 653);
  g_assert_cmpuint (layout->sections[1].rows, ==, 1);
  g_assert_cmpstr (layout->sections[1].row_name, ==, "all maps");
  g_assert_cmpstr (layout->sections[1].note, ==,
                   "one for each of the 16 units, the same for all its input maps");
  g_assert_null (layout->sections[0].row_name);
  fv_kernels_layout_free (layout);
}

/* In the network the one kernel stands once, before its unit, and the line below says so. */
static void
network_says_shared (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (SHARED);
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1192, 653);

  g_assert_false (layout->columns[3].kernels_of_unit);
  g_assert_cmpuint (layout->columns[3].kernels.count, ==, 16);
  g_assert_cmpstr (layout->columns[3].footer[0], ==, "16·(5·5)+16");
  g_assert_cmpstr (layout->columns[3].footer[1], ==, "= 416, one kernel for all maps");
  fv_network_layout_free (layout);
}

/* A pair that is not connected is paper with a dash, not a map of zeros with a frame. */
static void
missing_kernels_are_dashes (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (POOLED);
  const FvSceneType *type = fv_scene_type_from_name ("kernels");
  FvKernelsLayout *layout = fv_kernels_layout_new (&fixture->input, 1192, 653);
  g_autofree guint32 *pixels = NULL;
  FvRect rect;
  guint ink = 0;

  fixture->input.has_cursor = FALSE;
  pixels = draw_pixels (type, &fixture->input, 1192, 653);
  g_assert_cmpint (fv_layer_kernel (fv_network_layer (fixture->network, 3), 1, 0), <, 0);
  g_assert_true (fv_kernels_layout_kernel (&layout->sections[2], 1, 0, &rect));
  for (guint y = (guint)rect.y - 1; y <= rect.y + rect.height; y++)
    ink += draw_count_ink (pixels + y * 1192 + (guint)rect.x - 1, (gsize)rect.width + 2,
                           &fixture->input.style);
  g_assert_cmpuint (ink, >, 0);
  g_assert_cmpuint (ink, <=, (guint)rect.width / 3);
  fv_kernels_layout_free (layout);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weight-maps/pools-have-blocks", pools_have_blocks);
  g_test_add_func ("/weight-maps/tables-leave-pairs-out", tables_leave_pairs_out);
  g_test_add_func ("/weight-maps/shared-kernels-are-one", shared_kernels_are_one);
  g_test_add_func ("/weight-maps/kernels-say-what-they-are", kernels_say_what_they_are);
  g_test_add_func ("/weight-maps/network-says-shared", network_says_shared);
  g_test_add_func ("/weight-maps/missing-kernels-are-dashes", missing_kernels_are_dashes);
  return g_test_run ();
}
