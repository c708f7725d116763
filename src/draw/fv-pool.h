/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"

G_BEGIN_DECLS

/* How a pooling layer is said and seen. */

/* "max", "Gaussian", translated; that of the layer if it is no pool. Borrowed. */
const char *fv_pool_title (const FvLayer *layer);
/* "max of 2×2", "Gaussian of 2×2, window 4×4"; g_free(). */
char *fv_pool_text (const FvLayer *layer);
/* Cells read around a block on each side; 0 but for the Gaussian. */
guint fv_pool_reach (const FvLayer *layer);

G_END_DECLS
