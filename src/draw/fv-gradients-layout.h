/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer-plot.h"

G_BEGIN_DECLS

/* Where the scene "gradients" puts rms δ of several runs: side by side over batches, and below all of them in one plot,
 * layer by layer on the way back. All on one scale. */

#define FV_GRADIENTS_MOST   4 /* runs */
#define FV_GRADIENTS_MARGIN 28

typedef struct
{
  FvScene scene;
  double text_scale;
} FvGradientsLayout;

/* Of what is shown at the moment. A value. */
typedef struct
{
  guint n; /* runs that are shown; 0: there are none */
  double title_baseline, note_baseline;
  FvLayerPlot plots[FV_GRADIENTS_MOST];
  double back_title_baseline, back_note_baseline, back_foot_baseline;
  FvPlot back; /* of the way back: first_batch … last_batch number the layers, the last being 0 */
} FvGradientsPlots;

FvGradientsPlots fv_gradients_plots (const FvGradientsLayout *self, const FvSceneInput *input);
/* What was measured of run nth; NULL: nothing yet. */
const FvLayerCurve *fv_gradients_curve (const FvSceneInput *input, guint nth);
/* Layers that have a line, from the last to the first: place of step nth, 0 past the end. */
guint fv_gradients_place (const FvNetwork *network, guint nth);
/* rms δ of a layer as it was measured last; NAN if it was not. */
double fv_gradients_last (const FvLayerCurve *layers, guint place);
/* rms δ of the first layer that has a line over that of the last; NAN: not known. */
double fv_gradients_share (const FvNetwork *network, const FvLayerCurve *layers);

/* "sigmoid: …, tanh: …", translated; g_free(). */
char *fv_gradients_speak (const FvSceneInput *input);
/* A line a run, batch and layer; NULL if nothing was measured. g_free(). */
char *fv_gradients_table (const FvSceneInput *input);

G_END_DECLS
