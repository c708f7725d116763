/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gray.h"

G_BEGIN_DECLS

/* Writing photographed: the light falls unevenly, paper is grey, and there are things beside the sheet. Pure; any thread. */

/* FALSE where the edge of the picture has many brightnesses: no single one can be the paper's. */
gboolean fv_paper_is_even (const FvGray *self);
/* What is left when the paper is taken away: how far each cell is from the paper around it, of what it could be, 0…255,
 * whatever light falls there. The paper is what is there when all marks narrower than a fifth of the picture are closed
 * up (Serra 1982: a closing with a square for dark marks, an opening for light ones; those win that stand out more).
 * Overwrites. */
void fv_paper_remove (FvGray *self);
/* Everything goes that is hardly writing: specks, and what comes in from outside the picture, if anything else is left; what
 * is near the largest blot and no speck beside it stays. Ink is what has half of what ink usually has. */
void fv_paper_keep_writing (FvGray *self);

G_END_DECLS
