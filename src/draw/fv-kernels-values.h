/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"
#include "fv-weight-maps.h"

G_BEGIN_DECLS

/* What the kernels show: the weights, what they were, how they changed, or their gradient. Owned by who asked. */
typedef struct
{
  double *weights; /* [n_weights] of the layer; NULL: nothing is known */
  double *biases;  /* [n_biases] */
  gsize n_weights, n_biases;
  double scale;      /* largest magnitude of the weights */
  const char *title; /* N_() */
} FvKernelsValues;

FvKernelsValues fv_kernels_values (const FvSceneInput *input, guint place);
void fv_kernels_values_clear (FvKernelsValues *self);
/* TRUE if these are the weights as they are: what an edit changes. */
gboolean fv_kernels_shows_now (const FvSceneInput *input);

/* One map of weights: a kernel, a pooling map's weights, or a dense unit's row over one of the maps it sums. */
typedef struct
{
  guint place, unit, input;
  FvWeightMaps maps;
  gboolean is_dense;
  gssize first;   /* index of its first weight among the layer's; −1: unit and input are not connected */
  guint row, col; /* the chosen weight, as stored */
  gboolean on_bias;
} FvKernel;

/* The one at the cursor, or in the nearest layer below or else above that has one. FALSE: no layer has weights. */
gboolean fv_kernel_at (const FvSceneInput *input, FvKernel *out);
/* That of a layer which has weights; unit and input are clamped. */
gboolean fv_kernel_of (const FvNetwork *network, guint place, guint unit, guint input, FvKernel *out);
/* Where one looks at it; the direction stays cursor's. */
FvCursor fv_kernel_cursor (const FvKernel *self, FvCursor cursor);
/* Number of its weights, and where weight nth, or the unit's bias, stands among all parameters of the network. */
gsize fv_kernel_size (const FvKernel *self);
gsize fv_kernel_offset (const FvKernel *self, const FvNetwork *network, gsize nth);
gsize fv_kernel_bias_offset (const FvKernel *self, const FvNetwork *network);
/* "C3 · unit 2 · from map 3", translated; g_free(). */
char *fv_kernel_name (const FvKernel *self, const FvNetwork *network);
/* Whether the window meets it turned by 180°. */
gboolean fv_kernel_is_turned (const FvKernel *self, const FvSceneInput *input);

G_END_DECLS
