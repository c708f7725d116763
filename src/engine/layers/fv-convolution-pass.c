/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-conv2d.h"
#include "fv-convolution.h"

/* What a pass needs for a while, one after the other in its scratch. */
typedef struct
{
  double *product; /* [output rows][output cols] or [kernel rows][kernel cols], what one convolution gives */
  double *rotated; /* [kernel rows][kernel cols] */
  double *rotated_delta; /* [output rows][output cols] */
  double *framed_delta;  /* [input rows + kernel rows − 1][input cols + kernel cols − 1] */
  double *below;         /* [input rows][input cols] */
  double *sum;           /* [input rows][input cols], of the inputs of a shared kernel */
} Scratch;

static gsize
kernel_area (const FvConvolution *self)
{
  return (gsize)self->kernel_rows * self->kernel_cols;
}

static gsize
framed_area (const FvConvolution *self)
{
  return (gsize)(self->layer.input.rows + self->kernel_rows - 1)
         * (self->layer.input.cols + self->kernel_cols - 1);
}

gsize
fv_convolution_scratch (const FvLayer *layer)
{
  const FvConvolution *self = (const FvConvolution *)layer;

  return MAX (kernel_area (self), fv_shape_area (layer->output)) + kernel_area (self)
         + fv_shape_area (layer->output) + framed_area (self) + 2 * fv_shape_area (layer->input);
}

static Scratch
divide_scratch (const FvConvolution *self, double *scratch)
{
  Scratch parts = { .product = scratch };

  parts.rotated = parts.product + MAX (kernel_area (self), fv_shape_area (self->layer.output));
  parts.rotated_delta = parts.rotated + kernel_area (self);
  parts.framed_delta = parts.rotated_delta + fv_shape_area (self->layer.output);
  parts.below = parts.framed_delta + framed_area (self);
  parts.sum = parts.below + fv_shape_area (self->layer.input);
  return parts;
}

/* Σ X_i over the inputs of a unit, in their order. */
static const double *
sum_inputs (const FvConvolution *self, const FvLayerPass *pass, guint unit, double *sum)
{
  gsize area = fv_shape_area (self->layer.input);

  memset (sum, 0, area * sizeof *sum);
  for (guint i = 0; i < self->layer.input.maps; i++)
    if (fv_convolution_kernel (self, unit, i) >= 0)
      fv_add (pass->x + i * area, area, sum);
  return sum;
}

static void
convolve (const FvConvolution *self, const FvLayerPass *pass, const double *x, gsize kernel, double *out)
{
  fv_conv2d_valid (x, self->layer.input.rows, self->layer.input.cols, pass->weights + kernel,
                   self->kernel_rows, self->kernel_cols, out);
}

/* n = ((S₁ + S₂) + …), MATH §7. */
static void
output_each (const FvConvolution *self, const FvLayerPass *pass, guint unit, double *n, Scratch parts)
{
  const FvLayer *layer = &self->layer;
  gboolean is_first = TRUE;

  for (guint i = 0; i < layer->input.maps; i++)
    {
      gssize kernel = fv_convolution_kernel (self, unit, i);

      if (kernel < 0)
        continue;
      convolve (self, pass, pass->x + i * fv_shape_area (layer->input), (gsize)kernel,
                is_first ? n : parts.product);
      if (!is_first)
        fv_add (parts.product, fv_shape_area (layer->output), n);
      is_first = FALSE;
    }
}

void
fv_convolution_output (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvConvolution *self = (const FvConvolution *)layer;
  Scratch parts = divide_scratch (self, pass->scratch);
  gsize area = fv_shape_area (layer->output);

  for (guint unit = 0; unit < layer->output.maps; unit++)
    {
      double *n = pass->n + unit * area;

      if (self->is_shared)
        convolve (self, pass, sum_inputs (self, pass, unit, parts.sum), unit * kernel_area (self), n);
      else
        output_each (self, pass, unit, n, parts);
      for (gsize c = 0; c < area; c++)
        n[c] += pass->biases[unit];
    }
}

