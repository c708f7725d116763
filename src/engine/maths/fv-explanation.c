/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-explanation.h"

#include "fv-elementary.h"

void
fv_explanation_free (FvExplanation *self)
{
  if (self == NULL)
    return;
  g_free (self->terms);
  g_free (self->partial);
  g_free (self);
}

FvExplanation *
fv_explanation_new (FvCombine combine)
{
  FvExplanation *self = g_new0 (FvExplanation, 1);

  self->combine = combine;
  self->divisor = self->printed = self->factor = 1.0;
  self->winner = G_MAXUINT;
  return self;
}

void
fv_explanation_begin_group (FvExplanation *self)
{
  if (self->n_groups == 0
      || (self->n_terms > 0 && self->terms[self->n_terms - 1].group == self->n_groups - 1))
    self->n_groups++;
}

static FvTerm *
next_term (FvExplanation *self)
{
  if (self->n_terms == self->capacity)
    {
      self->capacity = MAX (32, 2 * self->capacity);
      self->terms = g_renew (FvTerm, self->terms, self->capacity);
    }
  if (self->n_groups == 0)
    self->n_groups = 1;
  return &self->terms[self->n_terms++];
}

void
fv_explanation_add (FvExplanation *self, double left, FvOperand left_at, double right, FvOperand right_at)
{
  FvTerm *term = next_term (self);

  *term = (FvTerm){ left, right, left * right, left_at, right_at, self->n_groups - 1 };
}

void
fv_explanation_add_one (FvExplanation *self, double left, FvOperand left_at)
{
  fv_explanation_add (self, left, left_at, 1.0, (FvOperand){ .kind = FV_OPERAND_NONE });
}

void
fv_explanation_add_filled (FvExplanation *self, double left, FvOperand left_at, FvOperand right_at)
{
  FvTerm *term = next_term (self);

  *term = (FvTerm){ left, 0.0, 0.0, left_at, right_at, self->n_groups - 1 };
}

void
fv_explanation_set_bias (FvExplanation *self, double bias, FvOperand bias_at)
{
  self->has_bias = TRUE;
  self->bias = bias;
  self->bias_at = bias_at;
}

/* ((S₁ + S₂) + …) + b. */
static double
add_up (FvExplanation *self)
{
  double sum = 0.0;

  self->partial = g_new0 (double, self->n_groups);
  for (guint i = 0; i < self->n_terms; i++)
    self->partial[self->terms[i].group] += self->terms[i].product;
  for (guint group = 0; group < self->n_groups; group++)
    sum += self->partial[group];
  return self->has_bias ? sum + self->bias : sum;
}

void
fv_explanation_close (FvExplanation *self)
{
  self->winner = MIN (self->winner, self->n_terms);
  self->sum = add_up (self);
  if (self->combine == FV_COMBINE_LARGEST || self->combine == FV_COMBINE_COPY)
    {
      guint taken = self->combine == FV_COMBINE_COPY ? 0 : self->winner;

      self->sum = taken < self->n_terms ? self->terms[taken].product : 0.0;
    }
  switch (self->combine)
    {
    case FV_COMBINE_QUOTIENT:
      self->net = self->sum / self->divisor;
      break;
    case FV_COMBINE_SHARE:
      self->net = self->winner < self->n_terms ? self->terms[self->winner].product / self->sum : 0.0;
      break;
    case FV_COMBINE_LOG:
      self->net = fv_log (self->sum) + self->shift - self->taken;
      break;
    case FV_COMBINE_LOG1P:
      self->net = fv_log1p (self->sum) + self->shift - self->taken;
      break;
    case FV_COMBINE_SUM:
    case FV_COMBINE_LARGEST:
    case FV_COMBINE_COPY:
    case FV_COMBINE_AGAINST:
    default:
      self->net = self->sum;
      break;
    }
  self->value = self->net;
}

const char *
fv_combine_name (FvCombine self)
{
  static const char *const names[]
      = { "sum", "largest", "quotient", "copy", "share", "log", "log1p", "against" };

  return names[self];
}

const char *
fv_operand_kind_name (FvOperandKind self)
{
  static const char *const names[] = { "constant", "pixel", "output",   "summed", "net",   "delta",
                                       "weight",   "bias",  "gradient", "target", "filled" };

  return names[self];
}
