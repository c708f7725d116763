/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"
#include "fv-loss.h"

G_BEGIN_DECLS

/* An architecture: layers in order, their shapes, their loss. Immutable and counted; any thread. */
typedef struct _FvNetwork FvNetwork;

/* The bounds that keep every total far from wrapping and memory sane; a text beyond them is refused in words. */
#define FV_NETWORK_MAX_LAYERS     64
#define FV_NETWORK_MAX_SIDE       1024
#define FV_NETWORK_MAX_CELLS      (1u << 24) /* of one layer */
#define FV_NETWORK_MAX_PARAMETERS (1u << 26)
#define FV_NETWORK_MAX_TEXT       16384 /* bytes */

/* From a preset's name ("lenet", "article", "wide") or a text form:
 *   28x28x1 conv 5x5x6 tanh; max 2x2; rasterize; dense 84 tanh; softmax 10
 * Error FV_ERROR_NETWORK names the layer, what was found and what was wanted. New reference. */
FvNetwork *fv_network_new (const char *text, GError **error);
/* The same; *place: the layer that is wrong, 0 if it is none of them alone. */
FvNetwork *fv_network_new_or_place (const char *text, guint *place, GError **error);
FvNetwork *fv_network_ref (FvNetwork *self);
void fv_network_unref (FvNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvNetwork, fv_network_unref)

typedef struct
{
  const char *name;
  const char *title; /* N_() */
  const char *text;
} FvPreset;
const FvPreset *fv_preset_nth (guint nth); /* NULL past the end */

/* The text form, written out in one way only; borrowed. */
const char *fv_network_text (const FvNetwork *self);
/* Number of layers without the input; the last is layer number fv_network_depth(). */
guint fv_network_depth (const FvNetwork *self);
/* place 1 … depth. */
const FvLayer *fv_network_layer (const FvNetwork *self, guint place);
/* Shape of what layer place gives; place 0 is the input. */
FvShape fv_network_shape (const FvNetwork *self, guint place);
guint fv_network_n_classes (const FvNetwork *self);
const FvLoss *fv_network_loss (const FvNetwork *self);
/* The range pixels 0…255 are scaled to: [−1,1] or [0,1] as the first φ wants (MATH §3). */
void fv_network_range (const FvNetwork *self, double *low, double *high);
/* x[input] = low + (high−low)·pixel/255. */
void fv_network_scale (const FvNetwork *self, const guint8 *pixels, double *x);

/* All parameters stand in one array, layer by layer, weights then biases. */
gsize fv_network_n_parameters (const FvNetwork *self);
gsize fv_network_weight_offset (const FvNetwork *self, guint place);
gsize fv_network_bias_offset (const FvNetwork *self, guint place);

G_END_DECLS