/* ∂E/∂Θ_ji = rot180 (X_i *v rot180 (Δ_j)), added to its place. */
static void
add_kernel_gradient (const FvConvolution *self, const FvLayerPass *pass, const double *x, gsize kernel,
                     Scratch parts)
{
  const FvLayer *layer = &self->layer;

  fv_conv2d_valid (x, layer->input.rows, layer->input.cols, parts.rotated_delta, layer->output.rows,
                   layer->output.cols, parts.product);
  fv_rot180 (parts.product, self->kernel_rows, self->kernel_cols, parts.rotated);
  fv_add (parts.rotated, kernel_area (self), pass->d_weights + kernel);
}

/* below = Δ_j *f rot180 (Θ_ji); full is valid over the framed Δ_j. */
static void
find_delta_below (const FvConvolution *self, const FvLayerPass *pass, gsize kernel, Scratch parts)
{
  const FvLayer *layer = &self->layer;
  const double *stored = pass->weights + kernel;

  fv_rot180 (stored, self->kernel_rows, self->kernel_cols, parts.rotated);
  fv_conv2d_valid (parts.framed_delta, layer->input.rows + self->kernel_rows - 1,
                   layer->input.cols + self->kernel_cols - 1,
                   (pass->rules & FV_RULE_NO_ROT180) != 0 ? stored : parts.rotated, self->kernel_rows,
                   self->kernel_cols, parts.below);
}

static void
add_below (const FvConvolution *self, const FvLayerPass *pass, guint input, Scratch parts)
{
  gsize area = fv_shape_area (self->layer.input);

  fv_add (parts.below, area, pass->d_x + input * area);
}

static void
backpropagate_each (const FvConvolution *self, const FvLayerPass *pass, guint unit, Scratch parts)
{
  for (guint i = 0; i < self->layer.input.maps; i++)
    {
      gssize kernel = fv_convolution_kernel (self, unit, i);

      if (kernel < 0)
        continue;
      add_kernel_gradient (self, pass, pass->x + i * fv_shape_area (self->layer.input), (gsize)kernel, parts);
      if (pass->d_x == NULL)
        continue;
      find_delta_below (self, pass, (gsize)kernel, parts);
      add_below (self, pass, i, parts);
    }
}

/* The sum of the inputs stands for each of them: one gradient, and the same δ down to all. */
static void
backpropagate_shared (const FvConvolution *self, const FvLayerPass *pass, guint unit, Scratch parts)
{
  gsize kernel = unit * kernel_area (self);

  add_kernel_gradient (self, pass, sum_inputs (self, pass, unit, parts.sum), kernel, parts);
  if (pass->d_x == NULL)
    return;
  find_delta_below (self, pass, kernel, parts);
  for (guint i = 0; i < self->layer.input.maps; i++)
    if (fv_convolution_kernel (self, unit, i) >= 0)
      add_below (self, pass, i, parts);
}

static void
backpropagate_unit (const FvConvolution *self, const FvLayerPass *pass, guint unit, Scratch parts)
{
  FvShape above = self->layer.output;
  const double *delta = pass->delta + unit * fv_shape_area (above);

  fv_rot180 (delta, above.rows, above.cols, parts.rotated_delta);
  fv_conv2d_frame (delta, above.rows, above.cols, self->kernel_rows, self->kernel_cols, parts.framed_delta);
  if (self->is_shared)
    backpropagate_shared (self, pass, unit, parts);
  else
    backpropagate_each (self, pass, unit, parts);
  for (gsize c = 0; c < fv_shape_area (above); c++)
    pass->d_biases[unit] += delta[c];
}

void
fv_convolution_backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvConvolution *self = (const FvConvolution *)layer;

  if (pass->d_x != NULL)
    memset (pass->d_x, 0, fv_shape_size (layer->input) * sizeof *pass->d_x);
  for (guint unit = 0; unit < layer->output.maps; unit++)
    backpropagate_unit (self, pass, unit, divide_scratch (self, pass->scratch));
}
