/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What the scene "timeline" offers beside its cursor: its rail of training, along which one can go to any moment. */

/* Where it can be taken hold of, px. */
FvRect fv_timeline_rail (const FvScene *scene);
/* The moment at x that training can go to: batches done, from the first to the newest. */
guint64 fv_timeline_pick_batch (const FvScene *scene, const FvSceneInput *input, double x);
/* Where the moment after batch batches stands, px. */
double fv_timeline_locate_batch (const FvScene *scene, const FvSceneInput *input, guint64 batch);
/* "batch 412 of 520, epoch 0.22", translated, for people who listen; g_free(). */
char *fv_timeline_speak (const FvSceneInput *input);

G_END_DECLS
