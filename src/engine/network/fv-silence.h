/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* Making a network do without a unit by its weights alone: the weights with which the next layer that has any reads the
 * unit are 0, so that all above is as if its output were 0 (pooling and rasterization hand a map of zeros on as zeros). */

/* Place of the layer that reads what layer gives; 0: none does, or one with a kernel for the sum of its maps, which
 * cannot leave one out. */
guint fv_silence_reader (const FvNetwork *network, guint layer);
/* weights [n_weights] of that layer: those that read unit become 0. */
void fv_silence_weights (const FvNetwork *network, guint layer, guint unit, float *weights);

G_END_DECLS
