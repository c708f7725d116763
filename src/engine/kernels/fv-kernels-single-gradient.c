/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-single-set.h"

/* A convolution's way back, from a list of the cells that have a δ at all: under max pooling most have none. The
 * window of such a cell is gone through in tiles of rows × vectors that fit into registers, each for all cells. */
#define MOST_SUMS 12

/* Sums of fewer vectors wait for one another: two then take turns. */
#define FEW_SUMS 6

typedef void (*GradientTile) (const float *x, gsize x_row, const FvSingleSpot *spots, guint count,
                              float *gradient, gsize row);
typedef void (*BelowTile) (const float *weights, gsize row, const FvSingleSpot *spots, guint count,
                           float *d_x, gsize x_row);

FV_INLINE void
add_window (const float *x, gsize x_row, float factor, const guint rows, const guint vectors, FvLanes *sum)
{
  FvLanes by = fv_lanes (factor);

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      sum[r * vectors + v]
      = fv_lanes_fma (by, fv_lanes_load (x + r * x_row + v * FV_LANES), sum[r * vectors + v]);
}

FV_INLINE void
gradient_tile (const float *x, gsize x_row, const FvSingleSpot *spots, guint count, float *gradient,
               gsize row, const guint rows, const guint vectors)
{
  const guint turns = rows * vectors <= FEW_SUMS ? 2 : 1;
  FvLanes sum[2][MOST_SUMS];
  guint i = 0;

  FV_UNROLL for (guint t = 0; t < turns; t++) FV_UNROLL for (guint k = 0; k < rows * vectors; k++) sum[t][k]
      = fv_lanes (0.0f);
  for (; i + turns <= count; i += turns)
    FV_UNROLL for (guint t = 0; t < turns; t++)
        add_window (x + spots[i + t].at, x_row, spots[i + t].factor, rows, vectors, sum[t]);
  if (i < count)
    add_window (x + spots[i].at, x_row, spots[i].factor, rows, vectors, sum[0]);
  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
  {
    FvLanes one = sum[0][r * vectors + v];

    fv_lanes_store (gradient + r * row + v * FV_LANES, turns == 2 ? one + sum[1][r * vectors + v] : one);
  }
}

FV_INLINE void
below_tile (const float *weights, gsize row, const FvSingleSpot *spots, guint count, float *d_x, gsize x_row,
            const guint rows, const guint vectors)
{
  FvLanes sum[MOST_SUMS];

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      sum[r * vectors + v]
      = fv_lanes_load (d_x + r * x_row + v * FV_LANES);
  for (guint i = 0; i < count; i++)
    add_window (weights + spots[i].at, row, spots[i].factor, rows, vectors, sum);
  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      fv_lanes_store (d_x + r * x_row + v * FV_LANES, sum[r * vectors + v]);
}

/* Every shape of tile there is: rows × vectors ≤ MOST_SUMS. */
/* clang-format off */
#define FOR_SHAPES(DO) \
  DO (1, 1) DO (2, 1) DO (3, 1) DO (4, 1) DO (5, 1) DO (6, 1) DO (7, 1) DO (8, 1) DO (9, 1) DO (10, 1) \
  DO (11, 1) DO (12, 1) DO (1, 2) DO (2, 2) DO (3, 2) DO (4, 2) DO (5, 2) DO (6, 2) DO (1, 3) DO (2, 3) \
  DO (3, 3) DO (4, 3) DO (1, 4) DO (2, 4) DO (3, 4) DO (1, 5) DO (2, 5) DO (1, 6) DO (2, 6) DO (1, 7) \
  DO (1, 8) DO (1, 9) DO (1, 10) DO (1, 11) DO (1, 12)
/* clang-format on */

