/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-style.h"

G_BEGIN_DECLS

/* A mark for a class, told from others by its form, on any ground: a hem of paper goes around it. */
void fv_glyph_paint (cairo_t *cr, const FvStyle *style, guint class_index, double x, double y, double radius);
/* A circle around a mark, with hems. */
void fv_glyph_ring (cairo_t *cr, const FvStyle *style, FvColor color, double x, double y, double radius,
                    double line);

G_END_DECLS
