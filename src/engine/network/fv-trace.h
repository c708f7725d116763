/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* Everything one sample did in one network, forward and backward: recorded whole, immutable, counted; any thread.
 * Computed in double from F32 parameters: the one set of numbers every picture shows. */
typedef struct _FvTrace FvTrace;

/* As a target: the class the sample is read as, for pictures nobody knows the class of. */
#define FV_TRACE_READ G_MAXUINT

/* pixels [input shape], 0…255. target: the class E is measured against. New reference. */
FvTrace *fv_trace_new (FvParameters *parameters, const guint8 *pixels, guint target);
/* The same, backpropagated as the article prints it: rules are FvRules, 0 what is right. */
FvTrace *fv_trace_new_with_rules (FvParameters *parameters, const guint8 *pixels, guint target, guint rules);
FvTrace *fv_trace_ref (FvTrace *self);
void fv_trace_unref (FvTrace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvTrace, fv_trace_unref)

FvNetwork *fv_trace_network (const FvTrace *self);       /* borrowed */
FvParameters *fv_trace_parameters (const FvTrace *self); /* borrowed */
const guint8 *fv_trace_pixels (const FvTrace *self);     /* [input shape] */
guint fv_trace_target (const FvTrace *self);
guint fv_trace_rules (const FvTrace *self);
guint fv_trace_class (const FvTrace *self); /* the class it was read as */
double fv_trace_loss (const FvTrace *self);
/* [n_classes] as fv_pass_scores() has them: the bars. */
const double *fv_trace_scores (const FvTrace *self);

/* Layer place 0 is the input: o = x as scaled, d_o = delta = ∂E/∂X, n and winner NULL. Each [shape of the layer]. */
const double *fv_trace_o (const FvTrace *self, guint place);
const double *fv_trace_n (const FvTrace *self, guint place);
const double *fv_trace_d_o (const FvTrace *self, guint place);
const double *fv_trace_delta (const FvTrace *self, guint place);
const gint32 *fv_trace_winner (const FvTrace *self, guint place);
/* ∂E/∂Θ [n_weights] and ∂E/∂b [n_biases] of this sample. */
const double *fv_trace_weight_gradient (const FvTrace *self, guint place);
const double *fv_trace_bias_gradient (const FvTrace *self, guint place);
/* What the layer's explain wants, place 1 … depth: to be read, not written. */
FvLayerPass fv_trace_layer_pass (const FvTrace *self, guint place);

double fv_trace_rms_delta (const FvTrace *self, guint place);
/* Share of units whose output is saturated (|o| near the end of φ's range); −1 where φ does not saturate. */
double fv_trace_saturated (const FvTrace *self, guint place);
/* Place of the first layer with an output that is not finite, 0 if none. */
guint fv_trace_find_non_finite (const FvTrace *self);

G_END_DECLS
