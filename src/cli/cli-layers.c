/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-layers.h"

#include "fv-digits.h"
#include "fv-evaluation.h"
#include "fv-layer-look.h"

#define SAMPLES 32
#define SEED    1

static FvDataset *
generated (const FvNetwork *network)
{
  g_autoptr (FvDataset) set = fv_digits_new (SEED, 0, SAMPLES, FV_DISTORTION_MILD, NULL, NULL);

  return fv_evaluation_fits (network, set, NULL) ? g_steal_pointer (&set) : NULL;
}

FvCurve *
cli_layers_curve (const FvModel *model, const FvDataset *set)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  guint depth = fv_network_depth (network);
  FvCurve *curve = fv_curve_copy (model->curve);
  g_autoptr (FvDataset) digits = NULL;
  g_autofree float *values = NULL;

  if (fv_curve_layers (curve) != NULL)
    return curve;
  if (set == NULL)
    set = digits = generated (network);
  if (set == NULL)
    return curve;
  values = g_new (float, (gsize)depth *FV_MEASURE_N_MEASURED);
  fv_layers_measure (model->parameters, set, SAMPLES, NULL, values);
  fv_curve_add_layers (curve, depth, model->batch, values);
  return curve;
}
