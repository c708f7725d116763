/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-layer-types.h"

/* Rasterization (MATH §2): map by map, row by row, which is the order the cells have in memory already; both ways only
 * the shape changes. */
static gboolean
infer (FvLayer *layer, GError **error)
{
  layer->output = (FvShape){ (guint)fv_shape_size (layer->input), 1, 1 };
  return TRUE;
}

static void
output (const FvLayer *layer, const FvLayerPass *pass)
{
  memcpy (pass->n, pass->x, fv_shape_size (layer->input) * sizeof *pass->n);
}

static void
backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  if (pass->d_x != NULL)
    memcpy (pass->d_x, pass->delta, fv_shape_size (layer->input) * sizeof *pass->d_x);
}

static const FvOption options[] = { { NULL } };

const FvLayerType fv_rasterize_type = {
  .name = "rasterize",
  .title = N_ ("rasterization"),
  .letter = "R",
  .instance_size = sizeof (FvLayer),
  .options = options,
  .infer = infer,
  .output = output,
  .backpropagate = backpropagate,
};
