/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-explain.h"

static gsize
cell_index (FvShape shape, FvPlace place)
{
  return ((gsize)place.unit * shape.rows + place.row) * shape.cols + place.col;
}

static gsize
cell_of (const FvTrace *trace, FvPlace place)
{
  return cell_index (fv_network_shape (fv_trace_network (trace), place.layer), place);
}

static FvLayerCell
layer_cell (FvPlace place)
{
  return (FvLayerCell){ place.unit, place.input == FV_INPUT_BIAS ? 0 : place.input, place.row, place.col };
}

/* What layer adds up for a part of it, closed. */
static FvExplanation *
explain_part (const FvTrace *trace, guint layer, FvLayerPart part, FvPlace place)
{
  FvExplanation *out = fv_explanation_new (FV_COMBINE_SUM);
  const FvLayer *self = fv_network_layer (fv_trace_network (trace), layer);
  FvLayerPass pass = fv_trace_layer_pass (trace, layer);

  self->type->explain (self, &pass, part, layer_cell (place), out);
  fv_explanation_close (out);
  return out;
}

/* Outputs of a layer are units to a loss and to a softmax; where they are the rows of one map they live there. */
static void
put_in_rows (FvExplanation *self, FvShape shape)
{
  for (guint i = 0; shape.maps == 1 && i < self->n_terms; i++)
    for (guint side = 0; side < 2; side++)
      {
        FvOperand *at = side == 0 ? &self->terms[i].left_at : &self->terms[i].right_at;

        at->row = (int)at->unit;
        at->unit = 0;
      }
}

static FvOutcome
outcome_of (const FvTrace *trace)
{
  FvNetwork *network = fv_trace_network (trace);
  guint depth = fv_network_depth (network);

  return (FvOutcome){ fv_network_layer (network, depth)->activation, fv_trace_n (trace, depth),
                      fv_trace_o (trace, depth), fv_shape_size (fv_network_shape (network, depth)) };
}

static FvExplanation *
finish_loss (const FvTrace *trace, FvExplanation *out)
{
  FvNetwork *network = fv_trace_network (trace);

  fv_explanation_close (out);
  put_in_rows (out, fv_network_shape (network, fv_network_depth (network)));
  return out;
}

static FvExplanation *
explain_loss (const FvTrace *trace)
{
  FvNetwork *network = fv_trace_network (trace);
  FvExplanation *out = fv_explanation_new (FV_COMBINE_SUM);

  fv_network_loss (network)->explain (outcome_of (trace), fv_trace_target (trace), fv_network_depth (network),
                                      out);
  return finish_loss (trace, out);
}

/* “Other” stands first among the exponentials and last among the units. */
static FvExplanation *
explain_share (const FvTrace *trace, FvPlace place)
{
  FvOutcome outcome = outcome_of (trace);
  FvExplanation *out = fv_explanation_new (FV_COMBINE_SUM);
  gsize unit = cell_of (trace, place);

  outcome.activation->explain (outcome.n, outcome.count, place.layer, out);
  out->winner = (guint)(unit >= outcome.count ? 0 : unit + (out->n_terms - outcome.count));
  return finish_loss (trace, out);
}

/* The pixel as it is scaled, which is the only arithmetic there. */
static FvExplanation *
explain_input (const FvTrace *trace, FvPlace place)
{
  FvExplanation *out = fv_explanation_new (FV_COMBINE_COPY);

  fv_explanation_add_one (
      out, fv_trace_o (trace, 0)[cell_of (trace, place)],
      (FvOperand){
          .kind = FV_OPERAND_PIXEL, .unit = place.unit, .row = (int)place.row, .col = (int)place.col });
  fv_explanation_close (out);
  return out;
}

static FvExplanation *
explain_output (const FvTrace *trace, FvPlace place)
{
  FvExplanation *out;

  if (place.layer == 0)
    return explain_input (trace, place);
  out = explain_part (trace, place.layer, FV_LAYER_NET, place);
  out->value = fv_trace_o (trace, place.layer)[cell_of (trace, place)];
  return out;
}

static FvExplanation *
explain_loss_delta (const FvTrace *trace, FvPlace place)
{
  FvExplanation *out = fv_explanation_new (FV_COMBINE_SUM);

  fv_network_loss (fv_trace_network (trace))
      ->explain_delta (outcome_of (trace), fv_trace_target (trace), place.layer, cell_of (trace, place), out);
  return finish_loss (trace, out);
}

/* What turns ∂E/∂o into δ: φ'(n), and what the article as printed does there. */
static void
find_factors (const FvTrace *trace, FvPlace place, FvExplanation *out)
{
  FvNetwork *network = fv_trace_network (trace);
  const FvActivation *activation = fv_network_layer (network, place.layer)->activation;
  gsize cell = cell_of (trace, place);
  guint rules = fv_trace_rules (trace);
  double n = fv_trace_n (trace, place.layer)[cell], o = fv_trace_o (trace, place.layer)[cell];

  if (fv_pass_rule_applies (network, rules, FV_RULE_O_FOR_PHI, place.layer))
    out->printed = o;
  if (activation != NULL && !fv_pass_rule_applies (network, rules, FV_RULE_NO_PHI, place.layer))
    out->factor = fv_activation_slope (activation, n, o);
}

