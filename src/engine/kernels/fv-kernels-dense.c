/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"
#include "fv-lanes-step.h"

/* Tile: units units of 8 samples. Each input is loaded once for all of them. */
FV_INLINE void
sum_units (const FvDenseShape *shape, const FvLanes *x, const float *w, const float *biases, guint units,
           FvLanes *n)
{
  FvLanes sums[8];

  FV_UNROLL for (guint u = 0; u < units; u++) sums[u] = fv_lanes (biases[u]);
  for (guint i = 0; i < shape->inputs; i++)
    FV_UNROLL for (guint u = 0; u < units; u++) sums[u]
        = fv_lanes_fma (fv_lanes (w[(gsize)u * shape->row + i]), x[i], sums[u]);
  FV_UNROLL for (guint u = 0; u < units; u++) n[u] = sums[u];
}

void
FV_KERNEL (dense) (const FvDenseShape *shape, const float *x, const float *weights, const float *biases,
                   float *o)
{
  const FvLanes *in = (const FvLanes *)x;
  FvLanes *n = (FvLanes *)o;
  guint u = 0;

  for (; u + 8 <= shape->units; u += 8)
    sum_units (shape, in, weights + (gsize)u * shape->row, biases + u, 8, n + u);
  for (; u + 4 <= shape->units; u += 4)
    sum_units (shape, in, weights + (gsize)u * shape->row, biases + u, 4, n + u);
  for (; u + 2 <= shape->units; u += 2)
    sum_units (shape, in, weights + (gsize)u * shape->row, biases + u, 2, n + u);
  if (u < shape->units)
    sum_units (shape, in, weights + (gsize)u * shape->row, biases + u, 1, n + u);
  FV_KERNEL (phi) (shape->phi, o, (gsize)shape->units * FV_LANES, o);
}

/* Tile: inputs inputs of 8 samples. */
FV_INLINE void
sum_inputs (const FvDenseShape *shape, const FvLanes *delta, const float *w, guint inputs, FvLanes *d_x)
{
  FvLanes sums[8];

  FV_UNROLL for (guint i = 0; i < inputs; i++) sums[i] = fv_lanes (0.0f);
  for (guint u = 0; u < shape->units; u++, w += shape->row)
    FV_UNROLL for (guint i = 0; i < inputs; i++) sums[i] = fv_lanes_fma (fv_lanes (w[i]), delta[u], sums[i]);
  FV_UNROLL for (guint i = 0; i < inputs; i++) d_x[i] = sums[i];
}

void
FV_KERNEL (dense_back) (const FvDenseShape *shape, const float *delta, const float *weights, float *d_x)
{
  const FvLanes *d = (const FvLanes *)delta;
  FvLanes *to = (FvLanes *)d_x;
  guint i = 0;

  for (; i + 8 <= shape->inputs; i += 8)
    sum_inputs (shape, d, weights + i, 8, to + i);
  for (; i + 4 <= shape->inputs; i += 4)
    sum_inputs (shape, d, weights + i, 4, to + i);
  for (; i + 2 <= shape->inputs; i += 2)
    sum_inputs (shape, d, weights + i, 2, to + i);
  if (i < shape->inputs)
    sum_inputs (shape, d, weights + i, 1, to + i);
}

/* What the gradient of a tile does when it is whole. */
typedef struct
{
  FvLanesStep by;
  float *gradient;
  gboolean is_continued;
  float *values;
  float *slot0, *slot1;
  FvLanesInt largest;
} Finish;

FV_INLINE void
finish_eight (Finish *finish, FvStepKind kind, gboolean steps, gsize at, FvLanes sum)
{
  if (steps)
    finish->largest = fv_lanes_step (kind, &finish->by, sum, finish->values + at, finish->slot0 + at,
                                     finish->slot1 + at, finish->largest);
  else
    fv_lanes_store (finish->gradient + at, sum);
}

/* Tile: units rows × blocks × 8 inputs, over all samples: then the step, while the sums are in registers. at is where
 * the tile begins in the layer's arrays. */
