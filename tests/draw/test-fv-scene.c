/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"

/* Every scene in the table, with every network, both ways: what is registered is tested. */
typedef void (*Check) (const FvSceneType *type, DrawFixture *fixture);

static void
for_all (Check check)
{
  const FvSceneType *type;

  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint t = 0; (type = fv_scene_type_nth (t)); t++)
        for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step += 3)
          {
            fixture->input.cursor = fv_cursor_at_step (fixture->network, step);
            check (type, fixture);
          }
    }
}

static void
check_drawn (const FvSceneType *type, DrawFixture *fixture)
{
  guint width = (guint)type->export_width, height = (guint)type->export_height;
  g_autofree guint32 *first = draw_pixels (type, &fixture->input, width, height);
  g_autofree guint32 *second = draw_pixels (type, &fixture->input, width, height);

  g_assert_cmpmem (first, sizeof *first * width * height, second, sizeof *second * width * height);
  g_assert_cmpuint (draw_count_ink (first, (gsize)width * height, &fixture->input.style), >, 100);
}

static void
drawn_twice_is_the_same (void)
{
  for_all (check_drawn);
}

/* Under a clip a slanted line's grey may be rounded another way. */
static gboolean
differ (guint32 a, guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) > 8)
      return TRUE;
  return FALSE;
}

/* Painted part by part, each cut to its bounds, the picture is the one painted whole: a window may redraw one. */
static void
check_parts (const FvSceneType *type, DrawFixture *fixture)
{
  guint width = (guint)type->export_width, height = (guint)type->export_height;
  g_autofree guint32 *whole = draw_pixels (type, &fixture->input, width, height);
  g_autoptr (FvScene) scene = fv_scene_new (type, &fixture->input, width, height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)width, (int)height);
  cairo_t *cr = cairo_create (surface);
  FvColor paper = fixture->input.style.scene;
  guint different = 0;

  cairo_set_source_rgb (cr, paper.red, paper.green, paper.blue);
  cairo_paint (cr);
  for (guint i = 0; i < fv_scene_n_parts (scene); i++)
    {
      FvRect part = fv_scene_part (scene, i);
      cairo_save (cr);
      cairo_rectangle (cr, part.x, part.y, part.width, part.height);
      cairo_clip (cr);
      fv_scene_paint_part (scene, i, &fixture->input, cr);
      cairo_restore (cr);
    }
  cairo_surface_flush (surface);
  for (guint row = 0; row < height; row++)
    {
      const guint32 *line
          = (const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                             + row * cairo_image_surface_get_stride (surface));
      for (guint col = 0; col < width; col++)
        if (differ (line[col], whole[(gsize)row * width + col]) && different++ == 0)
          g_test_message ("first at (%u, %u)", col, row);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (different > 0)
    g_error ("%s of %s, step %u: %u pixels outside their part", type->name,
             fv_network_text (fixture->network), fv_cursor_step (fixture->input.cursor, fixture->network),
             different);
}

static void
parts_hold_their_pixels (void)
{
  for_all (check_parts);
}

static void
check_pick (const FvSceneType *type, DrawFixture *fixture)
{
  g_autoptr (FvScene) scene = fv_scene_new (type, &fixture->input, type->export_width, type->export_height);
  FvNetwork *network = fixture->network;
  guint found = 0;

  if (!type->pick || !type->locate || g_str_equal (type->name, "timeline")
      || fv_cursor_is_parameter (fixture->input.cursor)) /* these are no cells */
    return;
  for (guint place = 0; place <= fv_network_depth (network); place++)
    {
      FvShape shape = fv_network_shape (network, place);
      for (guint unit = 0; unit < shape.maps; unit += MAX (shape.maps / 40, 1))
        {
          FvCursor at = fv_cursor_clamp ((FvCursor){ .direction = fixture->input.cursor.direction,
                                                     .layer = place,
                                                     .unit = unit,
                                                     .row = unit % shape.rows,
                                                     .col = 2 },
                                         network);
          FvRect rect;
          FvCursor back;

          if (g_str_equal (type->name, "kernels"))
            at.row = at.col = 0;
          if (!fv_scene_locate (scene, at, &rect))
            continue;
          if (!fv_scene_pick (scene, &fixture->input, rect.x + rect.width / 2, rect.y + rect.height / 2,
                              &back))
            g_error ("%s: nothing at layer %u unit %u", type->name, place, unit);
          found++;
          if (back.layer != place)
            continue; /* a class bar, or a rasterized unit: the picture of another layer's cell */
          g_assert_cmpuint (back.unit, ==, at.unit);
          if (rect.width >= 1 && shape.rows * shape.cols < 900)
            g_assert_cmpuint (back.row, ==, at.row);
        }
    }
  if (g_str_equal (type->name, "network"))
    g_assert_cmpuint (found, >, fv_network_depth (network));
}

