/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels.h"
#include "fv-lanes.h"

/* exp, tanh, sigmoid of eight floats, and φ made of them. Every function takes any finite number and gives NaN for
 * NaN. The polynomials are Taylor's, cut where the next term is below a quarter of the last bit. */

#define FV_LANES_LOG2_E  0x1.715476p+0f
#define FV_LANES_LN2_HI  0x1.62e4p-1f /* 16 bits: its multiples by a whole number below 256 are exact */
#define FV_LANES_LN2_LO  0x1.7f7d1cp-20f
#define FV_LANES_ROUNDER 0x1.8p23f /* adding it rounds to a whole number and leaves that in the low bits */

/* x = n ln 2 + r with |r| ≤ ln 2 / 2; for |x| < 2^15. */
FV_INLINE FvLanes
fv_lanes_reduce (FvLanes x, FvLanesInt *n)
{
  FvLanes shifted = fv_lanes_fma (x, fv_lanes (FV_LANES_LOG2_E), fv_lanes (FV_LANES_ROUNDER));
  FvLanes whole = shifted - FV_LANES_ROUNDER;

  *n = (FvLanesInt)shifted - (FvLanesInt)fv_lanes (FV_LANES_ROUNDER);
  return fv_lanes_fma (whole, fv_lanes (-FV_LANES_LN2_LO),
                       fv_lanes_fma (whole, fv_lanes (-FV_LANES_LN2_HI), x));
}

/* e^r − 1 = r + r²(1/2! + r/3! + … + r⁵/7!). */
FV_INLINE FvLanes
fv_lanes_expm1_reduced (FvLanes r)
{
  FvLanes p = fv_lanes (1.0f / 5040);

  p = fv_lanes_fma (p, r, fv_lanes (1.0f / 720));
  p = fv_lanes_fma (p, r, fv_lanes (1.0f / 120));
  p = fv_lanes_fma (p, r, fv_lanes (1.0f / 24));
  p = fv_lanes_fma (p, r, fv_lanes (1.0f / 6));
  p = fv_lanes_fma (p, r, fv_lanes (0.5f));
  return fv_lanes_fma (r * r, p, r);
}

/* 2^n for −126 ≤ n ≤ 127. */
FV_INLINE FvLanes
fv_lanes_power_of_two (FvLanesInt n)
{
  return (FvLanes)((n + 127) << 23);
}

/* e^x; infinite above 88.73, 0 where it would be subnormal and the processor flushes those. */
FV_INLINE FvLanes
fv_lanes_exp (FvLanes x)
{
  FvLanesInt n, half;
  FvLanes r;

  x = fv_lanes_min (fv_lanes (89.0f), fv_lanes_max (fv_lanes (-104.0f), x));
  r = fv_lanes_reduce (x, &n);
  half = n >> 1; /* 2^n in two factors: one alone leaves the range at both ends */
  return (1.0f + fv_lanes_expm1_reduced (r)) * fv_lanes_power_of_two (half)
         * fv_lanes_power_of_two (n - half);
}

/* tanh |x| = m/(m + 2) with m = e^(2|x|) − 1, which is small where the result is; beyond 9.1 the result is 1. */
FV_INLINE FvLanes
fv_lanes_tanh (FvLanes x)
{
  FvLanesInt sign = (FvLanesInt)x & G_MININT32, n;
  FvLanes size = fv_lanes_min (fv_lanes (9.1f), fv_lanes_abs (x));
  FvLanes r = fv_lanes_reduce (size + size, &n), power = fv_lanes_power_of_two (n);
  FvLanes m = fv_lanes_fma (power, fv_lanes_expm1_reduced (r), power - 1.0f);

  return (FvLanes)((FvLanesInt)(m / (m + 2.0f)) | sign);
}

/* 1/(1 + e^−|x|), or e^−|x| of it on the left. */
FV_INLINE FvLanes
fv_lanes_sigmoid (FvLanes x)
{
  FvLanes e = fv_lanes_exp (-fv_lanes_abs (x));

  return fv_lanes_choose (x < 0.0f, e, fv_lanes (1.0f)) / (1.0f + e);
}

#define FV_LANES_LEAK  0.01f
#define FV_LANES_LECUN 1.7159f

/* φ(n). phi is a constant where this is a template's, so that one case remains. */
FV_INLINE FvLanes
fv_lanes_phi (FvPhi phi, FvLanes n)
{
  switch (phi)
    {
    case FV_PHI_SIGMOID:
      return fv_lanes_sigmoid (n);
    case FV_PHI_TANH:
      return fv_lanes_tanh (n);
    case FV_PHI_RELU:
      return fv_lanes_max (fv_lanes (0.0f), n);
    case FV_PHI_LEAKY:
      return fv_lanes_choose (n <= 0.0f, FV_LANES_LEAK * n, n);
    case FV_PHI_LECUN:
      return FV_LANES_LECUN * fv_lanes_tanh (2.0f / 3.0f * n);
    case FV_PHI_IDENTITY:
    default:
      return n;
    }
}

/* d · φ'(n), from o = φ(n). */
FV_INLINE FvLanes
fv_lanes_phi_delta (FvPhi phi, FvLanes o, FvLanes d)
{
  switch (phi)
    {
    case FV_PHI_SIGMOID:
      return d * (o * (1.0f - o));
    case FV_PHI_TANH:
      return d * fv_lanes_fma (-o, o, fv_lanes (1.0f));
    case FV_PHI_RELU:
      return (FvLanes)((FvLanesInt)d & ~(o <= 0.0f));
    case FV_PHI_LEAKY:
      return fv_lanes_choose (o <= 0.0f, FV_LANES_LEAK * d, d);
    case FV_PHI_LECUN:
      return d * (2.0f / 3.0f * fv_lanes_fma (-o, o / FV_LANES_LECUN, fv_lanes (FV_LANES_LECUN)));
    case FV_PHI_IDENTITY:
    default:
      return d;
    }
}
