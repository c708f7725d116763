/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-single-set.h"

const FvSingleKernels FV_KERNEL (single_kernels) = {
  .convolution = FV_KERNEL (single_convolution),
  .kernel_gradient = FV_KERNEL (single_kernel_gradient),
  .delta_below = FV_KERNEL (single_delta_below),
  .transpose = FV_KERNEL (single_transpose),
  .gather = FV_KERNEL (single_gather),
  .scatter = FV_KERNEL (single_scatter),
  .dense = FV_KERNEL (single_dense),
  .dense_below = FV_KERNEL (single_dense_below),
  .dense_step = FV_KERNEL (single_dense_step),
};
