/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits.h"

#include "fv-gate.h"
#include "fv-skeletons.h"

#include <math.h>
#include <string.h>

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static void
test_skeletons (void)
{
  guint counts[FV_SKELETON_OTHER + 1] = { 0 }, n = 0;

  for (const FvSkeleton *s; (s = fv_skeleton_nth (n)) != NULL; n++)
    {
      g_assert_cmpuint (s->digit, <=, FV_SKELETON_OTHER);
      g_assert_cmpfloat (s->weight, >, 0);
      g_assert_cmpuint (s->n_strokes, >=, 1);
      counts[s->digit]++;
      for (guint i = 0; i < s->n_samples; i++)
        {
          double sum = 0;

          for (guint k = 0; k < 4; k++)
            {
              g_assert_cmpuint (s->samples[i].control[k], <, s->n_controls);
              sum += s->samples[i].weight[k];
            }
          g_assert_cmpfloat (fabs (sum - 1), <, 1e-12); /* a mean: moving the controls moves the sample */
        }
    }
  g_assert_cmpuint (n - counts[FV_SKELETON_OTHER], ==, 362);
  for (guint digit = 0; digit < 10; digit++)
    g_assert_cmpuint (counts[digit], >=, 10);
}

static FvControl
sample_at (const FvSkeleton *s, guint i)
{
  FvControl at = { 0, 0 };

  for (guint k = 0; k < 4; k++)
    {
      at.x += s->samples[i].weight[k] * s->controls[s->samples[i].control[k]].x;
      at.y += s->samples[i].weight[k] * s->controls[s->samples[i].control[k]].y;
    }
  return at;
}

/* Splines begin and end at their strokes' ends, pass through every control and leave no gaps. */
static void
test_splines (void)
{
  const FvSkeleton *s;

  for (guint n = 0; (s = fv_skeleton_nth (n)) != NULL; n++)
    for (guint k = 0; k < s->n_strokes; k++)
      {
        const FvSkeletonStroke *stroke = &s->strokes[k];
        FvControl last = sample_at (s, stroke->first_sample);
        guint passed = 0;

        for (guint i = 0; i < stroke->n_samples; i++)
          {
            FvControl at = sample_at (s, stroke->first_sample + i);
            FvControl next = s->controls[stroke->first_control + MIN (passed, stroke->n_controls - 1)];

            g_assert_cmpfloat (hypot (at.x - last.x, at.y - last.y), <, 0.15);
            if (passed < stroke->n_controls && hypot (at.x - next.x, at.y - next.y) < 1e-9)
              passed++;
            last = at;
          }
        g_assert_cmpuint (passed, ==, stroke->n_controls);
      }
}

static void
test_choice_follows_weights (void)
{
  double bar = 0;
  enum
  {
    N = 1000
  };

  /* Of all ways to write a 1 the plain bar has weight 7 of 17. */
  for (guint i = 0; i < N; i++)
    {
      const FvSkeleton *s = fv_skeleton_choose (1, (i + 0.5) / N);

      g_assert_cmpuint (s->digit, ==, 1);
      bar += (s->weight > 6.9) / (double)N;
    }
  g_assert_cmpfloat (bar, >, 0.41);
  g_assert_cmpfloat (bar, <, 0.43);
}

static void
test_same_bytes (void)
{
  guint8 a[AREA], b[AREA], c[AREA];

  for (guint d = 0; fv_distortion_name (d) != NULL; d++)
    for (guint i = 0; i < 50; i++)
      {
        guint digit = fv_digits_draw (7, i, d, a);

        g_assert_cmpuint (fv_digits_draw (7, i, d, b), ==, digit);
        fv_digits_draw (8, i, d, c);
        g_assert_cmpmem (a, AREA, b, AREA);
        g_assert_cmpint (memcmp (a, c, AREA), !=, 0);
      }
}

/* Pinned: what other machines must make too. */
static void
test_pinned (void)
{
  static const char *const wanted[] = { "b8b6fa30fd3919ac3a8a6f6c2ef7813dc20a8aa232c95d0654cb79616daf6738",
                                        "019c1809dc7937c8d2c35259f13a63b5956ed2d49392c44777a48969c8c8f3c9",
                                        "027cba9653b701075614961c418a756f687e5f5a8b8a03d4e39c75bbcaefb2b8",
                                        "2161d9d6a49467aaf42453e2f058803c5ff6251c8f60541aafb3f45f0c4416e9" };

  for (guint d = 0; d < G_N_ELEMENTS (wanted); d++)
    {
      g_autoptr (FvDataset) set = fv_digits_new (1, 0, 500, d, NULL, NULL);
      g_autofree char *sum
          = g_compute_checksum_for_data (G_CHECKSUM_SHA256, fv_dataset_pixels (set, 0), 500 * AREA);

      g_assert_cmpstr (sum, ==, wanted[d]);
    }
}

static void
test_range_of_samples (void)
{
  g_autoptr (FvDataset) set = fv_digits_new (5, 95, 30, FV_DISTORTION_MILD, NULL, NULL);
  guint8 pixels[AREA];

  for (guint i = 0; i < 30; i++)
    {
      g_assert_cmpuint (fv_digits_draw (5, 95 + i, FV_DISTORTION_MILD, pixels), ==,
                        fv_dataset_label (set, i));
      g_assert_cmpmem (pixels, AREA, fv_dataset_pixels (set, i), AREA);
    }
}

static void
test_balanced (void)
{
  guint8 pixels[AREA];
  guint in_order = 0;

  for (guint block = 0; block < 30; block++)
    {
      guint seen = 0;

      for (guint i = 0; i < 10; i++)
        {
          guint digit = fv_digits_draw (2, block * 10 + i, FV_DISTORTION_MILD, pixels);

          seen |= 1u << digit;
          in_order += digit == i;
        }
      g_assert_cmphex (seen, ==, 0x3ff);
    }
  g_assert_cmpuint (in_order, <, 80); /* 30 would be chance, 300 no order at all */
}

