/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-hand.h"

G_BEGIN_DECLS

/* The examples of the implied class “other”: letters that are no digit's twin and signs (data/others.txt), scribbles,
 * digits struck out or two side by side, grey patches, and pads with nothing or next to nothing on them. Sample index of a seed is the same bytes on every machine.
 * pixels [28][28], 0…255, overwritten. Pure; any thread. */
void fv_others_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels);

G_END_DECLS
