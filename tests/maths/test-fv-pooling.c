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

  fv_pooling_nth (FV_POOLING_MAX)->downsample ((FvBlocks){ 2, 4, 2, FV_BORDER_IGNORE }, x, NULL, s, winner);
  g_assert_cmpfloat (s[0], ==, 5);
  g_assert_cmpint (winner[0], ==, 1);
  /* Of equal cells the first in raster order wins, alone. */
  g_assert_cmpfloat (s[1], ==, 2);
  g_assert_cmpint (winner[1], ==, 2);
  fv_pooling_nth (FV_POOLING_MAX)
      ->upsample ((FvBlocks){ 2, 4, 2, FV_BORDER_IGNORE }, delta, NULL, winner, d_x);
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

  fv_pooling_nth (FV_POOLING_MAX)->downsample ((FvBlocks){ 3, 3, 2, FV_BORDER_KEEP }, x, NULL, s, winner);
  g_assert_cmpfloat (s[0], ==, -1);
  g_assert_cmpint (winner[0], ==, 0);
  g_assert_cmpfloat (s[1], ==, 0);
  g_assert_cmpint (winner[1], ==, 5);
  g_assert_cmpint (winner[2], ==, -1);
  g_assert_cmpint (winner[3], ==, -1);
  fv_pooling_nth (FV_POOLING_MAX)->upsample ((FvBlocks){ 3, 3, 2, FV_BORDER_KEEP }, delta, NULL, winner, d_x);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat (d_x[i], ==, wanted[i]);
}

static void
test_max_shows_nan (void)
{
  const double x[] = { 1, NAN, 2, 3 };
  double s;
  gint32 winner;

  fv_pooling_nth (FV_POOLING_MAX)->downsample ((FvBlocks){ 2, 2, 2, FV_BORDER_IGNORE }, x, NULL, &s, &winner);
  g_assert_true (isnan (s));
  g_assert_cmpint (winner, ==, 1);
}

static void
test_mean (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  double s[4];

  fv_pooling_nth (FV_POOLING_MEAN)->downsample ((FvBlocks){ 3, 3, 2, FV_BORDER_KEEP }, x, NULL, s, NULL);
  g_assert_cmpfloat (s[0], ==, 3);
  /* Filled-in zeros are counted. */
  g_assert_cmpfloat (s[1], ==, 9.0 / 4);
  g_assert_cmpfloat (s[3], ==, 9.0 / 4);
}

/* Filled-in cells take no part: the largest real cell wins, the mean is of the real ones. */
static void
test_keep_real (void)
{
  const double x[] = { -1, -2, -3, -1, -2, -4, -1, -1, -1 };
  const FvBlocks blocks = { 3, 3, 2, FV_BORDER_KEEP_REAL };
  double s[4];
  gint32 winner[4];

  fv_pooling_nth (FV_POOLING_MAX)->downsample (blocks, x, NULL, s, winner);
  g_assert_cmpfloat (s[1], ==, -3);
  g_assert_cmpint (winner[1], ==, 2);
  g_assert_cmpfloat (s[3], ==, -1);
  g_assert_cmpint (winner[3], ==, 8);
  fv_pooling_nth (FV_POOLING_MEAN)->downsample (blocks, x, NULL, s, NULL);
  g_assert_cmpfloat (s[1], ==, -3.5);
  g_assert_cmpfloat (s[3], ==, -1);
}

/* The window is wider than the block (a Gaussian of 2×2 would be the mean), its weights add up to 1. */
static void
test_gaussian_window (void)
{
  double g[64];

  g_assert_cmpuint (fv_gaussian_side (2), ==, 4);
  g_assert_cmpuint (fv_gaussian_side (3), ==, 7);
  g_assert_cmpuint (fv_gaussian_side (4), ==, 8);
  for (guint p = 2; p <= 4; p++)
    {
      guint side = fv_gaussian_side (p);
      double sum = 0;

      fv_gaussian_side_weights (p, g);
      for (guint i = 0; i < side; i++)
        {
          sum += g[i];
          g_assert_cmpfloat (g[i], ==, g[side - 1 - i]);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-15);
    }
  /* p = 2: s = 1, cells at ±½ and ±1½ from the middle. */
  fv_gaussian_side_weights (2, g);
  g_assert_cmpfloat_with_epsilon (g[0] / g[1], exp (-1), 1e-14);
}

