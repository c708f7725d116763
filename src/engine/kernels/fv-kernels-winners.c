/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"

/* Below max pooling three of four δ of a convolution are exactly 0 (all but one of a block): here only the winners are
 * looked at, sample by sample, with input maps in lanes. The weights of a unit are [kernel_rows][row], a row of them lies
 * over a run of row floats of the cells x [rows][cols][cell], so a winner is one number δ times a patch.
 *
 * Tile: up to 7 kernel rows × some vectors of a row; few enough sums to stay in registers. */

/* A winner with a δ that is not 0: where its patch begins, in floats, and its δ. */
typedef struct
{
  gint32 at;
  float delta;
} Winner;

/* What is left of a pooled cell to the winner's place in its map, in cells, is looked up rather than divided. */
static gint32
place_of (const FvConvolutionShape *shape, guint number)
{
  return (gint32)(((number / shape->p) * shape->cols + number % shape->p) * shape->cell);
}

/* Scratch holds, one after the other: places [p²], the winners of one unit in some samples, units by winner. */
#define SAMPLES_AT_ONCE 8

static gsize
n_places (const FvConvolutionShape *shape)
{
  return (gsize)shape->p * shape->p;
}

static gsize
pooled_area (const FvConvolutionShape *shape)
{
  return (gsize)shape->pooled_rows * shape->pooled_cols;
}

gsize
FV_KERNEL (winners_scratch) (const FvConvolutionShape *shape)
{
  gsize gradient = 2 * (SAMPLES_AT_ONCE * pooled_area (shape) + 1),
        back = 2 * n_places (shape) * shape->units;

  return n_places (shape) + 1 + MAX (gradient, back) + n_places (shape);
}

/* sums[rows][vectors] += δ · patch, for all winners[n]. With twice, even and odd ones have sums of their own: too few
 * sums wait for one another. */
FV_INLINE void
add_patches (const float *x, gsize x_row, const Winner *winners, guint n, guint rows, guint vectors,
             gboolean twice, float *gradient, gsize row)
{
  FvLanes sums[7][8], others[7][8];
  guint i = 0;

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
  {
    sums[r][v] = fv_lanes_load (gradient + r * row + v * FV_LANES);
    if (twice)
      others[r][v] = fv_lanes (0.0f);
  }
  for (; twice && i + 2 <= n; i += 2)
    {
      const float *patch = x + winners[i].at, *other = x + winners[i + 1].at;
      FvLanes d = fv_lanes (winners[i].delta), e = fv_lanes (winners[i + 1].delta);

      FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      {
        sums[r][v] = fv_lanes_fma (d, fv_lanes_load (patch + r * x_row + v * FV_LANES), sums[r][v]);
        others[r][v] = fv_lanes_fma (e, fv_lanes_load (other + r * x_row + v * FV_LANES), others[r][v]);
      }
    }
  for (; i < n; i++)
    {
      const float *patch = x + winners[i].at;
      FvLanes d = fv_lanes (winners[i].delta);

      FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++) sums[r][v]
          = fv_lanes_fma (d, fv_lanes_load (patch + r * x_row + v * FV_LANES), sums[r][v]);
    }
  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      fv_lanes_store (gradient + r * row + v * FV_LANES, twice ? sums[r][v] + others[r][v] : sums[r][v]);
}

/* d_x patch [rows][vectors] += Σ δ · weights of the winners[n], whose at is where a unit's weights begin. */
FV_INLINE void
add_weights (const float *weights, gsize row, const Winner *winners, guint n, guint rows, guint vectors,
             float *d_x, gsize x_row)
{
  FvLanes sums[7][8];

  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++) sums[r][v]
      = fv_lanes_load (d_x + r * x_row + v * FV_LANES);
  for (guint i = 0; i < n; i++)
    {
      const float *w = weights + winners[i].at;
      FvLanes d = fv_lanes (winners[i].delta);

      FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++) sums[r][v]
          = fv_lanes_fma (d, fv_lanes_load (w + r * row + v * FV_LANES), sums[r][v]);
    }
  FV_UNROLL for (guint r = 0; r < rows; r++) FV_UNROLL for (guint v = 0; v < vectors; v++)
      fv_lanes_store (d_x + r * x_row + v * FV_LANES, sums[r][v]);
}

