/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic behind one number: terms in the order they are added, and how they combine (MATH §7). Layers,
 * poolings and losses bring their own (FvLayerType.explain …), so whatever draws or prints arithmetic works for every
 * kind. Every sum begins at 0, so adding the products as listed gives the number to the bit. */
typedef enum
{
  FV_COMBINE_SUM,      /* net = sum = ((S₁ + S₂) + …) + b, each group S summed from 0 */
  FV_COMBINE_LARGEST,  /* net = sum = the product of terms[winner] (max pooling) */
  FV_COMBINE_QUOTIENT, /* net = sum / divisor (mean pooling, ½ Σ of squares) */
  FV_COMBINE_COPY,     /* net = sum = the one term (rasterize, input) */
  FV_COMBINE_SHARE,    /* net = terms[winner].product / sum (softmax) */
  FV_COMBINE_LOG, /* net = (ln sum + shift) − taken: −ln of a share, the shift taken out of its exponents */
  FV_COMBINE_LOG1P, /* net = (ln (1 + sum) + shift) − taken */
  FV_COMBINE_AGAINST, /* net = sum; value = factor · (shift − sum): o_i (d_i − Σ o_k d_k), softmax' Jacobian */
} FvCombine;

/* Where an operand lives. */
typedef enum
{
  FV_OPERAND_NONE,   /* a constant: nothing to point at */
  FV_OPERAND_PIXEL,  /* of the picture, 0…255: layer 0 */
  FV_OPERAND_OUTPUT, /* o of layer, unit, row, col (layer 0: the input as scaled) */
  FV_OPERAND_SUMMED, /* Σ o over the maps of layer that unit of the layer above reads: one kernel for all of them */
  FV_OPERAND_NET,      /* n, in an exponential */
  FV_OPERAND_DELTA,    /* ∂E/∂n */
  FV_OPERAND_WEIGHT,   /* θ of layer, unit, input, row, col */
  FV_OPERAND_BIAS,     /* b of layer, unit */
  FV_OPERAND_GRADIENT, /* ∂E/∂θ of the same */
  FV_OPERAND_TARGET,   /* what the loss asks of unit */
  FV_OPERAND_FILLED, /* a zero filled in at a border or in the frame of a full convolution: row and col of the map
                          below (above, for δ) are where it would lie and may be negative */
} FvOperandKind;

typedef struct
{
  FvOperandKind kind;
  guint layer, unit, input;
  int row, col;
} FvOperand;

typedef struct
{
  double left;  /* θ, where there is one */
  double right; /* 1 where there is nothing to multiply with */
  double product;
  FvOperand left_at;
  FvOperand right_at;
  guint group; /* terms of one input map (or one unit above, for δ) share a group; groups are consecutive */
} FvTerm;

typedef struct
{
  FvCombine combine;
  guint n_terms;
  guint capacity; /* of terms, for those who add */
  FvTerm *terms;  /* [n_terms] */
  guint n_groups;
  double *partial; /* [n_groups] S₁, S₂ … */
  gboolean has_bias;
  double bias;
  FvOperand bias_at;
  double sum;     /* ((S₁ + S₂) + …) + b; of FV_COMBINE_LARGEST the largest */
  guint winner;   /* of LARGEST and SHARE: index of the term that is taken; n_terms: none */
  double divisor; /* of QUOTIENT; 1 else */
  double shift;   /* of LOG, LOG1P, AGAINST; 0 else */
  double taken;
  double net;     /* n, ∂E/∂o, the gradient, the share, the loss, the new θ before it is stored */
  double printed; /* O, where the article as printed multiplies ∂E/∂o by it (FV_RULE_O_FOR_PHI); 1 else */
  double factor;  /* φ'(n), for δ; 1 else */
  double
      value; /* φ(n); δ = (net · printed) · factor; the gradient, the share, the loss, the new θ as stored (F32) */
} FvExplanation;

void fv_explanation_free (FvExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExplanation, fv_explanation_free)

/* For those who explain: an empty one (a sum, divisor, printed and factor 1), to which terms are added in the order
 * they are summed, and which is then closed: partial, sum and net are computed from the terms; value = net. */
FvExplanation *fv_explanation_new (FvCombine combine);
/* The terms that follow are a group of their own. Need not be said before the first. */
void fv_explanation_begin_group (FvExplanation *self);
/* left · right. */
void
fv_explanation_add (FvExplanation *self, double left, FvOperand left_at, double right, FvOperand right_at);
/* left · 1. */
void fv_explanation_add_one (FvExplanation *self, double left, FvOperand left_at);
/* left · 0, said to be 0 whatever left is: the pass does not multiply here. */
void fv_explanation_add_filled (FvExplanation *self, double left, FvOperand left_at, FvOperand right_at);
void fv_explanation_set_bias (FvExplanation *self, double bias, FvOperand bias_at);
void fv_explanation_close (FvExplanation *self);

/* Never translated: "sum", "largest" …, and "output", "weight" … */
const char *fv_combine_name (FvCombine self);
const char *fv_operand_kind_name (FvOperandKind self);

G_END_DECLS
