/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-mark.h"

#include <math.h>

#include "fv-pen.h"

/* Polygons of so many corners, the first at an angle (in eighths of a turn, 0 to the right, 2 down); 0: a circle.
 * Grown so that all seem equally large. */
static const struct
{
  guint corners;
  guint turn;
  double grown;
} marks[FV_MARK_N] = {
  { 0, 0, 0.95 }, /* ○ */
  { 4, 1, 1.2 },  /* □ */
  { 3, 6, 1.3 },  /* △ */
  { 4, 0, 1.25 }, /* ◇ */
  { 3, 2, 1.3 },  /* ▽ */
  { 6, 0, 1.1 },  /* ⬡ */
};

void
fv_mark_paint (cairo_t *cr, guint number, double x, double y, double radius, FvColor ink, FvColor paper)
{
  guint nth = number % FV_MARK_N, corners = marks[nth].corners;
  double r = radius * marks[nth].grown;

  cairo_new_path (cr);
  if (corners == 0)
    cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  for (guint i = 0; i < corners; i++)
    {
      double angle = 2 * G_PI * (marks[nth].turn / 8.0 + (double)i / corners);
      cairo_line_to (cr, x + r * cos (angle), y + r * sin (angle));
    }
  cairo_close_path (cr);
  fv_pen_color (cr, paper);
  cairo_fill_preserve (cr);
  fv_pen_color (cr, ink);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}