/* One call for a tile of rows × vectors, known when compiled. */
typedef struct
{
  const float *from; /* patches, or weights */
  gsize from_row;
  const Winner *winners;
  guint n;
  float *to; /* gradient, or d_x */
  gsize to_row;
} Patches;

#define PATCHES(rows, vectors, twice)                                                                        \
  add_patches (p->from + at, p->from_row, p->winners, p->n, rows, vectors, twice, p->to + at, p->to_row)
#define WEIGHTS(rows, vectors, twice)                                                                        \
  add_weights (p->from + at, p->from_row, p->winners, p->n, rows, vectors, p->to + at, p->to_row)

/* All vectors of rows kernel rows, a tile of wide vectors at a time, then one by one. */
#define ALONG_ROWS(name, TILE)                                                                               \
  FV_INLINE void name (const Patches *p, gsize row, guint rows, guint wide)                                  \
  {                                                                                                          \
    gsize at = 0;                                                                                            \
                                                                                                             \
    for (; at + wide * FV_LANES <= row; at += wide * FV_LANES)                                               \
      TILE (rows, wide, FALSE);                                                                              \
    for (; at < row; at += FV_LANES)                                                                         \
      TILE (rows, 1, TRUE);                                                                                  \
  }

ALONG_ROWS (patches_along_rows, PATCHES)
ALONG_ROWS (weights_along_rows, WEIGHTS)

/* Kernel rows at a time. */
static guint
rows_of (guint left)
{
  return left > 7 ? (left == 8 ? 4 : 5) : left;
}

#define BY_ROWS(name, along)                                                                                 \
  static void name (const Patches *p, gsize row, guint rows)                                                 \
  {                                                                                                          \
    switch (rows)                                                                                            \
      {                                                                                                      \
      case 7:                                                                                                \
        along (p, row, 7, 2);                                                                                \
        break;                                                                                               \
      case 6:                                                                                                \
        along (p, row, 6, 2);                                                                                \
        break;                                                                                               \
      case 5:                                                                                                \
        along (p, row, 5, FV_LANES_REGISTERS > 16 ? 4 : 2);                                                  \
        break;                                                                                               \
      case 4:                                                                                                \
        along (p, row, 4, 3);                                                                                \
        break;                                                                                               \
      case 3:                                                                                                \
        along (p, row, 3, 4);                                                                                \
        break;                                                                                               \
      case 2:                                                                                                \
        along (p, row, 2, 4);                                                                                \
        break;                                                                                               \
      default:                                                                                               \
        along (p, row, 1, 8);                                                                                \
        break;                                                                                               \
      }                                                                                                      \
  }

BY_ROWS (add_patches_of_rows, patches_along_rows)
BY_ROWS (add_weights_of_rows, weights_along_rows)

/* Vectors of a row that hold weights. */
static gsize
used_row (const FvConvolutionShape *shape)
{
  return ((gsize)shape->kernel_cols * shape->cell + FV_LANES - 1) / FV_LANES * FV_LANES;
}

/* The whole patch of all winners[n] to or from the place where p begins. */
static void
add_all_patches (const FvConvolutionShape *shape, Patches p)
{
  for (guint u = 0, rows; u < shape->kernel_rows;
       u += rows, p.from += rows * p.from_row, p.to += rows * p.to_row)
    {
      rows = rows_of (shape->kernel_rows - u);
      add_patches_of_rows (&p, used_row (shape), rows);
    }
}

static void
add_all_weights (const FvConvolutionShape *shape, Patches p)
{
  for (guint u = 0, rows; u < shape->kernel_rows;
       u += rows, p.from += rows * p.from_row, p.to += rows * p.to_row)
    {
      rows = rows_of (shape->kernel_rows - u);
      add_weights_of_rows (&p, used_row (shape), rows);
    }
}

static void
fill_places (const FvConvolutionShape *shape, gint32 *places)
{
  for (guint i = 0; i < n_places (shape); i++)
    places[i] = place_of (shape, i);
}

/* Writes the winners of one unit in one sample behind those there are; returns how many there are then. A δ of 0 is
 * overwritten by the next. */
static guint
list_winners (const FvConvolutionShape *shape, const float *delta, const guint8 *winner, const gint32 *places,
              gint32 sample, Winner *winners, guint n)
{
  for (guint y = 0; y < shape->pooled_rows; y++)
    {
      gint32 cell = sample + (gint32)((gsize)y * shape->p * shape->cols * shape->cell);

      for (guint x = 0; x < shape->pooled_cols;
           x++, cell += (gint32)(shape->p * shape->cell), delta++, winner++)
        {
          winners[n].at = cell + places[*winner];
          winners[n].delta = *delta;
          n += *delta != 0.0f;
        }
    }
  return n;
}

