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

/* Tells the compiler that the sums of a 3 × 2 × 2 tile stand in registers at this point; left to itself it moves some of
 * them to the stack and back at every tap. */
FV_INLINE void
fv_tile_hold (FvTile s)
{
#ifdef __AVX__
  __asm__ volatile(""
                   : "+x"(s[0][0][0]), "+x"(s[0][0][1]), "+x"(s[0][1][0]), "+x"(s[0][1][1]), "+x"(s[1][0][0]),
                     "+x"(s[1][0][1]), "+x"(s[1][1][0]), "+x"(s[1][1][1]), "+x"(s[2][0][0]), "+x"(s[2][0][1]),
                     "+x"(s[2][1][0]), "+x"(s[2][1][1]));
#endif
}

/* One tap: sums[out][row][col] += w[out] · x[row][col]. In a tile of two rows the weights stay in registers and each cell
 * is there only while it is needed: 12 sums, 3 weights and a cell are 16. */
FV_INLINE void
fv_tile_tap_of_rows (FvTile sums, const FvLanes *x, gsize row_step, const float *w, gssize out_step,
                     guint out, guint cols)
{
  FvLanes weights[FV_TILE_OUT];

  FV_UNROLL for (guint o = 0; o < out; o++) weights[o] = fv_lanes (w[o * out_step]);
  FV_UNROLL for (guint r = 0; r < 2; r++) FV_UNROLL for (guint c = 0; c < cols; c++)
  {
    FvLanes cell = x[r * row_step + c];

    FV_UNROLL for (guint o = 0; o < out; o++) sums[o][r][c] = fv_lanes_fma (weights[o], cell, sums[o][r][c]);
  }
  if (out == 3 && cols == 2)
    fv_tile_hold (sums);
}

/* In one of one row the cells do: the next tap's are the same but for one. */
FV_INLINE void
fv_tile_tap_of_row (FvTile sums, const FvLanes *x, const float *w, gssize out_step, guint out, guint cols)
{
  FvLanes cells[FV_TILE_COLS];

  FV_UNROLL for (guint c = 0; c < cols; c++) cells[c] = x[c];
  FV_UNROLL for (guint o = 0; o < out; o++)
  {
    FvLanes weight = fv_lanes (w[o * out_step]);

    FV_UNROLL for (guint c = 0; c < cols; c++) sums[o][0][c] = fv_lanes_fma (weight, cells[c], sums[o][0][c]);
  }
}

FV_INLINE void
fv_tile_tap (FvTile sums, const FvLanes *x, gsize row_step, const float *w, gssize out_step, guint out,
             guint rows, guint cols)
{
  if (rows == 2)
    fv_tile_tap_of_rows (sums, x, row_step, w, out_step, out, cols);
  else
    fv_tile_tap_of_row (sums, x, w, out_step, out, cols);
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
