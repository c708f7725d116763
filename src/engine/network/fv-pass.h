/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* Work space for one sample through a network and back, in double: the definition of what a network computes.
 * One thread owns it. */
typedef struct _FvPass FvPass;

FvPass *fv_pass_new (FvNetwork *network);
void fv_pass_free (FvPass *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvPass, fv_pass_free)

/* Reads F32 parameters (values [n_parameters], layer order) into double. */
void fv_pass_set_parameters (FvPass *self, const float *values);
/* Parameters, net inputs, outputs and winners of another pass through the same network: as if it had run here, forward. */
void fv_pass_copy_output (FvPass *self, const FvPass *from);
/* The doubles it computes with, [n_parameters]: the gradient check nudges them. */
double *fv_pass_parameters (FvPass *self);
/* x [input], to be filled before fv_pass_output(). */
double *fv_pass_input (FvPass *self);
/* Forward, all layers. */
void fv_pass_output (FvPass *self);
/* Forward from layer place on, what lies below being as it was. */
void fv_pass_output_from (FvPass *self, guint place);
/* Forward as far as layer place; what lies above is left as it was. */
void fv_pass_output_to (FvPass *self, guint place);
/* E for the target class, after fv_pass_output(). */
double fv_pass_loss (const FvPass *self, guint target);
/* Backward, all layers; the gradients of the parameters are added to fv_pass_gradient(). with_input: also ∂E/∂X. */
void fv_pass_backpropagate (FvPass *self, guint target, gboolean with_input);
/* Backward from one cell of layer place (1 … depth) as if E were its net input: fv_pass_d_o (0) is ∂n/∂X then, and the
 * gradients of the parameters are added to as well. */
void fv_pass_backpropagate_cell (FvPass *self, guint place, gsize cell);
/* [n_parameters], a running sum; the caller clears it. */
double *fv_pass_gradient (FvPass *self);
void fv_pass_clear_gradient (FvPass *self);

/* What layer place (0 = the input) holds now; [shape of the layer]. Input has no n and no winner (NULL).
 * d_o = ∂E/∂o, delta = ∂E/∂n (for place 0 and layers without φ the two are the same). */
const double *fv_pass_o (const FvPass *self, guint place);
/* To nudge an output; fv_pass_output_from (place + 1) follows. */
double *fv_pass_edit_o (FvPass *self, guint place);
/* The same for a net input; fv_pass_output_of_net (place), φ and the layers above, follows. */
double *fv_pass_edit_n (FvPass *self, guint place);
void fv_pass_output_of_net (FvPass *self, guint place);
const double *fv_pass_n (const FvPass *self, guint place);
const double *fv_pass_d_o (const FvPass *self, guint place);
const double *fv_pass_delta (const FvPass *self, guint place);
const gint32 *fv_pass_winner (const FvPass *self, guint place);
/* scores [n_classes]: the largest is the answer; probabilities where the loss has them. */
void fv_pass_scores (const FvPass *self, double *scores);
/* The class with the largest score. */
guint fv_pass_class (const FvPass *self);

/* FvRules: backpropagate as the article prints it. 0, at first, is what is right. */
void fv_pass_set_rules (FvPass *self, guint rules);
/* Whether one of those two that depend on the layers around, O_FOR_PHI or NO_PHI, acts on δ at place 1 … depth. */
gboolean fv_pass_rule_applies (const FvNetwork *network, guint rules, FvRules rule, guint place);
/* Everything of one layer (place 1 … depth), as its functions take it; borrowed. */
FvLayerPass fv_pass_layer (const FvPass *self, guint place);

G_END_DECLS
