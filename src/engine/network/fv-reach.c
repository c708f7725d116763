/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-reach.h"

#include <string.h>

#include "fv-pooling-layer.h"

/* Rows or columns, both ends inside; none if last < first. */
typedef struct
{
  gint64 first, last;
} Span;

/* How a layer without tables joins what is below to what is above, along one side: cell i above is made of
 * i·stride − before … i·stride + length − 1 − before. */
typedef struct
{
  gint64 stride, before, length;
} Window;

/* FALSE where every unit reads everything. */
static gboolean
windows_of (const FvLayer *layer, Window *rows, Window *cols)
{
  guint block = fv_layer_block (layer), n_rows, n_cols;

  if (block > 0)
    {
      gboolean overlaps = ((const FvPoolingLayer *)layer)->kind == FV_POOLING_GAUSSIAN;
      gint64 before = overlaps ? (gint64)(fv_gaussian_side (block) - block) / 2 : 0;

      *rows = *cols = (Window){ block, before, block + 2 * before };
      return TRUE;
    }
  if (!fv_layer_is_convolution (layer))
    return FALSE;
  fv_layer_kernel_size (layer, &n_rows, &n_cols);
  *rows = (Window){ 1, 0, n_rows };
  *cols = (Window){ 1, 0, n_cols };
  return TRUE;
}

static Span
clip (gint64 first, gint64 last, guint side)
{
  return (Span){ MAX (first, 0), MIN (last, (gint64)side - 1) };
}

static Span
span_below (Window window, Span above, guint side)
{
  return clip (above.first * window.stride - window.before,
               above.last * window.stride - window.before + window.length - 1, side);
}

/* Those whose window meets the cells below. */
static Span
span_above (Window window, Span below, guint side)
{
  gint64 first = below.first + window.before - window.length + 1;

  return clip (first > 0 ? (first + window.stride - 1) / window.stride : 0,
               (below.last + window.before) / window.stride, side);
}

static Span
rows_of (const FvReachSet *set)
{
  return (Span){ set->row, (gint64)set->row + set->rows - 1 };
}

static Span
cols_of (const FvReachSet *set)
{
  return (Span){ set->col, (gint64)set->col + set->cols - 1 };
}

static void
set_cells (FvReachSet *set, Span rows, Span cols)
{
  if (rows.last < rows.first || cols.last < cols.first)
    return;
  set->row = (guint)rows.first;
  set->rows = (guint)(rows.last - rows.first + 1);
  set->col = (guint)cols.first;
  set->cols = (guint)(cols.last - cols.first + 1);
}

static void
hold (FvReachSet *set, guint map)
{
  set->n_maps += !set->holds[map];
  set->holds[map] = 1;
}

/* Every cell: where each unit reads all of them, or nobody knows better. */
static void
hold_all (FvReachSet *set, FvShape shape)
{
  memset (set->holds, 1, shape.maps);
  *set = (FvReachSet){ shape.maps, set->holds, 0, 0, shape.rows, shape.cols };
}

/* A convolution's units read the maps its table names, a pool's only their own. */
static gboolean
joins (const FvLayer *layer, guint above, guint below)
{
  return fv_layer_is_convolution (layer) ? fv_layer_kernel (layer, above, below) >= 0 : above == below;
}

static gboolean
is_rasterize (const FvLayer *layer)
{
  return g_str_equal (layer->type->name, "rasterize");
}

/* A rasterized unit is a cell below; several are the least rectangle around them. */
static void
unrasterize (const FvReachSet *above, FvShape shape, FvReachSet *below)
{
  gsize area = fv_shape_area (shape);
  Span rows = { G_MAXINT64, -1 }, cols = { G_MAXINT64, -1 };

  for (guint unit = 0; unit < fv_shape_size (shape); unit++)
    {
      gint64 row = (gint64)(unit % area / shape.cols), col = unit % shape.cols;

      if (!above->holds[unit])
        continue;
      hold (below, (guint)(unit / area));
      rows = (Span){ MIN (rows.first, row), MAX (rows.last, row) };
      cols = (Span){ MIN (cols.first, col), MAX (cols.last, col) };
    }
  set_cells (below, rows, cols);
}

static void
rasterize (const FvReachSet *below, FvShape shape, FvReachSet *above)
{
  for (guint map = 0; map < shape.maps; map++)
    for (guint row = below->row; below->holds[map] && row < below->row + below->rows; row++)
      for (guint col = below->col; col < below->col + below->cols; col++)
        hold (above, (map * shape.rows + row) * shape.cols + col);
  above->rows = above->cols = 1;
}

static void
go_down (const FvLayer *layer, const FvReachSet *above, FvReachSet *below)
{
  Window rows, cols;

  if (above->n_maps == 0)
    return;
  if (is_rasterize (layer))
    {
      unrasterize (above, layer->input, below);
      return;
    }
  if (!windows_of (layer, &rows, &cols))
    {
      hold_all (below, layer->input);
      return;
    }
  for (guint unit = 0; unit < layer->output.maps; unit++)
    for (guint map = 0; above->holds[unit] && map < layer->input.maps; map++)
      if (joins (layer, unit, map))
        hold (below, map);
  set_cells (below, span_below (rows, rows_of (above), layer->input.rows),
             span_below (cols, cols_of (above), layer->input.cols));
}

static void
go_up (const FvLayer *layer, const FvReachSet *below, FvReachSet *above)
{
  Window rows, cols;

  if (below->n_maps == 0)
    return;
  if (is_rasterize (layer))
    {
      rasterize (below, layer->input, above);
      return;
    }
  if (!windows_of (layer, &rows, &cols))
    {
      hold_all (above, layer->output);
      return;
    }
  set_cells (above, span_above (rows, rows_of (below), layer->output.rows),
             span_above (cols, cols_of (below), layer->output.cols));
  for (guint map = 0; above->rows > 0 && map < layer->input.maps; map++)
    for (guint unit = 0; below->holds[map] && unit < layer->output.maps; unit++)
      if (joins (layer, unit, map))
        hold (above, unit);
}

FvReach *
fv_reach_new (const FvNetwork *network, guint layer, guint unit, guint row, guint col)
{
  FvReach *self = g_new0 (FvReach, 1);
  FvReachSet *set;

  self->depth = fv_network_depth (network);
  self->sets = g_new0 (FvReachSet, self->depth + 1);
  for (guint place = 0; place <= self->depth; place++)
    self->sets[place].holds = g_new0 (guint8, fv_network_shape (network, place).maps);
  set = &self->sets[layer];
  hold (set, unit);
  set_cells (set, (Span){ row, row }, (Span){ col, col });
  for (guint place = layer; place > 0; place--)
    go_down (fv_network_layer (network, place), &self->sets[place], &self->sets[place - 1]);
  for (guint place = layer + 1; place <= self->depth; place++)
    go_up (fv_network_layer (network, place), &self->sets[place - 1], &self->sets[place]);
  return self;
}

void
fv_reach_free (FvReach *self)
{
  if (self == NULL)
    return;
  for (guint place = 0; place <= self->depth; place++)
    g_free (self->sets[place].holds);
  g_free (self->sets);
  g_free (self);
}

gboolean
fv_reach_contains (const FvReach *self, guint layer, guint unit, guint row, guint col)
{
  const FvReachSet *set = &self->sets[layer];

  return set->holds[unit] && row >= set->row && row - set->row < set->rows && col >= set->col
         && col - set->col < set->cols;
}
