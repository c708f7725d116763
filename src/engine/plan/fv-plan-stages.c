/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-dense.h"
#include "fv-layer-types.h"
#include "fv-plan-private.h"

static const char *const phi_names[FV_N_PHI] = {
  [FV_PHI_IDENTITY] = "identity", [FV_PHI_SIGMOID] = "sigmoid", [FV_PHI_TANH] = "tanh",
  [FV_PHI_RELU] = "relu",         [FV_PHI_LEAKY] = "leaky",     [FV_PHI_LECUN] = "lecun",
};

FvPhi
fv_stage_phi (const FvActivation *activation)
{
  if (activation == NULL || activation->whole)
    return FV_PHI_IDENTITY;
  for (guint i = 0; i < FV_N_PHI; i++)
    if (g_str_equal (phi_names[i], activation->name))
      return (FvPhi)i;
  return FV_N_PHI;
}

/* A multiple of 8 floats; long rows also not of 128, so that rows do not all fall on the same lines of the cache. */
static guint
pad_row (gsize count)
{
  gsize padded = (count + FV_PLAN_LANES - 1) / FV_PLAN_LANES * FV_PLAN_LANES;

  return (guint)(padded >= 128 && padded % 128 == 0 ? padded + FV_PLAN_LANES : padded);
}

static gsize
pad_unit (gsize count)
{
  return (count + FV_PLAN_LANES - 1) / FV_PLAN_LANES * FV_PLAN_LANES;
}

/* Takes room for units × rows × row weights and the biases at the end of the arrays. */
static void
place_parameters (FvStage *stage, guint units, guint rows, gsize row, gsize *n_floats)
{
  stage->at = (FvStagePlace){ .weights = *n_floats, .units = units, .rows = rows, .row = pad_row (row) };
  stage->at.biases = stage->at.weights + (gsize)units * rows * stage->at.row;
  *n_floats = stage->at.biases + pad_unit (units);
}

static gboolean
same_inputs (const FvConvolution *convolution, guint unit, const guint8 *set)
{
  for (guint i = 0; i < convolution->layer.input.maps; i++)
    if ((fv_convolution_kernel (convolution, unit, i) >= 0) != (set[i] != 0))
      return FALSE;
  return TRUE;
}

/* The set of input maps unit sums, found among those there are or added. */
static guint
find_set (FvStage *stage, const FvConvolution *convolution, guint unit)
{
  guint maps = stage->input.maps, set = 0;

  while (set < stage->inputs && !same_inputs (convolution, unit, stage->is_summed + (gsize)set * maps))
    set++;
  if (set < stage->inputs)
    return set;
  stage->inputs++;
  stage->is_summed = g_realloc (stage->is_summed, (gsize)stage->inputs * maps);
  for (guint i = 0; i < maps; i++)
    stage->is_summed[(gsize)set * maps + i] = fv_convolution_kernel (convolution, unit, i) >= 0;
  return set;
}

/* Each distinct set of input maps becomes one input; a unit is connected to its own. */
static void
share_kernels (FvStage *stage, const FvConvolution *convolution)
{
  guint units = convolution->maps;
  g_autofree guint *sets = g_new (guint, units);

  stage->inputs = 0;
  for (guint unit = 0; unit < units; unit++)
    sets[unit] = find_set (stage, convolution, unit);
  if (stage->inputs == 1)
    return;
  stage->is_connected = g_malloc0 ((gsize)units * stage->inputs);
  for (guint unit = 0; unit < units; unit++)
    stage->is_connected[(gsize)unit * stage->inputs + sets[unit]] = 1;
}

static void
init_convolution (FvStage *stage, gsize *n_floats)
{
  const FvConvolution *convolution = (const FvConvolution *)stage->layer;

  stage->kind = FV_STAGE_CONVOLUTION;
  stage->kernel_rows = convolution->kernel_rows;
  stage->kernel_cols = convolution->kernel_cols;
  stage->inputs = stage->input.maps;
  if (convolution->is_shared)
    share_kernels (stage, convolution);
  else if (convolution->is_connected != NULL)
    stage->is_connected = g_memdup2 (convolution->is_connected, (gsize)convolution->maps * stage->inputs);
  /* Few inputs fill eight lanes together with their neighbours; many do better to stand aligned. */
  stage->cell = stage->inputs > FV_PLAN_LANES / 2 ? (guint)pad_unit (stage->inputs) : stage->inputs;
  place_parameters (stage, convolution->maps, stage->kernel_rows, (gsize)stage->kernel_cols * stage->cell,
                    n_floats);
}

static void
init_pooling (FvStage *stage, gsize *n_floats)
{
  stage->kind = FV_STAGE_POOLING;
  stage->pooling = (const FvPoolingLayer *)stage->layer;
  if (stage->layer->n_weights > 0)
    place_parameters (stage, stage->input.maps, 1, stage->layer->n_weights / stage->input.maps, n_floats);
}

static void
init_dense (FvStage *stage, gsize *n_floats)
{
  stage->kind = FV_STAGE_DENSE;
  place_parameters (stage, stage->output.maps, 1, fv_shape_size (stage->input), n_floats);
}

/* FALSE: nothing here knows such a layer. */
static gboolean
init_stage (FvStage *stage, const FvLayer *layer, gsize *n_floats)
{
  *stage = (FvStage){ .layer = layer,
                      .input = layer->input,
                      .middle = layer->output,
                      .output = layer->output,
                      .phi = fv_stage_phi (layer->activation) };
  if (stage->phi == FV_N_PHI)
    return FALSE;
  if (layer->type == &fv_convolution_type)
    init_convolution (stage, n_floats);
  else if (layer->type == &fv_pooling_type)
    init_pooling (stage, n_floats);
  else if (layer->type == &fv_dense_type || layer->type == &fv_softmax_type)
    init_dense (stage, n_floats);
  else
    return FALSE;
  return TRUE;
}

/* Max pooling right above a convolution becomes part of it. */
static gboolean
fuse (FvStage *below, const FvLayer *layer)
{
  const FvPoolingLayer *pooling = (const FvPoolingLayer *)layer;

  if (below == NULL || below->kind != FV_STAGE_CONVOLUTION || below->pooling != NULL
      || !fv_layer_is_pooling (layer) || pooling->kind != FV_POOLING_MAX)
    return FALSE;
  below->pooling = pooling;
  below->output = layer->output;
  return TRUE;
}

gboolean
fv_stages_new (const FvNetwork *network, FvStage **stages, guint *n_stages, gsize *n_floats,
               guint *slow_place)
{
  guint depth = fv_network_depth (network);

  *stages = g_new0 (FvStage, depth);
  *n_stages = 0;
  *n_floats = 0;
  *slow_place = 0;
  for (guint place = 1; place <= depth && *slow_place == 0; place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      if (layer->type == &fv_rasterize_type)
        continue; /* the cells stand in its order already */
      if (fuse (*n_stages > 0 ? &(*stages)[*n_stages - 1] : NULL, layer))
        continue;
      if (init_stage (&(*stages)[*n_stages], layer, n_floats))
        *n_stages += 1;
      else
        *slow_place = place;
    }
  return *slow_place == 0;
}

void
fv_stages_free (FvStage *stages, guint n_stages)
{
  for (guint i = 0; i < n_stages; i++)
    {
      g_free (stages[i].is_summed);
      g_free (stages[i].is_connected);
    }
  g_free (stages);
}
