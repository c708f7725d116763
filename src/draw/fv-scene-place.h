/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What the words about a cursor have in common. */

/* The output layer's units are classes, but for one alone, which tells two apart. */
gboolean fv_scene_is_class (const FvSceneInput *input, guint place);
/* What stands at a cursor that is in range: o, δ, ∂E/∂θ or θ; FALSE if nothing is known yet, and for the loss. */
gboolean fv_scene_value (const FvSceneInput *input, FvCursor at, double *value);

G_END_DECLS
