/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pooling-layer.h"

#include <glib/gi18n-lib.h>

#include "fv-error.h"
#include "fv-layer-types.h"

static const FvPooling *
pooling_of (const FvPoolingLayer *self)
{
  return fv_pooling_nth (self->kind);
}

static gboolean
is_trainable (const FvPoolingLayer *self)
{
  return pooling_of (self)->gradient != NULL;
}

static FvBlocks
blocks_of (const FvPoolingLayer *self)
{
  return (FvBlocks){ self->layer.input.rows, self->layer.input.cols, self->block_rows, self->border };
}

static gboolean
check_options (const FvPoolingLayer *self, GError **error)
{
  FvShape input = self->layer.input;

  if (self->block_rows != self->block_cols)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("blocks of %u×%u are not square; wanted p×p"),
                 self->block_rows, self->block_cols);
  else if (self->block_rows > input.rows || self->block_rows > input.cols)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("blocks of %u×%u do not fit on maps of %u×%u"),
                 self->block_rows, self->block_cols, input.rows, input.cols);
  else if (self->activation != 0 && !is_trainable (self))
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                 _ ("“%s” for an activation; %s pooling has none, only trainable pooling may have one"),
                 fv_activation_choice (self->activation), pooling_of (self)->name);
  else
    return TRUE;
  return FALSE;
}

/* p² weights and a bias for each map. */
static void
infer_parameters (FvPoolingLayer *self)
{
  FvLayer *layer = &self->layer;
  gsize cells = (gsize)self->block_rows * self->block_cols;

  layer->activation = self->activation != 0 ? fv_activation_nth (self->activation) : NULL;
  layer->weight_rank = 3;
  layer->weight_shape[0] = layer->input.maps;
  layer->weight_shape[1] = self->block_rows;
  layer->weight_shape[2] = self->block_cols;
  layer->n_weights = layer->n_free = layer->input.maps * cells;
  layer->n_biases = layer->input.maps;
  layer->fan_in = layer->fan_out = cells;
}

static gboolean
infer (FvLayer *layer, GError **error)
{
  FvPoolingLayer *self = (FvPoolingLayer *)layer;

  if (!check_options (self, error))
    return FALSE;
  layer->output
      = (FvShape){ layer->input.maps, fv_downsampled (layer->input.rows, self->block_rows, self->border),
                   fv_downsampled (layer->input.cols, self->block_rows, self->border) };
  if (is_trainable (self))
    infer_parameters (self);
  return TRUE;
}

/* Trainable pooling starts as the mean. */
static void
initialise (const FvLayer *layer, FvRandom *random, float *weights, float *biases)
{
  for (gsize i = 0; i < layer->n_weights; i++)
    weights[i] = (float)(1.0 / (double)(layer->n_weights / layer->input.maps));
  for (gsize i = 0; i < layer->n_biases; i++)
    biases[i] = 0.0f;
}

static const double *
weights_of (const FvLayer *layer, const FvLayerPass *pass, guint map)
{
  return layer->n_weights == 0 ? NULL : pass->weights + map * (layer->n_weights / layer->input.maps);
}

static void
output (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;
  gsize above = fv_shape_area (layer->output), below = fv_shape_area (layer->input);

  for (guint map = 0; map < layer->input.maps; map++)
    {
      double *n = pass->n + map * above;

      pooling_of (self)->downsample (blocks_of (self), pass->x + map * below, weights_of (layer, pass, map),
                                     n, pass->winner != NULL ? pass->winner + map * above : NULL);
      for (gsize i = 0; is_trainable (self) && i < above; i++)
        n[i] += pass->biases[map];
    }
}

static void
add_gradient (const FvPoolingLayer *self, const FvLayerPass *pass, guint map)
{
  const FvLayer *layer = &self->layer;
  gsize above = fv_shape_area (layer->output), below = fv_shape_area (layer->input);

  pooling_of (self)->gradient (blocks_of (self), pass->x + map * below, pass->delta + map * above,
                               pass->d_weights + map * (layer->n_weights / layer->input.maps));
  for (gsize i = 0; i < above; i++)
    pass->d_biases[map] += pass->delta[map * above + i];
}

static void
upsample (const FvPoolingLayer *self, const FvLayerPass *pass, guint map)
{
  const FvLayer *layer = &self->layer;
  const double *delta = pass->delta + map * fv_shape_area (layer->output);
  double *d_x = pass->d_x + map * fv_shape_area (layer->input);

  if (pooling_of (self)->has_winner && (pass->rules & FV_RULE_COPY_TO_ALL) != 0)
    fv_upsample_copy_to_all (blocks_of (self), delta, d_x);
  else
    pooling_of (self)->upsample (
        blocks_of (self), delta, weights_of (layer, pass, map),
        pass->winner != NULL ? pass->winner + map * fv_shape_area (layer->output) : NULL, d_x);
}

