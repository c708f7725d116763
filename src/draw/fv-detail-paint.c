/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-cells.h"
#include "fv-detail-sheet.h"
#include "fv-map.h"
#include "fv-pen.h"

static void
paint_hatch (cairo_t *cr, FvColor color, FvRect box)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_clip (cr);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_new_path (cr);
  /* Through whole multiples of the pitch, so that neighbours' lines meet. */
  for (double at = floor ((box.x - box.y - box.height) / 6) * 6; at < box.x + box.width - box.y; at += 6)
    {
      cairo_move_to (cr, at + box.y, box.y);
      cairo_line_to (cr, at + box.y + box.height, box.y + box.height);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static FvRect
cell_box (const FvThing *thing, guint row, guint col)
{
  const FvGrid *grid = &thing->grid;
  double gap = grid->separate ? 2 : 0;

  return (FvRect){ thing->box.x + col * grid->cell_width, thing->box.y + row * grid->cell_height,
                   grid->cell_width - gap, grid->cell_height - gap };
}

static void
paint_cell (const FvSheet *self, const FvThing *thing, cairo_t *cr, guint row, guint col)
{
  const FvGrid *grid = &thing->grid;
  gsize nth = (gsize)row * grid->cols + col;
  FvRect box = cell_box (thing, row, col);
  guint32 cell = grid->cells[nth];
  gboolean not_finite = cell == FV_PALETTE_NOT_FINITE, hatched = grid->hatched && grid->hatched[nth];
  /* Under its neighbours to come, as fv-cells.h has it. */
  double right = grid->separate || col + 1 == grid->cols ? 0 : FV_CELLS_REACH;
  double below = grid->separate || row + 1 == grid->rows ? 0 : FV_CELLS_REACH;

  fv_pen_fill (cr, not_finite || hatched ? self->style->scene : fv_palette_color (cell), box.x, box.y,
               box.width + right, box.height + below);
  if (not_finite || hatched)
    paint_hatch (cr, not_finite ? self->style->secondary : self->style->hairline, box);
}

static FvColor
number_color (const FvSheet *self, const FvGrid *grid, gsize nth)
{
  if (grid->cells[nth] == FV_PALETTE_NOT_FINITE || (grid->hatched && grid->hatched[nth]))
    return self->style->text;
  return fv_palette_number_color (grid->cells[nth]);
}

static void
paint_numbers (const FvSheet *self, const FvThing *thing, cairo_t *cr)
{
  const FvGrid *grid = &thing->grid;
  double down = round (4 * self->scale);

  for (guint row = 0; row < grid->rows; row++)
    for (guint col = 0; col < grid->cols; col++)
      {
        gsize nth = (gsize)row * grid->cols + col;
        FvRect box = cell_box (thing, row, col);

        if (grid->texts[nth])
          fv_text_draw (cr, FV_TEXT_CAPTION, self->scale, FV_ALIGN_CENTER, box.x + box.width / 2,
                        box.y + floor (box.height / 2) + down, number_color (self, grid, nth),
                        grid->texts[nth]);
      }
}

/* + and − in the middle of cells that carry no number: hue alone does not tell the two to everyone. */
static void
paint_signs (const FvSheet *self, const FvThing *thing, cairo_t *cr)
{
  const FvGrid *grid = &thing->grid;
  double half = round (3 * self->scale);

  for (guint row = 0; row < grid->rows; row++)
    for (guint col = 0; col < grid->cols; col++)
      {
        gsize nth = (gsize)row * grid->cols + col;
        FvRect box = cell_box (thing, row, col);
        double x = floor (box.x + box.width / 2), y = floor (box.y + box.height / 2);
        FvColor color = number_color (self, grid, nth);

        if (grid->signs[nth] == 0 || (grid->hatched && grid->hatched[nth]))
          continue;
        fv_pen_fill (cr, color, x - half, y, 2 * half + 1, 1);
        if (grid->signs[nth] > 0)
          fv_pen_fill (cr, color, x, y - half, 1, 2 * half + 1);
      }
}

/* Faint lines between cells that carry numbers. */
static void
paint_lines (const FvSheet *self, const FvThing *thing, cairo_t *cr)
{
  for (guint row = 1; row < thing->grid.rows; row++)
    fv_pen_horizontal (cr, self->style->hairline, thing->box.x, thing->box.y + row * thing->grid.cell_height,
                       thing->box.width);
  for (guint col = 1; col < thing->grid.cols; col++)
    fv_pen_vertical (cr, self->style->hairline, thing->box.x + col * thing->grid.cell_width, thing->box.y,
                     thing->box.height);
}

static void
paint_grid (const FvSheet *self, const FvThing *thing, cairo_t *cr, gboolean vectors)
{
  const FvGrid *grid = &thing->grid;
  gboolean plain = !grid->texts && !grid->hatched && !grid->separate && grid->cell_width == grid->cell_height;

  if (plain)
    {
      fv_map_paint (cr, self->style, vectors, thing->box.x, thing->box.y, grid->cells, grid->rows, grid->cols,
                    (guint)grid->cell_width, grid->step);
      if (grid->signs)
        paint_signs (self, thing, cr);
      return;
    }
  if (!grid->separate)
    fv_pen_fill (cr, self->style->frame, thing->box.x - 1, thing->box.y - 1, thing->box.width + 2,
                 thing->box.height + 2);
  for (guint row = 0; row < grid->rows; row++)
    for (guint col = 0; col < grid->cols; col++)
      paint_cell (self, thing, cr, row, col);
  if (grid->texts && !grid->separate)
    paint_lines (self, thing, cr);
  if (!grid->separate)
    fv_pen_frame (cr, self->style->frame, thing->box.x, thing->box.y, thing->box.width, thing->box.height, 1);
  if (grid->texts && !self->hides_numbers)
    paint_numbers (self, thing, cr);
  else if (grid->signs)
    paint_signs (self, thing, cr);
}

static void
paint_line (const FvThing *thing, cairo_t *cr)
{
  static const double dashes[] = { 4, 3 };

  fv_pen_color (cr, thing->color);
  cairo_set_line_width (cr, thing->line);
  if (thing->dashed)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  for (guint i = 0; i < thing->n_points; i++)
    cairo_line_to (cr, thing->points[2 * i], thing->points[2 * i + 1]);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_switch (const FvSheet *self, const FvThing *thing, cairo_t *cr)
{
  FvRect box = thing->box;
  double r = 6;

  cairo_new_path (cr);
  cairo_arc (cr, box.x + box.width - r - 0.5, box.y + r + 0.5, r, -G_PI / 2, 0);
  cairo_arc (cr, box.x + box.width - r - 0.5, box.y + box.height - r - 0.5, r, 0, G_PI / 2);
  cairo_arc (cr, box.x + r + 0.5, box.y + box.height - r - 0.5, r, G_PI / 2, G_PI);
  cairo_arc (cr, box.x + r + 0.5, box.y + r + 0.5, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
  fv_pen_color (cr, thing->pressed ? self->style->selected : self->style->scene);
  cairo_fill_preserve (cr);
  fv_pen_color (cr, thing->pressed ? self->style->accent : self->style->frame);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  fv_text_draw (cr, thing->text_kind, self->scale, thing->align, thing->x, thing->baseline, thing->color,
                thing->text);
}

static void
paint_thing (const FvSheet *self, const FvThing *thing, cairo_t *cr, gboolean vectors)
{
  FvRect box = thing->box;

  switch (thing->kind)
    {
    case FV_THING_TEXT:
      fv_text_draw (cr, thing->text_kind, self->scale, thing->align, thing->x, thing->baseline, thing->color,
                    thing->text);
      break;
    case FV_THING_GRID:
      paint_grid (self, thing, cr, vectors);
      break;
    case FV_THING_RING:
      fv_pen_frame (cr, thing->color, box.x, box.y, box.width, box.height, thing->line);
      break;
    case FV_THING_RULE:
      fv_pen_fill (cr, thing->color, box.x, box.y, box.width, box.height);
      break;
    case FV_THING_LINE:
      paint_line (thing, cr);
      break;
    case FV_THING_LEGEND:
      fv_legend_paint (&thing->legend, cr, self->style, vectors, thing->x, thing->baseline, thing->strip);
      break;
    case FV_THING_HATCH:
      paint_hatch (cr, thing->color, box);
      break;
    case FV_THING_SWITCH:
      paint_switch (self, thing, cr);
      break;
    case FV_THING_DOT:
      fv_pen_color (cr, thing->color);
      cairo_new_path (cr);
      cairo_arc (cr, box.x + box.width / 2, box.y + box.height / 2, box.width / 2, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case FV_THING_HIDDEN:
    default:
      break;
    }
}

void
fv_sheet_paint (const FvSheet *self, cairo_t *cr, gboolean vectors)
{
  for (guint i = 0; i < self->things->len; i++)
    paint_thing (self, g_ptr_array_index (self->things, i), cr, vectors);
}
