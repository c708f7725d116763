/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scan.h"

#include "fv-digits.h"

#include <string.h>

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static double
ink (const guint8 *pixels)
{
  double sum = 0;

  for (guint i = 0; i < AREA; i++)
    sum += pixels[i] / 255.0;
  return sum;
}

/* How many pixels are neither ink nor paper. */
static guint
gray (const guint8 *pixels)
{
  guint n = 0;

  for (guint i = 0; i < AREA; i++)
    n += pixels[i] > 25 && pixels[i] < 230;
  return n;
}

/* Asked for nothing, it does nothing, and takes no chance from who comes after. */
static void
test_nothing (void)
{
  FvHandTraits traits = fv_hand_traits (FV_DISTORTION_MILD);
  FvRandom random = fv_random_new (1, 2), same = random;
  guint8 pixels[AREA], before[AREA];

  fv_digits_draw (1, 0, FV_DISTORTION_MILD, pixels);
  memcpy (before, pixels, AREA);
  g_assert_false (fv_scan (&random, &traits, pixels));
  g_assert_cmpmem (pixels, AREA, before, AREA);
  g_assert_cmpmem (&random, sizeof random, &same, sizeof same);
}

/* A coarser pixel spreads ink and loses none; nothing gets darker than the darkest was. */
static void
test_coarse (void)
{
  FvHandTraits traits = { .coarse = 1.5 };
  guint blurred = 0;

  for (guint i = 0; i < 200; i++)
    {
      FvRandom random = fv_random_new (3, i);
      guint8 pixels[AREA], before[AREA];

      fv_digits_draw (1, i, FV_DISTORTION_MILD, pixels);
      memcpy (before, pixels, AREA);
      fv_scan (&random, &traits, pixels);
      g_assert_cmpfloat (ink (pixels), >, 0.97 * ink (before));
      g_assert_cmpfloat (ink (pixels), <, 1.03 * ink (before));
      blurred += gray (pixels) > gray (before) + 20;
    }
  /* Half of the pixels that come by chance are finer than ours, and are ours. */
  g_assert_cmpuint (blurred, >, 60);
  g_assert_cmpuint (blurred, <, 140);
}

/* More contrast leaves less between ink and paper, and never takes the digit away or fills it. */
static void
test_contrast (void)
{
  FvHandTraits traits = { .contrast = 1 };
  guint sharper = 0;

  for (guint i = 0; i < 200; i++)
    {
      FvRandom random = fv_random_new (4, i);
      guint8 pixels[AREA], before[AREA];

      fv_digits_draw (1, i, FV_DISTORTION_MILD, pixels);
      memcpy (before, pixels, AREA);
      fv_scan (&random, &traits, pixels);
      g_assert_cmpfloat (ink (pixels), >, 0.39 * ink (before));
      g_assert_cmpfloat (ink (pixels), <, 2.21 * ink (before));
      g_assert_cmpuint (gray (pixels), <=, gray (before));
      sharper += gray (pixels) < gray (before);
    }
  g_assert_cmpuint (sharper, >, 60);
  g_assert_cmpuint (sharper, <, 140);
}

/* Nothing comes of nothing. */
static void
test_empty (void)
{
  FvHandTraits traits = fv_hand_traits (FV_DISTORTION_SCANNED);

  for (guint i = 0; i < 50; i++)
    {
      FvRandom random = fv_random_new (5, i);
      guint8 pixels[AREA] = { 0 };

      g_assert_true (fv_scan (&random, &traits, pixels));
      g_assert_cmpfloat (ink (pixels), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/nothing", test_nothing);
  g_test_add_func ("/scan/coarse", test_coarse);
  g_test_add_func ("/scan/contrast", test_contrast);
  g_test_add_func ("/scan/empty", test_empty);
  return g_test_run ();
}
