/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* The set this source is being compiled for. */
const FvKernels FV_KERNEL (kernels) = {
  .name = FV_KERNELS_NAME,
  .flush_begin = FV_KERNEL (flush_begin),
  .flush_end = FV_KERNEL (flush_end),
  .phi = FV_KERNEL (phi),
  .phi_delta = FV_KERNEL (phi_delta),
  .step = FV_KERNEL (step),
};