static void
backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;

  for (guint map = 0; map < layer->input.maps; map++)
    {
      if (is_trainable (self))
        add_gradient (self, pass, map);
      if (pass->d_x != NULL)
        upsample (self, pass, map);
    }
}

static gsize
block_of (const FvLayer *layer, FvLayerCell at)
{
  return (gsize)at.row * layer->output.cols + at.col;
}

static FvPooled
pooled (const FvPoolingLayer *self, const FvLayerPass *pass, guint map)
{
  const FvLayer *layer = &self->layer;
  gsize above = fv_shape_area (layer->output), below = fv_shape_area (layer->input);

  return (FvPooled){ .blocks = blocks_of (self),
                     .x = pass->x + map * below,
                     .weights = weights_of (layer, pass, map),
                     .delta = pass->delta + map * above,
                     .winner = pass->winner != NULL ? pass->winner + map * above : NULL,
                     .layer = layer->place,
                     .map = map };
}

static void
explain_net (const FvPoolingLayer *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  FvPooled map = pooled (self, pass, at.unit);

  pooling_of (self)->explain (&map, block_of (&self->layer, at), out);
  if (is_trainable (self))
    fv_explanation_set_bias (
        out, pass->biases[at.unit],
        (FvOperand){ .kind = FV_OPERAND_BIAS, .layer = self->layer.place, .unit = at.unit });
}

static void
explain_below (const FvPoolingLayer *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  FvPooled map = pooled (self, pass, at.unit);

  if (pooling_of (self)->has_winner && (pass->rules & FV_RULE_COPY_TO_ALL) != 0)
    fv_explain_copy_to_all (&map, at.row, at.col, out);
  else
    pooling_of (self)->explain_below (&map, at.row, at.col, out);
}

static void
explain_bias (const FvPoolingLayer *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  FvPooled map = pooled (self, pass, at.unit);

  for (gsize i = 0; i < fv_shape_area (self->layer.output); i++)
    fv_explanation_add_one (out, map.delta[i], fv_pooled_delta (&map, i));
}

static void
explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at, FvExplanation *out)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;

  if (part == FV_LAYER_NET)
    explain_net (self, pass, at, out);
  else if (part == FV_LAYER_BELOW)
    explain_below (self, pass, at, out);
  else if (part == FV_LAYER_BIAS)
    explain_bias (self, pass, at, out);
  else
    {
      FvPooled map = pooled (self, pass, at.unit);

      pooling_of (self)->explain_gradient (&map, at.row, at.col, out);
    }
}

static gsize
n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;

  switch (part)
    {
    case FV_LAYER_NET:
      return pooling_of (self)->n_terms (blocks_of (self), block_of (layer, at));
    case FV_LAYER_BELOW:
      return pooling_of (self)->n_terms_below (blocks_of (self), at.row, at.col);
    case FV_LAYER_WEIGHT:
      return pooling_of (self)->n_terms_gradient (blocks_of (self), at.row, at.col);
    case FV_LAYER_BIAS:
    default:
      return fv_shape_area (layer->output);
    }
}

/* clang-format off */
static const FvOption options[] = {
  { .name = "kind", .title = N_ ("kind"), .kind = FV_OPTION_CHOICE, .offset = G_STRUCT_OFFSET (FvPoolingLayer, kind),
    .choice = fv_pooling_choice, .positional = TRUE },
  { .name = "rows", .title = N_ ("block rows"), .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, block_rows), .minimum = 2, .maximum = FV_POOLING_MAX_BLOCK },
  { .name = "cols", .title = N_ ("block columns"), .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, block_cols), .minimum = 2, .maximum = FV_POOLING_MAX_BLOCK },
  { .name = "border", .title = N_ ("border"), .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, border), .choice = fv_border_choice },
  { .name = "activation", .title = N_ ("activation φ"), .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, activation), .choice = fv_activation_choice },
  { NULL },
};
/* clang-format on */

const FvLayerType fv_pooling_type = {
  .name = "pooling",
  .title = N_ ("pooling"),
  .letter = "S",
  .instance_size = sizeof (FvPoolingLayer),
  .options = options,
  .keyword = fv_pooling_choice,
  .infer = infer,
  .initialise = initialise,
  .output = output,
  .backpropagate = backpropagate,
  .explain = explain,
  .n_terms = n_terms,
  .has_winner = TRUE,
};
