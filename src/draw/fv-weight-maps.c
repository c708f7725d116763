/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-weight-maps.h"

static void
fill_kernels (const FvLayer *layer, FvWeightMaps *out)
{
  fv_layer_kernel_size (layer, &out->rows, &out->cols);
  out->inputs = (guint)layer->weight_shape[1];
  out->is_shared = layer->weight_shape[1] < layer->input.maps;
}

gboolean
fv_weight_maps_of (const FvLayer *layer, FvWeightMaps *out)
{
  *out = (FvWeightMaps){ .units = layer->output.maps, .inputs = 1 };
  if (layer->n_weights == 0)
    return FALSE;
  if (fv_layer_is_convolution (layer))
    {
      fill_kernels (layer, out);
      return TRUE;
    }
  out->rows = out->cols = fv_layer_block (layer);
  out->is_pool = out->rows > 0;
  return out->is_pool;
}

gssize
fv_weight_maps_first (const FvLayer *layer, guint unit, guint input)
{
  FvWeightMaps maps;

  if (!fv_weight_maps_of (layer, &maps))
    return -1;
  /* What is one map for all inputs is there even if the first of them is not connected. */
  if (maps.inputs == 1)
    return (gssize)unit * maps.rows * maps.cols;
  return fv_layer_kernel (layer, unit, input);
}
