/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dense.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-clones.h"
#include "fv-conv2d.h"
#include "fv-error.h"
#include "fv-layer-types.h"

gboolean
fv_dense_infer (FvDense *self, const FvActivation *activation, GError **error)
{
  FvLayer *layer = &self->layer;
  gsize inputs = fv_shape_size (layer->input);

  if (!fv_shape_is_vector (layer->input))
    {
      g_autofree char *shape = fv_shape_to_text (layer->input);

      g_set_error (error, FV_ERROR, FV_ERROR_NETWORK,
                   _ ("it wants a vector and finds maps, %s; put “rasterize” before it"), shape);
      return FALSE;
    }
  layer->output = (FvShape){ self->units, 1, 1 };
  layer->activation = activation;
  layer->weight_rank = 2;
  layer->weight_shape[0] = self->units;
  layer->weight_shape[1] = inputs;
  layer->n_weights = layer->n_free = self->units * inputs;
  layer->n_biases = self->units;
  layer->fan_in = inputs;
  layer->fan_out = self->units;
  return TRUE;
}

/* Four units at a time: each sum keeps its order, the four do not wait for one another. */
static inline void
output_four (const double *weights, const double *x, gsize inputs, double *n)
{
  const double *w0 = weights, *w1 = w0 + inputs, *w2 = w1 + inputs, *w3 = w2 + inputs;
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0;

  for (gsize i = 0; i < inputs; i++)
    {
      s0 += w0[i] * x[i];
      s1 += w1[i] * x[i];
      s2 += w2[i] * x[i];
      s3 += w3[i] * x[i];
    }
  n[0] = s0;
  n[1] = s1;
  n[2] = s2;
  n[3] = s3;
}

static double
output_one (const double *weights, const double *x, gsize inputs)
{
  double sum = 0;

  for (gsize i = 0; i < inputs; i++)
    sum += weights[i] * x[i];
  return sum;
}

FV_CLONES void
fv_dense_output (const FvLayer *layer, const FvLayerPass *pass)
{
  gsize inputs = fv_shape_size (layer->input);
  guint units = layer->output.maps, unit = 0;

  for (; unit + 4 <= units; unit += 4)
    output_four (pass->weights + unit * inputs, pass->x, inputs, pass->n + unit);
  for (; unit < units; unit++)
    pass->n[unit] = output_one (pass->weights + unit * inputs, pass->x, inputs);
  fv_add (pass->biases, units, pass->n);
}

/* out[count] += factor · x[count]. */
static inline void
add_scaled (double factor, const double *restrict x, gsize count, double *restrict out)
{
  for (gsize i = 0; i < count; i++)
    out[i] += factor * x[i];
}

FV_CLONES void
fv_dense_backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  gsize inputs = fv_shape_size (layer->input);

  for (guint unit = 0; unit < layer->output.maps; unit++)
    add_scaled (pass->delta[unit], pass->x, inputs, pass->d_weights + unit * inputs);
  fv_add (pass->delta, layer->output.maps, pass->d_biases);
  if (pass->d_x == NULL)
    return;
  memset (pass->d_x, 0, inputs * sizeof *pass->d_x);
  for (guint unit = 0; unit < layer->output.maps; unit++)
    add_scaled (pass->delta[unit], pass->weights + unit * inputs, inputs, pass->d_x);
}

static gboolean
infer (FvLayer *layer, GError **error)
{
  FvDense *self = (FvDense *)layer;

  return fv_dense_infer (self, fv_activation_nth (self->activation), error);
}

static const FvOption options[] = {
  { .name = "units",
    .title = N_ ("units"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvDense, units),
    .minimum = 1,
    .maximum = 1000000 },
  { .name = "activation",
    .title = N_ ("activation φ"),
    .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvDense, activation),
    .choice = fv_activation_choice },
  { NULL },
};

const FvLayerType fv_dense_type = {
  .name = "dense",
  .title = N_ ("dense"),
  .letter = "F",
  .instance_size = sizeof (FvDense),
  .options = options,
  .infer = infer,
  .output = fv_dense_output,
  .backpropagate = fv_dense_backpropagate,
  .explain = fv_dense_explain,
  .n_terms = fv_dense_n_terms,
};
