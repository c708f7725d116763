/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"
#include "fv-lanes-step.h"

FV_INLINE float
step_all (FvStepKind kind, const FvStep *step, const float *gradient, gsize count, float *values,
          float *const *slots)
{
  FvLanesStep by = fv_lanes_step_begin (step);
  FvLanesInt largest = fv_lanes_int (0);
  float *slot0 = kind == FV_STEP_SGD ? values : slots[0], *slot1 = kind == FV_STEP_ADAM ? slots[1] : values;

  for (gsize i = 0; i < count; i += FV_LANES)
    largest
        = fv_lanes_step (kind, &by, fv_lanes_load (gradient + i), values + i, slot0 + i, slot1 + i, largest);
  return fv_lanes_largest_float (largest);
}

float
FV_KERNEL (step) (const FvStep *step, const float *gradient, gsize count, float *values, float *const *slots)
{
  switch (step->kind)
    {
    case FV_STEP_MOMENTUM:
      return step_all (FV_STEP_MOMENTUM, step, gradient, count, values, slots);
    case FV_STEP_NESTEROV:
      return step_all (FV_STEP_NESTEROV, step, gradient, count, values, slots);
    case FV_STEP_ADAM:
      return step_all (FV_STEP_ADAM, step, gradient, count, values, slots);
    case FV_STEP_SGD:
    default:
      return step_all (FV_STEP_SGD, step, gradient, count, values, slots);
    }
}
