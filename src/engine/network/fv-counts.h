/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* The article's way from a fully connected layer to a convolution, in numbers: the same outputs from the same inputs,
 * connected in three ways. Exact in 64 bits for any network that parses. */
typedef enum
{
  FV_CONNECTED_FULLY,   /* every output cell to every input cell */
  FV_CONNECTED_LOCALLY, /* every output cell to its window, with weights of its own */
  FV_CONNECTED_SHARED,  /* the cells of a map share the weights of their window */
} FvConnected;

typedef struct
{
  guint64 weights;
  guint64 biases;
  guint64 connections; /* weights as they are used, each time counted */
  guint64 multiplies;  /* of one sample's forward pass */
} FvCounts;

/* outputs units on inputs cells: 1000 on 1000×1000 need 10⁹ weights and 1000 biases. */
FvCounts fv_counts_fully (guint64 inputs, guint64 outputs);

/* Layer as if it were connected so; a layer that is no convolution has only FV_CONNECTED_FULLY (dense) or none at all
 * (FALSE). */
gboolean fv_counts_of_layer (const FvLayer *layer, FvConnected connected, FvCounts *out);
/* The same spelled out, "991·991·(1·10·10) + 991·991"; NULL where there is none; g_free(). */
char *fv_counts_arithmetic (const FvLayer *layer, FvConnected connected);

G_END_DECLS
