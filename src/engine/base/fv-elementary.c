/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-elementary.h"

#include <math.h>
#include <string.h>

#include "fv-clones.h"

/* Every polynomial is the Taylor series of the function, cut where the next term is below a quarter of the
 * last bit on the reduced range. The high parts of the constants end in enough zero bits that a multiple of
 * them by the reduction's integer is exact. */
#define LOG2_E      0x1.71547652b82fep+0
#define LN2_HI      0x1.62e42feep-1
#define LN2_LO      0x1.a39ef35793c76p-33
#define SQRT2       0x1.6a09e667f3bcdp+0
#define TWO_OVER_PI 0x1.45f306dc9c883p-1
#define HALF_PI_1   0x1.921fb544p+0  /* 33 bits */
#define HALF_PI_2   0x1.0b4611a6p-34 /* the next 33 */
#define HALF_PI_3   0x1.3198a2e037073p-69
#define ROUNDER     0x1.8p52 /* adding it rounds to a whole number and leaves that in the low bits */

static inline guint64
bits_of (double x)
{
  guint64 bits;

  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline double
double_of (guint64 bits)
{
  double x;

  memcpy (&x, &bits, sizeof x);
  return x;
}

/* 2^n for −1022 ≤ n ≤ 1023. */
static double
power_of_two (gint64 n)
{
  return double_of ((guint64)(n + 1023) << 52);
}

/* The whole number nearest to x, |x| < 2^31; anything for NaN. */
static gint32
nearest (double x)
{
  return (gint32)(guint32)bits_of (x + ROUNDER);
}

/* e^r − 1 for |r| ≤ ln 2 / 2: r + r²(1/2! + r/3! + …). */
static inline double
expm1_reduced (double r)
{
  double p = 1.0 / 6227020800;

  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  return r + r * r * p;
}

double
fv_exp (double x)
{
  double scaled;
  gint32 n;
  gint32 half;
  double r;

  /* Comparisons are false for NaN, which passes through to the polynomial. */
  x = x > 710 ? 710 : x;
  x = x < -746 ? -746 : x;
  n = nearest (x * LOG2_E);
  r = (x - n * LN2_HI) - n * LN2_LO;
  /* 2^n in two factors: one alone leaves the range at both ends; only the second can round. */
  half = n >> 1;
  scaled = (1 + expm1_reduced (r)) * power_of_two (half);
  return scaled * power_of_two (n - half);
}

/* log (1 + f) − f for √½ ≤ 1 + f < √2, in two parts as s·(f²/2 + series) − f²/2, where s = f/(2+f) and
 * log (1 + f) = 2 (s + s³/3 + s⁵/5 + …). */
static double
log_series (double s)
{
  double z = s * s;
  double p = 2.0 / 23;

  p = p * z + 2.0 / 21;
  p = p * z + 2.0 / 19;
  p = p * z + 2.0 / 17;
  p = p * z + 2.0 / 15;
  p = p * z + 2.0 / 13;
  p = p * z + 2.0 / 11;
  p = p * z + 2.0 / 9;
  p = p * z + 2.0 / 7;
  p = p * z + 2.0 / 5;
  p = p * z + 2.0 / 3;
  return p * z;
}

/* log ((1 + f) 2^k) + correction: large and small parts are kept apart until the last sums. */
static double
log_assemble (double f, gint64 k, double correction)
{
  double s = f / (2 + f);
  double half_square = 0.5 * f * f;
  double small = s * (half_square + log_series (s)) + (k * LN2_LO + correction);

  return k * LN2_HI - ((half_square - small) - f);
}

/* x = m 2^k with √½ ≤ m < √2, for normal positive x. */
static double
split_power (double x, gint64 *k)
{
  guint64 bits = bits_of (x);
  double m;

  *k = (gint64)(bits >> 52) - 1023;
  m = double_of ((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
  if (m >= SQRT2)
    {
      m *= 0.5;
      *k += 1;
    }
  return m;
}

double
fv_log (double x)
{
  gint64 k;
  gint64 raised = 0;
  double m;

  if (!(x > 0))
    return x == 0 ? -INFINITY : NAN;
  if (x > G_MAXDOUBLE)
    return x;
  if (x < 0x1p-1022)
    {
      x *= 0x1p54; /* subnormal: exact, and has an exponent now */
      raised = 54;
    }
  m = split_power (x, &k);
  return log_assemble (m - 1, k - raised, 0);
}

double
fv_log1p (double x)
{
  double u = 1 + x;
  double lost;
  double m;
  gint64 k;

  if (!(x > -1))
    return x == -1 ? -INFINITY : NAN;
  if (x > G_MAXDOUBLE)
    return x;
  if (fabs (x) < 0x1p-54)
    return x; /* keeps the sign of zero and subnormals */
  if (u >= 0.75 && u < SQRT2)
    return log_assemble (x, 0, 0);
  /* What rounding 1 + x lost comes back as the derivative of the logarithm. */
  lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  m = split_power (u, &k);
  return log_assemble (m - 1, k, lost / u);
}

/* tanh x = x − x z/(K + z) with z = x² and K = 3 + z/(5 + z/(7 + …)), Lambert's continued fraction; cut at 17
 * it is a quotient of two polynomials, good to the last bit for |x| < 0.6. */
static inline double
tanh_small (double x)
{
  double z = x * x;
  double above = 44;
  double below = 45;

  above = above * z + 12870.0;
  above = above * z + 810810.0;
  above = above * z + 11486475.0;
  below = below * z + 13860.0;
  below = below * z + 945945.0;
  below = below * z + 16216200.0;
  below = below * z + 34459425.0;
  return x - x * z * (above / below);
}

/* Away from 0 as 1 − 2/(e^2x + 1), where the rounding of the quotient is the smaller part. */
double
fv_tanh (double x)
{
  double size = fabs (x);
  double value;

  if (size < 0.5625)
    value = tanh_small (size);
  else
    value = 1 - 2 / (fv_exp (2 * size) + 1);
  return copysign (value, x);
}

/* yes or no, without a branch. */
static inline double
choose (gboolean condition, double yes, double no)
{
  guint64 mask = -(guint64)condition;

  return double_of ((bits_of (yes) & mask) | (bits_of (no) & ~mask));
}

/* Both ways for every value, then a choice: no branch, so that several values go side by side. Beyond 22 the quotient
 * is below half the last bit of 1, and e^2x keeps a plain exponent. */
static inline double
tanh_branchless (double x)
{
  double size = fabs (x);
  double doubled = 2 * choose (size > 22, 22, size);
  double shifted = doubled * LOG2_E + ROUNDER;
  double n = shifted - ROUNDER;
  double r = (doubled - n * LN2_HI) - n * LN2_LO;
  double power = double_of ((bits_of (shifted) + 1023) << 52);
  double large = 1 - 2 / ((1 + expm1_reduced (r)) * power + 1);
  double small = tanh_small (size);

  return copysign (choose (size < 0.5625, small, large), x);
}

FV_CLONES void
fv_tanh_all (const double *x, gsize count, double *out)
{
  for (gsize i = 0; i < count; i++)
    out[i] = tanh_branchless (x[i]);
}

/* e/(1 + e) on the left, as e − e²/(1 + e) where that correction is small: one rounding fewer counts. */
double
fv_sigmoid (double x)
{
  double e = fv_exp (-fabs (x));

  if (x < -1.05)
    return e - e * e / (1 + e);
  return (x < 0 ? e : 1) / (1 + e);
}

/* sin (x + tail) for |x| ≤ π/4 and a tail below its last bit. */
static double
sin_reduced (double x, double tail)
{
  double z = x * x;
  double p = 1.0 / 355687428096000;

  p = p * z - 1.0 / 1307674368000;
  p = p * z + 1.0 / 6227020800;
  p = p * z - 1.0 / 39916800;
  p = p * z + 1.0 / 362880;
  p = p * z - 1.0 / 5040;
  p = p * z + 1.0 / 120;
  p = p * z - 1.0 / 6;
  return x + (z * x * p + tail * (1 - 0.5 * z));
}

static double
cos_reduced (double x, double tail)
{
  double z = x * x;
  double half = 0.5 * z;
  double w = 1 - half;
  double p = 1.0 / 20922789888000;

  p = p * z - 1.0 / 87178291200;
  p = p * z + 1.0 / 479001600;
  p = p * z - 1.0 / 3628800;
  p = p * z + 1.0 / 40320;
  p = p * z - 1.0 / 720;
  p = p * z + 1.0 / 24;
  return w + (((1 - w) - half) + (z * z * p - x * tail));
}

/* x − n π/2 as head + tail, n the nearest whole number; returns n modulo 4. */
static guint
reduce_quarters (double x, double *head, double *tail)
{
  gint32 n = nearest (x * TWO_OVER_PI);
  double t = x - n * HALF_PI_1; /* exact */
  double w = n * HALF_PI_2;     /* exact */
  double hi = t - w;
  double back = hi - t;
  double lost = (t - (hi - back)) - (w + back);
  double low = lost - n * HALF_PI_3;

  *head = hi + low;
  *tail = (hi - *head) + low;
  return (guint)n & 3;
}

/* sin (x + quarters π/2) */
static double
sin_turned (double x, guint quarters)
{
  double head;
  double tail;
  guint quarter;
  double value;

  if (!(fabs (x) <= 1e5))
    return NAN;
  quarter = (reduce_quarters (x, &head, &tail) + quarters) & 3;
  value = quarter & 1 ? cos_reduced (head, tail) : sin_reduced (head, tail);
  return quarter & 2 ? -value : value;
}

double
fv_sin (double x)
{
  return x == 0 ? x : sin_turned (x, 0);
}

double
fv_cos (double x)
{
  return sin_turned (x, 1);
}
