/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-activation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-elementary.h"

double
fv_dsigmoid (double o)
{
  return o * (1.0 - o);
}

double
fv_dtanh (double o)
{
  return 1.0 - o * o;
}

static void
sigmoid_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = fv_sigmoid (n[i]);
}

static void
sigmoid_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = d_o[i] * fv_dsigmoid (o[i]);
}

static void
tanh_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = fv_tanh (n[i]);
}

static void
tanh_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = d_o[i] * fv_dtanh (o[i]);
}

/* Written so that NaN stays NaN: a class must see it. */
static void
relu_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = n[i] <= 0.0 ? 0.0 : n[i];
}

static void
relu_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = n[i] <= 0.0 ? 0.0 : d_o[i];
}

static void
identity_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = n[i];
}

static void
identity_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = d_o[i];
}

/* p_i = e^(z_i − m) / Σ e^(z_k − m), m the largest z: no overflow for any finite z. */
static void
softmax_output (const double *n, gsize count, double *o)
{
  double largest = n[0], sum = 0.0;

  for (gsize i = 1; i < count; i++)
    if (n[i] > largest)
      largest = n[i];
  for (gsize i = 0; i < count; i++)
    {
      o[i] = fv_exp (n[i] - largest);
      sum += o[i];
    }
  for (gsize i = 0; i < count; i++)
    o[i] /= sum;
}

/* (diag(y) − y yᵀ) d, MATH §4. */
static void
softmax_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  double mean = 0.0;

  for (gsize i = 0; i < count; i++)
    mean += o[i] * d_o[i];
  for (gsize i = 0; i < count; i++)
    delta[i] = o[i] * (d_o[i] - mean);
}

static const FvActivation activations[] = {
  { .name = "identity",
    .title = N_ ("identity"),
    .formula = "n",
    .derivative_formula = "1",
    .output = identity_output,
    .delta = identity_delta,
    .input_low = 0,
    .low = -INFINITY,
    .high = INFINITY,
    .gain = 1 },
  { .name = "sigmoid",
    .title = N_ ("sigmoid"),
    .formula = "1 / (1 + e⁻ⁿ)",
    .derivative_formula = "o (1 − o)",
    .output = sigmoid_output,
    .delta = sigmoid_delta,
    .input_low = 0,
    .low = 0,
    .high = 1,
    .saturation = 0.49,
    .gain = 4 },
  { .name = "tanh",
    .title = N_ ("tanh"),
    .formula = "tanh(n)",
    .derivative_formula = "1 − o²",
    .output = tanh_output,
    .delta = tanh_delta,
    .input_low = -1,
    .low = -1,
    .high = 1,
    .saturation = 0.98,
    .gain = 5.0 / 3.0 },
  { .name = "relu",
    .title = N_ ("ReLU"),
    .formula = "max(0, n)",
    .derivative_formula = "[n > 0]",
    .output = relu_output,
    .delta = relu_delta,
    .input_low = 0,
    .low = 0,
    .high = INFINITY,
    .gain = 1,
    .he = TRUE,
    .kink = TRUE },
  { .name = "softmax",
    .title = N_ ("softmax"),
    .formula = "eⁿ / Σ eⁿ",
    .derivative_formula = "o (1 − o)",
    .output = softmax_output,
    .delta = softmax_delta,
    .input_low = 0,
    .low = 0,
    .high = 1,
    .gain = 1,
    .whole = TRUE },
};

const FvActivation *
fv_activation_nth (guint nth)
{
  return nth < G_N_ELEMENTS (activations) ? &activations[nth] : NULL;
}

const FvActivation *
fv_activation_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    if (g_str_equal (activations[i].name, name))
      return &activations[i];
  return NULL;
}

const char *
fv_activation_choice (guint nth)
{
  const FvActivation *activation = fv_activation_nth (nth);

  return activation != NULL && !activation->whole ? activation->name : NULL;
}
