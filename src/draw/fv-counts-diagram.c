/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-counts-diagram.h"

#include <math.h>

#include "fv-palette.h"
#include "fv-pen.h"

#define INPUTS  7
#define OUTPUTS 5
#define WINDOW  (INPUTS - OUTPUTS + 1)
#define DOT     3.5

/* Any numbers that differ: the weights of all, of each window, or the one window's. */
static double
weight (FvConnected connected, guint output, guint input)
{
  static const double shared[WINDOW] = { -0.9, 0.45, 1 };
  static const double others[] = { 0.5, -0.4, 1, -0.8, 0.7, -0.6, 0.4, -1 };

  if (connected == FV_CONNECTED_SHARED)
    return shared[input - output];
  return others[(output * 5 + input * 3 + output * input) % G_N_ELEMENTS (others)];
}

static void
join (cairo_t *cr, const FvStyle *style, double value, double x1, double y1, double x2, double y2)
{
  fv_pen_color (cr, fv_palette_color (fv_palette_pixel (FV_PALETTE_WEIGHT, style->dark, value, 1)));
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static void
dot (cairo_t *cr, const FvStyle *style, double x, double y)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
  fv_pen_color (cr, style->scene);
  cairo_fill_preserve (cr);
  fv_pen_color (cr, style->secondary);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Inputs in a row at the bottom, outputs above the middles of their windows. */
void
fv_counts_diagram_paint (cairo_t *cr, const FvStyle *style, FvConnected connected, FvRect at)
{
  double pitch = (at.width - 2 * DOT - 2) / (INPUTS - 1), left = at.x + DOT + 1;
  double bottom = at.y + at.height - DOT - 1, top = at.y + DOT + 1, over = pitch * (WINDOW - 1) / 2;

  cairo_save (cr);
  cairo_set_line_width (cr, connected == FV_CONNECTED_FULLY ? 1 : 1.5);
  for (guint output = 0; output < OUTPUTS; output++)
    for (guint input = 0; input < INPUTS; input++)
      if (connected == FV_CONNECTED_FULLY || (input >= output && input < output + WINDOW))
        join (cr, style, weight (connected, output, input), left + input * pitch, bottom,
              left + over + output * pitch, top);
  for (guint input = 0; input < INPUTS; input++)
    dot (cr, style, left + input * pitch, bottom);
  for (guint output = 0; output < OUTPUTS; output++)
    dot (cr, style, left + over + output * pitch, top);
  cairo_restore (cr);
}
