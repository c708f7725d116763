/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-hand.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* The pictures of the steps from skeleton to digit. step: below FV_GENERATOR_ANSWER; square as the layout has it, zoom px
 * to a pixel. */
void fv_generator_step_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, FvRect square, guint zoom,
                              const FvHandStages *stages, guint step);

G_END_DECLS
