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

/* What one unit's winners[n] add up to, from their patches of x. */
typedef struct
{
  const float *x;
  gsize x_row;
  const Winner *winners;
  guint n;
  float *gradient;
  gsize row;
} Patches;

/* used floats of rows kernel rows: tiles of wide vectors, then one by one. */
FV_INLINE void
add_along_rows (const Patches *p, gsize used, guint rows, guint wide)
{
  gsize at = 0;

  for (; at + wide * FV_LANES <= used; at += wide * FV_LANES)
    add_patches (p->x + at, p->x_row, p->winners, p->n, rows, wide, FALSE, p->gradient + at, p->row);
  for (; at < used; at += FV_LANES)
    add_patches (p->x + at, p->x_row, p->winners, p->n, rows, 1, TRUE, p->gradient + at, p->row);
}

static void
add_rows (const Patches *p, gsize used, guint rows)
{
  switch (rows)
    {
    case 7:
      add_along_rows (p, used, 7, 2);
      break;
    case 6:
      add_along_rows (p, used, 6, 2);
      break;
    case 5:
      add_along_rows (p, used, 5, 2);
      break;
    case 4:
      add_along_rows (p, used, 4, 3);
      break;
    case 3:
      add_along_rows (p, used, 3, 4);
      break;
    case 2:
      add_along_rows (p, used, 2, 4);
      break;
    default:
      add_along_rows (p, used, 1, 8);
      break;
    }
}

/* Vectors of a row that hold weights. */
static gsize
used_row (const FvConvolutionShape *shape)
{
  return ((gsize)shape->kernel_cols * shape->cell + FV_LANES - 1) / FV_LANES * FV_LANES;
}

/* Up to seven kernel rows at a time, and never one alone that could have company. */
static void
add_all_rows (const FvConvolutionShape *shape, Patches p)
{
  for (guint left = shape->kernel_rows, rows; left > 0;
       left -= rows, p.x += rows * p.x_row, p.gradient += rows * p.row)
    {
      rows = left > 7 ? (left == 8 ? 4 : 5) : left;
      add_rows (&p, used_row (shape), rows);
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
          add_all_rows (shape, (Patches){ x, (gsize)shape->cols * shape->cell, winners, listed,
                                          gradient + u * unit_step, shape->row });
        }
    }
  for (guint u = first; u < first + count; u++)
    clear_padding (shape, gradient + u * unit_step);
}

/* d_x patch [rows][vectors] += Σ δ · weights of n winners whose at is where a unit's weights begin; n is a constant. All
 * loops run the same course for every patch: how many units share a winner changes from cell to cell, and a branch on that
 * inside would be foretold wrongly each time. */
FV_INLINE void
spread_some (const FvConvolutionShape *shape, const float *weights, const Winner *winners, guint n,
             float *d_x)
{
  const float *w[4];
  FvLanes d[4];
  gsize used = used_row (shape), x_row = (gsize)shape->cols * shape->cell;

  FV_UNROLL for (guint k = 0; k < n; k++)
  {
    w[k] = weights + winners[k].at;
    d[k] = fv_lanes (winners[k].delta);
  }
  for (guint u = 0; u < shape->kernel_rows; u++, d_x += x_row)
    {
      for (gsize i = 0; i < used; i += FV_LANES)
        {
          FvLanes sum = fv_lanes_load (d_x + i);

          FV_UNROLL for (guint k = 0; k < n; k++) sum = fv_lanes_fma (d[k], fv_lanes_load (w[k] + i), sum);
          fv_lanes_store (d_x + i, sum);
        }
      FV_UNROLL for (guint k = 0; k < n; k++) w[k] += shape->row;
    }
}

static void
spread_all (const FvConvolutionShape *shape, const float *weights, const Winner *winners, guint n, float *d_x)
{
  guint i = 0;

  for (; i + 4 <= n; i += 4)
    spread_some (shape, weights, winners + i, 4, d_x);
  if (i + 2 <= n)
    {
      spread_some (shape, weights, winners + i, 2, d_x);
      i += 2;
    }
  if (i < n)
    spread_some (shape, weights, winners + i, 1, d_x);
}

/* Puts the units of one pooled cell under the place where their winner sits, those with a δ of 0 left out; counts [p²].
 * is_pair (p is 2): the four counts stand in one register, and no unit waits for the memory of the one before. */
FV_INLINE void
sort_units (const FvConvolutionShape *shape, const float *delta, const guint8 *winner, gboolean is_pair,
            Winner *winners, gint32 *counts)
{
  gsize area = pooled_area (shape), unit_step = (gsize)shape->kernel_rows * shape->row;
  guint64 four = 0;

  memset (counts, 0, n_places (shape) * sizeof *counts);
  for (guint u = 0; u < shape->units; u++, delta += area, winner += area)
    {
      guint place = *winner, shift = 16 * place,
            count = is_pair ? (four >> shift) & 0xffff : (guint)counts[place];

      winners[(gsize)place * shape->units + count] = (Winner){ (gint32)(u * unit_step), *delta };
      if (is_pair)
        four += (guint64)(*delta != 0.0f) << shift;
      else
        counts[place] += *delta != 0.0f;
    }
  for (guint place = 0; is_pair && place < 4; place++)
    counts[place] = (four >> (16 * place)) & 0xffff;
}

/* One pooled cell: units by where their winner sits, so that each place is read and written once. */
static void
spread_cell (const FvConvolutionShape *shape, const float *delta, const guint8 *winner, const float *weights,
             const gint32 *places, Winner *winners, gint32 *counts, float *d_x)
{
  if (shape->p == 2)
    sort_units (shape, delta, winner, TRUE, winners, counts);
  else
    sort_units (shape, delta, winner, FALSE, winners, counts);
  for (guint place = 0; place < n_places (shape); place++)
    if (counts[place] > 0)
      spread_all (shape, weights, winners + (gsize)place * shape->units, (guint)counts[place],
                  d_x + places[place]);
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