/* A constant stays what it is where the whole window lies on the map, and everywhere with keep-real. */
static void
test_gaussian_constant (void)
{
  double x[64], s[16];

  for (guint i = 0; i < 64; i++)
    x[i] = 3;
  fv_pooling_nth (FV_POOLING_GAUSSIAN)->downsample ((FvBlocks){ 8, 8, 2, FV_BORDER_KEEP }, x, NULL, s, NULL);
  g_assert_cmpfloat_with_epsilon (s[5], 3, 1e-14);
  g_assert_cmpfloat (s[0], <, 2.9);
  fv_pooling_nth (FV_POOLING_GAUSSIAN)
      ->downsample ((FvBlocks){ 8, 8, 2, FV_BORDER_KEEP_REAL }, x, NULL, s, NULL);
  g_assert_cmpfloat_with_epsilon (s[0], 3, 1e-14);
}

/* The article's rule gives every cell of a block what only the winner should get. */
static void
test_copy_to_all (void)
{
  const double delta[] = { 1, 2, 3, 4 }, wanted[] = { 1, 1, 2, 1, 1, 2, 3, 3, 4 };
  double d_x[9];

  fv_upsample_copy_to_all ((FvBlocks){ 3, 3, 2, FV_BORDER_KEEP }, delta, d_x);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat (d_x[i], ==, wanted[i]);
}

static double
weigh (const FvPooling *pooling, FvBlocks blocks, const double *x, const double *weights, const double *delta)
{
  gsize count = fv_blocks_count (blocks);
  g_autofree double *s = g_new (double, count);
  double sum = 0;

  pooling->downsample (blocks, x, weights, s, NULL);
  for (gsize i = 0; i < count; i++)
    sum += s[i] * delta[i];
  return sum;
}

/* Σ s·δ as a function of values[count] has the gradient given, one value after the other nudged. */
static void
compare (const FvPooling *pooling, FvBlocks blocks, const double *x, const double *weights,
         const double *delta, double *values, gsize count, const double *gradient)
{
  for (gsize i = 0; i < count; i++)
    {
      double kept = values[i], above, below;

      values[i] = kept + 1e-7;
      above = weigh (pooling, blocks, x, weights, delta);
      values[i] = kept - 1e-7;
      below = weigh (pooling, blocks, x, weights, delta);
      values[i] = kept;
      g_assert_cmpfloat_with_epsilon (gradient[i], (above - below) / 2e-7, 1e-7);
    }
}

static void
fill (FvRandom *random, double *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    values[i] = fv_random_between (random, -1, 1);
}

static void
check_gradients (const FvPooling *pooling, FvRandom *random, FvBlocks blocks)
{
  gsize cells = (gsize)blocks.m * blocks.n, count = fv_blocks_count (blocks);
  g_autofree double *x = g_new (double, cells);
  g_autofree double *d_x = g_new (double, cells);
  g_autofree double *s = g_new (double, count);
  g_autofree double *delta = g_new (double, count);
  g_autofree gint32 *winner = g_new0 (gint32, count);
  double weights[16], d_weights[16] = { 0 };

  fill (random, x, cells);
  fill (random, delta, count);
  fill (random, weights, 16);
  pooling->downsample (blocks, x, weights, s, winner);
  pooling->upsample (blocks, delta, weights, winner, d_x);
  compare (pooling, blocks, x, weights, delta, x, cells, d_x);
  if (pooling->gradient == NULL)
    return;
  pooling->gradient (blocks, x, delta, d_weights);
  compare (pooling, blocks, x, weights, delta, weights, blocks.p * blocks.p, d_weights);
}

/* Every kind, border and size of block. */
static void
test_every_gradient (void)
{
  FvRandom random = fv_random_new (3, 1);

  for (guint k = 0; fv_pooling_nth (k) != NULL; k++)
    for (FvBorder border = 0; fv_border_choice (border) != NULL; border++)
      for (guint p = 2; p <= 4; p++)
        for (guint m = p; m <= 9; m++)
          check_gradients (fv_pooling_nth (k), &random, (FvBlocks){ m, m + 1, p, border });
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
  g_test_add_func ("/pooling/keep-real", test_keep_real);
  g_test_add_func ("/pooling/gaussian-window", test_gaussian_window);
  g_test_add_func ("/pooling/gaussian-constant", test_gaussian_constant);
  g_test_add_func ("/pooling/copy-to-all", test_copy_to_all);
  g_test_add_func ("/pooling/every-gradient", test_every_gradient);
  return g_test_run ();
}
