/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradient-check.h"

#include <math.h>
#include <string.h>

#include "fv-pass.h"

#define EPSILON 1e-5

/* Which way everything that can flip stands: winners, and the sides of n at which φ' jumps. */
typedef struct
{
  gint32 *marks;
  gsize count;
} Sides;

typedef struct
{
  FvPass *pass;
  FvNetwork *network;
  guint target;
  Sides plus, minus;
} Check;

static void
sides_add_winners (Sides *sides, const gint32 *winner, gsize size)
{
  memcpy (sides->marks + sides->count, winner, size * sizeof *winner);
  sides->count += size;
}

static void
sides_add_signs (Sides *sides, const double *n, gsize size)
{
  for (gsize i = 0; i < size; i++)
    sides->marks[sides->count++] = n[i] > 0.0;
}

static void
sides_read (Sides *sides, const Check *check)
{
  sides->count = 0;
  for (guint place = 1; place <= fv_network_depth (check->network); place++)
    {
      const FvLayer *layer = fv_network_layer (check->network, place);
      gsize size = fv_shape_size (layer->output);

      if (fv_pass_winner (check->pass, place) != NULL)
        sides_add_winners (sides, fv_pass_winner (check->pass, place), size);
      if (layer->activation != NULL && layer->activation->kink)
        sides_add_signs (sides, fv_pass_n (check->pass, place), size);
    }
}

static gsize
sides_capacity (FvNetwork *network)
{
  gsize capacity = 1;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    capacity += 2 * fv_shape_size (fv_network_shape (network, place));
  return capacity;
}

static double
loss_at (Check *check, double *value, double at, guint place, Sides *sides)
{
  *value = at;
  fv_pass_output_from (check->pass, MAX (place, 1));
  sides_read (sides, check);
  return fv_pass_loss (check->pass, check->target);
}

/* (E(θ+ε) − E(θ−ε)) / 2ε; FALSE at a kink. Leaves value as it was. */
static gboolean
numeric_gradient (Check *check, double *value, guint place, double *gradient)
{
  double kept = *value;
  double above = loss_at (check, value, kept + EPSILON, place, &check->plus);
  double below = loss_at (check, value, kept - EPSILON, place, &check->minus);

  *value = kept;
  *gradient = (above - below) / (2.0 * EPSILON);
  return memcmp (check->plus.marks, check->minus.marks, check->plus.count * sizeof (gint32)) == 0;
}

/* MATH §5. */
static FvCheckVerdict
judge (const FvLayerCheck *result, double loss)
{
  double root = sqrt ((double)result->checked), scale = MAX (1.0, loss);
  double norms = result->analytic_norm + result->numeric_norm;

  if (result->checked == 0)
    return FV_CHECK_PASS;
  /* Written so that a gradient which is not a number fails. */
  if (!(result->difference <= 1e-7 * norms + root * 1e-10 * scale))
    return FV_CHECK_FAIL;
  return norms < 1e-5 * root * scale ? FV_CHECK_TOO_SMALL : FV_CHECK_PASS;
}

static void
check_values (Check *check, guint place, double *values, const double *analytic, gsize count, double loss,
              FvLayerCheck *result)
{
  double analytic_square = 0, numeric_square = 0, difference_square = 0;

  *result = (FvLayerCheck){ .place = place };
  for (gsize i = 0; i < count; i++)
    {
      double numeric;

      if (!numeric_gradient (check, &values[i], place, &numeric))
        {
          result->skipped_kinks++;
          continue;
        }
      result->checked++;
      result->non_zero += analytic[i] != 0.0;
      analytic_square += analytic[i] * analytic[i];
      numeric_square += numeric * numeric;
      difference_square += (analytic[i] - numeric) * (analytic[i] - numeric);
    }
  result->analytic_norm = sqrt (analytic_square);
  result->numeric_norm = sqrt (numeric_square);
  result->difference = sqrt (difference_square);
  if (result->analytic_norm + result->numeric_norm > 0.0)
    result->relative_error = result->difference / (result->analytic_norm + result->numeric_norm);
  result->verdict = judge (result, loss);
}

static void
check_all (Check *check, const double *analytic, const double *analytic_input, double loss,
           FvLayerCheck *results)
{
  gsize inputs = fv_shape_size (fv_network_shape (check->network, 0));

  check_values (check, 0, fv_pass_input (check->pass), analytic_input, inputs, loss, &results[0]);
  for (guint place = 1; place <= fv_network_depth (check->network); place++)
    {
      const FvLayer *layer = fv_network_layer (check->network, place);
      gsize offset = fv_network_weight_offset (check->network, place);

      /* Layers below must hold their unmoved values again. */
      fv_pass_output (check->pass);
      check_values (check, place, fv_pass_parameters (check->pass) + offset, analytic + offset,
                    layer->n_weights + layer->n_biases, loss, &results[place]);
    }
}

void
fv_gradient_check (FvParameters *parameters, const double *x, guint target, FvLayerCheck *results)
{
  FvNetwork *network = fv_parameters_network (parameters);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0)), capacity = sides_capacity (network);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *analytic = NULL;
  g_autofree double *analytic_input = NULL;
  g_autofree gint32 *plus = g_new0 (gint32, capacity);
  g_autofree gint32 *minus = g_new0 (gint32, capacity);
  Check check = { pass, network, target, { plus, 0 }, { minus, 0 } };

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  memcpy (fv_pass_input (pass), x, inputs * sizeof *x);
  fv_pass_output (pass);
  fv_pass_backpropagate (pass, target, TRUE);
  analytic = g_memdup2 (fv_pass_gradient (pass), fv_network_n_parameters (network) * sizeof (double));
  analytic_input = g_memdup2 (fv_pass_delta (pass, 0), inputs * sizeof (double));
  check_all (&check, analytic, analytic_input, fv_pass_loss (pass, target), results);
}
