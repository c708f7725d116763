/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* How weights are spread: of a layer, without its biases, or any numbers in their places. Values. */
#define FV_WEIGHT_BINS 48
/* Of more weights only every second, fourth … is looked at: a picture must not keep a window waiting. */
#define FV_WEIGHT_MOST     (1u << 18)
#define FV_WEIGHT_MOST_BIN (1u << 15) /* by the histogram */

typedef struct
{
  gsize count;  /* that were looked at; 0: the layer has none, and the rest means nothing */
  guint stride; /* of so many weights one */
  double low, high, sum, mean, rms;
  double norm;  /* √Σθ² */
  double zeros; /* share that is exactly 0 */
} FvWeightStatistics;

/* place 1 … depth. What a connection table leaves out is not counted. Values that are not finite are left out. */
FvWeightStatistics fv_weight_statistics (const FvParameters *parameters, guint place);
/* Of values [count]; n_missing of them are zeros that stand for nothing. */
FvWeightStatistics fv_weight_statistics_of (const double *values, gsize count, gsize n_missing);
/* Shares of the weights between −scale and scale in FV_WEIGHT_BINS equal parts, those beyond in the outermost. */
void
fv_weight_histogram (const FvParameters *parameters, guint place, double scale, double out[FV_WEIGHT_BINS]);

G_END_DECLS
