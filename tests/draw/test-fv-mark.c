/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-mark.h"

#define SIDE 21

static guint8 *
painted (guint number)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  gsize size = (gsize)cairo_image_surface_get_stride (surface) * SIDE;
  guint8 *pixels;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  fv_mark_paint (cr, number, SIDE / 2.0, SIDE / 2.0, 6, (FvColor){ 0, 0, 0 }, (FvColor){ 1, 1, 1 });
  cairo_surface_flush (surface);
  pixels = g_memdup2 (cairo_image_surface_get_data (surface), size);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}

/* How far apart in ink: the sum of the differences, in black pixels. */
static double
difference (const guint8 *one, const guint8 *other)
{
  double sum = 0;

  for (guint i = 0; i < SIDE * SIDE; i++)
    sum += ABS (one[4 * i] - other[4 * i]) / 255.0;
  return sum;
}

/* No two look alike, and after the last comes the first. */
static void
different (void)
{
  for (guint i = 0; i < FV_MARK_N; i++)
    {
      g_autofree guint8 *mark = painted (i), *again = painted (i + FV_MARK_N);

      g_assert_cmpfloat (difference (mark, again), ==, 0);
      for (guint j = 0; j < i; j++)
        {
          g_autofree guint8 *other = painted (j);
          g_assert_cmpfloat (difference (mark, other), >, 12);
        }
    }
}

/* The line behind does not show through. */
static void
filled (void)
{
  for (guint i = 0; i < FV_MARK_N; i++)
    {
      g_autofree guint8 *mark = painted (i);
      g_assert_cmpuint (mark[4 * (SIDE * (SIDE / 2) + SIDE / 2)], ==, 255);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mark/different", different);
  g_test_add_func ("/mark/filled", filled);
  return g_test_run ();
}
