/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-dense.h"
#include "fv-layer-types.h"

/* The output layer (MATH §2): a dense layer with its own Θ and b whose φ is softmax over all units at once. */
static gboolean
infer (FvLayer *layer, GError **error)
{
  return fv_dense_infer ((FvDense *)layer, fv_activation_from_name ("softmax"), error);
}

static const FvOption options[] = {
  { .name = "classes",
    .title = N_ ("classes"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvDense, units),
    .minimum = 2,
    .maximum = 256 },
  { NULL },
};

const FvLayerType fv_softmax_type = {
  .name = "softmax",
  .title = N_ ("softmax"),
  .letter = "Y",
  .instance_size = sizeof (FvDense),
  .options = options,
  .infer = infer,
  .output = fv_dense_output,
  .backpropagate = fv_dense_backpropagate,
  .is_output = TRUE,
};
