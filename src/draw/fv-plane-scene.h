/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* The sample of input's data set whose mark is nearest to (x, y) of a “plane” scene; FALSE if none is near. */
gboolean
fv_plane_pick_point (const FvScene *scene, const FvSceneInput *input, double x, double y, guint *sample);

G_END_DECLS
