/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cursor.h"

G_BEGIN_DECLS

/* What fv-cursor.c and fv-cursor-walk.c share. */

/* One step of fv_cursor_n_steps(): coarser than a layer, as it holds δ and gradient; finer than a pass. */
#define FV_GRANULARITY_STEP ((FvGranularity)(FV_GRANULARITY_PASS + 1))

/* Number of units of where the cursor's direction and layer lead, which exist. */
guint fv_cursor_n_units (FvCursor self, const FvNetwork *network);
/* Terms behind the cursor's cell, at least 1. */
guint fv_cursor_n_terms (FvCursor self, const FvNetwork *network);
/* What is finer than granularity taken from goal, as far as it exists at the cursor. */
FvCursor fv_cursor_project (FvCursor self, const FvNetwork *network, FvGranularity granularity, FvGoal goal);
FvGoal fv_cursor_as_goal (FvCursor self);
/* The layer with parameters that is nearest: at or below layer, else above. */
guint fv_cursor_parameter_layer (const FvNetwork *network, guint layer);
gboolean fv_cursor_has_parameters (const FvNetwork *network, guint layer);
/* Kernel size and number of a place whose terms come kernel by kernel: forward in a convolution with a kernel for each
 * input, backward below a convolution. 0 elsewhere. */
guint fv_cursor_kernel_area (FvCursor self, const FvNetwork *network);

G_END_DECLS
