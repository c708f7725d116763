/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-palette.h"

G_BEGIN_DECLS

/* Maps as rectangles, for files that are looked at at any size. Where the edge of a cell falls between two pixels of
 * the screen or the printer, two rectangles that just touch leave a bright line; so each reaches a little under
 * those that are painted after it, to the right and below, and the frame lies under and over all of them. */

#define FV_CELLS_REACH 1 /* px, in a figure of its own size; at most half a cell */

/* cells [rows][cols] as fv_palette_…() gives them, width × height px each, in a 1-px frame that stands outside them.
 * Only every step-th row and column is shown (1: all). */
void fv_cells_paint (cairo_t *cr, const FvStyle *style, double x, double y, const guint32 *cells, guint rows,
                     guint cols, double width, double height, guint step);
/* A cell alone. */
void fv_cells_paint_one (cairo_t *cr, const FvStyle *style, double x, double y, double side, guint32 cell);

G_END_DECLS
