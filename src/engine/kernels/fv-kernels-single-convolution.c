/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-single-set.h"

/* Tiles of cells × eight-unit vectors, their sums held in registers: a weight is loaded once for all cells of the
 * tile, a cell's value once for all its vectors. As many sums at least as it takes to hide the wait for one
 * multiply-add behind the others. */
#define MOST_VECTORS 3
#define MOST_COLS    8

/* Cells side by side in a tile of so many vectors, over both rows if it pools. */
FV_INLINE guint
tile_cells (guint vectors)
{
  return vectors == 1 || FV_LANES_REGISTERS > 16 ? 8 : 4;
}

typedef struct
{
  FvLanes n[MOST_VECTORS][2][MOST_COLS];
} Tile;

FV_INLINE gsize
padded (guint units)
{
  return (units + FV_LANES - 1) / FV_LANES * FV_LANES;
}

/* Adds what one row of the kernel gives, from x and weights on. */
FV_INLINE void
add_row (const FvSingleConvolution *self, const float *x, const float *weights, const guint vectors,
         const guint rows, const guint cols, Tile *sum)
{
  gboolean is_run = self->inputs == self->x_cell; /* the cells of a row are one run then */
  guint runs = is_run ? 1 : self->kernel_cols, run = is_run ? self->kernel_cols * self->inputs : self->inputs;
  gsize units = padded (self->units), x_row = (gsize)self->x_cols * self->x_cell, cell = self->x_cell;

  for (guint i = 0; i < runs; i++, x += cell)
    for (guint j = 0; j < run; j++, weights += units)
      {
        FvLanes weight[MOST_VECTORS];

        FV_UNROLL for (guint v = 0; v < vectors; v++) weight[v] = fv_lanes_load (weights + v * FV_LANES);
        FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint c = 0; c < cols; c++)
        {
          FvLanes value = fv_lanes (x[r * x_row + c * cell + j]);

          FV_UNROLL for (guint v = 0; v < vectors; v++) sum->n[v][r][c]
              = fv_lanes_fma (value, weight[v], sum->n[v][r][c]);
        }
      }
}

/* n of rows × cols cells, the first of whose windows begins at x, of the units that weights and biases begin with. */
FV_INLINE void
sum_tile (const FvSingleConvolution *self, const float *x, const float *weights, const float *biases,
          const guint vectors, const guint rows, const guint cols, Tile *tile)
{
  gsize row = (gsize)self->kernel_cols * self->inputs * padded (self->units);
  Tile sum;

  FV_UNROLL for (guint v = 0; v < vectors; v++) FV_UNROLL for (guint r = 0; r < rows; r++)
      FV_UNROLL for (guint c = 0; c < cols; c++) sum.n[v][r][c]
      = fv_lanes_load (biases + v * FV_LANES);
  for (guint u = 0; u < self->kernel_rows; u++, weights += row, x += (gsize)self->x_cols * self->x_cell)
    add_row (self, x, weights, vectors, rows, cols, &sum);
  *tile = sum;
}

/* The largest of the rows × cols cells from col on, the first of equal ones. */
FV_INLINE FvLanes
find_largest (const Tile *tile, guint v, const guint rows, const guint cols, guint col, FvLanesInt *winner)
{
  FvLanes best = tile->n[v][0][col];
  FvLanesInt which = fv_lanes_int (0);

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint c = r == 0; c < cols; c++)
  {
    FvLanes n = tile->n[v][r][col + c];

    which = fv_lanes_int_choose (n > best, fv_lanes_int ((gint32)(2 * r + c)), which);
    best = fv_lanes_max (n, best);
  }
  *winner = which;
  return best;
}

/* Where results go, in the order of memory. */
typedef struct
{
  float *n;
  gint32 *winner; /* NULL: nobody asks */
} Out;

FV_INLINE void
pool_tile (const FvSingleConvolution *self, const Tile *tile, const guint vectors, const guint rows,
           const guint cols, Out out)
{
  const guint width = cols < 2 ? 1 : 2;

  FV_UNROLL for (guint c = 0; c < cols; c += 2) FV_UNROLL for (guint v = 0; v < vectors; v++)
  {
    gsize at = (gsize)(c / 2) * self->n_cell + v * FV_LANES;
    FvLanesInt winner;
    FvLanes best = find_largest (tile, v, rows, width, c, &winner);

    if ((rows < 2 || width < 2) && self->fills_rest)
      {
        winner |= best < 0.0f;
        best = fv_lanes_max (fv_lanes (0.0f), best);
      }
    fv_lanes_store (out.n + at, best);
    if (out.winner != NULL)
      fv_lanes_int_store (out.winner + at, winner);
  }
}

