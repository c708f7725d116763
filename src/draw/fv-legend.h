/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-palette.h"
#include "fv-pen.h"

G_BEGIN_DECLS

/* A palette with its name and three numbers, on one baseline. A value; title is borrowed. */
typedef struct
{
  FvPalette palette;
  const char *title;
  double low, high; /* shown at the ends; 0 stands where it falls between them */
  guint decimals;
} FvLegend;

/* Width it takes with a strip of strip px, px. */
double fv_legend_width (const FvLegend *self, double text_scale, guint strip);
/* Paints it with its title on baseline; returns the x after it. */
double fv_legend_paint (const FvLegend *self, cairo_t *cr, const FvStyle *style, gboolean vectors, double x,
                        double baseline, guint strip);
/* So many digits that the end of a scale is telling: 0.60, 0.0012. */
guint fv_legend_decimals (double scale);

G_END_DECLS
