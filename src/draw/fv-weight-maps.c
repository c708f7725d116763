/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-weight-maps.h"

#define LONG_LINE 128 /* numbers */

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

/* A line that is too long to be seen whole is folded, where it can be into equal parts. */
static guint
line_of (guint n)
{
  for (guint cols = LONG_LINE; n > 2 * LONG_LINE && cols >= LONG_LINE / 8; cols--)
    if (n % cols == 0)
      return cols;
  return n;
}

gboolean
fv_weight_maps_of_rows (const FvNetwork *network, guint place, FvWeightMaps *out)
{
  const FvLayer *layer = fv_network_layer (network, place);
  FvShape below = layer->input;

  *out = (FvWeightMaps){ .units = layer->output.maps };
  if (layer->weight_rank != 2)
    return FALSE;
  /* Rasterization keeps the order of the cells, and is all that may stand between. */
  while (fv_shape_is_vector (below) && place > 1 && fv_network_layer (network, place - 1)->n_weights == 0
         && fv_shape_size (fv_network_layer (network, place - 1)->input) == fv_shape_size (below))
    below = fv_network_layer (network, --place)->input;
  out->inputs = fv_shape_is_vector (below) ? 1 : below.maps;
  out->cols = fv_shape_is_vector (below) ? line_of (below.maps) : below.cols;
  out->rows = fv_shape_is_vector (below) ? below.maps / out->cols : below.rows;
  return TRUE;
}
