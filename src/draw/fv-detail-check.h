/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* What the cards of the way back end with: analytic, numeric, relative error and the verdict, of the element at the
 * cursor and of the whole layer; the legends stand beside it. At the top right the switch to what the article prints. */

/* Takes the room from the card's bottom, and moves the legends. */
void fv_check_reserve (FvDetail *detail);
/* cell, layer: what the rows are of. */
void fv_check_write (FvDetail *detail, const char *cell, const char *layer);
/* Rules that matter to this card (FvRules); 0: no switch. */
void fv_check_switch (FvDetail *detail, guint rules);

G_END_DECLS
