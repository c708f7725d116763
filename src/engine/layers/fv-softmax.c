/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-dense.h"
#include "fv-error.h"
#include "fv-layer-types.h"

/* The output layer (MATH §2): a dense layer with its own Θ and b whose φ is softmax over all units at once; with
 * “other”, over one more logit that is 0 and means none of the classes. */
static gboolean
infer (FvLayer *layer, GError **error)
{
  FvDense *self = (FvDense *)layer;

  if (self->units < 2 && !self->has_other)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("one class alone cannot be told from anything; wanted 2 or more, or “other”"));
      return FALSE;
    }
  return fv_dense_infer (self, fv_activation_from_name (self->has_other ? "softmax-other" : "softmax"),
                         error);
}

static const FvOption options[] = {
  { .name = "classes",
    .title = N_ ("classes"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvDense, units),
    .minimum = 1,
    .maximum = 256 },
  { .name = "other",
    .title = N_ ("a class for everything else"),
    .kind = FV_OPTION_FLAG,
    .offset = G_STRUCT_OFFSET (FvDense, has_other) },
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
  .explain = fv_dense_explain,
  .n_terms = fv_dense_n_terms,
  .is_output = TRUE,
};