/* Ink of about 20 px, centre of mass in the middle, nothing at the edges, neither empty nor a blot. */
static void
test_look (void)
{
  for (guint d = 0; fv_distortion_name (d) != NULL; d++)
    {
      g_autoptr (FvDataset) set = fv_digits_new (3, 0, 2000, d, NULL, NULL);
      double all = 0;

      for (guint i = 0; i < 2000; i++)
        {
          const guint8 *pixels = fv_dataset_pixels (set, i);
          double mass = 0, x = 0, y = 0;
          guint most = 0;

          for (guint k = 0; k < AREA; k++)
            {
              mass += pixels[k];
              x += pixels[k] * (double)(k % 28);
              y += pixels[k] * (double)(k / 28);
              most = MAX (most, pixels[k]);
            }
          g_assert_cmpuint (most, >, (d == FV_DISTORTION_SCANNED ? 60 : 120)); /* a coarse scan is faint */
          g_assert_cmpfloat (mass / 255, >, 8);
          g_assert_cmpfloat (mass / 255, <, 300);
          g_assert_cmpfloat (fabs (x / mass - 14), <,
                             1); /* what a shift by whole pixels can do, and a cut edge */
          g_assert_cmpfloat (fabs (y / mass - 14), <, 1);
          all += mass / 255 / 2000;
        }
      g_assert_cmpfloat (all, >, 80); /* real digits: about 101 */
      g_assert_cmpfloat (all, <, 115);
    }
}

/* The stronger, the less the pictures of a class look alike. */
static void
test_strength (void)
{
  double spread[FV_DISTORTION_SCANNED]; /* a scan blurs, which is no spread */

  for (guint d = 0; d < G_N_ELEMENTS (spread); d++)
    {
      g_autoptr (FvDataset) set = fv_digits_new (4, 0, 5000, d, NULL, NULL);
      double variance = 0;

      for (guint k = 0; k < AREA; k++)
        {
          double sum = 0, square = 0;
          guint n = 0;

          for (guint i = 0; i < 5000; i++)
            if (fv_dataset_label (set, i) == 8)
              {
                double v = fv_dataset_pixels (set, i)[k] / 255.0;

                sum += v;
                square += v * v;
                n++;
              }
          variance += square / n - sum / n * (sum / n);
        }
      spread[d] = variance;
    }
  g_assert_cmpfloat (spread[FV_DISTORTION_MEDIUM], >, spread[FV_DISTORTION_MILD]);
  g_assert_cmpfloat (spread[FV_DISTORTION_STRONG], >, spread[FV_DISTORTION_MILD]);
}

static gboolean
stop_at_half (double fraction, gpointer data)
{
  guint *calls = data;

  (*calls)++;
  return fraction < 0.5;
}

static gboolean
rising (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
  return TRUE;
}

static void
test_progress (void)
{
  guint calls = 0;
  double last = 0;
  g_autoptr (FvDataset) whole = fv_digits_new (1, 0, 2000, FV_DISTORTION_MILD, rising, &last);

  g_assert_cmpfloat (last, >, 0.8);
  g_assert_cmpuint (fv_dataset_count (whole), ==, 2000);
  g_assert_null (fv_digits_new (1, 0, 2000, FV_DISTORTION_MILD, stop_at_half, &calls));
  g_assert_cmpuint (calls, ==, 4);
}

static void
test_names (void)
{
  FvDistortion found = FV_DISTORTION_MILD;

  for (guint d = 0; d < 4; d++)
    {
      g_assert_true (fv_distortion_from_name (fv_distortion_name (d), &found));
      g_assert_cmpint (found, ==, d);
    }
  g_assert_null (fv_distortion_name (4));
  g_assert_false (fv_distortion_from_name ("wild", &found));
  g_assert_false (fv_distortion_from_name (NULL, &found));
  g_assert_cmpint (found, ==, 3);
}

typedef struct
{
  guint8 pixels[40][AREA];
} Sheet;

static void
fill_sheet (gpointer data)
{
  Sheet *sheet = data;

  for (guint i = 0; i < 40; i++)
    fv_digits_draw (6, i, FV_DISTORTION_STRONG, sheet->pixels[i]);
}

static void
test_threads (void)
{
  Sheet *sheets = g_new (Sheet, 4);
  FvThread *threads[4];

  for (guint i = 0; i < 4; i++)
    threads[i] = fv_thread_start ("digits", 0, fill_sheet, &sheets[i]);
  for (guint i = 0; i < 4; i++)
    fv_thread_join (threads[i]);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpmem (&sheets[i], sizeof (Sheet), &sheets[0], sizeof (Sheet));
  g_free (sheets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digits/threads", test_threads); /* first: the skeletons are not parsed yet */
  g_test_add_func ("/digits/skeletons", test_skeletons);
  g_test_add_func ("/digits/splines", test_splines);
  g_test_add_func ("/digits/choice-follows-weights", test_choice_follows_weights);
  g_test_add_func ("/digits/same-bytes", test_same_bytes);
  g_test_add_func ("/digits/pinned", test_pinned);
  g_test_add_func ("/digits/range-of-samples", test_range_of_samples);
  g_test_add_func ("/digits/balanced", test_balanced);
  g_test_add_func ("/digits/look", test_look);
  g_test_add_func ("/digits/strength", test_strength);
  g_test_add_func ("/digits/progress", test_progress);
  g_test_add_func ("/digits/names", test_names);
  return g_test_run ();
}
