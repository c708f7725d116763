/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-lock.h"

#include <math.h>

#include "fv-pen.h"

double
fv_lock_width (double height)
{
  return round (height * 0.8);
}

/* A body, and a bow over it. */
void
fv_lock_paint (cairo_t *cr, FvColor color, double x, double y, double height)
{
  double width = fv_lock_width (height), body = round (height * 0.55);
  double line = MAX (height / 8, 1), radius = width / 2 - line, middle = x + width / 2;

  fv_pen_fill (cr, color, x, y - body, width, body);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, line);
  cairo_new_path (cr);
  cairo_move_to (cr, middle - radius, y - body);
  cairo_arc (cr, middle, y - height + radius + line / 2, radius, G_PI, 2 * G_PI);
  cairo_line_to (cr, middle + radius, y - body);
  cairo_stroke (cr);
}
