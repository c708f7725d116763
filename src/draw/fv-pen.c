/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pen.h"

#include <math.h>

void
fv_pen_color (cairo_t *cr, FvColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

void
fv_pen_fill (cairo_t *cr, FvColor color, double x, double y, double width, double height)
{
  fv_pen_color (cr, color);
  cairo_rectangle (cr, round (x), round (y), round (width), round (height));
  cairo_fill (cr);
}

void
fv_pen_horizontal (cairo_t *cr, FvColor color, double x, double y, double length)
{
  fv_pen_fill (cr, color, x, floor (y), length, 1);
}

void
fv_pen_vertical (cairo_t *cr, FvColor color, double x, double y, double length)
{
  fv_pen_fill (cr, color, floor (x), y, 1, length);
}

void
fv_pen_frame (cairo_t *cr, FvColor color, double x, double y, double width, double height, double line)
{
  double left = round (x), top = round (y), w = round (width), h = round (height);

  fv_pen_color (cr, color);
  cairo_rectangle (cr, left - line, top - line, w + 2 * line, line);
  cairo_rectangle (cr, left - line, top + h, w + 2 * line, line);
  cairo_rectangle (cr, left - line, top, line, h);
  cairo_rectangle (cr, left + w, top, line, h);
  cairo_fill (cr);
}

void
fv_pen_dash (cairo_t *cr, FvColor color, double x, double y, double width, double height)
{
  double length = MAX (round (width / 4), 1);

  fv_pen_horizontal (cr, color, x + floor ((width - length) / 2), y + floor (height / 2), length);
}

void
fv_pen_link (cairo_t *cr, FvColor color, double x1, double y1, double x2, double y2)
{
  double half = (x2 - x1) / 2;

  if (fabs (y1 - y2) < 0.5)
    {
      fv_pen_horizontal (cr, color, x1, y1, x2 - x1);
      return;
    }
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x1, floor (y1) + 0.5);
  cairo_curve_to (cr, x1 + half, floor (y1) + 0.5, x2 - half, floor (y2) + 0.5, x2, floor (y2) + 0.5);
  cairo_stroke (cr);
}
