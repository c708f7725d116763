/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"

G_BEGIN_DECLS

/* One for each file in this folder; fv-layer.c lists them. */
extern const FvLayerType fv_convolution_type;
extern const FvLayerType fv_pooling_type;
extern const FvLayerType fv_rasterize_type;
extern const FvLayerType fv_dense_type;
extern const FvLayerType fv_softmax_type;

G_END_DECLS
