/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-convolution.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-connections.h"
#include "fv-conv2d.h"
#include "fv-error.h"
#include "fv-layer-types.h"

gssize
fv_convolution_kernel (const FvConvolution *self, guint unit, guint input)
{
  gsize pair = (gsize)unit * self->layer.input.maps + input;

  if (self->is_connected != NULL && !self->is_connected[pair])
    return -1;
  return (gssize)(pair * self->kernel_rows * self->kernel_cols);
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
  gsize area = (gsize)self->kernel_rows * self->kernel_cols;
  gsize pairs = count_pairs (self);

  layer->output = (FvShape){ self->maps, layer->input.rows - self->kernel_rows + 1,
                             layer->input.cols - self->kernel_cols + 1 };
  layer->activation = fv_activation_nth (self->activation);
  layer->weight_rank = 4;
  layer->weight_shape[0] = self->maps;
  layer->weight_shape[1] = layer->input.maps;
  layer->weight_shape[2] = self->kernel_rows;
  layer->weight_shape[3] = self->kernel_cols;
  layer->n_weights = (gsize)self->maps * layer->input.maps * area;
  layer->n_free = pairs * area;
  layer->n_biases = self->maps;
  layer->fan_in = MAX (1, layer->n_free / self->maps);
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

/* Where backpropagate keeps what it needs for a while, one after the other in the pass's scratch. */
typedef struct
{
  double *kernel;        /* [rows][cols] */
  double *rotated;       /* [rows][cols] */
  double *rotated_delta; /* [output rows][output cols] */
  double *framed_delta;  /* [input rows + kernel rows − 1][input cols + kernel cols − 1] */
  double *below;         /* [input rows][input cols] */
} Scratch;

static gsize
framed_size (const FvConvolution *self)
{
  return (gsize)(self->layer.input.rows + self->kernel_rows - 1)
         * (self->layer.input.cols + self->kernel_cols - 1);
}

static Scratch
divide_scratch (const FvConvolution *self, double *scratch)
{
  gsize area = (gsize)self->kernel_rows * self->kernel_cols;
  Scratch parts = { .kernel = scratch };

  parts.rotated = parts.kernel + area;
  parts.rotated_delta = parts.rotated + area;
  parts.framed_delta = parts.rotated_delta + fv_shape_area (self->layer.output);
  parts.below = parts.framed_delta + framed_size (self);
  return parts;
}

/* Forward needs one output map, which is less. */
static gsize
scratch (const FvLayer *layer)
{
  const FvConvolution *self = (const FvConvolution *)layer;

  return (gsize)self->kernel_rows * self->kernel_cols * 2 + fv_shape_area (layer->output) + framed_size (self)
         + fv_shape_area (layer->input);
}

static void
output_unit (const FvConvolution *self, const FvLayerPass *pass, guint unit)
{
  const FvLayer *layer = &self->layer;
  gsize area = fv_shape_area (layer->output);
  double *n = pass->n + unit * area;
  gboolean first = TRUE;

  /* n = ((S₁ + S₂) + …) + b, MATH §7. */
  for (guint i = 0; i < layer->input.maps; i++)
    {
      gssize kernel = fv_convolution_kernel (self, unit, i);

      if (kernel < 0)
        continue;
      fv_conv2d_valid (pass->x + i * fv_shape_area (layer->input), layer->input.rows, layer->input.cols,
                       pass->weights + kernel, self->kernel_rows, self->kernel_cols,
                       first ? n : pass->scratch);
      if (!first)
        fv_add (pass->scratch, area, n);
      first = FALSE;
    }
  for (gsize c = 0; c < area; c++)
    n[c] += pass->biases[unit];
}

static void
output (const FvLayer *layer, const FvLayerPass *pass)
{
  for (guint unit = 0; unit < layer->output.maps; unit++)
    output_unit ((const FvConvolution *)layer, pass, unit);
}

/* ∂E/∂Θ_ji = rot180 (X_i *v rot180 (Δ_j)), added to its place. */
static void
add_kernel_gradient (const FvConvolution *self, const FvLayerPass *pass, guint input, gsize kernel,
                     Scratch parts)
{
  const FvLayer *layer = &self->layer;

  fv_conv2d_valid (pass->x + input * fv_shape_area (layer->input), layer->input.rows, layer->input.cols,
                   parts.rotated_delta, layer->output.rows, layer->output.cols, parts.kernel);
  fv_rot180 (parts.kernel, self->kernel_rows, self->kernel_cols, parts.rotated);
  fv_add (parts.rotated, (gsize)self->kernel_rows * self->kernel_cols, pass->d_weights + kernel);
}

/* ∂E/∂X_i += Δ_j *f rot180 (Θ_ji); full is valid over the framed Δ_j. */
static void
add_delta_below (const FvConvolution *self, const FvLayerPass *pass, guint input, gsize kernel, Scratch parts)
{
  const FvLayer *layer = &self->layer;

  fv_rot180 (pass->weights + kernel, self->kernel_rows, self->kernel_cols, parts.rotated);
  fv_conv2d_valid (parts.framed_delta, layer->input.rows + self->kernel_rows - 1,
                   layer->input.cols + self->kernel_cols - 1, parts.rotated, self->kernel_rows,
                   self->kernel_cols, parts.below);
  fv_add (parts.below, fv_shape_area (layer->input), pass->d_x + input * fv_shape_area (layer->input));
}

static void
backpropagate_unit (const FvConvolution *self, const FvLayerPass *pass, guint unit)
{
  const FvLayer *layer = &self->layer;
  const double *delta = pass->delta + unit * fv_shape_area (layer->output);
  Scratch parts = divide_scratch (self, pass->scratch);

  fv_rot180 (delta, layer->output.rows, layer->output.cols, parts.rotated_delta);
  fv_conv2d_frame (delta, layer->output.rows, layer->output.cols, self->kernel_rows, self->kernel_cols,
                   parts.framed_delta);
  for (guint i = 0; i < layer->input.maps; i++)
    {
      gssize kernel = fv_convolution_kernel (self, unit, i);

      if (kernel < 0)
        continue;
      add_kernel_gradient (self, pass, i, (gsize)kernel, parts);
      if (pass->d_x != NULL)
        add_delta_below (self, pass, i, (gsize)kernel, parts);
    }
  for (gsize c = 0; c < fv_shape_area (layer->output); c++)
    pass->d_biases[unit] += delta[c];
}

static void
backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  if (pass->d_x != NULL)
    memset (pass->d_x, 0, fv_shape_size (layer->input) * sizeof *pass->d_x);
  for (guint unit = 0; unit < layer->output.maps; unit++)
    backpropagate_unit ((const FvConvolution *)layer, pass, unit);
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
  .scratch = scratch,
  .output = output,
  .backpropagate = backpropagate,
};
