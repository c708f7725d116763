/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dense.h"

/* The arithmetic of fv-dense.c, spelled out: n = Θx + b, ∂E/∂x = Θᵀδ, ∂E/∂Θ = δxᵀ, ∂E/∂b = δ. */

static FvOperand
weight_at (const FvLayer *layer, guint unit, gsize input)
{
  return (FvOperand){ .kind = FV_OPERAND_WEIGHT, .layer = layer->place, .unit = unit, .input = (guint)input };
}

static FvOperand
delta_at (const FvLayer *layer, guint unit)
{
  return (FvOperand){ .kind = FV_OPERAND_DELTA, .layer = layer->place, .unit = unit };
}

/* Input number input of the vector below, which may be one map of many rows. */
static FvOperand
input_at (const FvLayer *layer, gsize input)
{
  gsize area = fv_shape_area (layer->input);

  return (FvOperand){ .kind = FV_OPERAND_OUTPUT,
                      .layer = layer->place - 1,
                      .unit = (guint)(input / area),
                      .row = (int)(input % area) };
}

static void
explain_net (const FvLayer *layer, const FvLayerPass *pass, guint unit, FvExplanation *out)
{
  gsize inputs = fv_shape_size (layer->input);
  const double *weights = pass->weights + unit * inputs;

  for (gsize i = 0; i < inputs; i++)
    fv_explanation_add (out, weights[i], weight_at (layer, unit, i), pass->x[i], input_at (layer, i));
  fv_explanation_set_bias (out, pass->biases[unit],
                           (FvOperand){ .kind = FV_OPERAND_BIAS, .layer = layer->place, .unit = unit });
}

static void
explain_below (const FvLayer *layer, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  gsize inputs = fv_shape_size (layer->input);
  gsize input = at.unit * fv_shape_area (layer->input) + at.row;

  for (guint unit = 0; unit < layer->output.maps; unit++)
    fv_explanation_add (out, pass->weights[unit * inputs + input], weight_at (layer, unit, input),
                        pass->delta[unit], delta_at (layer, unit));
}

void
fv_dense_explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at,
                  FvExplanation *out)
{
  switch (part)
    {
    case FV_LAYER_NET:
      explain_net (layer, pass, at.unit, out);
      break;
    case FV_LAYER_BELOW:
      explain_below (layer, pass, at, out);
      break;
    case FV_LAYER_WEIGHT:
      fv_explanation_add (out, pass->delta[at.unit], delta_at (layer, at.unit), pass->x[at.input],
                          input_at (layer, at.input));
      break;
    case FV_LAYER_BIAS:
    default:
      fv_explanation_add_one (out, pass->delta[at.unit], delta_at (layer, at.unit));
      break;
    }
}

gsize
fv_dense_n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at)
{
  if (part == FV_LAYER_NET)
    return fv_shape_size (layer->input);
  return part == FV_LAYER_BELOW ? layer->output.maps : 1;
}
