/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-convolution.h"

/* The arithmetic of fv-convolution-pass.c, spelled out (MATH §2): the same products in the same order. */

static FvOperand
weight_at (const FvConvolution *self, guint unit, guint input, guint u, guint v)
{
  return (FvOperand){ .kind = FV_OPERAND_WEIGHT,
                      .layer = self->layer.place,
                      .unit = unit,
                      .input = self->is_shared ? 0 : input,
                      .row = (int)u,
                      .col = (int)v };
}

static FvOperand
cell_at (const FvConvolution *self, FvOperandKind kind, guint unit, guint row, guint col)
{
  return (FvOperand){ .kind = kind,
                      .layer = kind == FV_OPERAND_DELTA ? self->layer.place : self->layer.place - 1,
                      .unit = unit,
                      .row = (int)row,
                      .col = (int)col };
}

/* X_i, or for a shared kernel the sum over the inputs of unit, from 0 in their order. */
static double
input_of (const FvConvolution *self, const FvLayerPass *pass, guint unit, guint input, gsize cell)
{
  gsize area = fv_shape_area (self->layer.input);
  double sum = 0.0;

  if (!self->is_shared)
    return pass->x[input * area + cell];
  for (guint i = 0; i < self->layer.input.maps; i++)
    if (fv_convolution_kernel (self, unit, i) >= 0)
      sum += pass->x[i * area + cell];
  return sum;
}

static FvOperand
input_at (const FvConvolution *self, guint unit, guint input, guint row, guint col)
{
  if (self->is_shared)
    return cell_at (self, FV_OPERAND_SUMMED, unit, row, col);
  return cell_at (self, FV_OPERAND_OUTPUT, input, row, col);
}

/* S_i = Σu Σv k[u,v] · x[row+p−1−u, col+q−1−v]. */
static void
explain_window (const FvConvolution *self, const FvLayerPass *pass, guint input, FvLayerCell at,
                FvExplanation *out)
{
  const double *kernel = pass->weights + fv_convolution_kernel (self, at.unit, input);

  fv_explanation_begin_group (out);
  for (guint u = 0; u < self->kernel_rows; u++)
    for (guint v = 0; v < self->kernel_cols; v++)
      {
        guint row = at.row + self->kernel_rows - 1 - u, col = at.col + self->kernel_cols - 1 - v;

        fv_explanation_add (out, *kernel++, weight_at (self, at.unit, input, u, v),
                            input_of (self, pass, at.unit, input, (gsize)row * self->layer.input.cols + col),
                            input_at (self, at.unit, input, row, col));
      }
}

static guint
first_input (const FvConvolution *self, guint unit)
{
  guint input = 0;

  while (fv_convolution_kernel (self, unit, input) < 0)
    input++;
  return input;
}

static void
explain_net (const FvConvolution *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  if (self->is_shared)
    explain_window (self, pass, first_input (self, at.unit), at, out);
  for (guint i = 0; !self->is_shared && i < self->layer.input.maps; i++)
    if (fv_convolution_kernel (self, at.unit, i) >= 0)
      explain_window (self, pass, i, at, out);
  fv_explanation_set_bias (
      out, pass->biases[at.unit],
      (FvOperand){ .kind = FV_OPERAND_BIAS, .layer = self->layer.place, .unit = at.unit });
}

/* One unit's part of ∂E/∂X_i = Σ_j Δ_j *f rot180 (Θ_ji): the rotated kernel, which convolution turns again, over Δ_j in a
 * frame of zeros. */