static void
pick_finds_what_locate_says (void)
{
  for_all (check_pick);
}

static void
nothing_is_at_the_edge (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (FvScene) scene = fv_scene_new (fv_scene_type_from_name ("network"), &fixture->input, 1192, 653);
  FvCursor at = { .unit = 99 };

  g_assert_false (fv_scene_pick (scene, &fixture->input, 2, 2, &at));
  g_assert_false (fv_scene_pick (scene, &fixture->input, -50, 300, &at));
  g_assert_false (fv_scene_pick (scene, &fixture->input, 5000, 5000, &at));
  g_assert_cmpuint (at.unit, ==, 99);
}

/* Before anything is known, and with everything broken, a picture comes all the same. */
static void
empty_and_not_finite (void)
{
  const FvSceneType *type;

  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);
      gsize count = fv_network_n_parameters (fixture->network);
      g_autofree float *values = g_new (float, count);
      g_autofree guint8 *pixels = g_malloc0 (fv_shape_size (fv_network_shape (fixture->network, 0)));
      g_autoptr (FvParameters) broken = NULL;
      g_autoptr (FvTrace) trace = NULL;
      FvSceneInput empty = { .network = fixture->network, .style = fv_style_dark () }, bad = fixture->input;

      for (gsize i = 0; i < count; i++)
        values[i] = i % 3 ? NAN : INFINITY;
      broken = fv_parameters_new_from_values (fixture->network, values);
      trace = fv_trace_new (broken, pixels, 0);
      bad.parameters = broken;
      bad.trace = trace;
      fv_curve_add (fixture->curve, (FvCurvePoint){ 210, 2.1, NAN, 0.1, INFINITY, 0.1 });
      for (guint t = 0; (type = fv_scene_type_nth (t)); t++)
        for (guint back = 0; back < 2; back++)
          {
            guint width = (guint)type->export_width, height = (guint)type->export_height;
            g_autofree guint32 *a = NULL, *b = NULL;
            g_autofree char *words = NULL;

            empty.cursor.direction = bad.cursor.direction = back ? FV_BACKWARD : FV_FORWARD;
            a = draw_pixels (type, &empty, width, height);
            b = draw_pixels (type, &bad, width, height);
            words = fv_scene_describe (&bad);
            g_assert_cmpuint (strlen (words), >, 0);
            g_assert_cmpuint (draw_count_ink (b, (gsize)width * height, &bad.style), >, 100);
          }
    }
}

/* Forward and backward differ in colours only: the frames of the maps are at the same pixels. */
static void
both_ways_share_the_places (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  const FvSceneType *type = fv_scene_type_from_name ("network");
  g_autoptr (FvScene) forward = NULL, backward = NULL;
  FvRect a, b;

  fixture->input.cursor = (FvCursor){ .direction = FV_FORWARD, .layer = 3, .unit = 1 };
  forward = fv_scene_new (type, &fixture->input, 1192, 653);
  fixture->input.cursor.direction = FV_BACKWARD;
  backward = fv_scene_new (type, &fixture->input, 1192, 653);
  for (guint place = 0; place <= fv_network_depth (fixture->network); place++)
    {
      g_assert_true (fv_scene_locate (forward, (FvCursor){ .layer = place, .unit = 0 }, &a));
      g_assert_true (fv_scene_locate (backward, (FvCursor){ .layer = place, .unit = 0 }, &b));
      g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
    }
}

