/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Words one below the other, each as near as can be to where it is wanted, none on another. tops [n], in ascending
 * order of where they are wanted, become where they are; heights [n], gap between two. Between low and high, if all
 * find room there; else they go on above low. */
void fv_spread (double *tops, const double *heights, guint n, double gap, double low, double high);

G_END_DECLS
