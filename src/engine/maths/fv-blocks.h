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

extern const FvPooling fv_max_pooling;
extern const FvPooling fv_mean_pooling;
extern const FvPooling fv_gaussian_pooling;
extern const FvPooling fv_trainable_pooling;

G_END_DECLS
