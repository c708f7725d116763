/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-elementary.h"

#include "fv-random.h"

#include <float.h>
#include <math.h>

/* How far got is from the true value, in units of the last place of a double there. long double has 11 bits more
 * on amd64; where it has none, libm's own error of an ulp is allowed for by the limit. */
static double
ulps (double got, long double want)
{
  double rounded = (double)want;
  int exponent;

  if (isnan (rounded) || isnan (got))
    return isnan (rounded) && isnan (got) ? 0 : INFINITY;
  if (isinf (rounded) || isinf (got))
    return got == rounded ? 0 : INFINITY;
  frexp (rounded, &exponent);
  return fabs ((double)((got - want) / ldexpl (1, MAX (exponent - 53, -1074))));
}

#define LIMIT (LDBL_MANT_DIG > 53 ? 2.0 : 3.0)

static long double
sigmoidl (long double x)
{
  return x < 0 ? expl (x) / (1 + expl (x)) : 1 / (1 + expl (-x));
}

typedef struct
{
  const char *path;
  double (*ours) (double);
  long double (*true_value) (long double);
  double low, high;
} Range;

static const Range ranges[] = {
  { "/elementary/exp/all", fv_exp, expl, -750, 715 },
  { "/elementary/exp/subnormal", fv_exp, expl, -746, -708 },
  { "/elementary/exp/near-0", fv_exp, expl, -1, 1 },
  { "/elementary/log/near-1", fv_log, logl, 0.5, 2 },
  { "/elementary/log/large", fv_log, logl, 1, 1e300 },
  { "/elementary/log1p/all", fv_log1p, log1pl, -1, 10 },
  { "/elementary/log1p/near-0", fv_log1p, log1pl, -1e-3, 1e-3 },
  { "/elementary/tanh/all", fv_tanh, tanhl, -25, 25 },
  { "/elementary/tanh/seam", fv_tanh, tanhl, 0.5, 0.625 },
  { "/elementary/tanh/near-0", fv_tanh, tanhl, -1e-3, 1e-3 },
  { "/elementary/sigmoid/all", fv_sigmoid, sigmoidl, -750, 50 },
  { "/elementary/sigmoid/middle", fv_sigmoid, sigmoidl, -4, 4 },
  { "/elementary/sin/all", fv_sin, sinl, -1e5, 1e5 },
  { "/elementary/sin/few-turns", fv_sin, sinl, -7, 7 },
  { "/elementary/cos/all", fv_cos, cosl, -1e5, 1e5 },
  { "/elementary/cos/few-turns", fv_cos, cosl, -7, 7 },
};

static void
check (const Range *range, double x)
{
  double wrong = ulps (range->ours (x), range->true_value ((long double)x));

  if (!(wrong <= LIMIT))
    g_test_message ("%s (%a): %a, %g ulp", range->path, x, range->ours (x), wrong);
  g_assert_cmpfloat (wrong, <=, LIMIT);
}

static void
test_range (gconstpointer data)
{
  const Range *range = data;
  FvRandom random = fv_random_new (11, 0);

  check (range, range->low);
  check (range, range->high);
  for (guint i = 0; i < 200000; i++)
    check (range, fv_random_between (&random, range->low, range->high));
}

/* Every power of two there is, and its neighbours. */
static void
test_powers (void)
{
  for (int k = -1074; k <= 1023; k++)
    {
      double x = ldexp (1, k);
      double near[] = { x, nextafter (x, 0), nextafter (x, INFINITY) };

      for (guint i = 0; i < G_N_ELEMENTS (near); i++)
        {
          if (near[i] > 0)
            g_assert_cmpfloat (ulps (fv_log (near[i]), logl (near[i])), <=, LIMIT);
          g_assert_cmpfloat (ulps (fv_log1p (near[i]), log1pl (near[i])), <=, LIMIT);
          g_assert_cmpfloat (ulps (fv_tanh (near[i]), tanhl (near[i])), <=, LIMIT);
          g_assert_cmpfloat (ulps (fv_exp (near[i]), expl (near[i])), <=, LIMIT);
          g_assert_cmpfloat (ulps (fv_exp (-near[i]), expl (-near[i])), <=, LIMIT);
          if (near[i] <= 1e5)
            g_assert_cmpfloat (ulps (fv_sin (near[i]), sinl (near[i])), <=, LIMIT);
        }
    }
}

