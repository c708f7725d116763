/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plot.h"

G_BEGIN_DECLS

/* Where the axes of a plot begin and end, and the lines and numbers of its grid. */

/* Whole steps around low and high, about n of them; returns the step. */
double fv_plot_widen_to_steps (FvPlot *self, double low, double high, guint n);
/* From the steps 1-3-10 around low and high, both above 0. */
void fv_plot_widen_to_decades (FvPlot *self, double low, double high);

/* Lines through the plot at 1, 3, 10 …, or at the multiples of step, numbers left of it. */
void fv_plot_paint_decades (const FvPlot *self, cairo_t *cr, const FvStyle *style);
void
fv_plot_paint_steps (const FvPlot *self, cairo_t *cr, const FvStyle *style, double step, gboolean percent);
/* Ticks below it, the batches on baseline, and what they are at the right, up to end px. */
void
fv_plot_paint_batches (const FvPlot *self, cairo_t *cr, const FvStyle *style, double end, double baseline);

G_END_DECLS
