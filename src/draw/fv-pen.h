/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-style.h"

G_BEGIN_DECLS

/* Lines and boxes that fall on whole pixels. Coordinates in px. */
void fv_pen_color (cairo_t *cr, FvColor color);
void fv_pen_fill (cairo_t *cr, FvColor color, double x, double y, double width, double height);
/* 1 px, through the pixels x … or y … . */
void fv_pen_horizontal (cairo_t *cr, FvColor color, double x, double y, double length);
void fv_pen_vertical (cairo_t *cr, FvColor color, double x, double y, double length);
/* line px wide, outside the box. */
void fv_pen_frame (cairo_t *cr, FvColor color, double x, double y, double width, double height, double line);
/* In the middle of a box where something is missing, not zero. */
void fv_pen_dash (cairo_t *cr, FvColor color, double x, double y, double width, double height);
/* A 1-px link that leaves and arrives level. */
void fv_pen_link (cairo_t *cr, FvColor color, double x1, double y1, double x2, double y2);

G_END_DECLS
