/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* Which units stay as they are while the others learn: no step changes the weights and the bias of a frozen unit, nor
 * what the optimiser keeps of them, and decay spares them (MATH §6). δ goes through it as ever.
 *
 * A value that is compared by its address: equal sets are one set, immutable and never freed, so that options of
 * training which have one are copied as they are. NULL: nothing is frozen. Any thread. */
typedef struct _FvFrozen FvFrozen;

/* Units first … first + count − 1 of a layer with parameters. */
typedef struct
{
  guint layer; /* place */
  guint first;
  guint count;
} FvFrozenRange;

/* "3", "3/4" or "C3/4-7", with commas between: layers by place, 1 … depth, units from 0; a layer alone means all its
 * units. "none", or nothing but spaces: NULL. FV_ERROR_VALUE names the part, and what was wanted. */
gboolean fv_frozen_parse (const char *text, const FvNetwork *network, const FvFrozen **out, GError **error);
/* As it is parsed, in one way only: "1/0-5,3/4"; "" of NULL. Borrowed. */
const char *fv_frozen_text (const FvFrozen *self);

/* In the order of layers and units; none touches the next one. */
guint fv_frozen_n_ranges (const FvFrozen *self);
FvFrozenRange fv_frozen_range (const FvFrozen *self, guint nth);
gboolean fv_frozen_has (const FvFrozen *self, guint layer, guint unit);
/* How many units of a layer; 0: of all layers. */
guint fv_frozen_count (const FvFrozen *self, guint layer);
/* With these units frozen as well, or no longer. */
const FvFrozen *fv_frozen_change (const FvFrozen *self, FvFrozenRange range, gboolean frozen);

/* Units that can be frozen: 0 of a layer without parameters. */
guint fv_frozen_n_units (const FvLayer *layer);
/* What is frozen in from stays so in the layers of network that fv_parameters_carry() leaves what they have learned. */
const FvFrozen *fv_frozen_carry (const FvFrozen *self, const FvNetwork *from, const FvNetwork *network);
/* Whether every unit of it is one of the network's. */
gboolean fv_frozen_fits (const FvFrozen *self, const FvNetwork *network);

G_END_DECLS
