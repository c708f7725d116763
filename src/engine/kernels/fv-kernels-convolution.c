/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"
#include "fv-lanes-tile.h"

/* Rows [rows][out_cols] of maps first … of a convolution over x in lanes, without φ; a gathering as well for the way
 * back, where the maps read are those above. */
typedef struct
{
  FvTileInput in; /* x at the map's first row and column */
  const float *weights;
  FvWeightSteps steps;
  const float *biases; /* NULL: 0 */

  gsize out_map_step; /* vectors from one map made to the next */
  guint cols;
} Rows;

/* One row of out maps, cells cols at a time from col on. */
FV_INLINE void
sum_cells (const Rows *rows, FvTileInput in, guint map, guint col, guint taps, guint out, guint cols,
           FvLanes *to)
{
  FvTile sums;

  FV_UNROLL for (guint o = 0; o < out; o++) FV_UNROLL for (guint c = 0; c < cols; c++) sums[o][0][c]
      = fv_lanes (rows->biases != NULL ? rows->biases[map + o] : 0.0f);
  in.x += col;
  fv_tile_sum (sums, in, rows->weights + map * rows->steps.out, rows->steps, taps, out, 1, cols);
  FV_UNROLL for (guint o = 0; o < out; o++) FV_UNROLL for (guint c = 0; c < cols; c++)
      to[o * rows->out_map_step + col + c]
      = sums[o][0][c];
}

/* Tile: out maps × 1 row × 4 columns. */
FV_INLINE void
sum_row (const Rows *rows, FvTileInput in, guint map, guint taps, guint out, FvLanes *to)
{
  guint col = 0;

  for (; col + 4 <= rows->cols; col += 4)
    sum_cells (rows, in, map, col, taps, out, 4, to);
  for (; col + 2 <= rows->cols; col += 2)
    sum_cells (rows, in, map, col, taps, out, 2, to);
  if (col < rows->cols)
    sum_cells (rows, in, map, col, taps, out, 1, to);
}

FV_INLINE void
sum_row_of_maps (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to, guint taps)
{
  switch (out)
    {
    case 3:
      sum_row (rows, in, map, taps, 3, to);
      break;
    case 2:
      sum_row (rows, in, map, taps, 2, to);
      break;
    default:
      sum_row (rows, in, map, taps, 1, to);
      break;
    }
}

static void
sum_row_3 (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to)
{
  sum_row_of_maps (rows, in, map, out, to, 3);
}

static void
sum_row_5 (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to)
{
  sum_row_of_maps (rows, in, map, out, to, 5);
}

static void
sum_row_7 (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to)
{
  sum_row_of_maps (rows, in, map, out, to, 7);
}

static void
sum_row_any (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to)
{
  sum_row_of_maps (rows, in, map, out, to, 0);
}

typedef void (*SumRow) (const Rows *rows, FvTileInput in, guint map, guint out, FvLanes *to);

static SumRow
choose_sum_row (guint taps)
{
  return taps == 3 ? sum_row_3 : taps == 5 ? sum_row_5 : taps == 7 ? sum_row_7 : sum_row_any;
}

static FvTileInput
input_of (const FvConvolutionShape *shape, const float *x)
{
  return (FvTileInput){ .x = (const FvLanes *)x,
                        .map_step = (gsize)shape->rows * shape->cols,
                        .row_step = shape->cols,
                        .n_maps = shape->inputs,
                        .n_rows = shape->kernel_rows,
                        .n_cols = shape->kernel_cols };
}

static FvWeightSteps
steps_of (const FvConvolutionShape *shape)
{
  return (FvWeightSteps){
    .in = 1, .row = shape->row, .col = shape->cell, .out = (gssize)shape->kernel_rows * shape->row
  };
}

