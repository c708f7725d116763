/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* What a cell is made of, down to the pixels, and what it goes into, up to the classes: its receptive field and its
 * reach. Said by the shapes and connection tables alone, whatever the weights are. Pure; any thread. */

/* Cells of one layer: the same rectangle in each of some maps. Where a layer rasterizes, its units are the maps. */
typedef struct
{
  guint n_maps;  /* 0: no cell at all, as above a border that is ignored */
  guint8 *holds; /* [maps of the layer] of 0 or 1 */
  guint row, col;
  guint rows, cols;
} FvReachSet;

typedef struct
{
  guint depth;
  FvReachSet *sets; /* [depth + 1]; that of the cell's own layer is the cell */
} FvReach;

/* Of a cell that exists; layer 0 is the input. */
FvReach *fv_reach_new (const FvNetwork *network, guint layer, guint unit, guint row, guint col);
void fv_reach_free (FvReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvReach, fv_reach_free)
gboolean fv_reach_contains (const FvReach *self, guint layer, guint unit, guint row, guint col);

G_END_DECLS
