/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>
#include <string.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/* Eight floats side by side, for the sources that are compiled once for each set of kernels (meson.build). What is
 * written here is all they know of the processor: the same source, in the same order of operations, gives the same
 * bits wherever multiply-add is one operation. Included by fv-kernels-*.c alone: the names of its functions hold for
 * the set being compiled, and vectors never cross from one set to another. */
#define FV_LANES 8

typedef float FvLanes __attribute__ ((vector_size (FV_LANES * sizeof (float))));
typedef gint32 FvLanesInt __attribute__ ((vector_size (FV_LANES * sizeof (gint32))));
/* The same in memory that is not aligned to a vector. */
typedef float FvLanesLoose __attribute__ ((vector_size (FV_LANES * sizeof (float)), aligned (4)));
typedef gint32 FvLanesIntLoose __attribute__ ((vector_size (FV_LANES * sizeof (gint32)), aligned (4)));

/* Inner functions are templates: constants among their arguments become tile shapes. */
#define FV_INLINE static inline __attribute__ ((always_inline))
#define FV_UNROLL _Pragma ("GCC unroll 64")

#if FV_LANES_SET == 2 /* AVX-512VL: twice the registers */
#define FV_LANES_REGISTERS 32
#else
#define FV_LANES_REGISTERS 16
#endif

FV_INLINE FvLanes
fv_lanes (float x)
{
  return (FvLanes){ x, x, x, x, x, x, x, x };
}

FV_INLINE FvLanesInt
fv_lanes_int (gint32 x)
{
  return (FvLanesInt){ x, x, x, x, x, x, x, x };
}

/* Eight floats from anywhere, and to there. */
FV_INLINE FvLanes
fv_lanes_load (const float *at)
{
  return *(const FvLanesLoose *)at;
}

FV_INLINE void
fv_lanes_store (float *at, FvLanes x)
{
  *(FvLanesLoose *)at = x;
}

FV_INLINE FvLanesInt
fv_lanes_int_load (const gint32 *at)
{
  return *(const FvLanesIntLoose *)at;
}

FV_INLINE void
fv_lanes_int_store (gint32 *at, FvLanesInt x)
{
  *(FvLanesIntLoose *)at = x;
}

/* where (all bits or none, as comparisons give them) ? yes : no */
FV_INLINE FvLanes
fv_lanes_choose (FvLanesInt where, FvLanes yes, FvLanes no)
{
  return (FvLanes)(((FvLanesInt)yes & where) | ((FvLanesInt)no & ~where));
}

FV_INLINE FvLanesInt
fv_lanes_int_choose (FvLanesInt where, FvLanesInt yes, FvLanesInt no)
{
  return (yes & where) | (no & ~where);
}

/* a·b + c, rounded once where the processor can. */
FV_INLINE FvLanes
fv_lanes_fma (FvLanes a, FvLanes b, FvLanes c)
{
#ifdef __FMA__
  return (FvLanes)_mm256_fmadd_ps ((__m256)a, (__m256)b, (__m256)c);
#else
  return a * b + c;
#endif
}

/* The larger and the smaller; b where one of them is NaN, so that a bound goes first and a value second. */
FV_INLINE FvLanes
fv_lanes_max (FvLanes a, FvLanes b)
{
#ifdef __AVX__
  return (FvLanes)_mm256_max_ps ((__m256)a, (__m256)b);
#else
  return fv_lanes_choose (a > b, a, b);
#endif
}

FV_INLINE FvLanes
fv_lanes_min (FvLanes a, FvLanes b)
{
#ifdef __AVX__
  return (FvLanes)_mm256_min_ps ((__m256)a, (__m256)b);
#else
  return fv_lanes_choose (a < b, a, b);
#endif
}

FV_INLINE FvLanes
fv_lanes_sqrt (FvLanes x)
{
#ifdef __AVX__
  return (FvLanes)_mm256_sqrt_ps ((__m256)x);
#else
  for (guint i = 0; i < FV_LANES; i++)
    x[i] = __builtin_sqrtf (x[i]);
  return x;
#endif
}

FV_INLINE FvLanes
fv_lanes_abs (FvLanes x)
{
  return (FvLanes)((FvLanesInt)x & 0x7fffffff);
}

/* The sum over the lanes, halves first: ((0+4)+(2+6)) + ((1+5)+(3+7)). */
FV_INLINE float
fv_lanes_sum (FvLanes x)
{
  float s0 = x[0] + x[4], s1 = x[1] + x[5], s2 = x[2] + x[6], s3 = x[3] + x[7];

  return (s0 + s2) + (s1 + s3);
}

/* How large a number grew, NaN being the largest of all: the bits of |x| as a whole number, kept as a running
 * maximum. Start from 0. */
FV_INLINE FvLanesInt
fv_lanes_largest (FvLanesInt so_far, FvLanes x)
{
  FvLanesInt bits = (FvLanesInt)x & 0x7fffffff;

#ifdef __AVX2__
  return (FvLanesInt)_mm256_max_epi32 ((__m256i)so_far, (__m256i)bits);
#else
  return fv_lanes_int_choose (bits > so_far, bits, so_far);
#endif
}

/* That maximum as a float; NaN if there was one. */
FV_INLINE float
fv_lanes_largest_float (FvLanesInt largest)
{
  gint32 most = 0;
  float x;

  for (guint i = 0; i < FV_LANES; i++)
    most = MAX (most, largest[i]);
  memcpy (&x, &most, sizeof x);
  return x;
}
