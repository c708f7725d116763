/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-optimizer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ADAM_BETA2   0.999
#define ADAM_EPSILON 1e-8

/* g + λθ. */
static double
decayed (FvHyper hyper, double gradient, float value)
{
  return gradient + hyper.decay * (double)value;
}

/* θ ← θ − η·g */
static void
update_sgd (FvHyper hyper, guint64 step, const double *gradient, gsize count, float *values,
            float *const *slots)
{
  for (gsize i = 0; i < count; i++)
    values[i] = (float)((double)values[i] - hyper.rate * decayed (hyper, gradient[i], values[i]));
}

/* v ← μ·v + g, θ ← θ − η·v. θ follows v as it is stored, so a saved v is the whole state. */
static void
update_momentum (FvHyper hyper, guint64 step, const double *gradient, gsize count, float *values,
                 float *const *slots)
{
  float *velocity = slots[0];

  for (gsize i = 0; i < count; i++)
    {
      velocity[i] = (float)(hyper.momentum * (double)velocity[i] + decayed (hyper, gradient[i], values[i]));
      values[i] = (float)((double)values[i] - hyper.rate * (double)velocity[i]);
    }
}

/* v ← μ·v + g, θ ← θ − η·(g + μ·v): looks ahead along v. */
static void
update_nesterov (FvHyper hyper, guint64 step, const double *gradient, gsize count, float *values,
                 float *const *slots)
{
  float *velocity = slots[0];

  for (gsize i = 0; i < count; i++)
    {
      double g = decayed (hyper, gradient[i], values[i]);

      velocity[i] = (float)(hyper.momentum * (double)velocity[i] + g);
      values[i] = (float)((double)values[i] - hyper.rate * (g + hyper.momentum * (double)velocity[i]));
    }
}

/* base^exponent by squaring: the same bits everywhere, which libm's pow() does not promise. */
static double
power (double base, guint64 exponent)
{
  double result = 1.0;

  for (; exponent > 0; exponent >>= 1, base *= base)
    if (exponent & 1)
      result *= base;
  return result;
}

/* m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − η·m̂/(√v̂ + ε), where m̂ = m/(1−β₁ᵗ) and v̂ = v/(1−β₂ᵗ) make up
 * for having begun at 0 (Kingma and Ba 2015). */
static void
update_adam (FvHyper hyper, guint64 step, const double *gradient, gsize count, float *values,
             float *const *slots)
{
  double beta1 = hyper.momentum;
  double m_scale = 1.0 / (1.0 - power (beta1, step));
  double v_scale = 1.0 / (1.0 - power (ADAM_BETA2, step));
  float *m = slots[0], *v = slots[1];

  for (gsize i = 0; i < count; i++)
    {
      double g = decayed (hyper, gradient[i], values[i]);

      m[i] = (float)(beta1 * (double)m[i] + (1.0 - beta1) * g);
      v[i] = (float)(ADAM_BETA2 * (double)v[i] + (1.0 - ADAM_BETA2) * g * g);
      values[i]
          = (float)((double)values[i]
                    - hyper.rate * (double)m[i] * m_scale / (sqrt ((double)v[i] * v_scale) + ADAM_EPSILON));
    }
}

static const FvOptimizer optimizers[] = {
  { .name = "sgd", .title = N_ ("Gradient descent"), .rate = 0.1, .update = update_sgd },
  { .name = "momentum",
    .title = N_ ("Momentum"),
    .rate = 0.01,
    .n_slots = 1,
    .slot_names = { "momentum" },
    .update = update_momentum },
  { .name = "nesterov",
    .title = N_ ("Nesterov’s momentum"),
    .rate = 0.01,
    .n_slots = 1,
    .slot_names = { "momentum" },
    .update = update_nesterov },
  { .name = "adam",
    .title = N_ ("Adam"),
    .rate = 0.001,
    .n_slots = 2,
    .slot_names = { "adam_m", "adam_v" },
    .update = update_adam },
};

const FvOptimizer *
fv_optimizer_nth (guint nth)
{
  return nth < G_N_ELEMENTS (optimizers) ? &optimizers[nth] : NULL;
}

const FvOptimizer *
fv_optimizer_from_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    if (g_str_equal (optimizers[i].name, name))
      return &optimizers[i];
  return NULL;
}

static void
step_part (const FvOptimizer *self, FvHyper hyper, guint64 step, const double *gradient, gsize at,
           gsize count, float *values, float *const *slots)
{
  float *part[FV_OPTIMIZER_MAX_SLOTS] = { NULL };

  for (guint i = 0; i < self->n_slots; i++)
    part[i] = slots[i] + at;
  self->update (hyper, step, gradient + at, count, values + at, part);
}

void
fv_optimizer_step (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                   const double *gradient, float *values, float *const *slots)
{
  FvHyper bare = hyper;

  bare.decay = 0.0;
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      step_part (self, hyper, step, gradient, fv_network_weight_offset (network, place), layer->n_weights,
                 values, slots);
      step_part (self, bare, step, gradient, fv_network_bias_offset (network, place), layer->n_biases, values,
                 slots);
    }
}
