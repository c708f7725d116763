/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-glyph.h"

#include <math.h>

#include "fv-pen.h"

typedef void (*Trace) (cairo_t *cr, double x, double y, double radius);

static void
trace_circle (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

static void
trace_cross (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x - radius, y - radius);
  cairo_line_to (cr, x + radius, y + radius);
  cairo_move_to (cr, x - radius, y + radius);
  cairo_line_to (cr, x + radius, y - radius);
}

static void
trace_plus (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x - radius, y);
  cairo_line_to (cr, x + radius, y);
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x, y + radius);
}

static void
trace_square (cairo_t *cr, double x, double y, double radius)
{
  cairo_rectangle (cr, x - radius, y - radius, 2 * radius, 2 * radius);
}

static void
trace_triangle (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y + radius);
  cairo_line_to (cr, x - radius, y + radius);
  cairo_close_path (cr);
}

static void
trace_diamond (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y);
  cairo_line_to (cr, x, y + radius);
  cairo_line_to (cr, x - radius, y);
  cairo_close_path (cr);
}

/* The first two are what most planes have: hollow and full. */
static const struct
{
  Trace trace;
  gboolean is_full;
} forms[] = {
  { trace_circle, FALSE },  { trace_circle, TRUE },    { trace_cross, FALSE },   { trace_square, FALSE },
  { trace_square, TRUE },   { trace_triangle, FALSE }, { trace_triangle, TRUE }, { trace_plus, FALSE },
  { trace_diamond, FALSE }, { trace_diamond, TRUE },
};

static void
stroke (cairo_t *cr, FvColor color, double line)
{
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

void
fv_glyph_paint (cairo_t *cr, const FvStyle *style, guint class_index, double x, double y, double radius)
{
  guint form = class_index % G_N_ELEMENTS (forms);

  cairo_new_path (cr);
  forms[form].trace (cr, x, y, radius);
  stroke (cr, style->scene, 4.5);
  forms[form].trace (cr, x, y, radius);
  if (forms[form].is_full)
    {
      fv_pen_color (cr, style->text);
      cairo_fill (cr);
      return;
    }
  /* A hollow form shows paper inside, not the ground: it stays hollow on a dark one. */
  fv_pen_color (cr, style->scene);
  cairo_fill_preserve (cr);
  stroke (cr, style->text, 1.5);
}

void
fv_glyph_ring (cairo_t *cr, const FvStyle *style, FvColor color, double x, double y, double radius,
               double line)
{
  cairo_new_path (cr);
  trace_circle (cr, x, y, radius);
  stroke (cr, style->scene, line + 2);
  trace_circle (cr, x, y, radius);
  stroke (cr, color, line);
}
