/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"
#include "fv-span.h"

G_BEGIN_DECLS

/* What one needs to know of a scene "curve" to walk along it. */

/* The batch under (x, y), and the id of the run whose line is there (0: none but the one shown); FALSE beside the
 * plots. */
gboolean fv_curve_pick (const FvScene *scene, const FvSceneInput *input, double x, double y, guint64 *batch,
                        guint *branch);
/* The batch at x px, however far beside the plots; and how many batches px px are. */
double fv_curve_batch_at (const FvScene *scene, const FvSceneInput *input, double x);
double fv_curve_batches (const FvScene *scene, const FvSceneInput *input, double px);

G_END_DECLS
