/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* How the weights of a layer are spread, without its biases. Values. */
#define FV_WEIGHT_BINS 48
/* Of more weights only every second, fourth … is looked at: a picture must not keep a window waiting. */
#define FV_WEIGHT_MOST     (1u << 18)
#define FV_WEIGHT_MOST_BIN (1u << 15) /* by the histogram */

typedef struct
{
  gsize count;  /* that were looked at; 0: the layer has none, and the rest means nothing */
  guint stride; /* of so many weights one */
  double low, high, mean, rms;
  double zeros; /* share that is exactly 0 */
} FvWeightStatistics;

/* place 1 … depth. What a connection table leaves out is not counted. Values that are not finite are left out. */
FvWeightStatistics fv_weight_statistics (const FvParameters *parameters, guint place);
/* Shares of the weights between −scale and scale in FV_WEIGHT_BINS equal parts, those beyond in the outermost. */
void
fv_weight_histogram (const FvParameters *parameters, guint place, double scale, double out[FV_WEIGHT_BINS]);

G_END_DECLS