static void
explain_framed (const FvConvolution *self, const FvLayerPass *pass, guint unit, FvLayerCell at,
                FvExplanation *out)
{
  FvShape above = self->layer.output;
  const double *kernel = pass->weights + fv_convolution_kernel (self, unit, at.unit);
  const double *delta = pass->delta + unit * fv_shape_area (above);
  gboolean rotated = (pass->rules & FV_RULE_NO_ROT180) == 0;

  fv_explanation_begin_group (out);
  for (guint u = 0; u < self->kernel_rows; u++)
    for (guint v = 0; v < self->kernel_cols; v++)
      {
        guint r = rotated ? self->kernel_rows - 1 - u : u, c = rotated ? self->kernel_cols - 1 - v : v;
        int row = (int)at.row - (int)u, col = (int)at.col - (int)v;
        gboolean real = row >= 0 && col >= 0 && row < (int)above.rows && col < (int)above.cols;
        FvOperand delta_at = { .kind = real ? FV_OPERAND_DELTA : FV_OPERAND_FILLED,
                               .layer = self->layer.place,
                               .unit = unit,
                               .row = row,
                               .col = col };

        fv_explanation_add (out, kernel[r * self->kernel_cols + c], weight_at (self, unit, at.unit, r, c),
                            real ? delta[(gsize)row * above.cols + (gsize)col] : 0.0, delta_at);
      }
}

static void
explain_below (const FvConvolution *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  for (guint unit = 0; unit < self->maps; unit++)
    if (fv_convolution_kernel (self, unit, at.unit) >= 0)
      explain_framed (self, pass, unit, at, out);
}

/* ∂E/∂θ_uv of rot180 (X_i *v rot180 (Δ_j)): every δ meets the cell of X_i that θ_uv was laid on, the last δ first. */
static void
explain_weight (const FvConvolution *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  FvShape above = self->layer.output;
  const double *delta = pass->delta + at.unit * fv_shape_area (above);

  if (fv_convolution_kernel (self, at.unit, at.input) < 0 && !self->is_shared)
    return;
  for (guint r = above.rows; r-- > 0;)
    for (guint c = above.cols; c-- > 0;)
      {
        guint row = r + self->kernel_rows - 1 - at.row, col = c + self->kernel_cols - 1 - at.col;

        fv_explanation_add (
            out, delta[(gsize)r * above.cols + c], cell_at (self, FV_OPERAND_DELTA, at.unit, r, c),
            input_of (self, pass, at.unit, at.input, (gsize)row * self->layer.input.cols + col),
            input_at (self, at.unit, at.input, row, col));
      }
}

/* ∂E/∂b = Σ δ. */
static void
explain_bias (const FvConvolution *self, const FvLayerPass *pass, FvLayerCell at, FvExplanation *out)
{
  FvShape above = self->layer.output;
  const double *delta = pass->delta + at.unit * fv_shape_area (above);

  for (guint r = 0; r < above.rows; r++)
    for (guint c = 0; c < above.cols; c++)
      fv_explanation_add_one (out, delta[(gsize)r * above.cols + c],
                              cell_at (self, FV_OPERAND_DELTA, at.unit, r, c));
}

void
fv_convolution_explain (const FvLayer *layer, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at,
                        FvExplanation *out)
{
  const FvConvolution *self = (const FvConvolution *)layer;

  switch (part)
    {
    case FV_LAYER_NET:
      explain_net (self, pass, at, out);
      break;
    case FV_LAYER_BELOW:
      explain_below (self, pass, at, out);
      break;
    case FV_LAYER_WEIGHT:
      explain_weight (self, pass, at, out);
      break;
    case FV_LAYER_BIAS:
    default:
      explain_bias (self, pass, at, out);
      break;
    }
}

gsize
fv_convolution_n_terms (const FvLayer *layer, FvLayerPart part, FvLayerCell at)
{
  const FvConvolution *self = (const FvConvolution *)layer;
  gsize area = (gsize)self->kernel_rows * self->kernel_cols, kernels = 0;

  if (part == FV_LAYER_WEIGHT || part == FV_LAYER_BIAS)
    return fv_shape_area (layer->output);
  if (part == FV_LAYER_NET && self->is_shared)
    return area;
  if (self->is_connected == NULL)
    return area * (part == FV_LAYER_NET ? layer->input.maps : self->maps);
  for (guint i = 0; part == FV_LAYER_NET && i < layer->input.maps; i++)
    kernels += fv_convolution_kernel (self, at.unit, i) >= 0;
  for (guint unit = 0; part == FV_LAYER_BELOW && unit < self->maps; unit++)
    kernels += fv_convolution_kernel (self, unit, at.unit) >= 0;
  return area * kernels;
}
