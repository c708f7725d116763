/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* Bits 15 and 6 of MXCSR: results and operands that are subnormal count as 0. */
#define FLUSH 0x8040u

guint
FV_KERNEL (flush_begin) (void)
{
#ifdef __SSE2__
  guint state = _mm_getcsr ();

  _mm_setcsr (state | FLUSH);
  return state;
#else
  return 0;
#endif
}

void
FV_KERNEL (flush_end) (guint state)
{
#ifdef __SSE2__
  _mm_setcsr (state);
#endif
}

FV_INLINE void
phi_all (FvPhi phi, const float *n, gsize count, float *o)
{
  for (gsize i = 0; i < count; i += FV_LANES)
    fv_lanes_store (o + i, fv_lanes_phi (phi, fv_lanes_load (n + i)));
}

FV_INLINE void
phi_delta_all (FvPhi phi, const float *o, const float *d_o, gsize count, float *delta)
{
  for (gsize i = 0; i < count; i += FV_LANES)
    fv_lanes_store (delta + i, fv_lanes_phi_delta (phi, fv_lanes_load (o + i), fv_lanes_load (d_o + i)));
}

/* Calls the template with phi a constant. */
#define WITH_PHI(phi, call)                                                                                  \
  switch (phi)                                                                                               \
    {                                                                                                        \
    case FV_PHI_SIGMOID:                                                                                     \
      call (FV_PHI_SIGMOID);                                                                                 \
      break;                                                                                                 \
    case FV_PHI_TANH:                                                                                        \
      call (FV_PHI_TANH);                                                                                    \
      break;                                                                                                 \
    case FV_PHI_RELU:                                                                                        \
      call (FV_PHI_RELU);                                                                                    \
      break;                                                                                                 \
    case FV_PHI_LEAKY:                                                                                       \
      call (FV_PHI_LEAKY);                                                                                   \
      break;                                                                                                 \
    case FV_PHI_LECUN:                                                                                       \
      call (FV_PHI_LECUN);                                                                                   \
      break;                                                                                                 \
    case FV_PHI_IDENTITY:                                                                                    \
    default:                                                                                                 \
      call (FV_PHI_IDENTITY);                                                                                \
      break;                                                                                                 \
    }

void
FV_KERNEL (phi) (FvPhi phi, const float *n, gsize count, float *o)
{
#define CALL(constant) phi_all (constant, n, count, o)
  WITH_PHI (phi, CALL)
#undef CALL
}

void
FV_KERNEL (phi_delta) (FvPhi phi, const float *o, const float *d_o, gsize count, float *delta)
{
#define CALL(constant) phi_delta_all (constant, o, d_o, count, delta)
  WITH_PHI (phi, CALL)
#undef CALL
}
