/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-style.h"

G_BEGIN_DECLS

/* Small signs that tell lines apart where hue does not: by number, and again from the first when they are used up. */
#define FV_MARK_N 6

/* About radius px around (x, y): an outline filled with paper. */
void fv_mark_paint (cairo_t *cr, guint number, double x, double y, double radius, FvColor ink, FvColor paper);

G_END_DECLS
