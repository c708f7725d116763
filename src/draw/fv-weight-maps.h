/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* The weights of a layer that are small maps: the kernels of a convolution, the p×p weights of trainable pooling.
 * A value. */
typedef struct
{
  guint units;
  guint inputs;       /* of one unit; 1 where it has one map of weights for all it reads */
  guint rows, cols;   /* of a map */
  gboolean is_shared; /* a convolution's one kernel for the sum of several input maps */
  gboolean is_pool;
} FvWeightMaps;

/* FALSE: the layer has none. */
gboolean fv_weight_maps_of (const FvLayer *layer, FvWeightMaps *out);
/* Index of the first weight of that map; −1 where unit and input are not connected. */
gssize fv_weight_maps_first (const FvLayer *layer, guint unit, guint input);

/* The same for the weights of a dense layer: each unit's row as pictures over the maps it sums, which are those below the
 * layers that only lay them in a line; lines of numbers where there are no maps below. */
gboolean fv_weight_maps_of_rows (const FvNetwork *network, guint place, FvWeightMaps *out);

G_END_DECLS
