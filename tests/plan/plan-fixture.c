/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-fixture.h"

#include <math.h>

#include "fv-pooling-layer.h"

/* ---- Architectures ---- */

static const char *
random_activation (FvRandom *random)
{
  guint count = 0;

  while (fv_activation_choice (count) != NULL)
    count++;
  for (;;)
    {
      const char *name = fv_activation_choice (fv_random_below (random, count));

      if (!fv_activation_from_name (name)->flat)
        return name;
    }
}

static guint
random_size (FvRandom *random, guint least, guint most)
{
  return least + fv_random_below (random, most - least + 1);
}

/* A table that joins each unit to at least one of the inputs. */
static void
append_table (GString *text, guint units, guint inputs, FvRandom *random)
{
  g_string_append (text, " table=");
  for (guint u = 0; u < units; u++)
    {
      guint certain = fv_random_below (random, inputs);
      gboolean is_first = TRUE;

      g_string_append (text, u > 0 ? "/" : "");
      for (guint i = 0; i < inputs; i++)
        if (i == certain || fv_random_below (random, 2) == 0)
          {
            g_string_append_printf (text, "%s%u", is_first ? "" : ",", i);
            is_first = FALSE;
          }
    }
}

static void
append_convolution (GString *text, FvShape *shape, FvRandom *random)
{
  guint rows = random_size (random, 1, MIN (shape->rows, 8)),
        cols = random_size (random, 1, MIN (shape->cols, 8)), units = random_size (random, 1, 19);

  g_string_append_printf (text, "conv %ux%ux%u %s", rows, cols, units, random_activation (random));
  if (fv_random_below (random, 4) == 0)
    g_string_append (text, " shared");
  if (fv_random_below (random, 3) == 0)
    append_table (text, units, shape->maps, random);
  g_string_append (text, "; ");
  *shape = (FvShape){ units, shape->rows - rows + 1, shape->cols - cols + 1 };
}

static void
append_pooling (GString *text, FvShape *shape, FvRandom *random)
{
  guint kind = fv_random_below (random, 4), border = fv_random_below (random, 3),
        p = random_size (random, 2, 3 + fv_random_below (random, 2));

  p = MIN (p, MIN (shape->rows, shape->cols));
  if (p < 2)
    return;
  g_string_append_printf (text, "%s %ux%u %s%s%s; ", fv_pooling_choice (kind), p, p,
                          fv_border_choice (border), kind == FV_POOLING_TRAINABLE ? " " : "",
                          kind == FV_POOLING_TRAINABLE ? random_activation (random) : "");
  shape->rows = fv_downsampled (shape->rows, p, border);
  shape->cols = fv_downsampled (shape->cols, p, border);
}

static void
append_output (GString *text, FvRandom *random)
{
  switch (fv_random_below (random, 4))
    {
    case 0:
      g_string_append_printf (text, "softmax %u other", random_size (random, 1, 11));
      break;
    case 1:
      g_string_append_printf (text, "dense 1 %s; loss=logistic",
                              fv_random_below (random, 2) == 0 ? "tanh" : "sigmoid");
      break;
    case 2:
      g_string_append_printf (text, "dense %u %s; loss=squared", random_size (random, 1, 11),
                              random_activation (random));
      break;
    default:
      g_string_append_printf (text, "softmax %u", random_size (random, 2, 17));
      break;
    }
}

FvNetwork *
plan_fixture_network (FvRandom *random)
{
  FvShape shape = { random_size (random, 1, 3), random_size (random, 3, 17), random_size (random, 3, 17) };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FvNetwork *network;

  g_string_append_printf (text, "%ux%ux%u ", shape.rows, shape.cols, shape.maps);
  for (guint i = fv_random_below (random, 4); i > 0; i--)
    {
      if (fv_random_below (random, 5) > 0)
        append_convolution (text, &shape, random);
      if (fv_random_below (random, 3) > 0)
        append_pooling (text, &shape, random);
    }
  g_string_append (text, "rasterize; ");
  for (guint i = fv_random_below (random, 3); i > 0; i--)
    g_string_append_printf (text, "dense %u %s; ", random_size (random, 1, 41), random_activation (random));
  append_output (text, random);
  network = fv_network_new (text->str, &error);
  g_assert_no_error (error);
  return network;
}

