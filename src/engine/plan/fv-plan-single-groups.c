/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-plan-single-stage.h"

#define MOST_SIDE (2 * FV_POOLING_MAX_BLOCK + 1) /* of a window: the Gaussian's is the largest */

/* One axis of the window of one block: cells from … to − 1 of the map, and the weight of each. */
typedef struct
{
  guint from, to;
  float weights[MOST_SIDE];
} Axis;

/* The weights on the map are brought to a sum of 1, if those off it take no part. */
static void
normalise (Axis *axis)
{
  float sum = 0.0f;

  for (guint i = 0; i < axis->to - axis->from; i++)
    sum += axis->weights[i];
  for (guint i = 0; i < axis->to - axis->from; i++)
    axis->weights[i] /= sum;
}

/* MATH §2: the window of the nth block reaches half a block beyond it on each side. */
static void
gaussian_axis (Axis *axis, guint nth, guint cells, const FvPoolingLayer *pooling)
{
  guint p = pooling->block_rows, side = fv_gaussian_side (p);
  gint64 start = (gint64)nth * p - (p + 1) / 2;
  double g[MOST_SIDE];

  fv_gaussian_side_weights (p, g);
  axis->from = (guint)MAX (start, 0);
  axis->to = (guint)MIN (start + side, (gint64)cells);
  for (guint i = axis->from; i < axis->to; i++)
    axis->weights[i - axis->from] = (float)g[i - start];
  if (pooling->border == FV_BORDER_KEEP_REAL)
    normalise (axis);
}

/* Weights of 1/p, and 1 where the pooling is no weighted sum. */
static void
block_axis (Axis *axis, guint nth, guint cells, const FvPoolingLayer *pooling)
{
  guint p = pooling->block_rows;

  axis->from = nth * p;
  axis->to = MIN (axis->from + p, cells);
  for (guint i = 0; i < p; i++)
    axis->weights[i] = pooling->kind == FV_POOLING_MEAN ? 1.0f / (float)p : 1.0f;
  if (pooling->kind == FV_POOLING_MEAN && pooling->border == FV_BORDER_KEEP_REAL)
    normalise (axis);
}

static void
find_axis (Axis *axis, guint nth, guint cells, const FvPoolingLayer *pooling)
{
  if (pooling->kind == FV_POOLING_GAUSSIAN)
    gaussian_axis (axis, nth, cells, pooling);
  else
    block_axis (axis, nth, cells, pooling);
}

static gboolean
is_weighted (const FvPoolingLayer *pooling)
{
  return pooling->kind == FV_POOLING_MEAN || pooling->kind == FV_POOLING_GAUSSIAN;
}

static guint
add_spots (const Axis *rows, const Axis *cols, const FvPoolingLayer *pooling, guint map_cols, guint cell,
           FvSingleSpot *spots)
{
  guint count = 0;

  for (guint r = rows->from; r < rows->to; r++)
    for (guint c = cols->from; c < cols->to; c++)
      {
        guint place = (r - rows->from) * pooling->block_rows + (c - cols->from);
        float weight = rows->weights[r - rows->from] * cols->weights[c - cols->from];

        spots[count++] = (FvSingleSpot){ (gint32)(((gsize)r * map_cols + c) * cell),
                                         is_weighted (pooling) ? weight : (float)place };
      }
  return count;
}

void
fv_single_pooling_groups (const FvPoolingLayer *pooling, FvShape input, FvSingleGroup **groups,
                          FvSingleSpot **spots)
{
  FvShape output = pooling->layer.output;
  guint cell = fv_single_cell (input.maps), n_spots = 0, n_groups = 0;
  gsize side
      = pooling->kind == FV_POOLING_GAUSSIAN ? fv_gaussian_side (pooling->block_rows) : pooling->block_rows;

  *groups = g_new (FvSingleGroup, fv_shape_area (output));
  *spots = g_new (FvSingleSpot, fv_shape_area (output) * side * side);
  for (guint r = 0; r < output.rows; r++)
    for (guint c = 0; c < output.cols; c++)
      {
        FvSingleGroup *group = &(*groups)[n_groups];
        Axis rows, cols;

        find_axis (&rows, r, input.rows, pooling);
        find_axis (&cols, c, input.cols, pooling);
        group->at = (gint32)(n_groups++ * cell);
        group->first = n_spots;
        group->count = add_spots (&rows, &cols, pooling, input.cols, cell, *spots + n_spots);
        n_spots += group->count;
      }
}