static float
sum_deltas (const float *delta, gsize count)
{
  FvLanes sum = fv_lanes (0.0f);
  float rest = 0;
  gsize i = 0;

  for (; i + FV_LANES <= count; i += FV_LANES)
    sum += fv_lanes_load (delta + i);
  for (; i < count; i++)
    rest += delta[i];
  return fv_lanes_sum (sum) + rest;
}

/* Lanes behind the last column of a row belong to other cells. */
static void
clear_padding (const FvConvolutionShape *shape, float *gradient)
{
  gsize used = (gsize)shape->kernel_cols * shape->cell;

  for (guint u = 0; u < shape->kernel_rows; u++)
    for (gsize i = used; i < shape->row; i++)
      gradient[(gsize)u * shape->row + i] = 0;
}

void
FV_KERNEL (winners_gradient) (const FvConvolutionShape *shape, guint n, const float *x, gsize x_stride,
                              const float *delta, const guint8 *winner, gsize delta_stride, guint first,
                              guint count, float *gradient, float *biases, float *scratch)
{
  gint32 *places = (gint32 *)scratch;
  Winner *winners = (Winner *)(scratch + (n_places (shape) + 1) / 2 * 2);
  gsize area = pooled_area (shape), unit_step = (gsize)shape->kernel_rows * shape->row;

  fill_places (shape, places);
  for (guint s = 0, some; s < n; s += some, x += some * x_stride)
    {
      some = MIN (SAMPLES_AT_ONCE, n - s);
      for (guint u = first; u < first + count; u++)
        {
          guint listed = 0;

          for (guint i = 0; i < some; i++)
            {
              gsize at = (s + i) * delta_stride + u * area;

              listed = list_winners (shape, delta + at, winner + at, places, (gint32)(i * x_stride), winners,
                                     listed);
              biases[u] += sum_deltas (delta + at, area);
            }
          add_all_patches (shape, (Patches){ x, (gsize)shape->cols * shape->cell, winners, listed,
                                             gradient + u * unit_step, shape->row });
        }
    }
  for (guint u = first; u < first + count; u++)
    clear_padding (shape, gradient + u * unit_step);
}

/* One pooled cell: units by where their winner sits, so that each place is read and written once. */
static void
spread_cell (const FvConvolutionShape *shape, const float *delta, const guint8 *winner, const float *weights,
             const gint32 *places, Winner *winners, gint32 *counts, float *d_x)
{
  gsize area = pooled_area (shape), unit_step = (gsize)shape->kernel_rows * shape->row;

  memset (counts, 0, n_places (shape) * sizeof *counts);
  for (guint u = 0; u < shape->units; u++)
    {
      guint place = winner[u * area];

      winners[(gsize)place * shape->units + (guint)counts[place]]
          = (Winner){ (gint32)(u * unit_step), delta[u * area] };
      counts[place] += delta[u * area] != 0.0f;
    }
  for (guint place = 0; place < n_places (shape); place++)
    if (counts[place] > 0)
      add_all_weights (shape, (Patches){ weights, shape->row, winners + (gsize)place * shape->units,
                                         (guint)counts[place], d_x + places[place],
                                         (gsize)shape->cols * shape->cell });
}

void
FV_KERNEL (winners_back) (const FvConvolutionShape *shape, const float *delta, const guint8 *winner,
                          const float *weights, float *d_x, float *scratch)
{
  gint32 *places = (gint32 *)scratch;
  gsize before = (n_places (shape) + 1) / 2 * 2;
  Winner *winners = (Winner *)(scratch + before);
  gint32 *counts = (gint32 *)(scratch + before + 2 * n_places (shape) * shape->units);

  fill_places (shape, places);
  memset (d_x, 0, (gsize)shape->rows * shape->cols * shape->cell * sizeof *d_x);
  for (guint y = 0; y < shape->pooled_rows; y++)
    for (guint x = 0; x < shape->pooled_cols; x++, delta++, winner++)
      spread_cell (shape, delta, winner, weights, places, winners, counts,
                   d_x + ((gsize)y * shape->p * shape->cols + x * shape->p) * shape->cell);
}
