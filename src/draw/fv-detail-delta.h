/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* How ∂E/∂o of a cell comes down from what stands above: each fills area. */
void fv_detail_delta_below (FvDetail *detail, FvRect area);  /* from a convolution: the article's figure 4 */
void fv_detail_delta_pool (FvDetail *detail, FvRect area);   /* from a pool */
void fv_detail_delta_raster (FvDetail *detail, FvRect area); /* from a rasterization */
void fv_detail_delta_dense (FvDetail *detail, FvRect area);  /* from a dense layer */
void fv_detail_delta_loss (FvDetail *detail, FvRect area);   /* δ of the outputs */

/* ∘φ′ as its own picture: what arrives × φ′ = δ. */
void fv_detail_phi_prime (FvDetail *detail, FvRect area);

G_END_DECLS
