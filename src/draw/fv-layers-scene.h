/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What one needs to know of a scene "layers" to walk through it. */

/* The row of a layer, while the cursor is on it; FALSE if it has none. */
gboolean fv_layers_locate (const FvScene *scene, guint place, FvRect *out);
/* The batch of the measurement nearest to (x, y), which is inside a plot; FALSE elsewhere, or if nothing was measured. */
gboolean
fv_layers_pick_batch (const FvScene *scene, const FvSceneInput *input, double x, double y, guint64 *batch);
/* The batch of the measurement that is by steps after the one at or before batch (before it: by < 0), at most the
 * ends; batch itself if nothing was measured. */
guint64 fv_layers_step (const FvSceneInput *input, guint64 batch, int by);
/* The layer with a row that is by rows below place (above it: by < 0), at most the ends. */
guint fv_layers_next_place (const FvNetwork *network, guint place, int by);

G_END_DECLS
