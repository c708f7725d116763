/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-map.h"

#define SIDE 64

typedef struct
{
  guint32 pixels[SIDE][SIDE];
} Sheet;

typedef void (*Paint) (cairo_t *cr, gboolean vectors);

static Sheet
paint (Paint painter, gboolean vectors)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  Sheet sheet;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  painter (cr, vectors);
  cairo_surface_flush (surface);
  for (guint y = 0; y < SIDE; y++)
    {
      memcpy (sheet.pixels[y],
              cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface),
              sizeof sheet.pixels[y]);
      for (guint x = 0; x < SIDE; x++)
        sheet.pixels[y][x] &= 0xffffff;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sheet;
}

static const guint32 cells[12] = { 0xff0000, 0x00ff00, 0x0000ff, 0x111111, 0x222222, 0x333333,
                                   0x444444, 0x444444, 0x444444, 0x777777, 0x888888, 0x999999 };

static void
three_by_four (cairo_t *cr, gboolean vectors)
{
  FvStyle style = fv_style_light ();

  fv_map_paint (cr, &style, vectors, 10, 6, cells, 3, 4, 5, 1);
}

/* Every cell is its colour to the last pixel, and nothing is painted beyond the frame: as image and as rectangles. */
static void
cells_are_exact (void)
{
  for (guint vectors = 0; vectors < 2; vectors++)
    {
      Sheet sheet = paint (three_by_four, vectors);

      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          {
            gboolean inside = x >= 10 && x < 30 && y >= 6 && y < 21;
            gboolean frame = !inside && x >= 9 && x < 31 && y >= 5 && y < 22;
            guint32 wanted = inside ? cells[(y - 6) / 5 * 4 + (x - 10) / 5] : frame ? 0xb8b8b8 : 0xffffff;
            g_assert_cmphex (sheet.pixels[y][x], ==, wanted);
          }
    }
}

static void
every_second (cairo_t *cr, gboolean vectors)
{
  FvStyle style = fv_style_light ();

  fv_map_paint (cr, &style, vectors, 10, 6, cells, 3, 4, 3, 2);
}

static void
thinned_maps_take_every_step (void)
{
  for (guint vectors = 0; vectors < 2; vectors++)
    {
      Sheet sheet = paint (every_second, vectors);

      g_assert_cmphex (sheet.pixels[7][11], ==, cells[0]);
      g_assert_cmphex (sheet.pixels[7][14], ==, cells[2]);
      g_assert_cmphex (sheet.pixels[10][11], ==, cells[8]);
      g_assert_cmphex (sheet.pixels[10][17], ==, 0xffffff);
    }
}

static void
units (cairo_t *cr, gboolean vectors)
{
  FvStyle style = fv_style_light ();

  fv_map_paint_units (cr, &style, vectors, 4, 4, cells, 5, 3, 6, 9);
}

/* Filled downwards: the fourth of five stands at the head of the second column. */
static void
units_are_filled_downwards (void)
{
  for (guint vectors = 0; vectors < 2; vectors++)
    {
      Sheet sheet = paint (units, vectors);

      for (guint i = 0; i < 5; i++)
        g_assert_cmphex (sheet.pixels[4 + i % 3 * 9 + 3][4 + i / 3 * 9 + 3], ==, cells[i]);
      g_assert_cmphex (sheet.pixels[4 + 2 * 9 + 3][4 + 9 + 3], ==, 0xffffff);
      g_assert_cmphex (sheet.pixels[4 + 6][4 + 3], ==, 0xb8b8b8);
      g_assert_cmphex (sheet.pixels[4 + 7][4 + 3], ==, 0xffffff);
    }
}

static void
broken (cairo_t *cr, gboolean vectors)
{
  FvStyle style = fv_style_light ();
  guint32 cell = FV_PALETTE_NOT_FINITE;

  fv_map_paint (cr, &style, vectors, 10, 10, &cell, 1, 1, 16, 1);
}

/* A hatch is neither paper nor one colour. */
static void
not_finite_is_hatched (void)
{
  for (guint vectors = 0; vectors < 2; vectors++)
    {
      Sheet sheet = paint (broken, vectors);
      guint ink = 0;

      for (guint y = 10; y < 26; y++)
        for (guint x = 10; x < 26; x++)
          ink += sheet.pixels[y][x] != 0xffffff;
      g_assert_cmpuint (ink, >, 10);
      g_assert_cmpuint (ink, <, 200);
    }
}

static void
strip (cairo_t *cr, gboolean vectors)
{
  FvStyle style = fv_style_light ();

  fv_map_paint_strip (cr, &style, vectors, FV_PALETTE_WEIGHT, -1, 1, 5, 5, 41, 8);
}

/* The legend is painted by the same function as the data. */
static void
legend_tells_the_truth (void)
{
  for (guint vectors = 0; vectors < 2; vectors++)
    {
      Sheet sheet = paint (strip, vectors);

      for (guint i = 0; i < 41; i++)
        g_assert_cmphex (sheet.pixels[8][5 + i], ==,
                         fv_palette_pixel (FV_PALETTE_WEIGHT, FALSE, i / 20.0 - 1, 1));
      g_assert_cmphex (sheet.pixels[8][25], ==, 0xffffff);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/cells-are-exact", cells_are_exact);
  g_test_add_func ("/map/thinned-maps-take-every-step", thinned_maps_take_every_step);
  g_test_add_func ("/map/units-are-filled-downwards", units_are_filled_downwards);
  g_test_add_func ("/map/not-finite-is-hatched", not_finite_is_hatched);
  g_test_add_func ("/map/legend-tells-the-truth", legend_tells_the_truth);
  return g_test_run ();
}
