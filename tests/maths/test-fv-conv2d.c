/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-conv2d.h"
#include "fv-random.h"

static double *
random_values (FvRandom *random, gsize count)
{
  double *values = g_new (double, count);

  for (gsize i = 0; i < count; i++)
    values[i] = fv_random_between (random, -1, 1);
  return values;
}

/* The definition, cell by cell, in the order MATH gives: the sums must agree to the bit. */
static double
valid_cell (const double *x, guint n, const double *k, guint p, guint q, guint i, guint j)
{
  double sum = 0;

  for (guint u = 0; u < p; u++)
    for (guint v = 0; v < q; v++)
      sum += k[u * q + v] * x[(i + p - 1 - u) * n + (j + q - 1 - v)];
  return sum;
}

static double
full_cell (const double *x, guint m, guint n, const double *k, guint p, guint q, guint i, guint j)
{
  double sum = 0;

  for (guint u = 0; u < p; u++)
    for (guint v = 0; v < q; v++)
      if (i >= u && i - u < m && j >= v && j - v < n)
        sum += k[u * q + v] * x[(i - u) * n + (j - v)];
  return sum;
}

static void
check_sizes (FvRandom *random, guint m, guint n, guint p, guint q)
{
  g_autofree double *x = random_values (random, m * n);
  g_autofree double *k = random_values (random, p * q);
  g_autofree double *valid = g_new (double, (m - p + 1) * (n - q + 1));
  g_autofree double *full = g_new (double, (m + p - 1) * (n + q - 1));

  fv_conv2d_valid (x, m, n, k, p, q, valid);
  for (guint i = 0; i < m - p + 1; i++)
    for (guint j = 0; j < n - q + 1; j++)
      g_assert_cmpfloat (valid[i * (n - q + 1) + j], ==, valid_cell (x, n, k, p, q, i, j));
  fv_conv2d_full (x, m, n, k, p, q, full);
  for (guint i = 0; i < m + p - 1; i++)
    for (guint j = 0; j < n + q - 1; j++)
      g_assert_cmpfloat (full[i * (n + q - 1) + j], ==, full_cell (x, m, n, k, p, q, i, j));
}

/* Every width of a row's last block, one row and many, kernels as large as the map. */
static void
test_definition (void)
{
  FvRandom random = fv_random_new (1, 1);

  for (guint m = 1; m <= 12; m++)
    for (guint n = 1; n <= 20; n++)
      for (guint p = 1; p <= MIN (m, 4); p++)
        check_sizes (&random, m, n, p, MIN (n, 1 + (m + n + p) % 5));
  check_sizes (&random, 28, 28, 5, 5);
  check_sizes (&random, 5, 9, 5, 9);
}

/* A worked example of a true convolution: the kernel is turned, [1 2; 3 4] meets the window as [4 3; 2 1]. */
static void
test_example (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, k[] = { 1, 2, 3, 4 };
  double y[4], full[16];

  fv_conv2d_valid (x, 3, 3, k, 2, 2, y);
  g_assert_cmpfloat (y[0], ==, 4 * 1 + 3 * 2 + 2 * 4 + 1 * 5);
  g_assert_cmpfloat (y[3], ==, 4 * 5 + 3 * 6 + 2 * 8 + 1 * 9);
  fv_conv2d_full (x, 3, 3, k, 2, 2, full);
  g_assert_cmpfloat (full[0], ==, 1);
  g_assert_cmpfloat (full[15], ==, 36);
  g_assert_cmpfloat (full[5], ==, y[0]);
}

static void
test_rot180 (void)
{
  const double k[] = { 1, 2, 3, 4, 5, 6 };
  double once[6], twice[6];

  fv_rot180 (k, 2, 3, once);
  fv_rot180 (once, 2, 3, twice);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (once[i], ==, 6 - i);
      g_assert_cmpfloat (twice[i], ==, k[i]);
    }
}

static void
test_frame (void)
{
  const double x[] = { 1, 2, 3, 4 };
  const double wanted[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0 };
  double out[24];

  fv_conv2d_frame (x, 2, 2, 2, 3, out);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpfloat (out[i], ==, wanted[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conv2d/definition", test_definition);
  g_test_add_func ("/conv2d/example", test_example);
  g_test_add_func ("/conv2d/rot180", test_rot180);
  g_test_add_func ("/conv2d/frame", test_frame);
  return g_test_run ();
}
