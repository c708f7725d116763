/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-stroke.h"

#include <math.h>

#define WIDTH  400
#define HEIGHT 100

static const double dash[] = { 4, 3 };

static cairo_t *
new_paper (gboolean dashed)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_line_width (cr, 2);
  if (dashed)
    cairo_set_dash (cr, dash, 2, 0);
  return cr;
}

/* Ink of the columns from first to end, in black pixels. */
static double
ink (cairo_t *cr, int first, int end)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  double sum = 0;

  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = first; x < end; x++)
      sum += cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x] / 255.0;
  return sum;
}

static double
wave (double x)
{
  return 50 + 30 * sin (x / 17);
}

/* Piece by piece it is the line that one path makes, dash by dash. */
static void
like_one_path (void)
{
  for (guint dashed = 0; dashed < 2; dashed++)
    {
      cairo_t *pieces = new_paper (dashed), *path = new_paper (dashed);
      FvStroke stroke = fv_stroke_begin (pieces);

      for (double x = 2; x < WIDTH - 2; x += 1.5)
        {
          fv_stroke_to (&stroke, x, wave (x));
          cairo_line_to (path, x, wave (x));
        }
      fv_stroke_end (&stroke);
      cairo_stroke (path);
      for (int x = 0; x < WIDTH; x += 10)
        g_assert_cmpfloat_with_epsilon (ink (pieces, x, x + 10), ink (path, x, x + 10), 1);
      cairo_destroy (pieces);
      cairo_destroy (path);
    }
}

/* However many points fall on a column of pixels, what they cover is covered. */
static void
crowded (void)
{
  cairo_t *crowd = new_paper (FALSE), *path = new_paper (FALSE);
  FvStroke stroke = fv_stroke_begin (crowd);

  for (guint i = 0; i < 20000; i++)
    {
      double x = 2 + i * 390.0 / 20000, y = wave (x) + (i * 7919 % 13);

      fv_stroke_to (&stroke, x, y);
    }
  fv_stroke_end (&stroke);
  for (double x = 2; x < 392; x += 1)
    {
      cairo_move_to (path, x, wave (x));
      cairo_line_to (path, x, wave (x) + 12);
    }
  cairo_stroke (path);
  for (int x = 10; x < 380; x += 10)
    g_assert_cmpfloat_with_epsilon (ink (crowd, x, x + 10), ink (path, x, x + 10), 40);
  cairo_destroy (crowd);
  cairo_destroy (path);
}

static void
gaps (void)
{
  cairo_t *cr = new_paper (FALSE);
  FvStroke stroke = fv_stroke_begin (cr);

  fv_stroke_to (&stroke, 10, 50);
  fv_stroke_to (&stroke, 100, 50);
  fv_stroke_lift (&stroke);
  fv_stroke_to (&stroke, 200, 50);
  fv_stroke_to (&stroke, 300, 50);
  fv_stroke_end (&stroke);
  g_assert_cmpfloat_with_epsilon (ink (cr, 0, 110), 180, 1);
  g_assert_cmpfloat (ink (cr, 110, 190), ==, 0);
  g_assert_cmpfloat_with_epsilon (ink (cr, 190, WIDTH), 200, 1);
  cairo_destroy (cr);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stroke/like-one-path", like_one_path);
  g_test_add_func ("/stroke/crowded", crowded);
  g_test_add_func ("/stroke/gaps", gaps);
  return g_test_run ();
}
