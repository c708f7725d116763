/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels.h"
#include "fv-lanes-math.h"

/* For the sources compiled once for each set: FV_LANES_SET says which (meson.build). Functions shared between those
 * sources carry the set in their names. */
#if FV_LANES_SET == 2
#define FV_KERNEL(name) fv_##name##_avx512vl
#define FV_KERNELS_NAME "avx512vl"
#elif FV_LANES_SET == 1
#define FV_KERNEL(name) fv_##name##_avx2
#define FV_KERNELS_NAME "avx2"
#else
#define FV_KERNEL(name) fv_##name##_plain
#define FV_KERNELS_NAME "plain"
#endif

extern const FvKernels FV_KERNEL (kernels);

guint FV_KERNEL (flush_begin) (void);
void FV_KERNEL (flush_end) (guint state);
void FV_KERNEL (phi) (FvPhi phi, const float *n, gsize count, float *o);
void FV_KERNEL (phi_delta) (FvPhi phi, const float *o, const float *d_o, gsize count, float *delta);
float FV_KERNEL (step) (const FvStep *step, const float *gradient, gsize count, float *values,
                        float *const *slots);
