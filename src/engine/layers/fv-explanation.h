/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic behind one number: terms in the order they are added, and how they combine. A layer brings its own
 * (FvLayerType.explain), so whatever draws or prints arithmetic works for every kind of layer. */
typedef enum
{
  FV_COMBINE_SUM, /* groups summed one by one from 0, the groups then added, then bias: ((S₁ + S₂) + …) + b */
  FV_COMBINE_LARGEST,  /* the largest of the terms' left operands (max pooling) */
  FV_COMBINE_QUOTIENT, /* a sum divided by divisor (mean pooling), or e^z over a sum of such (softmax) */
  FV_COMBINE_COPY,     /* the one term as it is (rasterize, input) */
} FvCombine;

/* Where an operand lives. */
typedef enum
{
  FV_OPERAND_NONE,   /* a constant: nothing to point at */
  FV_OPERAND_OUTPUT, /* o of layer, unit, row, col (layer 0: the input) */
  FV_OPERAND_DELTA,  /* ∂E/∂n */
  FV_OPERAND_D_O,    /* ∂E/∂o */
  FV_OPERAND_WEIGHT, /* θ of layer, unit, input, row, col */
  FV_OPERAND_BIAS,
  FV_OPERAND_FILLED, /* a zero filled in at a border or in the frame of a full convolution */
} FvOperandKind;

typedef struct
{
  FvOperandKind kind;
  guint layer, unit, input, row, col;
} FvOperand;

typedef struct
{
  double left;
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
  FvTerm *terms; /* [n_terms] */
  guint n_groups;
  double *partial; /* [n_groups] S₁, S₂ … */
  gboolean has_bias;
  double bias;
  double divisor; /* of a quotient; 1 else */
  double sum;     /* n, ∂E/∂o, or the gradient */
  guint winner;   /* index of the winning term of FV_COMBINE_LARGEST; n_terms: none */
  double factor;  /* what turns sum into value: φ'(n) for δ; 1 else */
  double value;   /* φ(n), δ, the gradient, the loss, the new θ */
} FvExplanation;

void fv_explanation_free (FvExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExplanation, fv_explanation_free)

G_END_DECLS
