/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw-fixture.h"
#include "fv-network-layout.h"
#include "fv-network-paint.h"

#define WIDTH  1192
#define HEIGHT 653

static const FvSceneType *
network_type (void)
{
  return fv_scene_type_from_name ("network");
}

static guint32
packed (FvColor color)
{
  return (guint32)lrint (255 * color.red) << 16 | (guint32)lrint (255 * color.green) << 8
         | (guint32)lrint (255 * color.blue);
}

static guint32
pixel_at (const guint32 *pixels, double x, double y)
{
  return pixels[(gsize)y * WIDTH + (gsize)x];
}

/* Every cell of a map has the colour of its value in the layer's palette. */
static void
check_colors (DrawFixture *fixture, FvDirection direction)
{
  static const guint places[] = { 1, 2, 3, 4, 6, 7 };
  g_autofree guint32 *pixels = NULL;
  g_autoptr (FvScene) scene = NULL;

  fixture->input.has_cursor = FALSE;
  fixture->input.cursor.direction = direction;
  pixels = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  scene = fv_scene_new (network_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    {
      FvShape shape = fv_network_shape (fixture->network, places[p]);
      FvNetworkLook look = fv_network_look (&fixture->input, places[p]);

      for (gsize cell = 0; cell < fv_shape_size (shape); cell += 7)
        {
          FvCursor at = { .layer = places[p],
                          .unit = (guint)(cell / fv_shape_area (shape)),
                          .row = (guint)(cell % fv_shape_area (shape) / shape.cols),
                          .col = (guint)(cell % shape.cols) };
          FvRect rect;

          g_assert_true (fv_scene_locate (scene, at, &rect));
          g_assert_cmphex (
              pixel_at (pixels, rect.x + rect.width / 2, rect.y + rect.height / 2), ==,
              fv_palette_pixel (look.palette, FALSE, look.values[cell], MAX (-look.low, look.high)));
        }
    }
}

static void
cells_have_their_colors (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  check_colors (fixture, FV_FORWARD);
  check_colors (fixture, FV_BACKWARD);
}

static void
scales_follow_the_activation (void)
{
  g_autoptr (DrawFixture) tanh_net = draw_fixture_new ("lenet"), relu_net = draw_fixture_new ("wide");
  g_autoptr (DrawFixture) mixed = draw_fixture_new (draw_nets[6]);
  FvNetworkLook look;

  look = fv_network_look (&tanh_net->input, 3);
  g_assert_cmpfloat (look.low, ==, -1);
  g_assert_cmpfloat (look.high, ==, 1);
  /* A pool has the scale of what it pools. */
  look = fv_network_look (&tanh_net->input, 4);
  g_assert_cmpfloat (look.low, ==, -1);
  look = fv_network_look (&mixed->input, 1);
  g_assert_cmpfloat (look.low, ==, 0);
  g_assert_cmpfloat (look.high, ==, 1);
  look = fv_network_look (&relu_net->input, 1);
  g_assert_cmpfloat (look.low, ==, 0);
  g_assert_cmpfloat (
      look.high, ==,
      fv_palette_scale_doubles (look.values, fv_shape_size (fv_network_shape (relu_net->network, 1))));
  /* δ: each layer its own, both signs alike. */
  relu_net->input.cursor.direction = FV_BACKWARD;
  look = fv_network_look (&relu_net->input, 1);
  g_assert_cmpint (look.palette, ==, FV_PALETTE_DELTA);
  g_assert_cmpfloat (look.low, ==, -look.high);
}

/* The ring stands around the cursor's unit and nowhere when nobody looks. */
static void
ring_is_at_the_cursor (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  guint32 ring = packed (fixture->input.style.ring);

  for (guint unit = 0; unit < 16; unit += 3)
    {
      g_autofree guint32 *with = NULL, *without = NULL;
      FvRect map = fv_network_layout_map (layout, 3, unit);

      fixture->input.cursor = (FvCursor){ .layer = 3, .unit = unit };
      fixture->input.has_cursor = TRUE;
      with = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
      fixture->input.has_cursor = FALSE;
      without = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
      g_assert_cmphex (pixel_at (with, map.x + map.width / 2, map.y - 2), ==, ring);
      g_assert_cmphex (pixel_at (with, map.x + map.width + 2, map.y + 5), ==, ring);
      g_assert_cmphex (pixel_at (without, map.x + map.width / 2, map.y - 2), ==, 0xffffff);
    }
  fv_network_layout_free (layout);
}

/* The window a cell is made of: 5×5 of every map below for a convolution, 2×2 of the same map for a pool. */
static void
window_is_ringed_below (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  guint32 ring = packed (fixture->input.style.ring);
  g_autofree guint32 *convolution = NULL, *pool = NULL;
  FvRect first, last;

  fixture->input.cursor = (FvCursor){ .layer = 3, .unit = 1, .row = 4, .col = 2 };
  convolution = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint map = 0; map < 6; map++)
    {
      first = fv_network_layout_cell (layout, 2, map, 4, 2);
      last = fv_network_layout_cell (layout, 2, map, 8, 6);
      g_assert_cmphex (pixel_at (convolution, first.x - 1, first.y + 1), ==, ring);
      g_assert_cmphex (pixel_at (convolution, last.x + last.width, last.y), ==, ring);
      g_assert_cmphex (pixel_at (convolution, last.x, last.y + last.height), ==, ring);
    }
  fixture->input.cursor = (FvCursor){ .layer = 2, .unit = 3, .row = 5, .col = 7 };
  pool = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  first = fv_network_layout_cell (layout, 1, 3, 10, 14);
  g_assert_cmphex (pixel_at (pool, first.x - 1, first.y + 1), ==, ring);
  first = fv_network_layout_cell (layout, 1, 2, 10, 14);
  g_assert_cmphex (pixel_at (pool, first.x - 1, first.y + 1), !=, ring);
  fv_network_layout_free (layout);
}

