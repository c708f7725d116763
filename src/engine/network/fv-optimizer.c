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

/* One more line of an explanation; symbols and values of its operands follow by add_operand(). */
static FvUpdateLine *
add_line (FvUpdate *update, const char *symbol, const char *formula, double value)
{
  FvUpdateLine *line = &update->lines[update->n_lines++];

  *line = (FvUpdateLine){ .symbol = symbol, .formula = formula, .value = value };
  return line;
}

static void
add_operand (FvUpdateLine *line, const char *symbol, double value)
{
  line->operands[line->n_operands].symbol = symbol;
  line->operands[line->n_operands++].value = value;
}

/* g: what all optimisers begin with. */
static double
explain_gradient (FvHyper hyper, double gradient, float value, FvUpdate *update)
{
  double g = decayed (hyper, gradient, value);
  FvUpdateLine *line = add_line (update, "g", hyper.decay != 0.0 ? "∂E/∂θ + λ·θ" : "∂E/∂θ", g);

  add_operand (line, "∂E/∂θ", gradient);
  if (hyper.decay == 0.0)
    return g;
  add_operand (line, "λ", hyper.decay);
  add_operand (line, "θ", (double)value);
  return g;
}

/* θ ← θ − factor·direction. */
static FvUpdateLine *
explain_step (double factor, double direction, const char *formula, float value, FvUpdate *update)
{
  FvUpdateLine *line = add_line (update, "θ", formula, (double)(float)((double)value - factor * direction));

  update->factor = factor;
  update->direction = direction;
  line->is_stored = TRUE;
  add_operand (line, "θ", (double)value);
  return line;
}

static void
explain_sgd (FvHyper hyper, guint64 step, double gradient, float value, const float *slots, FvUpdate *out)
{
  double g = explain_gradient (hyper, gradient, value, out);
  FvUpdateLine *line = explain_step (hyper.rate, g, "θ − η·g", value, out);

  add_operand (line, "η", hyper.rate);
  add_operand (line, "g", g);
}

/* v ← μ·v + g. */
static double
explain_velocity (FvHyper hyper, double g, const float *slots, FvUpdate *out)
{
  double velocity = (double)(float)(hyper.momentum * (double)slots[0] + g);
  FvUpdateLine *line = add_line (out, "v", "μ·v + g", velocity);

  line->is_stored = TRUE;
  add_operand (line, "μ", hyper.momentum);
  add_operand (line, "v", (double)slots[0]);
  add_operand (line, "g", g);
  return velocity;
}

static void
explain_momentum (FvHyper hyper, guint64 step, double gradient, float value, const float *slots,
                  FvUpdate *out)
{
  double velocity = explain_velocity (hyper, explain_gradient (hyper, gradient, value, out), slots, out);
  FvUpdateLine *line = explain_step (hyper.rate, velocity, "θ − η·v", value, out);

  add_operand (line, "η", hyper.rate);
  add_operand (line, "v", velocity);
}

static void
explain_nesterov (FvHyper hyper, guint64 step, double gradient, float value, const float *slots,
                  FvUpdate *out)
{
  double g = explain_gradient (hyper, gradient, value, out);
  double velocity = explain_velocity (hyper, g, slots, out);
  double ahead = g + hyper.momentum * velocity;
  FvUpdateLine *line = add_line (out, "d", "g + μ·v", ahead);

  add_operand (line, "g", g);
  add_operand (line, "μ", hyper.momentum);
  add_operand (line, "v", velocity);
  line = explain_step (hyper.rate, ahead, "θ − η·d", value, out);
  add_operand (line, "η", hyper.rate);
  add_operand (line, "d", ahead);
}

/* A running mean as Adam keeps it: β·slot + (1 − β)·what. */
static double
explain_mean (const char *symbol, const char *formula, const char *beta_symbol, double beta, float slot,
              double g, double what, FvUpdate *out)
{
  double mean = (double)(float)(beta * (double)slot + what);
  FvUpdateLine *line = add_line (out, symbol, formula, mean);

  line->is_stored = TRUE;
  add_operand (line, beta_symbol, beta);
  add_operand (line, symbol, (double)slot);
  add_operand (line, "g", g);
  return mean;
}

/* m̂ = m / (1 − βᵗ). */
static void
explain_scaled (const char *symbol, const char *formula, const char *of, double mean, double scale,
                const char *beta_symbol, double beta, guint64 step, FvUpdate *out)
{
  FvUpdateLine *line = add_line (out, symbol, formula, mean * scale);

  add_operand (line, of, mean);
  add_operand (line, beta_symbol, beta);
  add_operand (line, "t", (double)step);
}

