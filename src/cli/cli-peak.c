/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-peak.h"

#include <time.h>

#define SLICES 20
/* Of one slice: some milliseconds. */
#define ROUNDS 1000000
/* Sums at a time: more than a multiply-add takes cycles times the units that do it, few enough for 16 registers. */
#define SUMS 12

/* Lanes of one vector, and the same loop for each kind of processor. The sums must stay in registers, which the
 * compiler is kept from seeing through by the empty asm. */
#define DEFINE_ROUNDS(name, attributes, lanes, multiply_add)                                                 \
  attributes static void name (void)                                                                         \
  {                                                                                                          \
    typedef float Vector __attribute__ ((vector_size ((lanes) * sizeof (float))));                           \
    Vector zero = { 0 };                                                                                     \
    Vector factor = zero + 0.999f, term = zero + 0.001f;                                                     \
    Vector a = zero, b = zero, c = zero, d = zero, e = zero, f = zero;                                       \
    Vector g = zero, h = zero, i = zero, j = zero, k = zero, l = zero;                                       \
                                                                                                             \
    for (guint round = 0; round < ROUNDS; round++)                                                           \
      {                                                                                                      \
        multiply_add (a);                                                                                    \
        multiply_add (b);                                                                                    \
        multiply_add (c);                                                                                    \
        multiply_add (d);                                                                                    \
        multiply_add (e);                                                                                    \
        multiply_add (f);                                                                                    \
        multiply_add (g);                                                                                    \
        multiply_add (h);                                                                                    \
        multiply_add (i);                                                                                    \
        multiply_add (j);                                                                                    \
        multiply_add (k);                                                                                    \
        multiply_add (l);                                                                                    \
      }                                                                                                      \
    (void)factor;                                                                                            \
    (void)term;                                                                                              \
  }

#ifdef __x86_64__

/* A fused one is an instruction of its own, which C has no word for on whole vectors. */
#define FUSED(sum) __asm__ volatile("vfmadd213ps %2, %1, %0" : "+v"(sum) : "v"(factor), "v"(term))
DEFINE_ROUNDS (rounds_512, __attribute__ ((target ("avx512f"))), 16, FUSED)
DEFINE_ROUNDS (rounds_256, __attribute__ ((target ("avx2,fma"))), 8, FUSED)
#define SEPARATE(sum) __asm__ volatile("mulps %1, %0\n\taddps %2, %0" : "+x"(sum) : "x"(factor), "x"(term))
DEFINE_ROUNDS (rounds_128, , 4, SEPARATE)

#else

#define SEPARATE(sum)                                                                                        \
  sum = sum * factor + term;                                                                                 \
  __asm__ volatile("" : "+m"(sum))
DEFINE_ROUNDS (rounds_128, , 4, SEPARATE)

#endif

static double
thread_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The best slice: what disturbs a measurement only slows it down. */
static double
best_gflops (void (*rounds) (void), guint lanes)
{
  double best = 0;

  for (guint i = 0; i < SLICES; i++)
    {
      double began = thread_seconds ();

      rounds ();
      best = MAX (best, 2.0 * SUMS * lanes * ROUNDS * 1e-9 / (thread_seconds () - began));
    }
  return best;
}

double
cli_peak_gflops (void)
{
#ifdef __x86_64__
  double peak;

  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma"))
    return best_gflops (rounds_128, 4);
  peak = best_gflops (rounds_256, 8);
  /* Not on every processor are wider vectors more work at a time. */
  return __builtin_cpu_supports ("avx512f") ? MAX (peak, best_gflops (rounds_512, 16)) : peak;
#else
  return best_gflops (rounds_128, 4);
#endif
}
