/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"
#include "fv-pooling.h"

G_BEGIN_DECLS

/* Pooling (MATH §2), blocks p×p at stride p, map by map. Only trainable pooling has parameters and may have an
 * activation; for the others δ is ∂E/∂o. */
typedef struct
{
  FvLayer layer;
  guint kind; /* into fv_pooling_nth() */
  guint block_rows;
  guint block_cols;
  guint border;     /* FvBorder */
  guint activation; /* trainable pooling's; 0, identity, for none */
} FvPoolingLayer;

G_END_DECLS
