/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"

G_BEGIN_DECLS

/* What the hidden dense layer and the output layer share (MATH §2): n = Θx + b, Θ [out][in]. */
typedef struct
{
  FvLayer layer;
  guint units;
  guint activation;   /* not read by softmax, which brings its own */
  gboolean has_other; /* softmax only */
} FvDense;

/* Shapes and sizes, with activation as φ. FV_ERROR_NETWORK if the input is no vector. */
gboolean fv_dense_infer (FvDense *self, const FvActivation *activation, GError **error);
void fv_dense_output (const FvLayer *layer, const FvLayerPass *pass);
void fv_dense_backpropagate (const FvLayer *layer, const FvLayerPass *pass);
void fv_dense_explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at,
                       FvExplanation *out);
gsize fv_dense_n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at);

G_END_DECLS
