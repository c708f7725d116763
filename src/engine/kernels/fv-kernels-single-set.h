/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels-set.h"
#include "fv-kernels-single.h"

void FV_KERNEL (single_convolution) (const FvSingleConvolution *self, const float *x, const float *weights,
                                     const float *biases, float *n, gint32 *winner);
void FV_KERNEL (single_kernel_gradient) (const FvSingleWindow *self, const float *x,
                                         const FvSingleSpot *spots, guint count, float *gradient);
void FV_KERNEL (single_delta_below) (const FvSingleWindow *self, const float *weights,
                                     const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots,
                                     float *d_x);
void FV_KERNEL (single_transpose) (const float *x, gsize x_row, guint rows, guint cols, float *out,
                                   gsize out_row);
void FV_KERNEL (single_gather) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots,
                                const float *x, guint cell, float *s);
void FV_KERNEL (single_scatter) (const FvSingleGroup *groups, guint n_groups, const FvSingleSpot *spots,
                                 const float *delta, guint cell, float *d_x);
void FV_KERNEL (single_dense) (const float *weights, const float *biases, guint units, guint row,
                               const float *x, float *n);
void FV_KERNEL (single_dense_below) (const float *weights, guint units, guint row, const float *delta,
                                     float *d_x);
float FV_KERNEL (single_dense_step) (const FvStep *step, const float *x, const float *delta, guint units,
                                     guint row, float *weights, float *const *slots);

extern const FvSingleKernels FV_KERNEL (single_kernels);
