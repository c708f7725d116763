/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-timeline-layout.h"

static const FvSceneType *
timeline (void)
{
  return fv_scene_type_from_name ("timeline");
}

/* Blocks stand left to right and do not meet; between forward, backward and update there is a gap. */
static void
blocks_follow_each_other (void)
{
  static const double widths[] = { 640, 1024, 1280, 1920 };

  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);
      guint depth = fv_network_depth (fixture->network), n_steps = fv_cursor_n_steps (fixture->network);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        {
          g_autoptr (FvScene) scene = fv_scene_new (timeline (), &fixture->input, widths[w], 92);
          const FvTimelineLayout *layout = (const FvTimelineLayout *)scene;

          for (guint step = 0; step + 1 < n_steps; step++)
            {
              FvRect a = fv_timeline_block (layout, step), b = fv_timeline_block (layout, step + 1);
              gboolean gap = step == depth + 1 || step + 2 == n_steps;

              g_assert_cmpfloat (a.x + a.width, <, b.x);
              if (gap)
                g_assert_cmpfloat (b.x - a.x - a.width, >, 3 + layout->gap - 2);
              g_assert_cmpfloat (b.x + b.width, <=, layout->words_x);
            }
        }
    }
}

/* However fine the step, the cursor goes from left to right as the pass goes on. */
static void
share_grows (void)
{
  static const FvGranularity sizes[] = { FV_GRANULARITY_WINDOW, FV_GRANULARITY_MAP, FV_GRANULARITY_LAYER };

  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        {
          FvCursor at = fv_cursor_at_step (fixture->network, 0);
          double along = -1;

          for (guint i = 0; i < 3000; i++)
            {
              double now = fv_cursor_step (at, fixture->network) + fv_timeline_share (fixture->network, at);
              int made;

              g_assert_cmpfloat (now, >, along);
              g_assert_cmpfloat (now, <, floor (now) + 1);
              along = now;
              at = fv_cursor_move (at, fixture->network, sizes[s], 1, &made);
              if (made == 0)
                break;
            }
        }
    }
}

/* What the caret shows is what a click there gives back. */
static void
pick_is_where_the_caret_is (void)
{
  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);
      g_autoptr (FvScene) scene = fv_scene_new (timeline (), &fixture->input, 1600, 92);
      const FvTimelineLayout *layout = (const FvTimelineLayout *)scene;

      fixture->input.granularity = FV_GRANULARITY_WINDOW;
      for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step++)
        {
          FvRect block = fv_timeline_block (layout, step);

          for (double x = block.x; x < block.x + block.width; x += 4)
            {
              FvCursor at;

              g_assert_true (fv_scene_pick (scene, &fixture->input, x, block.y + 3, &at));
              g_assert_cmpuint (fv_cursor_step (at, fixture->network), ==, step);
              /* A click on a kernel that a table leaves out leads to the nearest there is. */
              if (fv_cursor_is_parameter (at) && strstr (draw_nets[n], "table") != NULL)
                continue;
              g_assert_cmpfloat (fv_timeline_share (fixture->network, at), <=,
                                 (x - block.x) / block.width + 1e-9);
            }
        }
    }
}

/* By layers, unit and cell stay where they are. */
static void
layers_keep_the_cell (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (FvScene) scene = fv_scene_new (timeline (), &fixture->input, 1280, 92);
  FvRect block = fv_timeline_block ((const FvTimelineLayout *)scene, 1);
  FvCursor at;

  fixture->input.granularity = FV_GRANULARITY_LAYER;
  fixture->input.cursor = (FvCursor){ .layer = 3, .unit = 4, .row = 5, .col = 6 };
  g_assert_true (
      fv_scene_pick (scene, &fixture->input, block.x + block.width - 2, block.y + block.height / 2, &at));
  g_assert_cmpuint (at.layer, ==, 1);
  g_assert_cmpuint (at.unit, ==, 4);
  g_assert_cmpuint (at.row, ==, 5);
  g_assert_cmpuint (at.col, ==, 6);
}

/* The caret is drawn where steps are finer than blocks, and moves with the cell. */
static void
caret_moves (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree guint32 *layer = NULL, *first = NULL, *last = NULL;

  fixture->input.granularity = FV_GRANULARITY_LAYER;
  fixture->input.cursor = (FvCursor){ .layer = 3 };
  layer = draw_pixels (timeline (), &fixture->input, 1280, 92);
  fixture->input.granularity = FV_GRANULARITY_MAP;
  first = draw_pixels (timeline (), &fixture->input, 1280, 92);
  fixture->input.cursor.unit = 15;
  last = draw_pixels (timeline (), &fixture->input, 1280, 92);
  g_assert_true (memcmp (layer, first, sizeof *layer * 1280 * 92) != 0);
  g_assert_true (memcmp (first, last, sizeof *first * 1280 * 92) != 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline-pass/blocks-follow-each-other", blocks_follow_each_other);
  g_test_add_func ("/timeline-pass/share-grows", share_grows);
  g_test_add_func ("/timeline-pass/pick-is-where-the-caret-is", pick_is_where_the_caret_is);
  g_test_add_func ("/timeline-pass/layers-keep-the-cell", layers_keep_the_cell);
  g_test_add_func ("/timeline-pass/caret-moves", caret_moves);
  return g_test_run ();
}
