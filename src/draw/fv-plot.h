/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-curve.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* Curves over batches: where a point falls, and lines through many of them. Values. */
typedef enum
{
  FV_SERIES_TRAIN_LOSS,
  FV_SERIES_TEST_LOSS,
  FV_SERIES_TRAIN_ACCURACY,
  FV_SERIES_TEST_ACCURACY,
} FvSeries;

typedef struct
{
  FvRect area;        /* px */
  double last_batch;  /* at the right edge */
  double low, high;   /* at the bottom and the top edge */
  gboolean log;       /* low and high above 0 */
  double first_batch; /* at the left edge */
  gboolean cuts;      /* lines leave at the bottom and the top edge, and do not go along it */
} FvPlot;

double fv_plot_x (const FvPlot *self, double batch);
/* The batch at x px, which may lie beyond the edges. */
double fv_plot_batch (const FvPlot *self, double x);
/* Values beyond the edges lie on them. */
double fv_plot_y (const FvPlot *self, double value);
double fv_series_value (const FvCurvePoint *point, FvSeries series);
/* Smallest and largest finite value (above 0 if positive); FALSE if there is none. */
gboolean
fv_series_range (const FvCurve *curve, FvSeries series, gboolean positive, double *low, double *high);
/* The same of what a plot has in sight from first_batch to last_batch, into a range that is there (INFINITY,
 * −INFINITY: none yet). */
void fv_plot_widen (const FvPlot *self, const FvCurve *curve, FvSeries series, double *low, double *high);
/* Number of the first point at or after a batch; the length if all are before it. */
guint fv_curve_find (const FvCurve *curve, double batch);
/* Batch of the first value that was measured and is infinite, or of the first training loss that is not a number;
 * FALSE if all are sound. */
gboolean fv_series_find_non_finite (const FvCurve *curve, FvSeries series, guint64 *batch);
/* A line through the finite values; others leave a gap, or are skipped where they were not measured. What lies before
 * the first batch or after the last is not drawn. */
void fv_plot_line (const FvPlot *self, cairo_t *cr, FvColor color, const FvCurve *curve, FvSeries series,
                   double width, gboolean dashed);
/* The same with pen, width and dashes as they are set. */
void fv_plot_stroke (const FvPlot *self, cairo_t *cr, const FvCurve *curve, FvSeries series);
/* Where that line is at a batch, px; FALSE where it is not. */
gboolean fv_plot_line_y (const FvPlot *self, const FvCurve *curve, FvSeries series, double batch, double *y);
/* The smallest of 1, 2, 5 times a power of ten that divides span into at most n parts. */
double fv_plot_step (double span, guint n);

G_END_DECLS
