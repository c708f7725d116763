/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-convolution.h"

#include <glib/gi18n-lib.h>

#include "fv-connections.h"
#include "fv-error.h"
#include "fv-layer-types.h"

gssize
fv_convolution_kernel (const FvConvolution *self, guint unit, guint input)
{
  gsize pair = (gsize)unit * self->layer.input.maps + input;

  if (self->is_connected != NULL && !self->is_connected[pair])
    return -1;
  return (gssize)((self->is_shared ? unit : pair) * self->kernel_rows * self->kernel_cols);
}

static gsize
count_pairs (const FvConvolution *self)
{
  gsize all = (gsize)self->maps * self->layer.input.maps, pairs = 0;

  if (self->is_connected == NULL)
    return all;
  for (gsize i = 0; i < all; i++)
    pairs += self->is_connected[i];
  return pairs;
}

static void
infer_sizes (FvConvolution *self)
{
  FvLayer *layer = &self->layer;
  gsize area = (gsize)self->kernel_rows * self->kernel_cols, pairs = count_pairs (self);
  gsize kernels_of_unit = self->is_shared ? 1 : layer->input.maps;

  layer->output = (FvShape){ self->maps, layer->input.rows - self->kernel_rows + 1,
                             layer->input.cols - self->kernel_cols + 1 };
  layer->activation = fv_activation_nth (self->activation);
  layer->weight_rank = 4;
  layer->weight_shape[0] = self->maps;
  layer->weight_shape[1] = kernels_of_unit;
  layer->weight_shape[2] = self->kernel_rows;
  layer->weight_shape[3] = self->kernel_cols;
  layer->n_weights = self->maps * kernels_of_unit * area;
  layer->n_free = self->is_shared ? layer->n_weights : pairs * area;
  layer->n_biases = self->maps;
  layer->fan_in = MAX (1, pairs * area / self->maps);
  layer->fan_out = self->maps * area;
}

static gboolean
infer (FvLayer *layer, GError **error)
{
  FvConvolution *self = (FvConvolution *)layer;

  if (self->kernel_rows > layer->input.rows || self->kernel_cols > layer->input.cols)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("a kernel of %u×%u does not fit on maps of %u×%u"),
                   self->kernel_rows, self->kernel_cols, layer->input.rows, layer->input.cols);
      return FALSE;
    }
  if (self->table != NULL)
    {
      self->is_connected = fv_connections_parse (self->table, self->maps, layer->input.maps, error);
      if (self->is_connected == NULL)
        return FALSE;
    }
  infer_sizes (self);
  return TRUE;
}

static void
clear (FvLayer *layer)
{
  g_free (((FvConvolution *)layer)->is_connected);
}

static const FvOption options[] = {
  { .name = "rows",
    .title = N_ ("kernel rows"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvConvolution, kernel_rows),
    .minimum = 1,
    .maximum = 1024 },
  { .name = "cols",
    .title = N_ ("kernel columns"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvConvolution, kernel_cols),
    .minimum = 1,
    .maximum = 1024 },
  { .name = "maps",
    .title = N_ ("feature maps"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvConvolution, maps),
    .minimum = 1,
    .maximum = 4096 },
  { .name = "activation",
    .title = N_ ("activation φ"),
    .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvConvolution, activation),
    .choice = fv_activation_choice },
  { .name = "shared",
    .title = N_ ("one kernel for all input maps"),
    .kind = FV_OPTION_FLAG,
    .offset = G_STRUCT_OFFSET (FvConvolution, is_shared) },
  { .name = "table",
    .title = N_ ("connection table"),
    .kind = FV_OPTION_WORD,
    .offset = G_STRUCT_OFFSET (FvConvolution, table) },
  { NULL },
};

const FvLayerType fv_convolution_type = {
  .name = "conv",
  .title = N_ ("convolution"),
  .letter = "C",
  .instance_size = sizeof (FvConvolution),
  .options = options,
  .infer = infer,
  .clear = clear,
  .scratch = fv_convolution_scratch,
  .output = fv_convolution_output,
  .backpropagate = fv_convolution_backpropagate,
  .explain = fv_convolution_explain,
  .n_terms = fv_convolution_n_terms,
};
