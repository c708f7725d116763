/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gray.h"

G_BEGIN_DECLS

/* Ink drawn with another pen than the one a picture was made with. Pure; any thread. */

/* How wide the pen was, in cells: four times the mean way from ink (at least three quarters of the brightest) to what is none,
 * which is exact for a long line. 0 without ink. */
double fv_ink_width (const FvGray *self);
/* A hairline of a large drawing would be nothing but a shade when it is brought to box cells, and a marker's blot has
 * no shape: ink whose pen would become thinner than 2 cells is grown to 2.5, and what would be wider than 4 is worn
 * off to that, evenly on all sides but where the edge of the picture cut it off. The result is a new picture, with a
 * margin where it grew; its pixels are the caller's (g_free). */
FvGray fv_ink_fit (const FvGray *self, guint box);

G_END_DECLS
