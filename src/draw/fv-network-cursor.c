/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <math.h>

#include "fv-pen.h"
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

/* The cells that weigh most in a sum over everything, for all lines at once would be a grey block. From edge to edge of
 * the grids, at the height of the cells: across others they would hide them. */
static void
link_strong (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvPalette palette = fv_network_shows_delta (input) ? FV_PALETTE_DELTA : FV_PALETTE_ACTIVATION;
  FvNetworkStrong strong = fv_network_strong (self, input);

  for (guint i = 0; i < strong.n; i++)
    {
      FvRect from = fv_network_spot_rect (self, strong.from[i]),
             to = fv_network_spot_rect (self, strong.to[i]);
      guint32 pixel = fv_palette_pixel (palette, input->style.dark, strong.product[i] < 0 ? -1 : 1, 1);

      if (strong.to[i].column != nth || strong.from[i].column + 1 != nth)
        continue;
      from.x = self->columns[nth - 1].x + self->columns[nth - 1].maps.width - from.width + 1;
      to.x = self->columns[nth].x - 3;
      link_boxes (cr, fv_palette_color (pixel), from, to);
    }
}

void
fv_network_paint_links (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  guint at, unit, row, col;

  if (nth == 0)
    return;
  if (input->has_cursor)
    link_strong (self, nth, input, cr);
  if (column->maps.units)
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
