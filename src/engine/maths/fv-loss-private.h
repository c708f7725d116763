/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-loss.h"

G_BEGIN_DECLS

/* n as the logit of the on-class: a tanh output o stands for p = (1 + o)/2 = σ(2n). */
double fv_loss_logit_scale (const FvActivation *activation);
/* What output i should be; one output alone is on for class 1. */
double fv_loss_wanted (FvOutcome outcome, guint target, gsize i);

/* The arithmetic of the losses, beside the numbers in fv-loss.c: same operations, same order. */
void fv_cross_entropy_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out);
void
fv_cross_entropy_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out);
void fv_logistic_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out);
void fv_logistic_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out);
void fv_squared_explain (FvOutcome outcome, guint target, guint layer, FvExplanation *out);
void fv_squared_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out);
/* The perceptron rule's: the miss without φ'. */
void fv_miss_explain_delta (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out);

G_END_DECLS
