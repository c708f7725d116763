/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-palette.h"

G_BEGIN_DECLS

/* Pictures of numbers, one coloured square a cell. In a window they are small images, which is fast; in exported
 * files rectangles, which stay sharp. Cells that are not finite are hatched. */

/* cells [rows][cols] as fv_palette_…() gives them, zoom px each; the 1-px frame stands outside them. Only every
 * step-th row and column is shown (1: all). */
void fv_map_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                   const guint32 *cells, guint rows, guint cols, guint zoom, guint step);
/* Single cells with gaps, because neighbours mean nothing to each other: cells [count] filled downwards in columns of
 * rows cells, side px each, pitch px from one to the next. Frames only where side allows. */
void fv_map_paint_units (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                         const guint32 *cells, guint count, guint rows, guint side, guint pitch);
/* A legend's strip: the palette from low to high (in units of its scale, −1 … 1). */
void fv_map_paint_strip (cairo_t *cr, const FvStyle *style, gboolean vectors, FvPalette palette, double low,
                         double high, double x, double y, guint width, guint height);

G_END_DECLS