static void
explain_adam (FvHyper hyper, guint64 step, double gradient, float value, const float *slots, FvUpdate *out)
{
  double beta1 = hyper.momentum, g = explain_gradient (hyper, gradient, value, out);
  double m_scale = 1.0 / (1.0 - power (beta1, step)), v_scale = 1.0 / (1.0 - power (ADAM_BETA2, step));
  double m = explain_mean ("m", "β₁·m + (1 − β₁)·g", "β₁", beta1, slots[0], g, (1.0 - beta1) * g, out);
  double v = explain_mean ("v", "β₂·v + (1 − β₂)·g²", "β₂", ADAM_BETA2, slots[1], g,
                           (1.0 - ADAM_BETA2) * g * g, out);
  FvUpdateLine *line;

  explain_scaled ("m̂", "m / (1 − β₁ᵗ)", "m", m, m_scale, "β₁", beta1, step, out);
  explain_scaled ("v̂", "v / (1 − β₂ᵗ)", "v", v, v_scale, "β₂", ADAM_BETA2, step, out);
  line = explain_step (1.0, hyper.rate * m * m_scale / (sqrt (v * v_scale) + ADAM_EPSILON),
                       "θ − η·m̂ / (√v̂ + ε)", value, out);
  add_operand (line, "η", hyper.rate);
  add_operand (line, "m̂", m * m_scale);
  add_operand (line, "v̂", v * v_scale);
  add_operand (line, "ε", ADAM_EPSILON);
}

void
fv_optimizer_explain_frozen (double gradient, float value, FvUpdate *out)
{
  double g = explain_gradient ((FvHyper){ 0 }, gradient, value, out);

  explain_step (0.0, g, "θ", value, out);
}

static const FvOptimizer optimizers[] = {
  { .name = "sgd",
    .title = N_ ("Gradient descent"),
    .rate = 0.1,
    .update = update_sgd,
    .explain = explain_sgd },
  { .name = "momentum",
    .title = N_ ("Momentum"),
    .rate = 0.01,
    .n_slots = 1,
    .slot_names = { "momentum" },
    .update = update_momentum,
    .explain = explain_momentum },
  { .name = "nesterov",
    .title = N_ ("Nesterov’s momentum"),
    .rate = 0.01,
    .n_slots = 1,
    .slot_names = { "momentum" },
    .update = update_nesterov,
    .explain = explain_nesterov },
  { .name = "adam",
    .title = N_ ("Adam"),
    .rate = 0.001,
    .n_slots = 2,
    .slot_names = { "adam_m", "adam_v" },
    .update = update_adam,
    .explain = explain_adam },
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

/* Units first … first + count − 1 of a layer, with their biases, which decay spares. */
static void
step_units (const FvOptimizer *self, const FvNetwork *network, guint place, FvFrozenRange units,
            FvHyper hyper, guint64 step, const double *gradient, float *values, float *const *slots)
{
  const FvLayer *layer = fv_network_layer (network, place);
  guint all = fv_frozen_n_units (layer);
  gsize each = layer->n_weights / MAX (all, 1);
  FvHyper bare = hyper;

  bare.decay = 0.0;
  step_part (self, hyper, step, gradient, fv_network_weight_offset (network, place) + units.first * each,
             units.count * each, values, slots);
  step_part (self, bare, step, gradient, fv_network_bias_offset (network, place) + units.first, units.count,
             values, slots);
}

/* The units between frozen ones. */
static void
step_layer (const FvOptimizer *self, const FvNetwork *network, guint place, FvHyper hyper, guint64 step,
            const FvFrozen *frozen, const double *gradient, float *values, float *const *slots)
{
  guint all = fv_frozen_n_units (fv_network_layer (network, place)), from = 0;

  for (guint i = 0; i < fv_frozen_n_ranges (frozen); i++)
    {
      FvFrozenRange range = fv_frozen_range (frozen, i);

      if (range.layer != place)
        continue;
      range.first = MIN (range.first, all);
      step_units (self, network, place, (FvFrozenRange){ place, from, range.first - from }, hyper, step,
                  gradient, values, slots);
      from = MIN (range.first + range.count, all);
    }
  step_units (self, network, place, (FvFrozenRange){ place, from, all - from }, hyper, step, gradient, values,
              slots);
}

void
fv_optimizer_step_thawed (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                          const FvFrozen *frozen, const double *gradient, float *values, float *const *slots)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    step_layer (self, network, place, hyper, step, frozen, gradient, values, slots);
}

void
fv_optimizer_step (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                   const double *gradient, float *values, float *const *slots)
{
  fv_optimizer_step_thawed (self, network, hyper, step, NULL, gradient, values, slots);
}
