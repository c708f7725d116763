/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradient-check.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
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
  double loss; /* unmoved */
  const int *stop;
  Sides plus, minus;
} Check;

static gboolean
is_stopped (const Check *check)
{
  return check->stop != NULL && g_atomic_int_get (check->stop);
}

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
  fv_pass_output_from (check->pass, place);
  sides_read (sides, check);
  return fv_pass_loss (check->pass, check->target);
}

/* (E(θ+ε) − E(θ−ε)) / 2ε; FALSE at a kink. Leaves value as it was. */
static gboolean
find_numeric (Check *check, double *value, guint place, double *gradient)
{
  double kept = *value;
  double above = loss_at (check, value, kept + EPSILON, place, &check->plus);
  double below = loss_at (check, value, kept - EPSILON, place, &check->minus);

  *value = kept;
  *gradient = (above - below) / (2.0 * EPSILON);
  return memcmp (check->plus.marks, check->minus.marks, check->plus.count * sizeof (gint32)) == 0;
}

/* MATH §5. */
static FvVerdict
judge (const FvCheck *result, double loss)
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
add_point (FvCheck *result, double analytic, double numeric)
{
  result->checked++;
  result->non_zero += analytic != 0.0;
  result->analytic_norm += analytic * analytic;
  result->numeric_norm += numeric * numeric;
  result->difference += (analytic - numeric) * (analytic - numeric);
}

/* Sums of squares become norms, and a verdict. */
static void
finish (FvCheck *result, double loss)
{
  result->analytic_norm = sqrt (result->analytic_norm);
  result->numeric_norm = sqrt (result->numeric_norm);
  result->difference = sqrt (result->difference);
  if (result->analytic_norm + result->numeric_norm > 0.0)
    result->relative_error = result->difference / (result->analytic_norm + result->numeric_norm);
  result->verdict = judge (result, loss);
}

/* values [count] are nudged one by one, layer place and those above computed anew. */
static FvCheck
check_values (Check *check, guint place, double *values, const double *analytic, gsize count)
{
  FvCheck result = { 0 };

  for (gsize i = 0; i < count && !is_stopped (check); i++)
    {
      double numeric;

      if (find_numeric (check, &values[i], place, &numeric))
        add_point (&result, analytic[i], numeric);
      else
        result.skipped_kinks++;
    }
  finish (&result, check->loss);
  /* What lies above holds the last nudge; put it right for the next. */
  fv_pass_output_from (check->pass, place);
  return result;
}

/* Max pooling leaves three cells of four without a gradient: one in half of its blocks is enough there. */
static gboolean
is_trusted (const FvLayerCheck *result, gsize blocks_won)
{
  if (result->parameters.non_zero * 10 < result->parameters.checked * 3)
    return FALSE;
  return result->input.non_zero * 2 >= blocks_won;
}

static gsize
count_blocks_won (const Check *check, guint place)
{
  const gint32 *winner = fv_pass_winner (check->pass, place);
  gsize size = fv_shape_size (fv_network_shape (check->network, place)), won = 0;

  for (gsize i = 0; winner != NULL && i < size; i++)
    won += winner[i] >= 0;
  return won;
}

static void
check_layer (Check *check, guint place, const double *gradient, double *const *d_x, FvLayerCheck *result)
{
  const FvLayer *layer = fv_network_layer (check->network, place);
  gsize offset = fv_network_weight_offset (check->network, place);

  result->place = place;
  result->parameters = check_values (check, place, fv_pass_parameters (check->pass) + offset,
                                     gradient + offset, layer->n_weights + layer->n_biases);
  result->input = check_values (check, place, fv_pass_edit_o (check->pass, place - 1), d_x[place - 1],
                                fv_shape_size (layer->input));
  result->trusted = is_trusted (result, count_blocks_won (check, place));
}

/* The analytic gradients, kept from what the nudges will overwrite: of parameters, and of every layer's output. */
static double **
keep_gradients (const Check *check, guint depth)
{
  double **d_x = g_new0 (double *, depth + 1);

  for (guint place = 0; place < depth; place++)
    d_x[place] = g_memdup2 (fv_pass_d_o (check->pass, place),
                            fv_shape_size (fv_network_shape (check->network, place)) * sizeof (double));
  return d_x;
}

static void
free_gradients (double **d_x, guint depth)
{
  for (guint place = 0; place < depth; place++)
    g_free (d_x[place]);
  g_free (d_x);
}

gboolean
fv_gradient_check (FvParameters *parameters, const double *x, guint target, guint rules, const int *stop,
                   FvLayerCheck *results)
{
  FvNetwork *network = fv_parameters_network (parameters);
  guint depth = fv_network_depth (network);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0)), capacity = sides_capacity (network);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *gradient = NULL;
  g_autofree gint32 *plus = g_new0 (gint32, capacity);
  g_autofree gint32 *minus = g_new0 (gint32, capacity);
  Check check = { pass, network, target, 0.0, stop, { plus, 0 }, { minus, 0 } };
  double **d_x;

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_pass_set_rules (pass, rules);
  memcpy (fv_pass_input (pass), x, inputs * sizeof *x);
  fv_pass_output (pass);
  fv_pass_backpropagate (pass, target, TRUE);
  check.loss = fv_pass_loss (pass, target);
  gradient = g_memdup2 (fv_pass_gradient (pass), fv_network_n_parameters (network) * sizeof (double));
  d_x = keep_gradients (&check, depth);
  for (guint place = 1; place <= depth; place++)
    check_layer (&check, place, gradient, d_x, &results[place - 1]);
  free_gradients (d_x, depth);
  return !is_stopped (&check);
}

static void
add_check (FvCheckSummary *self, const FvCheck *check)
{
  self->checked += check->checked;
  self->skipped_kinks += check->skipped_kinks;
  self->failed += check->verdict == FV_CHECK_FAIL;
  self->too_small += check->verdict == FV_CHECK_TOO_SMALL;
  if (check->verdict != FV_CHECK_TOO_SMALL && !(check->relative_error <= self->max_relative_error))
    self->max_relative_error = check->relative_error;
}

void
fv_check_summary_add (FvCheckSummary *self, const FvLayerCheck *results, guint depth)
{
  for (guint i = 0; i < depth; i++)
    {
      add_check (self, &results[i].parameters);
      add_check (self, &results[i].input);
      self->untrusted += !results[i].trusted;
    }
}

const char *
fv_verdict_name (FvVerdict self)
{
  static const char *const names[] = { "pass", "fail", "too small", "kink" };

  return names[self];
}

gboolean
fv_gradient_check_possible (const FvNetwork *network, GError **error)
{
  guint depth = fv_network_depth (network);
  g_autofree char *text = fv_layer_to_text (fv_network_layer (network, depth));

  if (!fv_network_layer (network, depth)->activation->flat)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("layer %u, “%s”: sign has no gradient to check; it learns by the perceptron rule"), depth,
               text);
  return FALSE;
}
