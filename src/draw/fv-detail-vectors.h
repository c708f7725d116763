/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* The two factors of a card's terms and their products as three pictures, wrapped like words: term nth in cell nth. */
typedef struct
{
  guint layer; /* whose units the second factors belong to: what was rasterized stands a map a row */
  FvPalette right, product;
  double right_scale;
  const char *heads[3];
  double bottom; /* they stand between the card's top and here */
} FvVectors;

/* Returns where what stands beside them begins: at the left, if there is no room for them. */
double fv_detail_vectors (FvDetail *detail, const FvVectors *vectors, FvUnit unit, const FvShown *shown,
                          double width);

/* Columns such a picture of count units of a layer has. */
guint fv_detail_vector_cols (FvDetail *detail, guint layer, guint count);

G_END_DECLS
