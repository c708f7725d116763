/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"

G_BEGIN_DECLS

/* What one scribbles when one does not write: loops, spirals, zigzags, hatching, stray lines, dots. Looked at as a
 * drawing is: pixels [28][28], 0…255, overwritten. All chance comes from random; pure, any thread. */
void fv_scribble_draw (FvRandom *random, guint8 *pixels);

G_END_DECLS