/* Rows first … first + count − 1 of maps map … map + maps − 1, to out [maps][count][out_cols][8]; no φ yet. */
void
FV_KERNEL (convolve_rows) (const FvConvolutionShape *shape, const float *x, const float *weights,
                           const float *biases, guint map, guint maps, guint first, guint count, float *out)
{
  Rows rows = { .in = input_of (shape, x),
                .weights = weights,
                .steps = steps_of (shape),
                .biases = biases,
                .out_map_step = (gsize)count * shape->out_cols,
                .cols = shape->out_cols };
  SumRow sum = choose_sum_row (shape->kernel_cols);
  FvLanes *to = (FvLanes *)out;

  rows.in.x += (gsize)first * shape->cols;
  for (guint row = 0; row < count; row++, rows.in.x += shape->cols, to += shape->out_cols)
    sum (&rows, rows.in, map, maps, to);
}

void
FV_KERNEL (convolve) (const FvConvolutionShape *shape, const float *x, const float *weights,
                      const float *biases, float *o)
{
  gsize area = (gsize)shape->out_rows * shape->out_cols * FV_LANES;

  for (guint unit = 0, maps; unit < shape->units; unit += maps)
    {
      maps = fv_tile_maps (shape->units - unit);
      FV_KERNEL (convolve_rows) (shape, x, weights, biases, unit, maps, 0, shape->out_rows, o + unit * area);
      FV_KERNEL (phi) (shape->phi, o + unit * area, maps * area, o + unit * area);
    }
}

/* delta with kernel_cols − 1 columns of zeros on both sides of each row, so that the way back is a plain gathering;
 * rows need no such frame, the kernel's are cut short at the edges. */
static guint
framed_cols (const FvConvolutionShape *shape)
{
  return shape->out_cols + 2 * (shape->kernel_cols - 1);
}

gsize
FV_KERNEL (convolve_back_scratch) (const FvConvolutionShape *shape)
{
  return (gsize)shape->units * shape->out_rows * framed_cols (shape) * FV_LANES;
}

static void
frame (const FvConvolutionShape *shape, const float *delta, float *framed)
{
  const FvLanes *from = (const FvLanes *)delta;
  FvLanes *to = (FvLanes *)framed;
  gsize rows = (gsize)shape->units * shape->out_rows;
  guint side = shape->kernel_cols - 1;

  for (gsize r = 0; r < rows; r++, from += shape->out_cols, to += shape->out_cols + side)
    {
      memset (to, 0, side * sizeof *to);
      to += side;
      memcpy (to, from, shape->out_cols * sizeof *to);
      memset (to + shape->out_cols, 0, side * sizeof *to);
    }
}

/* ∂E/∂x[y] gathers δ[y − u] θ[u]: row i of the taps is u = last − i, at row y − last + i of δ. */
static Rows
rows_back (const FvConvolutionShape *shape, const float *framed, const float *weights, guint y)
{
  guint last = MIN (y, shape->kernel_rows - 1);
  guint first = y >= shape->out_rows ? y - shape->out_rows + 1 : 0;
  Rows rows = { .in = { .x = (const FvLanes *)framed + (gsize)(y - last) * framed_cols (shape),
                        .map_step = (gsize)shape->out_rows * framed_cols (shape),
                        .row_step = framed_cols (shape),
                        .n_maps = shape->units,
                        .n_rows = last - first + 1,
                        .n_cols = shape->kernel_cols },
                .weights = weights + (gsize)last * shape->row + (gsize)(shape->kernel_cols - 1) * shape->cell,
                .steps = { .in = (gssize)shape->kernel_rows * shape->row,
                           .row = -(gssize)shape->row,
                           .col = -(gssize)shape->cell,
                           .out = 1 },
                .out_map_step = (gsize)shape->rows * shape->cols,
                .cols = shape->cols };

  return rows;
}

void
FV_KERNEL (convolve_back) (const FvConvolutionShape *shape, const float *delta, const float *weights,
                           float *d_x, float *scratch)
{
  SumRow sum = choose_sum_row (shape->kernel_cols);

  frame (shape, delta, scratch);
  for (guint map = 0, maps; map < shape->inputs; map += maps)
    {
      maps = fv_tile_maps (shape->inputs - map);
      for (guint y = 0; y < shape->rows; y++)
        {
          Rows rows = rows_back (shape, scratch, weights, y);

          sum (&rows, rows.in, map, maps, (FvLanes *)d_x + ((gsize)map * shape->rows + y) * shape->cols);
        }
    }
}
