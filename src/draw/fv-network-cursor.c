/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <math.h>

#include "fv-pen.h"
#include "fv-pool.h"
#include "fv-weight-maps.h"

/* Where a unit is entered by a link, and where one leaves it. */
static double
middle (FvRect rect)
{
  return floor (rect.y + rect.height / 2);
}

static double
right (FvRect rect)
{
  return rect.x + rect.width;
}

static void
link_boxes (cairo_t *cr, FvColor color, FvRect from, FvRect to)
{
  fv_pen_link (cr, color, right (from) + 3, middle (from), to.x - 2, middle (to));
}

/* One input map: a faint line to every kernel, or to the first column's maps. */
static void
link_from_input (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvRect from = fv_network_layout_map (self, nth - 1, 0);

  for (guint unit = 0; unit < MIN (column->maps.rows, column->maps.count); unit++)
    link_boxes (cr, input->style.hairline, from,
                column->kernels.count > 0 ? fv_network_layout_kernel (self, nth, unit)
                                          : fv_network_layout_map (self, nth, unit));
}

/* Map to map, where each is made of one. */
static void
link_one_to_one (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  for (guint unit = 0; unit < self->columns[nth].maps.count; unit++)
    link_boxes (cr, input->style.hairline, fv_network_layout_map (self, nth - 1, unit),
                self->columns[nth].kernels.count > 0 ? fv_network_layout_kernel (self, nth, unit)
                                                     : fv_network_layout_map (self, nth, unit));
}

/* Into a unit that has others to its left: along the gap above its row, then down beside it. */
static void
enter_behind (const FvNetworkLayout *self, guint nth, FvRect unit, FvRect from, FvColor color, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  double gap = column->maps.pitch_x - column->maps.map_width;
  double lane = floor (unit.y - MAX ((column->maps.pitch_y - column->maps.map_height) / 2, 3));
  double down = floor (unit.x - gap / 2);

  fv_pen_link (cr, color, right (from) + 3, middle (from), column->x - 6, lane);
  fv_pen_horizontal (cr, color, column->x - 6, lane, down - column->x + 6);
  fv_pen_vertical (cr, color, down, lane, middle (unit) - lane + 1);
  fv_pen_horizontal (cr, color, down, middle (unit), unit.x - 2 - down);
}

/* One kernel for all maps: from every map it reads to where it stands, before its unit. */
static void
link_shared (const FvNetworkLayout *self, guint nth, guint unit, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = fv_network_layer (self->network, column->place);

  /* Lines across other maps or kernels would hide them. */
  if (unit >= column->kernels.rows || self->columns[nth - 1].maps.cols > 1)
    return;
  for (guint i = 0; i < self->columns[nth - 1].maps.count; i++)
    if (fv_layer_kernel (layer, unit, i) >= 0)
      link_boxes (cr, input->style.frame, fv_network_layout_map (self, nth - 1, i),
                  fv_network_layout_kernel (self, nth, unit));
}

static void
link_cursor (const FvNetworkLayout *self, guint nth, guint unit, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = fv_network_layer (self->network, column->place);
  const FvArrangement *below = &self->columns[nth - 1].maps;
  FvRect to = fv_network_layout_map (self, nth, unit);
  FvWeightMaps weights;

  if (column->kernels.count == 0)
    return;
  if (fv_weight_maps_of (layer, &weights) && weights.is_shared)
    link_shared (self, nth, unit, input, cr);
  if (!column->kernels_of_unit)
    return;
  for (guint i = 0; i < column->kernels.count; i++)
    {
      FvRect kernel = fv_network_layout_kernel (self, nth, i);

      if (fv_layer_kernel (layer, unit, i) < 0)
        continue;
      if (below->cols == 1)
        link_boxes (cr, input->style.frame, fv_network_layout_map (self, nth - 1, i), kernel);
      /* Only from the last kernel of a row: lines across others would hide them. */
      if (i + column->kernels.rows < column->kernels.count)
        continue;
      if (unit < column->maps.rows)
        link_boxes (cr, input->style.frame, kernel, to);
      else
        enter_behind (self, nth, to, kernel, input->style.frame, cr);
    }
}