/* Where the argument lies next to a multiple of π/2 all leading bits cancel. */
static void
test_quarters (void)
{
  for (guint n = 1; n < 63000; n++)
    {
      double x = n * (double)(M_PI_2);

      g_assert_cmpfloat (ulps (fv_sin (x), sinl (x)), <=, LIMIT);
      g_assert_cmpfloat (ulps (fv_cos (x), cosl (x)), <=, LIMIT);
    }
}

static void
test_extremes (void)
{
  g_assert_cmpfloat (fv_exp (0), ==, 1);
  g_assert_cmpfloat (fv_exp (INFINITY), ==, INFINITY);
  g_assert_cmpfloat (fv_exp (-INFINITY), ==, 0);
  g_assert_cmpfloat (fv_exp (1e300), ==, INFINITY);
  g_assert_cmpfloat (fv_exp (-1e300), ==, 0);
  g_assert_cmpfloat (fv_exp (709.78), <, INFINITY);
  g_assert_cmpfloat (fv_exp (-745.1), >, 0);
  g_assert_cmpfloat (fv_log (1), ==, 0);
  g_assert_cmpfloat (fv_log (0), ==, -INFINITY);
  g_assert_cmpfloat (fv_log (-0.0), ==, -INFINITY);
  g_assert_cmpfloat (fv_log (INFINITY), ==, INFINITY);
  g_assert_true (isnan (fv_log (-1)));
  g_assert_cmpfloat (fv_log1p (-1), ==, -INFINITY);
  g_assert_cmpfloat (fv_log1p (INFINITY), ==, INFINITY);
  g_assert_true (isnan (fv_log1p (-1.5)));
  g_assert_cmpfloat (fv_tanh (INFINITY), ==, 1);
  g_assert_cmpfloat (fv_tanh (-INFINITY), ==, -1);
  g_assert_cmpfloat (fv_sigmoid (INFINITY), ==, 1);
  g_assert_cmpfloat (fv_sigmoid (-INFINITY), ==, 0);
  g_assert_cmpfloat (fv_sigmoid (0), ==, 0.5);
  g_assert_true (isnan (fv_sin (INFINITY)));
  g_assert_true (isnan (fv_cos (1.1e5)));
}

static void
test_signed_zero (void)
{
  double (*const odd[]) (double) = { fv_tanh, fv_sin, fv_log1p };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_assert_cmpfloat (odd[i](-0.0), ==, 0);
      g_assert_true (signbit (odd[i](-0.0)));
      g_assert_false (signbit (odd[i](0.0)));
    }
}

static void
test_nan (void)
{
  double (*const all[]) (double) = { fv_exp, fv_log, fv_log1p, fv_tanh, fv_sigmoid, fv_sin, fv_cos };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_true (isnan (all[i](NAN)));
      g_assert_true (isnan (all[i](-NAN)));
    }
}

/* The quick way gives the same bits, at every size, sign and length. */
static void
test_tanh_all (void)
{
  double x[1003], out[1003];

  for (guint i = 0; i < 1000; i++)
    x[i] = (i % 2 == 0 ? 1 : -1) * (i < 200 ? i * 1e-17 : i < 800 ? (i - 200) * 0.004 : (i - 800) * 0.3);
  x[1000] = INFINITY;
  x[1001] = -0.0;
  x[1002] = NAN;
  fv_tanh_all (x, 1003, out);
  for (guint i = 0; i < 1002; i++)
    {
      double one = fv_tanh (x[i]);

      g_assert_cmpmem (&out[i], sizeof (double), &one, sizeof (double));
    }
  g_assert_true (isnan (out[1002]));
  fv_tanh_all (x, 7, x);
  g_assert_cmpmem (x, 7 * sizeof (double), out, 7 * sizeof (double));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    g_test_add_data_func (ranges[i].path, &ranges[i], test_range);
  g_test_add_func ("/elementary/powers-of-two", test_powers);
  g_test_add_func ("/elementary/quarter-turns", test_quarters);
  g_test_add_func ("/elementary/extremes", test_extremes);
  g_test_add_func ("/elementary/signed-zero", test_signed_zero);
  g_test_add_func ("/elementary/nan", test_nan);
  g_test_add_func ("/elementary/tanh-all", test_tanh_all);
  return g_test_run ();
}
