/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-hand-traits.h"
#include "fv-random.h"

G_BEGIN_DECLS

/* What one scribbles when one does not write: lines that go anywhere (fv-scribble-lines.c) and figures that somebody
 * meant (fv-scribble-figures.c). Looked at as a drawing is, and scanned where digits of that distortion are: pixels
 * [28][28], 0…255, overwritten. All chance comes from random; pure, any thread. */
void fv_scribble_draw (FvRandom *random, FvDistortion distortion, guint8 *pixels);

G_END_DECLS