#define DEFINE(rows, vectors)                                                                                \
  static void gradient_##rows##_##vectors (const float *x, gsize x_row, const FvSingleSpot *spots,           \
                                           guint count, float *gradient, gsize row)                          \
  {                                                                                                          \
    gradient_tile (x, x_row, spots, count, gradient, row, rows, vectors);                                    \
  }                                                                                                          \
  static void below_##rows##_##vectors (const float *weights, gsize row, const FvSingleSpot *spots,          \
                                        guint count, float *d_x, gsize x_row)                                \
  {                                                                                                          \
    below_tile (weights, row, spots, count, d_x, x_row, rows, vectors);                                      \
  }
FOR_SHAPES (DEFINE)

#define GRADIENT_ENTRY(rows, vectors) [rows][vectors] = gradient_##rows##_##vectors,
#define BELOW_ENTRY(rows, vectors)    [rows][vectors] = below_##rows##_##vectors,
static const GradientTile gradient_tiles[MOST_SUMS + 1][MOST_SUMS + 1] = { FOR_SHAPES (GRADIENT_ENTRY) };
static const BelowTile below_tiles[MOST_SUMS + 1][MOST_SUMS + 1] = { FOR_SHAPES (BELOW_ENTRY) };

/* Where one tile lies in the window, and how large tiles are. */
typedef struct
{
  guint across, down; /* vectors and rows of a tile, but for the last ones */
  guint row, vector;  /* the first of them */
  guint rows, vectors;
} Tile;

/* parts that are as alike as can be, none above most. */
static guint
part (guint all, guint most)
{
  guint parts = (all + most - 1) / most;

  return (all + parts - 1) / parts;
}

static guint
vectors_of (const FvSingleWindow *self)
{
  return (self->kernel_row + FV_LANES - 1) / FV_LANES;
}

static Tile
first_tile (const FvSingleWindow *self)
{
  guint across = part (vectors_of (self), MOST_SUMS), down = part (self->kernel_rows, MOST_SUMS / across);

  return (Tile){ .across = across, .down = down, .rows = down, .vectors = across };
}

/* FALSE past the last. */
static gboolean
next_tile (const FvSingleWindow *self, Tile *tile)
{
  tile->vector += tile->across;
  if (tile->vector >= vectors_of (self))
    {
      tile->vector = 0;
      tile->row += tile->down;
    }
  if (tile->row >= self->kernel_rows)
    return FALSE;
  tile->rows = MIN (tile->down, self->kernel_rows - tile->row);
  tile->vectors = MIN (tile->across, vectors_of (self) - tile->vector);
  return TRUE;
}

static void
clear_padding (const FvSingleWindow *self, float *gradient)
{
  for (guint r = 0; r < self->kernel_rows; r++)
    for (guint j = self->kernel_row; j < self->row; j++)
      gradient[(gsize)r * self->row + j] = 0.0f;
}

void
FV_KERNEL (single_kernel_gradient) (const FvSingleWindow *self, const float *x, const FvSingleSpot *spots,
                                    guint count, float *gradient)
{
  Tile tile = first_tile (self);

  do
    {
      gsize first = tile.vector * FV_LANES;

      gradient_tiles[tile.rows][tile.vectors](x + tile.row * self->x_row + first, self->x_row, spots, count,
                                              gradient + (gsize)tile.row * self->row + first, self->row);
    }
  while (next_tile (self, &tile));
  clear_padding (self, gradient);
}

/* Tile by tile, so that the part of the weights it needs stays near for all groups. The padding of weights is 0 and
 * adds nothing to what lies beyond the window. */
void
FV_KERNEL (single_delta_below) (const FvSingleWindow *self, const float *weights, const FvSingleGroup *groups,
                                guint n_groups, const FvSingleSpot *spots, float *d_x)
{
  Tile tile = first_tile (self);

  do
    {
      gsize first = tile.vector * FV_LANES;
      const float *from = weights + (gsize)tile.row * self->row + first;
      float *to = d_x + tile.row * self->x_row + first;

      for (guint g = 0; g < n_groups; g++)
        below_tiles[tile.rows][tile.vectors](from, self->row, spots + groups[g].first, groups[g].count,
                                             to + groups[g].at, self->x_row);
    }
  while (next_tile (self, &tile));
}
