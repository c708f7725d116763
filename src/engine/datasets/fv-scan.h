/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-hand-traits.h"
#include "fv-random.h"

G_BEGIN_DECLS

/* What a scanner makes of a picture: pixels coarser than ours, brought back to ours without sharpening, then more
 * contrast about some threshold, which thickens, thins or tears lines. With neither in the traits it changes nothing,
 * takes no chance from random and returns FALSE. pixels [28][28], 0…255, changed in place. Pure; any thread. */
gboolean fv_scan (FvRandom *random, const FvHandTraits *traits, guint8 *pixels);

G_END_DECLS
