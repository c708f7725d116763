/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"

G_BEGIN_DECLS

/* Convolution (MATH §2), true and valid, stride 1; I(j) is a connection table:
 *   n_j = Σ_{i∈I(j)} X_i *v Θ_ji + b_j          a kernel for each input map
 *   n_j = (Σ_{i∈I(j)} X_i) *v Θ_j + b_j         shared: the article's one kernel for all of them */
typedef struct
{
  FvLayer layer;
  guint kernel_rows;
  guint kernel_cols;
  guint maps;
  guint activation;
  gboolean is_shared;
  char *table;          /* as written: "lenet5", "0,1/1,2" …; NULL: all */
  guint8 *is_connected; /* [maps][inputs] of 0 or 1; NULL: all */
} FvConvolution;

/* Index of the first weight of the kernel [rows][cols] from input map to unit; −1 if they are not connected. */
gssize fv_convolution_kernel (const FvConvolution *self, guint unit, guint input);

gsize fv_convolution_scratch (const FvLayer *layer);
void fv_convolution_output (const FvLayer *layer, const FvLayerPass *pass);
void fv_convolution_backpropagate (const FvLayer *layer, const FvLayerPass *pass);
void fv_convolution_explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at,
                             FvExplanation *out);
gsize fv_convolution_n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at);

G_END_DECLS
