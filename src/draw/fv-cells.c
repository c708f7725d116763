/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cells.h"

#include "fv-pen.h"

/* Not more, or a cell that is left of another shows through where that one's upper edge is blurred. */
static double
reach (double side)
{
  return MIN (side / 2, FV_CELLS_REACH);
}

/* Not fv_pen_fill(): cells of reduced pictures are no whole pixels. */
static void
fill (cairo_t *cr, FvColor color, double x, double y, double width, double height)
{
  fv_pen_color (cr, color);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
frame (cairo_t *cr, FvColor color, double x, double y, double right, double bottom)
{
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x - 0.5, y - 0.5, right - x + 1, bottom - y + 1);
  cairo_stroke (cr);
}

static void
hatch (cairo_t *cr, const FvStyle *style, double x, double y, double width, double height)
{
  fv_pen_color (cr, style->secondary);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, y + height);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
}

/* How many cells from here on look the same: large plain areas are common. */
static guint
run_length (const guint32 *line, guint col, guint shown, guint step)
{
  guint run = 1;

  if (line[col * step] != FV_PALETTE_NOT_FINITE)
    while (col + run < shown && line[(col + run) * step] == line[col * step])
      run++;
  return run;
}

void
fv_cells_paint (cairo_t *cr, const FvStyle *style, double x, double y, const guint32 *cells, guint rows,
                guint cols, double width, double height, guint step)
{
  guint shown_rows = (rows + step - 1) / step, shown_cols = (cols + step - 1) / step, run;
  double right = x + shown_cols * width, bottom = y + shown_rows * height;

  fill (cr, style->frame, x - 1, y - 1, right - x + 2, bottom - y + 2);
  for (guint row = 0; row < shown_rows; row++)
    for (guint col = 0; col < shown_cols; col += run)
      {
        const guint32 *line = cells + (gsize)row * step * cols;
        gboolean finite = line[col * step] != FV_PALETTE_NOT_FINITE;
        double left = x + col * width, top = y + row * height;

        run = run_length (line, col, shown_cols, step);
        fill (cr, finite ? fv_palette_color (line[col * step]) : style->scene, left, top,
              MIN (run * width + reach (width), right - left), MIN (height + reach (height), bottom - top));
        if (!finite)
          hatch (cr, style, left, top, width, height);
      }
  frame (cr, style->frame, x, y, right, bottom);
}

void
fv_cells_paint_one (cairo_t *cr, const FvStyle *style, double x, double y, double side, guint32 cell)
{
  gboolean finite = cell != FV_PALETTE_NOT_FINITE;

  fill (cr, finite ? fv_palette_color (cell) : style->scene, x, y, side, side);
  if (!finite)
    hatch (cr, style, x, y, side, side);
}
