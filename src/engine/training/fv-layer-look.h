/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-layer-curve.h"
#include "fv-parameters.h"

G_BEGIN_DECLS

/* A look into the layers of a network, by their own double pass. So many samples, spread evenly over a set, are enough:
 * of all their cells the rms is taken. */
#define FV_LAYER_LOOK_SAMPLES 8

/* Everything but FV_MEASURE_UPDATE, which is left NAN, on at most n_samples samples of set.
 * out [depth][FV_MEASURE_N_MEASURED], overwritten. set must fit. FALSE if *stop (may be NULL) was seen between samples. */
gboolean fv_layers_measure (const FvParameters *parameters, const FvDataset *set, guint n_samples,
                            const int *stop, float *out);
/* FV_MEASURE_UPDATE: before and after [n_parameters], in the network's order. out [depth], overwritten. */
void fv_layers_measure_update (const FvNetwork *network, const float *before, const float *after, float *out);

G_END_DECLS
