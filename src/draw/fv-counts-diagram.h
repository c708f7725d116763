/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-counts.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* Seven inputs and five outputs, joined so: a line a connection, a colour a weight. Pure; px. */
void fv_counts_diagram_paint (cairo_t *cr, const FvStyle *style, FvConnected connected, FvRect at);

G_END_DECLS
