/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* The φ of the hidden layers: all but the last, and of them those whose φ is not the identity. */

/* The one they have in common; NULL if they differ or there is none. */
const FvActivation *fv_network_hidden_activation (const FvNetwork *self);
/* The same network with activation in all of them: parameters keep their shapes and places. New reference; self itself
 * where nothing changes. FV_ERROR_NETWORK if there is no such layer, or none that can learn with it. */
FvNetwork *
fv_network_with_hidden_activation (FvNetwork *self, const FvActivation *activation, GError **error);

G_END_DECLS
