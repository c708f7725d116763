/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-set.h"
#include "fv-lanes-tile.h"

/* Convolution with max pooling above it. φ grows, so the largest n has the largest o: pooling comes first and φ has one
 * cell of each block to do.
 *
 * Blocks of 2×2 that lie wholly on the map stay in registers: a tile is 3 maps × 2 × 2 cells, 12 sums, of which one
 * cell a map is stored. All others go by way of strips: p rows of the convolution, then their blocks. */

FV_INLINE void
take_larger (FvLanes *best, FvLanesInt *winner, FvLanes x, gint32 number)
{
  FvLanesInt is_larger = x > *best;

  *best = fv_lanes_max (*best, x);
  *winner = fv_lanes_int_choose (is_larger, fv_lanes_int (number), *winner);
}

FV_INLINE void
pool_tile (FvTile sums, guint maps, gsize area, FvLanes *o, FvLanesInt *winner)
{
  FV_UNROLL for (guint m = 0; m < maps; m++)
  {
    FvLanes best = sums[m][0][0];
    FvLanesInt won = fv_lanes_int (0);

    take_larger (&best, &won, sums[m][0][1], 1);
    take_larger (&best, &won, sums[m][1][0], 2);
    take_larger (&best, &won, sums[m][1][1], 3);
    o[m * area] = best;
    winner[m * area] = won;
  }
}

typedef struct
{
  FvTileInput in;
  FvWeightSteps steps;
  const float *weights;
  const float *biases;
  FvLanes *o;
  FvLanesInt *winner;
} Pooled;

/* All blocks of maps maps from the one that p's pointers stand at. */
FV_INLINE void
pool_maps (const FvConvolutionShape *shape, Pooled p, guint taps, guint maps)
{
  gsize area = (gsize)shape->pooled_rows * shape->pooled_cols, at = 0;
  const FvLanes *row = p.in.x;

  for (guint y = 0; y < shape->pooled_rows; y++, row += 2 * shape->cols)
    for (guint x = 0; x < shape->pooled_cols; x++, at++)
      {
        FvTile sums;

        FV_UNROLL for (guint m = 0; m < maps; m++) FV_UNROLL for (guint c = 0; c < 4; c++)
            sums[m][c / 2][c % 2]
            = fv_lanes (p.biases[m]);
        p.in.x = row + 2 * x;
        fv_tile_sum (sums, p.in, p.weights, p.steps, taps, maps, 2, 2);
        pool_tile (sums, maps, area, p.o + at, p.winner + at);
      }
}

FV_INLINE void
pool_some_maps (const FvConvolutionShape *shape, const Pooled *p, guint maps, guint taps)
{
  switch (maps)
    {
    case 3:
      pool_maps (shape, *p, taps, 3);
      break;
    case 2:
      pool_maps (shape, *p, taps, 2);
      break;
    default:
      pool_maps (shape, *p, taps, 1);
      break;
    }
}

static void
pool_3 (const FvConvolutionShape *shape, const Pooled *p, guint maps)
{
  pool_some_maps (shape, p, maps, 3);
}

static void
pool_5 (const FvConvolutionShape *shape, const Pooled *p, guint maps)
{
  pool_some_maps (shape, p, maps, 5);
}

static void
pool_7 (const FvConvolutionShape *shape, const Pooled *p, guint maps)
{
  pool_some_maps (shape, p, maps, 7);
}

static void
pool_any (const FvConvolutionShape *shape, const Pooled *p, guint maps)
{
  pool_some_maps (shape, p, maps, 0);
}

static void
pool_pairs (const FvConvolutionShape *shape, const Pooled *p, guint maps)
{
  switch (shape->kernel_cols)
    {
    case 3:
      pool_3 (shape, p, maps);
      break;
    case 5:
      pool_5 (shape, p, maps);
      break;
    case 7:
      pool_7 (shape, p, maps);
      break;
    default:
      pool_any (shape, p, maps);
      break;
    }
}

static gboolean
stays_in_registers (const FvConvolutionShape *shape)
{
  return shape->p == 2 && 2 * shape->pooled_rows <= shape->out_rows
         && 2 * shape->pooled_cols <= shape->out_cols;
}

