/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-lanes.h"

/* How far apart weights are, in floats: from one map read to the next, one row and column of the kernel, one map made. */
typedef struct
{
  gssize in, row, col, out;
} FvWeightSteps;

/* What a tile reads: n_maps maps, map_step vectors apart, rows row_step apart, from x on; n_rows × n_cols taps. */
typedef struct
{
  const FvLanes *x;
  gsize map_step, row_step;
  guint n_maps, n_rows, n_cols;
} FvTileInput;

/* The most a tile can be: 3 maps × 2 × 2 cells or 3 × 1 × 4 are 12 sums, which with their operands fill 16 registers;
 * multiply-add needs 8 sums at a time to be kept busy. */
#define FV_TILE_OUT  3
#define FV_TILE_ROWS 2
#define FV_TILE_COLS 4

typedef FvLanes FvTile[FV_TILE_OUT][FV_TILE_ROWS][FV_TILE_COLS];

/* One tap: sums[out][row][col] += w[out] · x[row][col]. */
FV_INLINE void
fv_tile_tap (FvTile sums, const FvLanes *x, gsize row_step, const float *w, gssize out_step, guint out,
             guint rows, guint cols)
{
  FvLanes cells[FV_TILE_ROWS][FV_TILE_COLS];

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint c = 0; c < cols; c++) cells[r][c]
      = x[r * row_step + c];
  FV_UNROLL for (guint o = 0; o < out; o++)
  {
    FvLanes weight = fv_lanes (w[o * out_step]);

    FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint c = 0; c < cols; c++) sums[o][r][c]
        = fv_lanes_fma (weight, cells[r][c], sums[o][r][c]);
  }
}

/* Adds to a tile of out maps × rows × cols cells all that they read. out, rows, cols and taps are constants; taps is
 * the kernel's columns, or 0 where they are known only at run time. */
FV_INLINE void
fv_tile_sum (FvTile sums, FvTileInput in, const float *w, FvWeightSteps steps, guint taps, guint out,
             guint rows, guint cols)
{
  for (guint map = 0; map < in.n_maps; map++, in.x += in.map_step, w += steps.in)
    {
      const FvLanes *x = in.x;
      const float *row = w;

      for (guint u = 0; u < in.n_rows; u++, x += in.row_step, row += steps.row)
        if (taps > 0)
          {
            const float *at = row;

            FV_UNROLL for (guint v = 0; v < taps; v++, at += steps.col)
                fv_tile_tap (sums, x + v, in.row_step, at, steps.out, out, rows, cols);
          }
        else
          {
            const float *at = row;

            for (guint v = 0; v < in.n_cols; v++, at += steps.col)
              fv_tile_tap (sums, x + v, in.row_step, at, steps.out, out, rows, cols);
          }
    }
}

/* Maps of a tile so that what is left over never is one alone, if it can be helped: 4 are 2 + 2. */
FV_INLINE guint
fv_tile_maps (guint left)
{
  return left >= 5 || left == 3 ? 3 : MIN (left, 2);
}
