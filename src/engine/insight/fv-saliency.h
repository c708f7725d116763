/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cell.h"
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* Which part of a picture matters to a cell: three answers that differ, each exact for what it asks. Pure; any
 * thread. pixels [input shape], 0…255; maps have the input's shape. */

/* ∂n/∂X: how n would follow each input number. map is overwritten. */
void fv_saliency_gradient (FvParameters *parameters, const guint8 *pixels, FvCell cell, double *map);
/* X ∘ ∂n/∂X: what each number contributes where n is linear in it. */
void
fv_saliency_gradient_times_input (FvParameters *parameters, const guint8 *pixels, FvCell cell, double *map);

/* How much n falls when a square of side×side pixels (clipped at the edges) is covered with grey (0…255) in every
 * plane: n − n(covered), for a square centred at each pixel. map [rows][cols] of the input, overwritten. FALSE if
 * progress (may be NULL) stopped the work. */
gboolean fv_saliency_occlusion (FvParameters *parameters, const guint8 *pixels, FvCell cell, guint side,
                                guint8 grey, double *map, FvProgressFunc progress, gpointer data);

G_END_DECLS
