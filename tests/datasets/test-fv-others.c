/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-others.h"

#include <string.h>

#include "fv-digits.h"
#include "fv-scribble.h"

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static double
ink (const guint8 *pixels)
{
  double sum = 0;

  for (guint i = 0; i < AREA; i++)
    sum += pixels[i] / 255.0;
  return sum;
}

static void
test_same_bytes (void)
{
  guint8 a[AREA], b[AREA];
  guint unlike = 0;

  for (guint i = 0; i < 200; i++)
    {
      fv_others_draw (3, i, FV_DISTORTION_STRONG, a);
      fv_others_draw (3, i, FV_DISTORTION_STRONG, b);
      g_assert_cmpmem (a, AREA, b, AREA);
      fv_others_draw (4, i, FV_DISTORTION_STRONG, b);
      unlike += memcmp (a, b, AREA) != 0;
    }
  g_assert_cmpuint (unlike, >, 195); /* two empty pads are the same */
}

/* Some are empty, few, and no kind of thing is missing. */
static void
test_shares (void)
{
  guint8 pixels[AREA];
  guint empty = 0;

  for (guint i = 0; i < 5000; i++)
    {
      fv_others_draw (1, i, FV_DISTORTION_MEDIUM, pixels);
      empty += ink (pixels) < 6;
    }
  g_assert_cmpuint (empty, >, 100);
  g_assert_cmpuint (empty, <, 400);
}

/* Whatever the chance, a scribble has ink, and fits. */
static void
test_scribbles (void)
{
  guint8 pixels[AREA];

  for (guint i = 0; i < 3000; i++)
    {
      FvRandom random = fv_random_new (9, i);

      fv_scribble_draw (&random, FV_DISTORTION_MILD, pixels);
      g_assert_cmpfloat (ink (pixels), >, 1);
      g_assert_cmpfloat (ink (pixels), <, 400);
    }
}

/* One in 14 is no digit; the digits are those of the seed, in order. */
static void
test_among_digits (void)
{
  g_autoptr (FvDataset) set = fv_digits_new_with_others (5, 0, 798, FV_DISTORTION_MILD, NULL, NULL);
  guint8 pixels[AREA];
  guint digits = 0;

  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 11);
  g_assert_cmpstr (fv_dataset_class_name (set, FV_SKELETON_OTHER), ==, "other");
  for (guint i = 0; i < 798; i++)
    {
      if (fv_dataset_label (set, i) == FV_SKELETON_OTHER)
        continue;
      g_assert_cmpuint (fv_digits_draw (5, digits++, FV_DISTORTION_MILD, pixels), ==,
                        fv_dataset_label (set, i));
      g_assert_cmpmem (pixels, AREA, fv_dataset_pixels (set, i), AREA);
    }
  g_assert_cmpuint (digits, ==, 741);
}

/* Letters have a table of their own: none is written as a digit, none twice. */
static void
test_skeletons (void)
{
  guint others = 0;

  for (guint i = 0; fv_skeleton_nth (i) != NULL; i++)
    others += fv_skeleton_nth (i)->digit == FV_SKELETON_OTHER;
  g_assert_cmpuint (others, >, 80);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (fv_skeleton_choose (FV_SKELETON_OTHER, i / 100.0)->digit, ==, FV_SKELETON_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/others/same-bytes", test_same_bytes);
  g_test_add_func ("/others/shares", test_shares);
  g_test_add_func ("/others/scribbles", test_scribbles);
  g_test_add_func ("/others/among-digits", test_among_digits);
  g_test_add_func ("/others/skeletons", test_skeletons);
  return g_test_run ();
}
