/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pooling.h"

G_BEGIN_DECLS

/* One block of a map, for the kinds of pooling: its real cells are rows × cols of the p × p, from the cell first on. */
typedef struct
{
  gsize first;
  guint rows, cols;
  gboolean filled; /* the rest of the p × p are filled-in zeros that take part */
} FvBlock;

FvBlock fv_block_nth (FvBlocks self, gsize nth); /* in raster order */

/* The block a cell lies in; FALSE if a dropped border left it out. */
gboolean fv_block_at (FvBlocks self, guint row, guint col, gsize *nth);
/* TRUE if cell (row, col) of a block's p × p lies on the map. */
gboolean fv_block_has (FvBlock self, guint row, guint col);
/* Cells of block nth that take part, filled-in ones counted where they do; and 1 or 0, for the one block of a cell. */
guint fv_block_n_terms (FvBlocks self, gsize nth);
guint fv_block_n_terms_below (FvBlocks self, guint row, guint col);
/* Operands of a pooled map: cell (row, col) of block nth (filled-in where it is off the map), and of a weight. */
FvOperand fv_pooled_cell (const FvPooled *self, gsize nth, guint row, guint col);
FvOperand fv_pooled_weight (const FvPooled *self, guint row, guint col);

extern const FvPooling fv_max_pooling;
extern const FvPooling fv_mean_pooling;
extern const FvPooling fv_gaussian_pooling;
extern const FvPooling fv_trainable_pooling;

G_END_DECLS
