/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* ∂E/∂θ of a convolution whose δ is dense, samples in lanes: each weight is a sum over all cells of all blocks, and over
 * the lanes at the end.
 *
 * Tile: 2 units × up to 5 taps of one row of a kernel, 10 sums; x slides along under them. */
typedef struct
{
  guint n_blocks;
  const FvLanes *x; /* at the map and kernel row of the tile, column of its first tap */
  gsize x_step;     /* vectors from block to block */
  const FvLanes *delta;
  gsize delta_step;
  guint cols, out_rows, out_cols;
} Correlation;

FV_INLINE void
correlate_row (const FvLanes *x, const FvLanes *delta, gsize area, guint count, guint units, guint taps,
               FvLanes sums[2][5])
{
  for (guint c = 0; c < count; c++)
    {
      FvLanes d[2];

      FV_UNROLL for (guint u = 0; u < units; u++) d[u] = delta[u * area + c];
      FV_UNROLL for (guint v = 0; v < taps; v++)
      {
        FvLanes cell = x[c + v];

        FV_UNROLL for (guint u = 0; u < units; u++) sums[u][v] = fv_lanes_fma (cell, d[u], sums[u][v]);
      }
    }
}

/* gradient: of the first unit's first tap; taps are tap_step apart, units unit_step. */
FV_INLINE void
correlate (const Correlation *c, guint units, guint taps, float *gradient, gsize unit_step, gsize tap_step)
{
  gsize area = (gsize)c->out_rows * c->out_cols;
  FvLanes sums[2][5];

  FV_UNROLL for (guint u = 0; u < units; u++) FV_UNROLL for (guint v = 0; v < taps; v++) sums[u][v]
      = fv_lanes (0.0f);
  for (guint b = 0; b < c->n_blocks; b++)
    {
      const FvLanes *x = c->x + b * c->x_step, *delta = c->delta + b * c->delta_step;

      for (guint y = 0; y < c->out_rows; y++, x += c->cols, delta += c->out_cols)
        correlate_row (x, delta, area, c->out_cols, units, taps, sums);
    }
  FV_UNROLL for (guint u = 0; u < units; u++) FV_UNROLL for (guint v = 0; v < taps; v++)
      gradient[u * unit_step + v * tap_step]
      += fv_lanes_sum (sums[u][v]);
}

FV_INLINE void
correlate_taps (const Correlation *c, guint units, guint taps, float *gradient, gsize unit_step,
                gsize tap_step)
{
  switch (taps)
    {
    case 5:
      correlate (c, units, 5, gradient, unit_step, tap_step);
      break;
    case 4:
      correlate (c, units, 4, gradient, unit_step, tap_step);
      break;
    case 3:
      correlate (c, units, 3, gradient, unit_step, tap_step);
      break;
    case 2:
      correlate (c, units, 2, gradient, unit_step, tap_step);
      break;
    default:
      correlate (c, units, 1, gradient, unit_step, tap_step);
      break;
    }
}

/* How many taps of the left ones go into one tile: never one alone if it can be helped. */
static guint
taps_of (guint left)
{
  return left > 5 ? (left == 6 ? 3 : left < 9 ? 4 : 5) : left;
}

static void
correlate_kernel_row (Correlation c, guint units, guint n_taps, float *gradient, gsize unit_step,
                      gsize tap_step)
{
  for (guint v = 0, taps; v < n_taps; v += taps, c.x += taps)
    {
      taps = taps_of (n_taps - v);
      if (units == 2)
        correlate_taps (&c, 2, taps, gradient + v * tap_step, unit_step, tap_step);
      else
        correlate_taps (&c, 1, taps, gradient + v * tap_step, unit_step, tap_step);
    }
}

/* All weights of units units from the one that delta and gradient stand at. */
static void
correlate_units (const FvConvolutionShape *shape, guint n_blocks, const float *x, gsize x_stride,
                 const float *delta, gsize delta_stride, guint units, float *gradient)
{
  for (guint map = 0; map < shape->inputs; map++)
    for (guint u = 0; u < shape->kernel_rows; u++)
      {
        Correlation c = { .n_blocks = n_blocks,
                          .x = (const FvLanes *)x + ((gsize)map * shape->rows + u) * shape->cols,
                          .x_step = x_stride / FV_LANES,
                          .delta = (const FvLanes *)delta,
                          .delta_step = delta_stride / FV_LANES,
                          .cols = shape->cols,
                          .out_rows = shape->out_rows,
                          .out_cols = shape->out_cols };

        correlate_kernel_row (c, units, shape->kernel_cols, gradient + (gsize)u * shape->row + map,
                              (gsize)shape->kernel_rows * shape->row, shape->cell);
      }
}

void
FV_KERNEL (convolve_gradient) (const FvConvolutionShape *shape, guint n_blocks, const float *x,
                               gsize x_stride, const float *delta, gsize delta_stride, guint first,
                               guint count, float *gradient)
{
  gsize area = (gsize)shape->out_rows * shape->out_cols * FV_LANES;

  for (guint u = first, units; u < first + count; u += units)
    {
      units = MIN (2, first + count - u);
      correlate_units (shape, n_blocks, x, x_stride, delta + u * area, delta_stride, units,
                       gradient + (gsize)u * shape->kernel_rows * shape->row);
    }
}

void
FV_KERNEL (bias_gradient) (guint n_blocks, const float *delta, gsize delta_stride, gsize unit_step,
                           gsize area, guint first, guint count, float *biases)
{
  for (guint u = first; u < first + count; u++)
    {
      FvLanes sum = fv_lanes (0.0f);

      for (guint b = 0; b < n_blocks; b++)
        {
          const FvLanes *d = (const FvLanes *)(delta + b * delta_stride + u * unit_step);

          for (gsize i = 0; i < area; i++)
            sum += d[i];
        }
      biases[u] += fv_lanes_sum (sum);
    }
}