FV_INLINE void
gradient_tile (const FvDenseShape *shape, guint n, const float *x, gsize x_stride, const float *delta,
               gsize delta_stride, gsize at, guint units, guint blocks, Finish *finish, FvStepKind kind,
               gboolean steps)
{
  FvLanes sums[2][4];

  FV_UNROLL for (guint u = 0; u < units; u++) FV_UNROLL for (guint b = 0; b < blocks; b++) sums[u][b]
      = finish->is_continued ? fv_lanes_load (finish->gradient + at + (gsize)u * shape->row + b * FV_LANES)
                             : fv_lanes (0.0f);
  for (guint s = 0; s < n; s++, x += x_stride)
    {
      FvLanes cells[4];

      FV_UNROLL for (guint b = 0; b < blocks; b++) cells[b] = fv_lanes_load (x + b * FV_LANES);
      FV_UNROLL for (guint u = 0; u < units; u++)
      {
        FvLanes d = fv_lanes (delta[u * delta_stride + s]);

        FV_UNROLL for (guint b = 0; b < blocks; b++) sums[u][b] = fv_lanes_fma (d, cells[b], sums[u][b]);
      }
    }
  FV_UNROLL for (guint u = 0; u < units; u++) FV_UNROLL for (guint b = 0; b < blocks; b++)
      finish_eight (finish, kind, steps, at + (gsize)u * shape->row + b * FV_LANES, sums[u][b]);
}

FV_INLINE void
gradient_rows (const FvDenseShape *shape, guint n, const float *x, gsize x_stride, const float *delta,
               gsize delta_stride, gsize at, guint units, Finish *finish, FvStepKind kind, gboolean steps)
{
  guint i = 0, padded = (shape->inputs + FV_LANES - 1) / FV_LANES * FV_LANES;

  for (; i + 4 * FV_LANES <= padded; i += 4 * FV_LANES)
    gradient_tile (shape, n, x + i, x_stride, delta, delta_stride, at + i, units, 4, finish, kind, steps);
  for (; i < padded; i += FV_LANES)
    gradient_tile (shape, n, x + i, x_stride, delta, delta_stride, at + i, units, 1, finish, kind, steps);
}

FV_INLINE void
gradient_units (const FvDenseShape *shape, guint n, const float *x, gsize x_stride, const float *delta,
                gsize delta_stride, guint first, guint count, Finish *finish, FvStepKind kind, gboolean steps)
{
  guint u = first;

  for (; u + 2 <= first + count; u += 2)
    gradient_rows (shape, n, x, x_stride, delta + u * delta_stride, delta_stride, (gsize)u * shape->row, 2,
                   finish, kind, steps);
  if (u < first + count)
    gradient_rows (shape, n, x, x_stride, delta + u * delta_stride, delta_stride, (gsize)u * shape->row, 1,
                   finish, kind, steps);
}

float
FV_KERNEL (dense_gradient) (const FvDenseShape *shape, guint n, const float *x, gsize x_stride,
                            const float *delta, gsize delta_stride, guint first, guint count,
                            const FvStep *step, float *gradient, gboolean is_continued, float *values,
                            float *const *slots)
{
  FvStepKind kind = step != NULL ? step->kind : FV_STEP_SGD;
  Finish finish = { .gradient = gradient,
                    .is_continued = is_continued,
                    .values = values,
                    .slot0 = kind != FV_STEP_SGD ? slots[0] : values,
                    .slot1 = kind == FV_STEP_ADAM ? slots[1] : values };

#define CALL(kind, steps)                                                                                    \
  gradient_units (shape, n, x, x_stride, delta, delta_stride, first, count, &finish, kind, steps)
  if (step == NULL)
    {
      CALL (FV_STEP_SGD, FALSE);
      return 0;
    }
  finish.by = fv_lanes_step_begin (step);
  switch (kind)
    {
    case FV_STEP_MOMENTUM:
      CALL (FV_STEP_MOMENTUM, TRUE);
      break;
    case FV_STEP_NESTEROV:
      CALL (FV_STEP_NESTEROV, TRUE);
      break;
    case FV_STEP_ADAM:
      CALL (FV_STEP_ADAM, TRUE);
      break;
    case FV_STEP_SGD:
    default:
      CALL (FV_STEP_SGD, TRUE);
      break;
    }
#undef CALL
  return fv_lanes_largest_float (finish.largest);
}