void
fv_network_paint_links (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  guint at, unit, row, col;

  if (nth == 0 || column->maps.units)
    return;
  if (self->columns[nth - 1].maps.count == 1 && !self->columns[nth - 1].maps.units)
    link_from_input (self, nth, input, cr);
  else if (column->maps.cols == 1 && self->columns[nth - 1].maps.cols == 1
           && column->maps.count == self->columns[nth - 1].maps.count
           && fv_layer_block (fv_network_layer (self->network, column->place)) > 0)
    link_one_to_one (self, nth, input, cr);
  if (input->has_cursor && fv_network_layout_find (self, input->cursor, &at, &unit, &row, &col) && at == nth)
    link_cursor (self, nth, unit, input, cr);
}

static void
ring (cairo_t *cr, const FvStyle *style, FvRect rect, double line)
{
  fv_pen_frame (cr, style->ring, rect.x, rect.y, rect.width, rect.height, line);
}

/* The window of cells the cursor's cell is made of, in map unit of this column. */
static void
ring_window (const FvNetworkLayout *self, guint nth, guint unit, guint row, guint col, guint rows, guint cols,
             const FvSceneInput *input, cairo_t *cr)
{
  FvShape shape = self->columns[nth].maps.shape;
  FvRect from, to;

  if (row >= shape.rows || col >= shape.cols)
    return;
  from = fv_network_layout_cell (self, nth, unit, row, col);
  to = fv_network_layout_cell (self, nth, unit, MIN (row + rows, shape.rows) - 1,
                               MIN (col + cols, shape.cols) - 1);
  from.width = right (to) - from.x;
  from.height = to.y + to.height - from.y;
  ring (cr, &input->style, from, from.width < 8 ? 1 : 2);
}

/* In the column below the cursor's. */
static void
ring_sources (const FvNetworkLayout *self, guint nth, guint unit, guint row, guint col,
              const FvSceneInput *input, cairo_t *cr)
{
  const FvLayer *layer = fv_network_layer (self->network, self->columns[nth + 1].place);
  guint block = fv_layer_block (layer), rows, cols;

  if (self->columns[nth].maps.units || self->columns[nth + 1].place != self->columns[nth].place + 1)
    return;
  if (block > 0)
    {
      guint reach = fv_pool_reach (layer), top = row * block, left = col * block;

      ring_window (self, nth, unit, top - MIN (reach, top), left - MIN (reach, left),
                   block + reach + MIN (reach, top), block + reach + MIN (reach, left), input, cr);
      return;
    }
  if (!fv_layer_is_convolution (layer))
    return;
  fv_layer_kernel_size (layer, &rows, &cols);
  for (guint map = 0; map < self->columns[nth].maps.count; map++)
    if (fv_layer_kernel (layer, unit, map) >= 0)
      ring_window (self, nth, map, row, col, rows, cols, input, cr);
}

static void
ring_unit (const FvNetworkLayout *self, guint nth, guint unit, guint row, guint col,
           const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvRect map = fv_network_layout_map (self, nth, unit);
  FvRect cell = fv_network_layout_cell (self, nth, unit, row, col);

  if (!column->bars.plain)
    return; /* the row is set bold */
  if (column->maps.units)
    {
      ring (cr, &input->style, cell, cell.width < 8 ? 1 : 2);
      return;
    }
  ring (cr, &input->style, (FvRect){ map.x - 1, map.y - 1, map.width + 2, map.height + 2 }, 2);
  ring (cr, &input->style, cell, cell.width < 8 ? 1 : 2);
}

void
fv_network_paint_rings (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  guint at, unit, row, col;

  if (!input->has_cursor || !fv_network_layout_find (self, input->cursor, &at, &unit, &row, &col))
    return;
  if (at == nth)
    ring_unit (self, nth, unit, row, col, input, cr);
  else if (at == nth + 1)
    ring_sources (self, nth, unit, row, col, input, cr);
}
