/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-style.h"

static double
linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
luminance (FvColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

/* WCAG 2. */
static double
contrast (FvColor a, FvColor b)
{
  double light = MAX (luminance (a), luminance (b)), dark = MIN (luminance (a), luminance (b));

  return (light + 0.05) / (dark + 0.05);
}

static void
check_style (FvStyle style)
{
  g_assert_cmpfloat (style.text_scale, ==, 1);
  g_assert_cmpfloat (contrast (style.text, style.scene), >, 10);
  g_assert_cmpfloat (contrast (style.secondary, style.scene), >, 5.2);
  g_assert_cmpfloat (contrast (style.wrong, style.scene), >, 4.5);
  g_assert_cmpfloat (contrast (style.curve, style.scene), >, 4.5);
  g_assert_cmpfloat (contrast (style.kept, style.scene), >, 3);
  /* Darker is the one that is shown. */
  g_assert_cmpfloat (contrast (style.curve, style.scene), >, 2 * contrast (style.kept, style.scene));
  g_assert_cmpfloat (contrast (style.bar, style.scene), >, 4.5);
  g_assert_cmpfloat (contrast (style.ring, style.scene), >, 10);
  g_assert_cmpfloat (contrast (style.accent, style.scene), >, 4.5);
  g_assert_cmpfloat (contrast (style.text, style.selected), >, 7);
  /* Lines are seen and do not shout. */
  g_assert_cmpfloat (contrast (style.frame, style.scene), >, contrast (style.hairline, style.scene));
  g_assert_cmpfloat (contrast (style.frame, style.scene), <, 3);
}

static void
light_is_legible (void)
{
  check_style (fv_style_light ());
  g_assert_false (fv_style_light ().dark);
  g_assert_cmpfloat (luminance (fv_style_light ().scene), ==, 1);
}

static void
dark_is_legible (void)
{
  check_style (fv_style_dark ());
  g_assert_true (fv_style_dark ().dark);
  g_assert_cmpfloat (luminance (fv_style_dark ().scene), <, 0.03);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/light-is-legible", light_is_legible);
  g_test_add_func ("/style/dark-is-legible", dark_is_legible);
  return g_test_run ();
}