static void
describe_says_what_is_there (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree char *cell = NULL, *unit = NULL, *delta = NULL, *loss = NULL, *bare = NULL;

  fixture->input.cursor = (FvCursor){ .layer = 3, .unit = 1, .row = 5, .col = 1 };
  cell = fv_scene_describe (&fixture->input);
  g_assert_true (g_str_has_prefix (cell, "C3 · unit 2 · cell (6, 2) = "));
  fixture->input.cursor = (FvCursor){ .layer = 6, .unit = 11 };
  unit = fv_scene_describe (&fixture->input);
  g_assert_nonnull (strstr (unit, "unit 12 = "));
  fixture->input.cursor.direction = FV_BACKWARD;
  delta = fv_scene_describe (&fixture->input);
  g_assert_nonnull (strstr (delta, "δ = "));
  fixture->input.cursor = (FvCursor){ .direction = FV_LOSS, .layer = 8 };
  loss = fv_scene_describe (&fixture->input);
  g_assert_true (g_str_has_prefix (loss, "loss E = "));
  fixture->input.cursor = (FvCursor){ .layer = 3 };
  fixture->input.trace = NULL;
  bare = fv_scene_describe (&fixture->input);
  g_assert_cmpstr (bare, ==, "C3 · unit 1 · cell (1, 1)");
}

static void
timeline_blocks_are_steps (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  const FvSceneType *type = fv_scene_type_from_name ("timeline");
  g_autoptr (FvScene) scene = fv_scene_new (type, &fixture->input, 1280, 100);

  for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step++)
    {
      FvCursor at = fv_cursor_at_step (fixture->network, step), back;
      FvRect rect;

      g_assert_true (fv_scene_locate (scene, at, &rect));
      g_assert_true (fv_scene_pick (scene, &fixture->input, rect.x + 1, rect.y + 1, &back));
      g_assert_cmpuint (fv_cursor_step (back, fixture->network), ==, step);
    }
}

static void
table_has_its_names (void)
{
  static const char *const names[]
      = { "network",  "detail", "kernels", "kernel", "curve",     "confusion", "plane",       "counts",
          "timeline", "bars",   "data",    "layers", "gradients", "generator", "experiments", "course" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (fv_scene_type_from_name (names[i])->name, ==, names[i]);
  g_assert_null (fv_scene_type_from_name ("nonesuch"));
  g_assert_null (fv_scene_type_nth (G_N_ELEMENTS (names)));
}

/* Absurdly small scenes must not crash; what they show is their affair. */
static void
tiny_scenes (void)
{
  const FvSceneType *type;

  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);
      for (guint t = 0; (type = fv_scene_type_nth (t)); t++)
        {
          static const guint sides[][2] = { { 1, 1 }, { 40, 20 }, { 200, 30 }, { 90, 400 } };
          for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
            {
              g_autofree guint32 *pixels = draw_pixels (type, &fixture->input, sides[s][0], sides[s][1]);
              g_assert_nonnull (pixels);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/table-has-its-names", table_has_its_names);
  g_test_add_func ("/scene/drawn-twice-is-the-same", drawn_twice_is_the_same);
  g_test_add_func ("/scene/parts-hold-their-pixels", parts_hold_their_pixels);
  g_test_add_func ("/scene/pick-finds-what-locate-says", pick_finds_what_locate_says);
  g_test_add_func ("/scene/nothing-is-at-the-edge", nothing_is_at_the_edge);
  g_test_add_func ("/scene/empty-and-not-finite", empty_and_not_finite);
  g_test_add_func ("/scene/both-ways-share-the-places", both_ways_share_the_places);
  g_test_add_func ("/scene/describe-says-what-is-there", describe_says_what_is_there);
  g_test_add_func ("/scene/timeline-blocks-are-steps", timeline_blocks_are_steps);
  g_test_add_func ("/scene/tiny-scenes", tiny_scenes);
  return g_test_run ();
}
