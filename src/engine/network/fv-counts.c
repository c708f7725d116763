/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-counts.h"

FvCounts
fv_counts_fully (guint64 inputs, guint64 outputs)
{
  return (FvCounts){ inputs * outputs, outputs, inputs * outputs, inputs * outputs };
}

static FvCounts
count_locally (const FvLayer *layer)
{
  guint64 cells = fv_shape_size (layer->output), weights = 0;

  /* A connection table gives each unit a window of its own; fan_in is their mean, so count the pairs. */
  for (guint unit = 0; unit < layer->output.maps; unit++)
    for (guint input = 0; input < layer->input.maps; input++)
      if (fv_layer_kernel (layer, unit, input) >= 0)
        {
          guint rows, cols;

          fv_layer_kernel_size (layer, &rows, &cols);
          weights += (guint64)rows * cols * fv_shape_area (layer->output);
        }
  return (FvCounts){ weights, cells, weights, weights };
}

/* Shared weights are as many as the layer has; they are used as often as separate ones would be. One kernel for the sum
 * of all input maps multiplies once where separate kernels multiply for each map. */
static FvCounts
count_shared (const FvLayer *layer)
{
  FvCounts counts = count_locally (layer);
  guint rows, cols;

  fv_layer_kernel_size (layer, &rows, &cols);
  counts.weights = layer->n_free;
  counts.biases = layer->n_biases;
  if (layer->weight_shape[1] < layer->input.maps)
    counts.multiplies = (guint64)rows * cols * fv_shape_size (layer->output);
  return counts;
}

gboolean
fv_counts_of_layer (const FvLayer *layer, FvConnected connected, FvCounts *out)
{
  if (!fv_layer_is_convolution (layer) && (layer->weight_rank != 2 || connected != FV_CONNECTED_FULLY))
    return FALSE;
  if (connected == FV_CONNECTED_FULLY)
    *out = fv_counts_fully (fv_shape_size (layer->input), fv_shape_size (layer->output));
  else
    *out = connected == FV_CONNECTED_LOCALLY ? count_locally (layer) : count_shared (layer);
  return TRUE;
}

/* "6·24·24", and "120" for a vector. */
static char *
spell_shape (FvShape shape)
{
  if (fv_shape_is_vector (shape))
    return g_strdup_printf ("%zu", fv_shape_size (shape));
  return shape.maps == 1 ? g_strdup_printf ("%u·%u", shape.rows, shape.cols)
                         : g_strdup_printf ("%u·%u·%u", shape.maps, shape.rows, shape.cols);
}

static char *
spell_locally (const FvLayer *layer, const char *outputs)
{
  guint rows, cols;

  fv_layer_kernel_size (layer, &rows, &cols);
  if (layer->n_free < layer->n_weights) /* a table: units differ */
    return g_strdup_printf ("%zu·%u·%u·(%u·%u) + %s", layer->n_free / ((gsize)rows * cols),
                            layer->output.rows, layer->output.cols, rows, cols, outputs);
  return g_strdup_printf ("%s·(%zu·%u·%u) + %s", outputs, layer->fan_in / ((gsize)rows * cols), rows, cols,
                          outputs);
}

char *
fv_counts_arithmetic (const FvLayer *layer, FvConnected connected)
{
  g_autofree char *outputs = spell_shape (layer->output);
  g_autofree char *inputs = spell_shape (layer->input);
  FvCounts counts;

  if (!fv_counts_of_layer (layer, connected, &counts))
    return NULL;
  if (connected == FV_CONNECTED_FULLY && fv_shape_is_vector (layer->input))
    return g_strdup_printf ("%s·%s + %s", outputs, inputs, outputs);
  if (connected == FV_CONNECTED_FULLY)
    return g_strdup_printf ("(%s)·(%s) + %s", outputs, inputs, outputs);
  return connected == FV_CONNECTED_LOCALLY ? spell_locally (layer, outputs) : fv_layer_arithmetic (layer);
}
