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
float FV_KERNEL (largest) (const float *x, gsize count);

void FV_KERNEL (to_samples) (const float *lanes, gsize count, float *samples, gsize stride);
void FV_KERNEL (winners_to_samples) (const gint32 *winner, const float *delta, gsize count,
                                     guint8 *winner_samples, float *delta_samples, gsize stride);
void FV_KERNEL (to_cells) (const float *lanes, guint maps, gsize area, guint cell, float *samples,
                           gsize stride);
void FV_KERNEL (from_cells) (const float *samples, gsize stride, guint maps, gsize area, guint cell,
                             float *lanes);
void FV_KERNEL (pack) (const guint8 *const *pixels, gsize count, float low, float scale, float *lanes);

void FV_KERNEL (convolve) (const FvConvolutionShape *shape, const float *x, const float *weights,
                           const float *biases, float *o);
void FV_KERNEL (convolve_rows) (const FvConvolutionShape *shape, const float *x, const float *weights,
                                const float *biases, guint map, guint maps, guint first, guint count,
                                float *out);
void FV_KERNEL (convolve_max) (const FvConvolutionShape *shape, const float *x, const float *weights,
                               const float *biases, float *o, gint32 *winner, float *scratch);
gsize FV_KERNEL (convolve_max_scratch) (const FvConvolutionShape *shape);
void FV_KERNEL (convolve_back) (const FvConvolutionShape *shape, const float *delta, const float *weights,
                                float *d_x, float *scratch);
gsize FV_KERNEL (convolve_back_scratch) (const FvConvolutionShape *shape);
void FV_KERNEL (convolve_gradient) (const FvConvolutionShape *shape, guint n_blocks, const float *x,
                                    gsize x_stride, const float *delta, gsize delta_stride, guint first,
                                    guint count, float *gradient);
void FV_KERNEL (bias_gradient) (guint n_blocks, const float *delta, gsize delta_stride, gsize unit_step,
                                gsize area, guint first, guint count, float *biases);

void FV_KERNEL (winners_back) (const FvConvolutionShape *shape, const float *delta, const guint8 *winner,
                               const float *weights, float *d_x, float *scratch);
void FV_KERNEL (winners_gradient) (const FvConvolutionShape *shape, guint n, const float *x, gsize x_stride,
                                   const float *delta, const guint8 *winner, gsize delta_stride, guint first,
                                   guint count, float *gradient, float *biases, float *scratch);
gsize FV_KERNEL (winners_scratch) (const FvConvolutionShape *shape);

void FV_KERNEL (window_pool) (const FvWindowShape *shape, const float *x, const float *weights,
                              const float *biases, float *o);
void FV_KERNEL (window_back) (const FvWindowShape *shape, const float *delta, const float *weights,
                              float *d_x);
void FV_KERNEL (window_gradient) (const FvWindowShape *shape, guint n_blocks, const float *x, gsize x_stride,
                                  const float *delta, gsize delta_stride, guint first, guint count,
                                  float *gradient);
void FV_KERNEL (max_pool) (const FvWindowShape *shape, const float *x, float *o, gint32 *winner);
void FV_KERNEL (max_back) (const FvWindowShape *shape, const float *delta, const gint32 *winner, float *d_x);

void FV_KERNEL (dense) (const FvDenseShape *shape, const float *x, const float *weights, const float *biases,
                        float *o);
void FV_KERNEL (dense_back) (const FvDenseShape *shape, const float *delta, const float *weights, float *d_x);
float FV_KERNEL (dense_gradient) (const FvDenseShape *shape, guint n, const float *x, gsize x_stride,
                                  const float *delta, gsize delta_stride, guint first, guint count,
                                  const FvStep *step, float *gradient, gboolean is_continued, float *values,
                                  float *const *slots);