FV_INLINE void
store_tile (const FvSingleConvolution *self, const Tile *tile, const guint vectors, const guint cols, Out out)
{
  FV_UNROLL for (guint c = 0; c < cols; c++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      fv_lanes_store (out.n + (gsize)c * self->n_cell + v * FV_LANES, tile->n[v][0][c]);
}

/* Some units of the whole map: those that weights, biases and out begin with. */
typedef struct
{
  const float *weights;
  const float *biases;
  Out out;
} Part;

/* The tile whose first cell is (row, col) of n before pooling. */
FV_INLINE void
do_tile (const FvSingleConvolution *self, const float *x, Part part, guint row, guint col,
         const guint vectors, const guint rows, const guint cols)
{
  const guint block = rows > 1 || self->pools ? 2 : 1;
  gsize out_cols = self->pools ? (self->cols + (self->keeps_rest ? 1 : 0)) / 2 : self->cols;
  gsize at = ((gsize)(row / block) * out_cols + col / block) * self->n_cell;
  Out out = { part.out.n + at, part.out.winner != NULL ? part.out.winner + at : NULL };
  Tile tile;

  sum_tile (self, x + ((gsize)row * self->x_cols + col) * self->x_cell, part.weights, part.biases, vectors,
            rows, cols, &tile);
  if (self->pools)
    pool_tile (self, &tile, vectors, rows, cols, out);
  else
    store_tile (self, &tile, vectors, cols, out);
}

/* One row of whole cells of the result, in tiles of cols; the last of them goes over some cells again. */
FV_INLINE void
do_row (const FvSingleConvolution *self, const float *x, Part part, guint row, guint whole,
        const guint vectors, const guint rows, const guint cols)
{
  guint col = 0;

  if (whole < cols)
    for (; col < whole; col += rows)
      do_tile (self, x, part, row, col, vectors, rows, rows);
  while (col < whole)
    {
      col = MIN (col, whole - cols);
      do_tile (self, x, part, row, col, vectors, rows, cols);
      col += cols;
    }
}

FV_INLINE void
do_plain (const FvSingleConvolution *self, const float *x, Part part, const guint vectors)
{
  for (guint row = 0; row < self->rows; row++)
    do_row (self, x, part, row, self->cols, vectors, 1, tile_cells (vectors));
}

FV_INLINE void
do_pooled (const FvSingleConvolution *self, const float *x, Part part, const guint vectors)
{
  guint row = 0, whole = self->cols / 2 * 2;

  for (; row + 2 <= self->rows; row += 2)
    {
      do_row (self, x, part, row, whole, vectors, 2, tile_cells (vectors) / 2);
      if (self->keeps_rest && whole < self->cols)
        do_tile (self, x, part, row, whole, vectors, 2, 1);
    }
  if (!self->keeps_rest || row == self->rows)
    return;
  for (guint col = 0; col < whole; col += 2)
    do_tile (self, x, part, row, col, vectors, 1, 2);
  if (whole < self->cols)
    do_tile (self, x, part, row, whole, vectors, 1, 1);
}

/* The units from eighth vector first on. */
FV_INLINE void
do_part (const FvSingleConvolution *self, const float *x, Part whole, guint first, const guint vectors)
{
  gsize at = (gsize)first * FV_LANES;
  Part part = { whole.weights + at,
                whole.biases + at,
                { whole.out.n + at, whole.out.winner != NULL ? whole.out.winner + at : NULL } };

  if (self->pools)
    do_pooled (self, x, part, vectors);
  else
    do_plain (self, x, part, vectors);
}

/* Few units do not fill a vector: it then runs over the cells that follow, which are written after it. */
void
FV_KERNEL (single_convolution) (const FvSingleConvolution *self, const float *x, const float *weights,
                                const float *biases, float *n, gint32 *winner)
{
  guint left = (guint)(padded (self->units) / FV_LANES);
  Part whole = { weights, biases, { n, winner } };

  while (left > 0)
    {
      guint vectors = left == 4 ? 2 : MIN (left, MOST_VECTORS);

      left -= vectors;
      switch (vectors)
        {
        case 1:
          do_part (self, x, whole, left, 1);
          break;
        case 2:
          do_part (self, x, whole, left, 2);
          break;
        default:
          do_part (self, x, whole, left, 3);
          break;
        }
    }
}
