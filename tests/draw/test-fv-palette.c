/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-palette.h"

static const struct
{
  FvPalette palette;
  guint32 light[3], dark[3]; /* −, 0, + */
} pairs[] = {
  { FV_PALETTE_ACTIVATION, { 0x0073ae, 0xffffff, 0xb64d00 }, { 0x4cb9ff, 0x242424, 0xff963c } },
  { FV_PALETTE_WEIGHT, { 0x8c54b6, 0xffffff, 0x137e35 }, { 0xcb9ef2, 0x242424, 0x65c475 } },
  { FV_PALETTE_DELTA, { 0x757000, 0xffffff, 0xbe3880 }, { 0xbdb33d, 0x242424, 0xff8ac2 } },
};

static void
ends_are_exact (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (int at = -1; at <= 1; at++)
      {
        g_assert_cmphex (fv_palette_pixel (pairs[i].palette, FALSE, at * 0.5, 0.5), ==,
                         pairs[i].light[at + 1]);
        g_assert_cmphex (fv_palette_pixel (pairs[i].palette, TRUE, at * 3e9, 3e9), ==, pairs[i].dark[at + 1]);
        /* Beyond the scale there is no further colour. */
        g_assert_cmphex (fv_palette_pixel (pairs[i].palette, FALSE, at * 7.0, 0.5), ==,
                         pairs[i].light[at + 1]);
      }
}

static void
ends_are_equally_light (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (int at = -1; at <= 1; at += 2)
      {
        g_assert_cmpfloat_with_epsilon (fv_palette_lightness (pairs[i].light[at + 1]), 46.0, 0.3);
        g_assert_cmpfloat_with_epsilon (fv_palette_lightness (pairs[i].dark[at + 1]), 71.9, 0.3);
      }
}

/* Away from zero every step is at least as far from the paper's lightness as the one before. */
static void
lightness_is_monotone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    for (guint dark = 0; dark < 2; dark++)
      {
        const guint32 *table = fv_palette_table (pairs[i].palette, dark);
        double sign = dark ? 1 : -1;

        for (int step = 1; step <= FV_PALETTE_HALF; step++)
          for (int side = -1; side <= 1; side += 2)
            {
              double near = fv_palette_lightness (table[FV_PALETTE_HALF + side * (step - 1)]);
              double far = fv_palette_lightness (table[FV_PALETTE_HALF + side * step]);
              /* A rounded channel may turn back by less than one step of eight bits. */
              g_assert_cmpfloat (sign * (far - near), >, -0.25);
            }
      }
}

/* Small δ are lifted off the paper more than small activations, or they would vanish. */
static void
small_deltas_show (void)
{
  double delta = fv_palette_lightness (fv_palette_pixel (FV_PALETTE_DELTA, FALSE, 0.05, 1));
  double activation = fv_palette_lightness (fv_palette_pixel (FV_PALETTE_ACTIVATION, FALSE, 0.05, 1));

  g_assert_cmpfloat (delta, <, activation - 3);
}

static void
not_finite_has_no_color (void)
{
  g_assert_cmphex (fv_palette_pixel (FV_PALETTE_ACTIVATION, FALSE, NAN, 1), ==, FV_PALETTE_NOT_FINITE);
  g_assert_cmphex (fv_palette_pixel (FV_PALETTE_ACTIVATION, FALSE, INFINITY, 1), ==, FV_PALETTE_NOT_FINITE);
}

static void
scale_of_nothing_is_paper (void)
{
  g_assert_cmphex (fv_palette_pixel (FV_PALETTE_WEIGHT, FALSE, 0, 0), ==, 0xffffff);
  g_assert_cmphex (fv_palette_pixel (FV_PALETTE_WEIGHT, TRUE, 1e-320, 1e-320), ==, 0x242424);
}

static void
arrays_agree_with_single_values (void)
{
  const double doubles[] = { -2, -0.3, 0, 0.001, 0.7, NAN, 5 };
  const float floats[] = { -2, -0.3f, 0, 0.001f, 0.7f, NAN, 5 };
  guint32 a[7], b[7];

  fv_palette_doubles (FV_PALETTE_DELTA, TRUE, doubles, 7, 2, a);
  fv_palette_floats (FV_PALETTE_DELTA, TRUE, floats, 7, 2, b);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmphex (a[i], ==, fv_palette_pixel (FV_PALETTE_DELTA, TRUE, doubles[i], 2));
      g_assert_cmphex (b[i], ==, fv_palette_pixel (FV_PALETTE_DELTA, TRUE, (double)floats[i], 2));
    }
}

static void
pictures_are_ink_on_paper (void)
{
  const guint8 bytes[] = { 0, 128, 255 };
  guint32 light[3], dark[3];

  fv_palette_bytes (FV_PALETTE_PICTURE, FALSE, bytes, 3, light);
  fv_palette_bytes (FV_PALETTE_PICTURE, TRUE, bytes, 3, dark);
  g_assert_cmphex (light[0], ==, 0xffffff);
  g_assert_cmphex (light[2], ==, 0x1a1a1a);
  g_assert_cmphex (dark[0], ==, 0x242424);
  g_assert_cmphex (dark[2], ==, 0xffffff);
  g_assert_cmpfloat (fv_palette_lightness (light[1]), <, 100);
  g_assert_cmpfloat (fv_palette_lightness (light[1]), >, 20);
}

static void
scales_skip_what_is_not_finite (void)
{
  const double doubles[] = { 0.25, -3, NAN, INFINITY };
  const float floats[] = { 0.25f, -3, NAN, INFINITY };

  g_assert_cmpfloat (fv_palette_scale_doubles (doubles, 4), ==, 3);
  g_assert_cmpfloat (fv_palette_scale_floats (floats, 4), ==, 3);
  g_assert_cmpfloat (fv_palette_scale_doubles (doubles + 2, 2), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/ends-are-exact", ends_are_exact);
  g_test_add_func ("/palette/ends-are-equally-light", ends_are_equally_light);
  g_test_add_func ("/palette/lightness-is-monotone", lightness_is_monotone);
  g_test_add_func ("/palette/small-deltas-show", small_deltas_show);
  g_test_add_func ("/palette/not-finite-has-no-color", not_finite_has_no_color);
  g_test_add_func ("/palette/scale-of-nothing-is-paper", scale_of_nothing_is_paper);
  g_test_add_func ("/palette/arrays-agree-with-single-values", arrays_agree_with_single_values);
  g_test_add_func ("/palette/pictures-are-ink-on-paper", pictures_are_ink_on_paper);
  g_test_add_func ("/palette/scales-skip-what-is-not-finite", scales_skip_what_is_not_finite);
  return g_test_run ();
}
