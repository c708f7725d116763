/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* All weights and biases of a network, F32: what is saved is what is trained. Counted; immutable as soon as a second
 * owner has it. */
typedef struct _FvParameters FvParameters;

/* Initialised as the layers ask (MATH §6) from seed. New reference. */
FvParameters *fv_parameters_new (FvNetwork *network, guint64 seed);
FvParameters *fv_parameters_new_initialised (FvNetwork *network, guint64 seed, FvInitialiser initialiser);
/* All 0, to be filled in. */
FvParameters *fv_parameters_new_zero (FvNetwork *network);
/* values [fv_network_n_parameters()] copied. */
FvParameters *fv_parameters_new_from_values (FvNetwork *network, const float *values);
FvParameters *fv_parameters_copy (const FvParameters *self);
FvParameters *fv_parameters_ref (FvParameters *self);
void fv_parameters_unref (FvParameters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvParameters, fv_parameters_unref)

FvNetwork *fv_parameters_network (const FvParameters *self);  /* borrowed */
const float *fv_parameters_values (const FvParameters *self); /* [n_parameters] */
/* To change them; only while there is one owner. */
float *fv_parameters_edit (FvParameters *self);
const float *fv_parameters_weights (const FvParameters *self, guint place);
const float *fv_parameters_biases (const FvParameters *self, guint place);
/* SHA-256 of all values, little-endian, in layer order, weights then biases; hex, g_free(). */
char *fv_parameters_sha256 (const FvParameters *self);
/* Place of the first layer with a value that is not finite; 0 if all are. */
guint fv_parameters_find_non_finite (const FvParameters *self);

/* The same for any values [n_parameters] in the order of the network, such as an optimiser keeps. */
guint fv_network_find_non_finite (const FvNetwork *network, const float *values);

G_END_DECLS
