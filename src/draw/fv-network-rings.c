/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include "fv-pen.h"
#include "fv-reach.h"

/* Around what is looked at, what it is made of and what it goes into. */

/* Around a whole grid. */
#define AROUND 2

static void
ring (cairo_t *cr, const FvStyle *style, FvRect rect)
{
  fv_pen_frame (cr, style->ring, rect.x, rect.y, rect.width, rect.height, rect.width < 8 ? 1 : 2);
}

static void
thin_ring (cairo_t *cr, const FvStyle *style, FvRect rect)
{
  fv_pen_frame (cr, style->ring, rect.x, rect.y, rect.width, rect.height, 1);
}

static FvRect
around (FvRect rect, double by)
{
  return (FvRect){ rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by };
}

static FvRect
join (FvRect a, FvRect b)
{
  double left = MIN (a.x, b.x), top = MIN (a.y, b.y);

  return (FvRect){ left, top, MAX (a.x + a.width, b.x + b.width) - left,
                   MAX (a.y + a.height, b.y + b.height) - top };
}

static FvRect
whole_grid (const FvNetworkLayout *self, guint nth)
{
  const FvNetworkColumn *column = &self->columns[nth];
  guint count = column->is_output && !column->bars.plain ? self->scores.n_units : column->maps.count;
  FvRect grid = fv_network_layout_map (self, nth, 0);

  for (guint unit = 1; unit < count; unit++)
    grid = join (grid, fv_network_layout_map (self, nth, unit));
  return grid;
}

/* A set's cells in one map. */
static FvRect
window (const FvNetworkLayout *self, guint nth, guint unit, const FvReachSet *set)
{
  return join (fv_network_layout_cell (self, nth, unit, set->row, set->col),
               fv_network_layout_cell (self, nth, unit, set->row + set->rows - 1, set->col + set->cols - 1));
}

static gboolean
is_everything (const FvReachSet *set, FvShape shape)
{
  return set->n_maps == shape.maps && set->rows == shape.rows && set->cols == shape.cols;
}

/* Everything is one box, not a hundred. */
static void
ring_set (const FvNetworkLayout *self, guint nth, const FvReachSet *set, const FvSceneInput *input,
          cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvShape shape = fv_network_shape (self->network, column->place);

  if (is_everything (set, shape))
    {
      thin_ring (cr, &input->style, around (whole_grid (self, nth), shape.maps > 1 ? AROUND : 1));
      return;
    }
  for (guint unit = 0; set->rows > 0 && unit < MIN (column->maps.count, shape.maps); unit++)
    if (set->holds[unit])
      ring (cr, &input->style, window (self, nth, unit, set));
}

static void
ring_unit (const FvNetworkLayout *self, guint nth, FvNetworkSpot spot, gboolean is_cell,
           const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];

  if (!column->bars.plain)
    return; /* the row is set bold */
  if (!column->maps.units)
    fv_pen_frame (cr, input->style.ring, fv_network_layout_map (self, nth, spot.unit).x - 1,
                  fv_network_layout_map (self, nth, spot.unit).y - 1, column->maps.map_width + 2,
                  column->maps.map_height + 2, 2);
  if (is_cell || column->maps.units)
    ring (cr, &input->style, fv_network_spot_rect (self, spot));
}

/* A weight: its cell in the kernel, and for a dense layer the unit it comes from. */
static void
ring_parameter (const FvNetworkLayout *self, guint nth, guint at, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvCursor cursor = input->cursor;
  FvNetworkSpot spot;
  FvRect kernel;

  if (cursor.input == FV_INPUT_BIAS)
    return;
  if (at == nth && column->kernels.count > 0)
    {
      guint kernel_nth = column->kernels_of_unit ? cursor.input : cursor.unit;

      if (kernel_nth >= column->kernels.count)
        return;
      kernel = fv_network_layout_kernel (self, nth, kernel_nth);
      ring (cr, &input->style,
            (FvRect){ kernel.x + (double)(cursor.col * column->kernels.zoom),
                      kernel.y + (double)(cursor.row * column->kernels.zoom), column->kernels.zoom,
                      column->kernels.zoom });
      return;
    }
  if (at != nth + 1 || cursor.layer == 0 || fv_network_layer (self->network, cursor.layer)->weight_rank != 2)
    return;
  if (fv_network_layout_find (self, (FvCursor){ .layer = cursor.layer - 1, .unit = cursor.input },
                              &spot.column, &spot.unit, &spot.row, &spot.col)
      && spot.column == nth)
    ring (cr, &input->style, fv_network_spot_rect (self, spot));
}

static void
ring_strong (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvNetworkStrong strong = fv_network_strong (self, input);
  gboolean backward = fv_network_shows_delta (input);

  for (guint i = 0; i < strong.n; i++)
    {
      FvNetworkSpot other = backward ? strong.to[i] : strong.from[i];

      if (other.column == nth && self->columns[nth].bars.plain)
        ring (cr, &input->style, fv_network_spot_rect (self, other));
    }
}

static void
dash (cairo_t *cr, FvColor color, FvRect rect)
{
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, (const double[]){ 4, 3 }, 2, 0);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The pinned cell: dashed, so that nobody takes it for the cursor. */
static void
ring_pin (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvNetworkSpot spot;
  FvRect rect;

  if (!input->has_pin
      || !fv_network_layout_find (self, input->pin, &spot.column, &spot.unit, &spot.row, &spot.col)
      || spot.column != nth)
    return;
  if (self->columns[nth].maps.units)
    {
      dash (cr, input->style.ring, around (fv_network_layout_map (self, nth, spot.unit), 1));
      return;
    }
  rect = fv_network_spot_rect (self, spot);
  dash (cr, input->style.ring, around (fv_network_layout_map (self, nth, spot.unit), 2));
  fv_pen_frame (cr, input->style.secondary, rect.x, rect.y, rect.width, rect.height, rect.width < 8 ? 1 : 2);
}

void
fv_network_paint_rings (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvCursor cursor = input->cursor;
  FvNetworkSpot spot;
  g_autoptr (FvReach) reach = NULL;

  if (self->columns[nth].maps.count == 0) /* not even a pixel a unit has room */
    return;
  ring_pin (self, nth, input, cr);
  if (!input->has_cursor
      || !fv_network_layout_find (self, cursor, &spot.column, &spot.unit, &spot.row, &spot.col))
    return;
  if (spot.column == nth)
    ring_unit (self, nth, spot, !fv_cursor_is_parameter (cursor), input, cr);
  if (fv_cursor_is_parameter (cursor))
    {
      ring_parameter (self, nth, spot.column, input, cr);
      return;
    }
  ring_strong (self, nth, input, cr);
  if (spot.column == nth || (!input->shows_reach && spot.column + 1 != nth && nth + 1 != spot.column))
    return;
  reach = fv_reach_new (self->network, cursor.layer, cursor.unit, cursor.row, cursor.col);
  ring_set (self, nth, &reach->sets[self->columns[nth].place], input, cr);
}