/* Deeper kernels are those of the cursor's unit: they come and go with it; the first convolution's always stand. */
static void
kernels_belong_to_the_cursor (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *there = NULL, *elsewhere = NULL;
  FvRect first = fv_network_layout_kernel (layout, 1, 2), deeper = fv_network_layout_kernel (layout, 3, 2);
  guint32 frame = packed (fixture->input.style.frame);

  fixture->input.cursor = (FvCursor){ .layer = 3, .unit = 5 };
  there = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  g_assert_cmphex (pixel_at (there, first.x + 3, first.y - 1), ==, frame);
  g_assert_cmphex (pixel_at (there, deeper.x + 3, deeper.y - 1), ==, frame);
  fixture->input.cursor = (FvCursor){ .layer = 6, .unit = 5 };
  elsewhere = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  g_assert_cmphex (pixel_at (elsewhere, first.x + 3, first.y - 1), ==, frame);
  g_assert_cmphex (pixel_at (elsewhere, deeper.x + 3, deeper.y - 1), ==, 0xffffff);
  fv_network_layout_free (layout);
}

static void
kernels_are_picked (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autoptr (FvScene) scene = fv_scene_new (network_type (), &fixture->input, WIDTH, HEIGHT);
  FvRect first = fv_network_layout_kernel (layout, 1, 4), deeper = fv_network_layout_kernel (layout, 3, 2);
  FvCursor at;

  g_assert_true (fv_scene_pick (scene, &fixture->input, first.x + 4, first.y + 4, &at));
  g_assert_cmpuint (at.layer, ==, 1);
  g_assert_cmpuint (at.unit, ==, 4);
  fixture->input.cursor = (FvCursor){ .layer = 3, .unit = 5, .row = 1 };
  g_assert_true (fv_scene_pick (scene, &fixture->input, deeper.x + 4, deeper.y + 4, &at));
  g_assert_cmpuint (at.layer, ==, 3);
  g_assert_cmpuint (at.unit, ==, 5);
  g_assert_cmpuint (at.input, ==, 2);
  g_assert_cmpuint (at.row, ==, 1);
  fixture->input.cursor.layer = 1;
  g_assert_false (fv_scene_pick (scene, &fixture->input, deeper.x + 4, deeper.y + 4, &at));
  fv_network_layout_free (layout);
}

/* A picked place has the direction one looks in. */
static void
pick_keeps_the_direction (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (FvScene) scene = fv_scene_new (network_type (), &fixture->input, WIDTH, HEIGHT);
  FvCursor at;
  FvRect rect;

  g_assert_true (fv_scene_locate (scene, (FvCursor){ .layer = 4, .unit = 2, .row = 1, .col = 1 }, &rect));
  fixture->input.cursor.direction = FV_BACKWARD;
  g_assert_true (fv_scene_pick (scene, &fixture->input, rect.x + 1, rect.y + 1, &at));
  g_assert_cmpint (at.direction, ==, FV_BACKWARD);
  fixture->input.cursor.direction = FV_LOSS;
  g_assert_true (fv_scene_pick (scene, &fixture->input, rect.x + 1, rect.y + 1, &at));
  g_assert_cmpint (at.direction, ==, FV_FORWARD);
}

static void
dark_is_dark (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree guint32 *pixels = NULL;

  fixture->input.style = fv_style_dark ();
  pixels = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  g_assert_cmphex (pixel_at (pixels, 1, 1), ==, 0x242424);
  g_assert_cmpuint (draw_count_ink (pixels, WIDTH * HEIGHT, &fixture->input.style), <, WIDTH * HEIGHT / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-scene/cells-have-their-colors", cells_have_their_colors);
  g_test_add_func ("/network-scene/scales-follow-the-activation", scales_follow_the_activation);
  g_test_add_func ("/network-scene/ring-is-at-the-cursor", ring_is_at_the_cursor);
  g_test_add_func ("/network-scene/window-is-ringed-below", window_is_ringed_below);
  g_test_add_func ("/network-scene/kernels-belong-to-the-cursor", kernels_belong_to_the_cursor);
  g_test_add_func ("/network-scene/kernels-are-picked", kernels_are_picked);
  g_test_add_func ("/network-scene/pick-keeps-the-direction", pick_keeps_the_direction);
  g_test_add_func ("/network-scene/dark-is-dark", dark_is_dark);
  return g_test_run ();
}