/* ---- A network at work ---- */

/* Away from the start, where biases are 0 and hide mistakes; weights that are not there stay 0. */
static void
leave_start (FvParameters *parameters, FvRandom *random)
{
  FvNetwork *network = fv_parameters_network (parameters);
  float *values = fv_parameters_edit (parameters);

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      float *biases = values + fv_network_bias_offset (network, place);

      for (gsize i = 0; i < layer->n_biases; i++)
        biases[i] = (float)fv_random_between (random, -0.3, 0.3);
    }
}

PlanFixture
plan_fixture_new (FvNetwork *network, guint n, FvRandom *random)
{
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  PlanFixture self = { .network = network, .n = n };

  self.parameters = fv_parameters_new (network, fv_random_next (random));
  leave_start (self.parameters, random);
  self.pixels = g_malloc (n * inputs);
  for (gsize i = 0; i < n * inputs; i++)
    self.pixels[i] = (guint8)fv_random_below (random, 256);
  self.samples = g_new (FvPlanSample, n);
  for (guint i = 0; i < n; i++)
    self.samples[i] = (FvPlanSample){ self.pixels + i * inputs,
                                      fv_random_below (random, fv_network_n_classes (network)) };
  self.pass = fv_pass_new (network);
  fv_pass_set_parameters (self.pass, fv_parameters_values (self.parameters));
  return self;
}

void
plan_fixture_clear (PlanFixture *self)
{
  fv_pass_free (self->pass);
  fv_parameters_unref (self->parameters);
  fv_network_unref (self->network);
  g_free (self->pixels);
  g_free (self->samples);
}

FvPlan *
plan_fixture_plan (const PlanFixture *self, const char *optimizer, FvPlanOptions options)
{
  g_autoptr (GError) error = NULL;
  FvPlan *plan = fv_plan_new (self->network, optimizer != NULL ? fv_optimizer_from_name (optimizer) : NULL,
                              options, &error);

  g_assert_no_error (error);
  fv_plan_write (plan, fv_parameters_values (self->parameters), NULL);
  return plan;
}

/* ---- Where rounding decides ---- */

#define NEAR 1e-5

static double
largest_of (const double *x, gsize count)
{
  double largest = 0;

  for (gsize i = 0; i < count; i++)
    largest = fmax (largest, fabs (x[i]));
  return largest;
}

static gboolean
is_at_kink (const FvLayer *layer, const double *n)
{
  gsize count = fv_shape_size (layer->output);
  double near = NEAR * largest_of (n, count);

  for (gsize i = 0; layer->activation != NULL && layer->activation->kink && i < count; i++)
    if (fabs (n[i]) <= near)
      return TRUE;
  return FALSE;
}

/* Does the largest of one block lead by less than near? n is what its cells are before φ. */
static gboolean
is_close_block (const FvPoolingLayer *pooling, const double *n, guint top, guint left, double near)
{
  FvShape input = pooling->layer.input;
  double best = -INFINITY, second = -INFINITY;

  for (guint r = 0; r < pooling->block_rows; r++)
    for (guint c = 0; c < pooling->block_cols; c++)
      {
        gboolean is_real = top + r < input.rows && left + c < input.cols;
        double x = is_real ? n[(gsize)(top + r) * input.cols + left + c] : 0.0;

        if (!is_real && pooling->border != FV_BORDER_KEEP)
          continue;
        second = fmax (second, fmin (x, best));
        best = fmax (best, x);
      }
  return best - second <= near;
}

