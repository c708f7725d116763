/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-pooling.h"
#include "fv-random.h"

static void
test_sizes (void)
{
  g_assert_cmpuint (fv_downsampled (991, 2, FV_BORDER_KEEP), ==, 496);
  g_assert_cmpuint (fv_downsampled (991, 2, FV_BORDER_IGNORE), ==, 495);
  g_assert_cmpuint (fv_downsampled (9, 3, FV_BORDER_KEEP), ==, 3);
  g_assert_cmpuint (fv_downsampled (2, 4, FV_BORDER_KEEP), ==, 1);
}

static void
test_max (void)
{
  const double x[] = { 1, 5, 2, 0, 3, 4, 2, 2 }, delta[] = { 0.5, -1 };
  double s[2], d_x[8];
  gint32 winner[2];

  fv_pooling_nth (FV_POOLING_MAX)->downsample (x, 2, 4, 2, FV_BORDER_IGNORE, s, winner);
  g_assert_cmpfloat (s[0], ==, 5);
  g_assert_cmpint (winner[0], ==, 1);
  /* Of equal cells the first in raster order wins, alone. */
  g_assert_cmpfloat (s[1], ==, 2);
  g_assert_cmpint (winner[1], ==, 2);
  fv_pooling_nth (FV_POOLING_MAX)->upsample (delta, winner, 2, 4, 2, FV_BORDER_IGNORE, d_x);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpfloat (d_x[i], ==, i == 1 ? 0.5 : i == 2 ? -1 : 0);
}

/* A filled-in zero beats what is negative, and nothing flows back; a real 0 beats a filled-in one. */
static void
test_max_border (void)
{
  const double x[] = { -1, -2, -3, -1, -2, 0, -1, -1, -1 }, delta[] = { 1, 2, 4, 8 };
  const double wanted[] = { 1, 0, 0, 0, 0, 2, 0, 0, 0 };
  double s[4], d_x[9];
  gint32 winner[4];

  fv_pooling_nth (FV_POOLING_MAX)->downsample (x, 3, 3, 2, FV_BORDER_KEEP, s, winner);
  g_assert_cmpfloat (s[0], ==, -1);
  g_assert_cmpint (winner[0], ==, 0);
  g_assert_cmpfloat (s[1], ==, 0);
  g_assert_cmpint (winner[1], ==, 5);
  g_assert_cmpint (winner[2], ==, -1);
  g_assert_cmpint (winner[3], ==, -1);
  fv_pooling_nth (FV_POOLING_MAX)->upsample (delta, winner, 3, 3, 2, FV_BORDER_KEEP, d_x);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat (d_x[i], ==, wanted[i]);
}

static void
test_max_shows_nan (void)
{
  const double x[] = { 1, NAN, 2, 3 };
  double s;
  gint32 winner;

  fv_pooling_nth (FV_POOLING_MAX)->downsample (x, 2, 2, 2, FV_BORDER_IGNORE, &s, &winner);
  g_assert_true (isnan (s));
  g_assert_cmpint (winner, ==, 1);
}

static void
test_mean (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  double s[4];

  fv_pooling_nth (FV_POOLING_MEAN)->downsample (x, 3, 3, 2, FV_BORDER_KEEP, s, NULL);
  g_assert_cmpfloat (s[0], ==, 3);
  /* Filled-in zeros are counted. */
  g_assert_cmpfloat (s[1], ==, 9.0 / 4);
  g_assert_cmpfloat (s[3], ==, 9.0 / 4);
}

/* Σ s·δ as a function of x has the gradient upsample gives: every kind, border and size of block. */
static void
check_upsample (const FvPooling *pooling, FvRandom *random, guint m, guint n, guint p, FvBorder border)
{
  guint count = fv_downsampled (m, p, border) * fv_downsampled (n, p, border);
  g_autofree double *x = g_new (double, m *n);
  g_autofree double *d_x = g_new (double, m *n);
  g_autofree double *s = g_new (double, count);
  g_autofree double *delta = g_new (double, count);
  g_autofree gint32 *winner = g_new0 (gint32, count);

  for (guint i = 0; i < m * n; i++)
    x[i] = fv_random_between (random, -1, 1);
  for (guint i = 0; i < count; i++)
    delta[i] = fv_random_between (random, -1, 1);
  pooling->downsample (x, m, n, p, border, s, winner);
  pooling->upsample (delta, winner, m, n, p, border, d_x);
  for (guint i = 0; i < m * n; i++)
    {
      double kept = x[i], change = 0;

      x[i] = kept + 1e-7;
      pooling->downsample (x, m, n, p, border, s, NULL);
      for (guint c = 0; c < count; c++)
        change += s[c] * delta[c];
      x[i] = kept - 1e-7;
      pooling->downsample (x, m, n, p, border, s, NULL);
      for (guint c = 0; c < count; c++)
        change -= s[c] * delta[c];
      x[i] = kept;
      g_assert_cmpfloat_with_epsilon (d_x[i], change / 2e-7, 1e-7);
    }
}

static void
test_every_upsample (void)
{
  FvRandom random = fv_random_new (3, 1);

  for (guint k = 0; fv_pooling_nth (k) != NULL; k++)
    for (FvBorder border = 0; fv_border_choice (border) != NULL; border++)
      for (guint p = 2; p <= 4; p++)
        for (guint m = p; m <= 9; m++)
          check_upsample (fv_pooling_nth (k), &random, m, m + 1, p, border);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pooling/sizes", test_sizes);
  g_test_add_func ("/pooling/max", test_max);
  g_test_add_func ("/pooling/max-border", test_max_border);
  g_test_add_func ("/pooling/max-shows-nan", test_max_shows_nan);
  g_test_add_func ("/pooling/mean", test_mean);
  g_test_add_func ("/pooling/every-upsample", test_every_upsample);
  return g_test_run ();
}
