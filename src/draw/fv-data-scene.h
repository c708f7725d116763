/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* How high the scene "data" must be in that width for every class to be legible. */
double fv_data_scene_height (const FvSceneInput *input, double width);

G_END_DECLS