static gboolean
has_close_block (const FvLayer *layer, const double *n)
{
  const FvPoolingLayer *pooling = (const FvPoolingLayer *)layer;
  double near = NEAR * largest_of (n, fv_shape_size (layer->input));

  if (!fv_layer_is_pooling (layer) || pooling->kind != FV_POOLING_MAX)
    return FALSE;
  for (guint m = 0; m < layer->output.maps; m++)
    for (guint y = 0; y < layer->output.rows; y++)
      for (guint x = 0; x < layer->output.cols; x++)
        if (is_close_block (pooling, n + m * fv_shape_area (layer->input), y * pooling->block_rows,
                            x * pooling->block_cols, near))
          return TRUE;
  return FALSE;
}

gboolean
plan_fixture_is_near_kink (PlanFixture *self, guint nth)
{
  fv_network_scale (self->network, self->samples[nth].pixels, fv_pass_input (self->pass));
  fv_pass_output (self->pass);
  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      const double *below = place > 1 ? fv_pass_n (self->pass, place - 1) : fv_pass_o (self->pass, 0);

      if (is_at_kink (layer, fv_pass_n (self->pass, place)) || has_close_block (layer, below))
        return TRUE;
    }
  return FALSE;
}

/* ---- Gradients ---- */

/* Forward again, every layer's outputs nudged, up and down by turns, before the next reads them. */
static void
output_nudged (PlanFixture *self)
{
  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      double *o = fv_pass_edit_o (self->pass, place);
      gsize count = fv_shape_size (fv_network_shape (self->network, place));

      for (gsize i = 0; i < count; i++)
        o[i] *= 1 + (i % 3 == 0 ? 1 : -1) * 0x1p-22;
      fv_pass_output_from (self->pass, place + 1);
    }
}

static const double *
find_gradient (PlanFixture *self, guint first, guint count, gboolean is_nudged)
{
  double *gradient = fv_pass_gradient (self->pass);
  gsize n_parameters = fv_network_n_parameters (self->network);

  fv_pass_clear_gradient (self->pass);
  for (guint i = first; i < first + count; i++)
    {
      fv_network_scale (self->network, self->samples[i].pixels, fv_pass_input (self->pass));
      fv_pass_output (self->pass);
      if (is_nudged)
        output_nudged (self);
      fv_pass_backpropagate (self->pass, self->samples[i].target, FALSE);
    }
  for (gsize i = 0; i < n_parameters; i++)
    gradient[i] /= count;
  return gradient;
}

const double *
plan_fixture_gradient (PlanFixture *self, guint first, guint count)
{
  return find_gradient (self, first, count, FALSE);
}

static gboolean
are_close (const float *a, const double *b, gsize count, double tolerance)
{
  double difference = 0;

  for (gsize i = 0; i < count; i++)
    difference = isfinite (a[i]) ? fmax (difference, fabs ((double)a[i] - b[i])) : INFINITY;
  return difference <= tolerance * largest_of (b, count);
}

guint
plan_fixture_find_difference (const PlanFixture *self, const float *a, const double *b, double tolerance)
{
  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      gsize weights = fv_network_weight_offset (self->network, place),
            biases = fv_network_bias_offset (self->network, place);

      if (!are_close (a + weights, b + weights, layer->n_weights, tolerance)
          || !are_close (a + biases, b + biases, layer->n_biases, tolerance))
        return place;
    }
  return 0;
}

gboolean
plan_fixture_is_fragile (PlanFixture *self, guint first, guint count, double tolerance)
{
  gsize n_parameters = fv_network_n_parameters (self->network);
  g_autofree float *nudged = g_new (float, n_parameters);
  const double *gradient = find_gradient (self, first, count, TRUE);

  for (gsize i = 0; i < n_parameters; i++)
    nudged[i] = (float)gradient[i];
  return plan_fixture_find_difference (self, nudged, find_gradient (self, first, count, FALSE),
                                       tolerance / 10)
         > 0;
}
