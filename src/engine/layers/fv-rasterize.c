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

/* Cell (map, row, col) is number map·rows·cols + row·cols + col. */
static void
explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at, FvExplanation *out)
{
  FvShape maps = layer->input;
  gsize area = fv_shape_area (maps), number = at.unit * area + at.row * maps.cols + at.col;

  out->combine = FV_COMBINE_COPY;
  if (part == FV_LAYER_BELOW)
    fv_explanation_add_one (
        out, pass->delta[number],
        (FvOperand){ .kind = FV_OPERAND_DELTA, .layer = layer->place, .unit = (guint)number });
  else
    fv_explanation_add_one (out, pass->x[at.unit],
                            (FvOperand){ .kind = FV_OPERAND_OUTPUT,
                                         .layer = layer->place - 1,
                                         .unit = (guint)(at.unit / area),
                                         .row = (int)(at.unit % area / maps.cols),
                                         .col = (int)(at.unit % maps.cols) });
}

static gsize
n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at)
{
  return 1;
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
  .explain = explain,
  .n_terms = n_terms,
};
