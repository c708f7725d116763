/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-legend.h"

#define WIDTH  420
#define HEIGHT 60

/* Paints on white; returns pixels [HEIGHT][WIDTH], g_free(). */
static guint32 *
painted (const FvLegend *legend, double text_scale, gboolean vectors, double *end)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  FvStyle style = fv_style_light ();

  style.text_scale = text_scale;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  *end = fv_legend_paint (legend, cr, &style, vectors, 30, 24, 101);
  cairo_surface_flush (surface);
  for (guint row = 0; row < HEIGHT; row++)
    memcpy (pixels + row * WIDTH,
            cairo_image_surface_get_data (surface) + row * cairo_image_surface_get_stride (surface),
            WIDTH * sizeof *pixels);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] &= 0xffffff;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}

/* What it says it takes is what it takes, so that legends can be set side by side. */
static void
width_holds_everything (void)
{
  static const double text_scales[] = { 1, 1.5 };
  const FvLegend legends[] = {
    { FV_PALETTE_ACTIVATION, "activation", -1, 1, 0 },
    { FV_PALETTE_ACTIVATION, "activation of C3", 0, 4.29, 2 },
    { FV_PALETTE_DELTA, "δ of C3", -0.00000123, 0.00000123, 2 },
    { FV_PALETTE_WEIGHT, "权值", -0.65, 0.65, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (legends); i++)
    for (guint s = 0; s < G_N_ELEMENTS (text_scales); s++)
      {
        double end;
        g_autofree guint32 *pixels = painted (&legends[i], text_scales[s], FALSE, &end);
        guint last = 0;

        for (guint n = 0; n < WIDTH * HEIGHT; n++)
          if (pixels[n] != 0xffffff)
            last = MAX (last, n % WIDTH);
        g_assert_cmpfloat (last, <=, end + 1);
        g_assert_cmpfloat_with_epsilon (end, 30 + fv_legend_width (&legends[i], text_scales[s], 101), 1);
      }
}

static guint
count_color (const guint32 *pixels, guint32 color)
{
  guint count = 0;

  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    count += pixels[i] == color;
  return count;
}

/* Both ends of the palette stand on the strip; one that begins at zero has no negative end. */
static void
ends_are_the_palettes (void)
{
  const FvLegend both = { FV_PALETTE_WEIGHT, "weights", -0.4, 0.4, 2 };
  const FvLegend half = { FV_PALETTE_ACTIVATION, "activation", 0, 1, 0 };

  for (guint vectors = 0; vectors < 2; vectors++)
    {
      double end;
      g_autofree guint32 *a = painted (&both, 1, vectors, &end), *b = painted (&half, 1, vectors, &end);

      g_assert_cmpuint (count_color (a, 0x8c54b6), >=, 8);
      g_assert_cmpuint (count_color (a, 0x137e35), >=, 8);
      g_assert_cmpuint (count_color (b, 0xb64d00), >=, 8);
      g_assert_cmpuint (count_color (b, 0x0073ae), ==, 0);
    }
}

/* Nothing measured yet: a scale of zero is painted all the same. */
static void
zero_scale (void)
{
  const FvLegend legend = { FV_PALETTE_DELTA, "δ of C3", 0, 0, 2 };
  double end;
  g_autofree guint32 *pixels = painted (&legend, 1, FALSE, &end);

  g_assert_cmpuint (count_color (pixels, 0xffffff), <, WIDTH * HEIGHT - 100);
}

static void
decimals_tell_the_scale (void)
{
  g_assert_cmpuint (fv_legend_decimals (0), ==, 0);
  g_assert_cmpuint (fv_legend_decimals (250), ==, 0);
  g_assert_cmpuint (fv_legend_decimals (25), ==, 1);
  g_assert_cmpuint (fv_legend_decimals (0.65), ==, 2);
  g_assert_cmpuint (fv_legend_decimals (0.047), ==, 3);
  g_assert_cmpuint (fv_legend_decimals (0.0064), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legend/width-holds-everything", width_holds_everything);
  g_test_add_func ("/legend/ends-are-the-palettes", ends_are_the_palettes);
  g_test_add_func ("/legend/zero-scale", zero_scale);
  g_test_add_func ("/legend/decimals-tell-the-scale", decimals_tell_the_scale);
  return g_test_run ();
}
