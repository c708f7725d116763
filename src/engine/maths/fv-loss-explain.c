/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-elementary.h"
#include "fv-loss-private.h"

static FvOperand
operand (FvOperandKind kind, guint layer, gsize unit)
{
  return (FvOperand){ .kind = kind, .layer = layer, .unit = (guint)unit };
}

/* E = ln (Σ e^(z − m)) + m − z_t; “other” has the logit 0. */
void
fv_cross_entropy_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out)
{
  outcome.activation->explain (outcome.n, outcome.count, layer, out);
  out->combine = FV_COMBINE_LOG;
  out->taken = target < outcome.count ? outcome.n[target] : 0.0;
}

/* o − t, which is what δ = p − t and a miss are. */
static void
add_miss (double o, double wanted, guint layer, gsize unit, FvExplanation *out)
{
  fv_explanation_add_one (out, o, operand (FV_OPERAND_OUTPUT, layer, unit));
  fv_explanation_add_one (out, -wanted, operand (FV_OPERAND_TARGET, layer, unit));
}

void
fv_cross_entropy_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out)
{
  add_miss (outcome.o[unit], unit == target ? 1.0 : 0.0, layer, unit, out);
}

/* E = ln (1 + e^−|z|), and |z| more where z points the wrong way. */
void
fv_logistic_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out)
{
  double z = fv_loss_logit_scale (outcome.activation) * outcome.n[0];
  double margin = target == 1 ? z : -z;

  out->combine = FV_COMBINE_LOG1P;
  out->taken = margin < 0.0 ? margin : 0.0;
  fv_explanation_add_one (out, fv_exp (margin < 0.0 ? margin : -margin), operand (FV_OPERAND_NET, layer, 0));
}

/* δ = scale · (σ(scale · n) − t). */
void
fv_logistic_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out)
{
  double scale = fv_loss_logit_scale (outcome.activation);

  out->factor = scale;
  fv_explanation_add_one (out, fv_sigmoid (scale * outcome.n[0]), operand (FV_OPERAND_NET, layer, 0));
  fv_explanation_add_one (out, target == 1 ? -1.0 : -0.0, operand (FV_OPERAND_TARGET, layer, 0));
}

/* E = ½ Σ (o − t)². */
void
fv_squared_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out)
{
  out->combine = FV_COMBINE_QUOTIENT;
  out->divisor = 2.0;
  for (gsize i = 0; i < outcome.count; i++)
    {
      double miss = outcome.o[i] - fv_loss_wanted (outcome, target, i);

      fv_explanation_add (out, miss, operand (FV_OPERAND_OUTPUT, layer, i), miss,
                          operand (FV_OPERAND_TARGET, layer, i));
    }
}

/* o_i (d_i − Σ o_k d_k), where d = o − t. */
static void
explain_against (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out)
{
  out->combine = FV_COMBINE_AGAINST;
  for (gsize i = 0; i < outcome.count; i++)
    fv_explanation_add (out, outcome.o[i], operand (FV_OPERAND_OUTPUT, layer, i),
                        outcome.o[i] - fv_loss_wanted (outcome, target, i),
                        operand (FV_OPERAND_TARGET, layer, i));
  out->factor = outcome.o[unit];
  out->shift = outcome.o[unit] - fv_loss_wanted (outcome, target, unit);
}

/* (o − t) · φ'(n). */
void
fv_squared_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out)
{
  if (outcome.activation->whole)
    {
      explain_against (outcome, target, layer, unit, out);
      return;
    }
  fv_miss_explain_delta (outcome, target, layer, unit, out);
  out->factor = fv_activation_slope (outcome.activation, outcome.n[unit], outcome.o[unit]);
}

void
fv_miss_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out)
{
  add_miss (outcome.o[unit], fv_loss_wanted (outcome, target, unit), layer, unit, out);
}

gsize
fv_loss_n_terms (const FvLoss *self, gsize count)
{
  if (self->explain == fv_logistic_explain)
    return 1;
  return self->has_other ? count + 1 : count;
}

gsize
fv_loss_n_delta_terms (const FvLoss *self, const FvActivation *activation, gsize count)
{
  return self->explain_delta == fv_squared_explain_delta && activation->whole ? count : 2;
}
