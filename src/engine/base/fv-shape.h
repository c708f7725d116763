/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How many maps and how large: 6@24×24. A vector of n values is n@1×1. */
typedef struct
{
  guint maps;
  guint rows;
  guint cols;
} FvShape;

/* Number of cells in all maps together. Sizes come from networks whose totals were bounded when they were
 * parsed (fv-network.h), so the product cannot wrap. */
gsize fv_shape_size (FvShape self);
/* Cells of one map, rows·cols. */
gsize fv_shape_area (FvShape self);
gboolean fv_shape_equal (FvShape a, FvShape b);
/* TRUE if the cells stand in one column and have one order, as a dense layer wants them: n@1×1, or one map n×1. */
gboolean fv_shape_is_vector (FvShape self);
/* "6@24×24", and "120" for a vector; free with g_free(). */
char *fv_shape_to_text (FvShape self);

G_END_DECLS
