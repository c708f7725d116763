/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plot.h"

G_BEGIN_DECLS

/* One measure of the layers over batches, on a scale of decades: a line a layer, darker and thicker the nearer it is to
 * the input, its name where it ends. A value. */
typedef struct
{
  FvPlot plot; /* of the lines alone; axis and names stand left and right of it */
  FvLayerMeasure measure;
  double text_scale;
} FvLayerPlot;

/* Pixels beside the lines. */
double fv_layer_plot_axis_width (double text_scale);
double fv_layer_plot_names_width (const FvNetwork *network, double text_scale);

/* Layers that have a line and a row: all but those that only lay their input in a line, whose δ is that of the layer
 * above. */
gboolean fv_layer_is_plotted (const FvLayer *layer);

/* Widens a range (INFINITY, −INFINITY: none yet) by what is in sight and above 0. */
void fv_layer_plot_widen (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers,
                          double *low, double *high);
/* Whole decades around the range, at most so many as can be told apart. */
void fv_layer_plot_set_range (FvLayerPlot *self, double low, double high);
/* Lines at the decades of any plot, and their names left of it. */
void fv_layer_plot_paint_decades (const FvPlot *plot, const FvStyle *style, cairo_t *cr);
/* Decades and batches. */
void fv_layer_plot_paint_axes (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr);
/* What lies between low and high is shaded. */
void fv_layer_plot_paint_band (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr, double low,
                               double high);
/* The line of layer chosen is thick, its name bold; 0: none is. */
void fv_layer_plot_paint_lines (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr,
                                const FvNetwork *network, const FvLayerCurve *layers, guint chosen);
/* A line upright at batch, if it is in sight. */
void fv_layer_plot_paint_upright (const FvLayerPlot *self, FvColor color, cairo_t *cr, double batch);
/* The layer whose line is nearest to (x, y); FALSE if none is near. */
gboolean fv_layer_plot_pick (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers,
                             double x, double y, guint *place);

/* The line's colour: the first layer (share 0) is the darkest on light paper, the last (share 1) the palest. */
FvColor fv_layer_plot_color (const FvStyle *style, double share);

/* Where the name of a line stands, as near to its end as it can without standing on another. */
typedef struct
{
  guint place;
  guint nth;    /* of the layers that have a line */
  double share; /* nth among all of them, 0…1 */
  double end;   /* of the line, px */
  FvRect box;   /* its width is that of the text, and not told */
} FvLayerName;

/* FvLayerName, down the plot; those there is no room for are left out, but not the first, the last and chosen.
 * g_array_unref(). */
GArray *fv_layer_plot_names (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers,
                             guint chosen);

G_END_DECLS