static FvExplanation *
explain_delta (const FvTrace *trace, FvPlace place)
{
  FvExplanation *out;

  if (place.layer == fv_network_depth (fv_trace_network (trace)))
    out = explain_loss_delta (trace, place);
  else
    {
      out = explain_part (trace, place.layer + 1, FV_LAYER_BELOW, place);
      if (place.layer > 0)
        find_factors (trace, place, out);
    }
  out->value = fv_trace_delta (trace, place.layer)[cell_of (trace, place)];
  return out;
}

static double
gradient_at (const FvTrace *trace, FvPlace place)
{
  const FvNetwork *network = fv_trace_network (trace);

  return fv_trace_weight_gradient (
      trace,
      place.layer)[fv_place_parameter (network, place) - fv_network_weight_offset (network, place.layer)];
}

static FvExplanation *
explain_gradient (const FvTrace *trace, FvPlace place)
{
  FvExplanation *out = explain_part (trace, place.layer,
                                     place.input == FV_INPUT_BIAS ? FV_LAYER_BIAS : FV_LAYER_WEIGHT, place);

  out->value = gradient_at (trace, place);
  return out;
}

FvExplanation *
fv_explain (const FvTrace *trace, FvPlace place)
{
  g_return_val_if_fail (fv_place_exists (fv_trace_network (trace), place), NULL);
  switch (place.quantity)
    {
    case FV_QUANTITY_OUTPUT:
      return explain_output (trace, place);
    case FV_QUANTITY_SHARE:
      return explain_share (trace, place);
    case FV_QUANTITY_LOSS:
      return explain_loss (trace);
    case FV_QUANTITY_DELTA:
      return explain_delta (trace, place);
    case FV_QUANTITY_GRADIENT:
      return explain_gradient (trace, place);
    case FV_QUANTITY_UPDATE:
    default:
      return NULL;
    }
}

static FvOperand
parameter_at (FvOperandKind kind, FvPlace place)
{
  return (FvOperand){ .kind = kind,
                      .layer = place.layer,
                      .unit = place.unit,
                      .input = place.input,
                      .row = (int)place.row,
                      .col = (int)place.col };
}

FvExplanation *
fv_explain_update (const FvTrace *trace, FvPlace place, const FvStep *step, FvUpdate *lines)
{
  const FvNetwork *network = fv_trace_network (trace);
  FvExplanation *out;
  FvHyper hyper = step->hyper;
  float slots[FV_OPTIMIZER_MAX_SLOTS] = { 0 };
  FvUpdate update = { 0 };
  float value;
  gsize at;

  g_return_val_if_fail (place.quantity == FV_QUANTITY_UPDATE && fv_place_exists (network, place), NULL);
  at = fv_place_parameter (network, place);
  value = fv_parameters_values (fv_trace_parameters (trace))[at];
  for (guint i = 0; step->slots != NULL && i < step->optimizer->n_slots; i++)
    slots[i] = step->slots[i][at];
  if (place.input == FV_INPUT_BIAS)
    hyper.decay = 0.0; /* as fv_optimizer_step() spares them */
  if (fv_frozen_has (step->frozen, place.layer, place.unit))
    fv_optimizer_explain_frozen (gradient_at (trace, place), value, &update);
  else
    step->optimizer->explain (hyper, step->step, gradient_at (trace, place), value, slots, &update);
  out = fv_explanation_new (FV_COMBINE_SUM);
  fv_explanation_add_one (
      out, value, parameter_at (place.input == FV_INPUT_BIAS ? FV_OPERAND_BIAS : FV_OPERAND_WEIGHT, place));
  fv_explanation_add (out, -update.factor, (FvOperand){ .kind = FV_OPERAND_NONE }, update.direction,
                      parameter_at (FV_OPERAND_GRADIENT, place));
  fv_explanation_close (out);
  out->value = update.lines[update.n_lines - 1].value;
  if (lines != NULL)
    *lines = update;
  return out;
}

static gsize
n_delta_terms (const FvNetwork *network, FvPlace place)
{
  guint depth = fv_network_depth (network);
  const FvLayer *layer;

  if (place.layer == depth)
    return fv_loss_n_delta_terms (fv_network_loss (network), fv_network_layer (network, depth)->activation,
                                  fv_shape_size (fv_network_shape (network, depth)));
  layer = fv_network_layer (network, place.layer + 1);
  return layer->type->n_terms (layer, FV_LAYER_BELOW, layer_cell (place));
}

static gsize
n_part_terms (const FvNetwork *network, FvLayerPart part, FvPlace place)
{
  const FvLayer *layer = fv_network_layer (network, place.layer);

  return layer->type->n_terms (layer, part, layer_cell (place));
}

gsize
fv_explain_n_terms (const FvNetwork *network, FvPlace place)
{
  gsize outputs = fv_shape_size (fv_network_shape (network, fv_network_depth (network)));

  switch (place.quantity)
    {
    case FV_QUANTITY_OUTPUT:
      return place.layer == 0 ? 1 : n_part_terms (network, FV_LAYER_NET, place);
    case FV_QUANTITY_SHARE:
      return fv_network_loss (network)->has_other ? outputs + 1 : outputs;
    case FV_QUANTITY_LOSS:
      return fv_loss_n_terms (fv_network_loss (network), outputs);
    case FV_QUANTITY_DELTA:
      return n_delta_terms (network, place);
    case FV_QUANTITY_GRADIENT:
      return n_part_terms (network, place.input == FV_INPUT_BIAS ? FV_LAYER_BIAS : FV_LAYER_WEIGHT, place);
    case FV_QUANTITY_UPDATE:
    default:
      return 2;
    }
}
