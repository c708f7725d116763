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
  fv_tanh_all (n, count, o);
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

#define LEAK 0.01

static void
leaky_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = n[i] <= 0.0 ? LEAK * n[i] : n[i];
}

static void
leaky_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = n[i] <= 0.0 ? LEAK * d_o[i] : d_o[i];
}

/* o = 1.7159 tanh (2n/3): φ(±1) = ±1, and the curvature is largest there (LeCun et al. 1998, Efficient BackProp). */
#define LECUN 1.7159

double
fv_dlecun (double o)
{
  return 2.0 / 3.0 * (LECUN - o * o / LECUN);
}

static void
lecun_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = LECUN * fv_tanh (2.0 / 3.0 * n[i]);
}

static void
lecun_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = d_o[i] * fv_dlecun (o[i]);
}

/* The perceptron's: −1 or 1; 0 counts as above. NaN stays. */
static void
sign_output (const double *n, gsize count, double *o)
{
  for (gsize i = 0; i < count; i++)
    o[i] = n[i] >= 0.0 ? 1.0 : n[i] < 0.0 ? -1.0 : n[i];
}

/* No gradient passes a sign: it is flat wherever it has a slope at all. */
static void
sign_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = 0.0;
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

/* The same with one more logit, fixed at 0: the class "other" (MATH §2). Its probability is what is left of 1. */
static void
softmax_other_output (const double *n, gsize count, double *o)
{
  double largest = 0.0, sum;

  for (gsize i = 0; i < count; i++)
    if (n[i] > largest)
      largest = n[i];
  sum = fv_exp (-largest);
  for (gsize i = 0; i < count; i++)
    {
      o[i] = fv_exp (n[i] - largest);
      sum += o[i];
    }
  for (gsize i = 0; i < count; i++)
    o[i] /= sum;
}

/* (diag(y) − y yᵀ) d, MATH §4; the same for the outputs that "other" leaves. */
static void
softmax_delta (const double *n, const double *o, const double *d_o, gsize count, double *delta)
{
  double mean = 0.0;

  for (gsize i = 0; i < count; i++)
    mean += o[i] * d_o[i];
  for (gsize i = 0; i < count; i++)
    delta[i] = o[i] * (d_o[i] - mean);
}

static void
explain_exponentials (const double *n, gsize count, guint layer, gboolean other, FvExplanation *out)
{
  double largest = other ? 0.0 : n[0];

  for (gsize i = 0; i < count; i++)
    if (n[i] > largest)
      largest = n[i];
  out->combine = FV_COMBINE_SHARE;
  out->shift = largest;
  if (other)
    fv_explanation_add_one (out, fv_exp (-largest), (FvOperand){ .kind = FV_OPERAND_NONE });
  for (gsize i = 0; i < count; i++)
    fv_explanation_add_one (out, fv_exp (n[i] - largest),
                            (FvOperand){ .kind = FV_OPERAND_NET, .layer = layer, .unit = (guint)i });
}

static void
softmax_explain (const double *n, gsize count, guint layer, FvExplanation *out)
{
  explain_exponentials (n, count, layer, FALSE, out);
}

/* “Other” comes first: its logit is 0. */
static void
softmax_other_explain (const double *n, gsize count, guint layer, FvExplanation *out)
{
  explain_exponentials (n, count, layer, TRUE, out);
}

/* clang-format off */
/* The first is what stands where nothing is said. */
static const FvActivation activations[] = {
  { .name = "identity", .title = N_ ("identity"), .formula = "n", .derivative_formula = "1",
    .output = identity_output, .delta = identity_delta, .input_low = 0, .low = -INFINITY, .high = INFINITY,
    .target_low = 0, .target_high = 1, .gain = 1 },
  { .name = "sigmoid", .title = N_ ("sigmoid"), .formula = "1 / (1 + e⁻ⁿ)", .derivative_formula = "o (1 − o)",
    .output = sigmoid_output, .delta = sigmoid_delta, .input_low = 0, .low = 0, .high = 1,
    .target_low = 0, .target_high = 1, .saturation = 0.49, .gain = 4 },
  { .name = "tanh", .title = N_ ("tanh"), .formula = "tanh(n)", .derivative_formula = "1 − o²",
    .output = tanh_output, .delta = tanh_delta, .input_low = -1, .low = -1, .high = 1,
    .target_low = -1, .target_high = 1, .saturation = 0.98, .gain = 5.0 / 3.0 },
  { .name = "relu", .title = N_ ("ReLU"), .formula = "max(0, n)", .derivative_formula = "[n > 0]",
    .output = relu_output, .delta = relu_delta, .input_low = 0, .low = 0, .high = INFINITY,
    .target_low = 0, .target_high = 1, .gain = 1, .he = TRUE, .kink = TRUE },
  { .name = "leaky", .title = N_ ("leaky ReLU"), .formula = "max(0.01 n, n)", .derivative_formula = "[n > 0] + 0.01 [n ≤ 0]",
    .output = leaky_output, .delta = leaky_delta, .input_low = 0, .low = -INFINITY, .high = INFINITY,
    .target_low = 0, .target_high = 1, .gain = 1, .he = TRUE, .kink = TRUE },
  { .name = "lecun", .title = N_ ("LeCun's tanh"), .formula = "1.7159 tanh(⅔ n)",
    .derivative_formula = "⅔ (1.7159 − o² / 1.7159)",
    .output = lecun_output, .delta = lecun_delta, .input_low = -1, .low = -LECUN, .high = LECUN,
    .target_low = -1, .target_high = 1, .saturation = 0.98 * LECUN, .gain = 5.0 / 3.0 },
  { .name = "sign", .title = N_ ("sign"), .formula = "sign(n)", .derivative_formula = "0",
    .output = sign_output, .delta = sign_delta, .input_low = -1, .low = -1, .high = 1,
    .target_low = -1, .target_high = 1, .gain = 1, .flat = TRUE },
  { .name = "softmax", .title = N_ ("softmax"), .formula = "eⁿ / Σ eⁿ", .derivative_formula = "o (1 − o)",
    .output = softmax_output, .delta = softmax_delta, .explain = softmax_explain, .input_low = 0, .low = 0, .high = 1,
    .target_low = 0, .target_high = 1, .gain = 1, .whole = TRUE },
  { .name = "softmax-other", .title = N_ ("softmax with other"), .formula = "eⁿ / (1 + Σ eⁿ)",
    .derivative_formula = "o (1 − o)",
    .output = softmax_other_output, .delta = softmax_delta, .explain = softmax_other_explain, .input_low = 0, .low = 0, .high = 1,
    .target_low = 0, .target_high = 1, .gain = 1, .whole = TRUE },
};
/* clang-format on */

double
fv_activation_slope (const FvActivation *self, double n, double o)
{
  double one = 1.0, slope;

  self->delta (&n, &o, &one, 1, &slope);
  return slope;
}

/* Flat on one side (ReLU): o is 0 there, and nowhere else. */
static gboolean
is_off_at_zero (const FvActivation *self)
{
  return self->kink && self->low == 0.0;
}

gboolean
fv_activation_blocks (const FvActivation *self)
{
  return self != NULL && !self->whole && !self->flat && (self->saturation > 0.0 || is_off_at_zero (self));
}

gsize
fv_activation_count_flat (const FvActivation *self, const double *o, gsize count)
{
  double middle = (self->low + self->high) / 2.0;
  gboolean off_at_zero = is_off_at_zero (self);
  gsize flat = 0;

  for (gsize i = 0; i < count; i++)
    flat += off_at_zero ? o[i] == 0.0 : fabs (o[i] - middle) > self->saturation;
  return flat;
}

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
