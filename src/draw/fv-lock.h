/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-style.h"

G_BEGIN_DECLS

/* A padlock: this does not learn. height px above (x, y), its lower left corner. */
void fv_lock_paint (cairo_t *cr, FvColor color, double x, double y, double height);
double fv_lock_width (double height);

G_END_DECLS
