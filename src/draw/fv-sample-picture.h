/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-shape.h"
#include "fv-style.h"

G_BEGIN_DECLS

/* One sample of a data set as a picture: ink on the paper's colour, or red, green and blue where there are three maps. */

/* pixels [maps][rows][cols], 0…255, painted in the middle of the square of side px at (x, y): magnified by a whole number,
 * or reduced where it is larger than the square. A frame stands outside of it. NULL: an empty frame with a dash. */
void fv_sample_picture_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                              double side, FvShape shape, const guint8 *pixels);
/* One map of a picture that has maps: pixels [count], 0…255, as the cells fv_map_paint() takes: ink on paper, or, of
 * three, the light of red, green or blue, from black up to that colour. */
void fv_sample_picture_map (const FvStyle *style, guint maps, guint map, const guint8 *pixels, gsize count,
                            guint32 *cells);

G_END_DECLS
