/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels.h"
#include "fv-lanes.h"

#define FV_ADAM_BETA2   0.999f
#define FV_ADAM_EPSILON 1e-8f

/* An optimiser's numbers in lanes, made once for many steps. */
typedef struct
{
  FvLanes rate, momentum, decay, m_scale, v_scale;
} FvLanesStep;

FV_INLINE FvLanesStep
fv_lanes_step_begin (const FvStep *step)
{
  return (FvLanesStep){ fv_lanes (step->rate), fv_lanes (step->momentum), fv_lanes (step->decay),
                        fv_lanes (step->m_scale), fv_lanes (step->v_scale) };
}

/* Eight parameters at values and their slots follow gradient g. kind is a constant where this is a template's.
 * Returns largest with what was left. */
FV_INLINE FvLanesInt
fv_lanes_step (FvStepKind kind, const FvLanesStep *by, FvLanes g, float *values, float *slot0, float *slot1,
               FvLanesInt largest)
{
  FvLanes theta = fv_lanes_load (values), change, m, v;

  g = fv_lanes_fma (by->decay, theta, g);
  switch (kind)
    {
    case FV_STEP_MOMENTUM:
    case FV_STEP_NESTEROV:
      m = fv_lanes_fma (by->momentum, fv_lanes_load (slot0), g);
      fv_lanes_store (slot0, m);
      largest = fv_lanes_largest (largest, m);
      change = kind == FV_STEP_NESTEROV ? fv_lanes_fma (by->momentum, m, g) : m;
      break;
    case FV_STEP_ADAM:
      m = fv_lanes_fma (by->momentum, fv_lanes_load (slot0), (1.0f - by->momentum) * g);
      v = fv_lanes_fma (fv_lanes (FV_ADAM_BETA2), fv_lanes_load (slot1),
                        fv_lanes ((float)(1.0 - 0.999)) * (g * g));
      fv_lanes_store (slot0, m);
      fv_lanes_store (slot1, v);
      largest = fv_lanes_largest (fv_lanes_largest (largest, m), v);
      change = m * by->m_scale / (fv_lanes_sqrt (v * by->v_scale) + FV_ADAM_EPSILON);
      break;
    case FV_STEP_SGD:
    default:
      change = g;
      break;
    }
  theta = fv_lanes_fma (-by->rate, change, theta);
  fv_lanes_store (values, theta);
  return fv_lanes_largest (largest, theta);
}
