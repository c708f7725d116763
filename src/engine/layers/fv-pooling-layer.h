/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer.h"
#include "fv-pooling.h"

G_BEGIN_DECLS

/* Pooling (MATH §2), blocks p×p at stride p, map by map. It has no activation: its δ is ∂E/∂o. */
typedef struct
{
  FvLayer layer;
  guint kind; /* into fv_pooling_nth() */
  guint block_rows;
  guint block_cols;
  guint border; /* FvBorder */
} FvPoolingLayer;

G_END_DECLS
