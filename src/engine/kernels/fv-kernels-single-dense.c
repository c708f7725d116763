/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-single-set.h"
#include "fv-lanes-step.h"

#define ROWS 8 /* of weights gone through at once */

/* out[i][k] = in[k][i]. */
FV_INLINE void
transpose_lanes (FvLanes *rows)
{
  FvLanes pairs[FV_LANES], fours[FV_LANES];

  FV_UNROLL for (guint i = 0; i < FV_LANES; i += 2)
  {
    pairs[i] = __builtin_shufflevector (rows[i], rows[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pairs[i + 1] = __builtin_shufflevector (rows[i], rows[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  FV_UNROLL for (guint i = 0; i < FV_LANES; i += 4)
  {
    fours[i] = __builtin_shufflevector (pairs[i], pairs[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    fours[i + 1] = __builtin_shufflevector (pairs[i], pairs[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    fours[i + 2] = __builtin_shufflevector (pairs[i + 1], pairs[i + 3], 0, 1, 8, 9, 4, 5, 12, 13);
    fours[i + 3] = __builtin_shufflevector (pairs[i + 1], pairs[i + 3], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  FV_UNROLL for (guint i = 0; i < FV_LANES / 2; i++)
  {
    rows[i] = __builtin_shufflevector (fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    rows[i + 4] = __builtin_shufflevector (fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

/* Sums over the lanes of eight vectors, one in each lane. */
FV_INLINE FvLanes
sum_lanes (FvLanes *rows)
{
  transpose_lanes (rows);
  return ((rows[0] + rows[4]) + (rows[2] + rows[6])) + ((rows[1] + rows[5]) + (rows[3] + rows[7]));
}

/* n of eight units, or of the last few: rows beyond the last are the last again, and their sums no one's. */
FV_INLINE FvLanes
dense_eight (const float *weights, guint units, guint row, const float *x)
{
  const float *from[ROWS];
  FvLanes sum[ROWS];

  FV_UNROLL for (guint r = 0; r < ROWS; r++)
  {
    from[r] = weights + (gsize)MIN (r, units - 1) * row;
    sum[r] = fv_lanes (0.0f);
  }
  for (guint i = 0; i < row; i += FV_LANES)
    {
      FvLanes value = fv_lanes_load (x + i);

      FV_UNROLL for (guint r = 0; r < ROWS; r++) sum[r]
          = fv_lanes_fma (value, fv_lanes_load (from[r] + i), sum[r]);
    }
  return sum_lanes (sum);
}

void
FV_KERNEL (single_dense) (const float *weights, const float *biases, guint units, guint row, const float *x,
                          float *n)
{
  for (guint unit = 0; unit < units; unit += ROWS)
    fv_lanes_store (n + unit, dense_eight (weights + (gsize)unit * row, MIN (units - unit, ROWS), row, x)
                                  + fv_lanes_load (biases + unit));
}

/* d_x (+)= the rows at from, each times its factor. */
FV_INLINE void
add_rows (const float *const *from, const float *factors, const guint rows, gboolean is_first, guint row,
          float *d_x)
{
  FvLanes by[ROWS];

  FV_UNROLL for (guint r = 0; r < rows; r++) by[r] = fv_lanes (factors[r]);
  for (guint i = 0; i < row; i += FV_LANES)
    {
      FvLanes sum = is_first ? fv_lanes (0.0f) : fv_lanes_load (d_x + i);

      FV_UNROLL for (guint r = 0; r < rows; r++) sum = fv_lanes_fma (by[r], fv_lanes_load (from[r] + i), sum);
      fv_lanes_store (d_x + i, sum);
    }
}

/* Units without a δ, as ReLU has many, are passed over. */
void
FV_KERNEL (single_dense_below) (const float *weights, guint units, guint row, const float *delta, float *d_x)
{
  const float *from[ROWS];
  float factors[ROWS];
  guint count = 0;
  gboolean is_first = TRUE;

  for (guint unit = 0; unit < units; unit++)
    {
      from[count] = weights + (gsize)unit * row;
      factors[count] = delta[unit];
      count += delta[unit] != 0.0f;
      if (count < ROWS)
        continue;
      add_rows (from, factors, ROWS, is_first, row, d_x);
      is_first = FALSE;
      count = 0;
    }
  for (guint r = count; r < ROWS; r++)
    {
      from[r] = weights;
      factors[r] = 0.0f;
    }
  if (count > 0 || is_first)
    add_rows (from, factors, ROWS, is_first, row, d_x);
}

FV_INLINE float
step_rows (FvStepKind kind, const FvStep *step, const float *x, const float *delta, guint units, guint row,
           float *weights, float *const *slots)
{
  FvLanesStep by = fv_lanes_step_begin (step);
  FvLanesInt largest = fv_lanes_int (0);
  float *slot0 = kind == FV_STEP_SGD ? weights : slots[0], *slot1 = kind == FV_STEP_ADAM ? slots[1] : weights;

  for (guint unit = 0; unit < units; unit++)
    {
      FvLanes factor = fv_lanes (delta[unit]);
      gsize at = (gsize)unit * row;

      for (guint i = 0; i < row; i += FV_LANES, at += FV_LANES)
        largest = fv_lanes_step (kind, &by, factor * fv_lanes_load (x + i), weights + at, slot0 + at,
                                 slot1 + at, largest);
    }
  return fv_lanes_largest_float (largest);
}

float
FV_KERNEL (single_dense_step) (const FvStep *step, const float *x, const float *delta, guint units, guint row,
                               float *weights, float *const *slots)
{
  switch (step->kind)
    {
    case FV_STEP_MOMENTUM:
      return step_rows (FV_STEP_MOMENTUM, step, x, delta, units, row, weights, slots);
    case FV_STEP_NESTEROV:
      return step_rows (FV_STEP_NESTEROV, step, x, delta, units, row, weights, slots);
    case FV_STEP_ADAM:
      return step_rows (FV_STEP_ADAM, step, x, delta, units, row, weights, slots);
    case FV_STEP_SGD:
    default:
      return step_rows (FV_STEP_SGD, step, x, delta, units, row, weights, slots);
    }
}

/* A block of eight columns of up to eight rows. */
FV_INLINE void
transpose_block (const float *x, gsize x_row, guint rows, guint cols, float *out, gsize out_row)
{
  FvLanes block[FV_LANES];

  FV_UNROLL for (guint r = 0; r < FV_LANES; r++) block[r]
      = r < rows ? fv_lanes_load (x + r * x_row) : fv_lanes (0.0f);
  transpose_lanes (block);
  FV_UNROLL for (guint c = 0; c < FV_LANES; c++) if (c < cols) fv_lanes_store (out + c * out_row, block[c]);
}

void
FV_KERNEL (single_transpose) (const float *x, gsize x_row, guint rows, guint cols, float *out, gsize out_row)
{
  for (guint r = 0; r < rows; r += FV_LANES)
    for (guint c = 0; c < cols; c += FV_LANES)
      transpose_block (x + r * x_row + c, x_row, MIN (FV_LANES, rows - r), MIN (FV_LANES, cols - c),
                       out + c * out_row + r, out_row);
}
