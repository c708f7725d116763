/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw-fixture.h"
#include "fv-counts-diagram.h"
#include "fv-counts-layout.h"

#define WIDTH  900
#define HEIGHT 380

/* Ink in the numbers of one column. */
static guint
column_ink (DrawFixture *fixture, guint place, guint column)
{
  FvCountsLayout *layout = fv_counts_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *pixels = NULL;
  guint ink = 0, y = (guint)layout->row_baseline[0];

  fixture->input.cursor.layer = place;
  pixels = draw_pixels (fv_scene_type_from_name ("counts"), &fixture->input, WIDTH, HEIGHT);
  for (guint row = y - 7; row < y; row++)
    ink += draw_count_ink (pixels + row * WIDTH + (guint)layout->column_x[column],
                           (gsize)layout->column_width, &fixture->input.style);
  fv_counts_layout_free (layout);
  return ink;
}

static void
layers_have_their_columns (void)
{
  static const struct
  {
    guint place, columns;
  } rows[] = { { 0, 0 }, { 1, 3 }, { 2, 0 }, { 3, 3 }, { 5, 0 }, { 6, 1 }, { 8, 1 } };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint column = 0; column < 3; column++)
      g_assert_cmpint (column_ink (fixture, rows[i].place, column) > 0, ==, column < rows[i].columns);
}

/* Every layer says something, and the direction one looks in changes nothing. */
static void
every_layer_says_something (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  const FvSceneType *type = fv_scene_type_from_name ("counts");

  for (guint place = 0; place <= fv_network_depth (fixture->network); place++)
    {
      g_autofree guint32 *forward = NULL, *backward = NULL;

      fixture->input.cursor = (FvCursor){ .layer = place };
      forward = draw_pixels (type, &fixture->input, 640, 220);
      fixture->input.cursor.direction = FV_BACKWARD;
      backward = draw_pixels (type, &fixture->input, 640, 220);
      g_assert_cmpmem (forward, 640 * 220 * 4, backward, 640 * 220 * 4);
      g_assert_cmpuint (draw_count_ink (forward, 640 * 220, &fixture->input.style), >, 200);
    }
}

static guint
diagram_colors (FvConnected connected)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 100);
  cairo_t *cr = cairo_create (surface);
  FvStyle style = fv_style_light ();
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  fv_counts_diagram_paint (cr, &style, connected, (FvRect){ 5, 5, 190, 90 });
  cairo_surface_flush (surface);
  for (guint y = 20; y < 80; y++)
    for (guint x = 0; x < 200; x++)
      {
        const guint32 *line
            = (const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                               + y * cairo_image_surface_get_stride (surface));
        if ((line[x] & 0xffffff) != 0xffffff)
          g_hash_table_add (colors, GUINT_TO_POINTER (line[x] & 0xffffff));
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_hash_table_size (colors);
}

/* Shared are three weights, however often they are used. */
static void
shared_weights_are_three (void)
{
  g_assert_cmpuint (diagram_colors (FV_CONNECTED_SHARED), ==, 3);
  g_assert_cmpuint (diagram_colors (FV_CONNECTED_LOCALLY), >, 5);
  g_assert_cmpuint (diagram_colors (FV_CONNECTED_FULLY), >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts-scene/layers-have-their-columns", layers_have_their_columns);
  g_test_add_func ("/counts-scene/every-layer-says-something", every_layer_says_something);
  g_test_add_func ("/counts-scene/shared-weights-are-three", shared_weights_are_three);
  return g_test_run ();
}