gsize
FV_KERNEL (convolve_max_scratch) (const FvConvolutionShape *shape)
{
  return stays_in_registers (shape) ? 0 : (gsize)FV_TILE_OUT * shape->p * shape->out_cols * FV_LANES;
}

/* The block that begins at column left of a strip of rows × out_cols cells of one map. */
static void
pool_block (const FvConvolutionShape *shape, const FvLanes *strip, guint rows, guint left, FvLanes *o,
            FvLanesInt *winner)
{
  guint cols = MIN (shape->p, shape->out_cols - left);
  FvLanes best = strip[left];
  FvLanesInt won = fv_lanes_int (0);

  for (guint r = 0; r < rows; r++)
    for (guint c = r == 0; c < cols; c++)
      take_larger (&best, &won, strip[(gsize)r * shape->out_cols + left + c], (gint32)(r * shape->p + c));
  if (shape->fill_wins && (rows < shape->p || cols < shape->p))
    {
      FvLanesInt is_filled = best < 0.0f;

      best = fv_lanes_choose (is_filled, fv_lanes (0.0f), best);
      won |= is_filled;
    }
  *o = best;
  *winner = won;
}

/* One row of blocks of maps maps. */
static void
pool_strip (const FvConvolutionShape *shape, const FvLanes *strip, guint rows, guint maps, FvLanes *o,
            FvLanesInt *winner)
{
  gsize area = (gsize)shape->pooled_rows * shape->pooled_cols;

  for (guint m = 0; m < maps; m++, strip += (gsize)rows * shape->out_cols)
    for (guint x = 0; x < shape->pooled_cols; x++)
      pool_block (shape, strip, rows, x * shape->p, o + m * area + x, winner + m * area + x);
}

static void
pool_strips (const FvConvolutionShape *shape, const float *x, const float *weights, const float *biases,
             guint unit, guint maps, float *o, gint32 *winner, float *scratch)
{
  for (guint y = 0; y < shape->pooled_rows; y++)
    {
      guint top = y * shape->p, rows = MIN (shape->p, shape->out_rows - top);
      gsize at = (gsize)y * shape->pooled_cols * FV_LANES;

      FV_KERNEL (convolve_rows) (shape, x, weights, biases, unit, maps, top, rows, scratch);
      pool_strip (shape, (const FvLanes *)scratch, rows, maps, (FvLanes *)(o + at),
                  (FvLanesInt *)(winner + at));
    }
}

static Pooled
pooled_from (const FvConvolutionShape *shape, const float *x, const float *weights, const float *biases,
             guint unit, float *o, gint32 *winner)
{
  gsize unit_step = (gsize)shape->kernel_rows * shape->row;

  return (Pooled){ .in = { .x = (const FvLanes *)x,
                           .map_step = (gsize)shape->rows * shape->cols,
                           .row_step = shape->cols,
                           .n_maps = shape->inputs,
                           .n_rows = shape->kernel_rows,
                           .n_cols = shape->kernel_cols },
                   .steps = { .in = 1, .row = shape->row, .col = shape->cell, .out = (gssize)unit_step },
                   .weights = weights + unit * unit_step,
                   .biases = biases + unit,
                   .o = (FvLanes *)o,
                   .winner = (FvLanesInt *)winner };
}

void
FV_KERNEL (convolve_max) (const FvConvolutionShape *shape, const float *x, const float *weights,
                          const float *biases, float *o, gint32 *winner, float *scratch)
{
  gsize area = (gsize)shape->pooled_rows * shape->pooled_cols * FV_LANES;

  for (guint unit = 0, maps; unit < shape->units; unit += maps, o += maps * area, winner += maps * area)
    {
      maps = fv_tile_maps (shape->units - unit);
      if (stays_in_registers (shape))
        {
          Pooled p = pooled_from (shape, x, weights, biases, unit, o, winner);

          pool_pairs (shape, &p, maps);
        }
      else
        pool_strips (shape, x, weights, biases, unit, maps, o, winner, scratch);
      FV_KERNEL (phi) (shape->phi, o, maps * area, o);
    }
}
