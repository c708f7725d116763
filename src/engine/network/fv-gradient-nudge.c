/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-gradient-private.h"
#include "fv-trace-private.h"

#define EPSILON 1e-5

gboolean
fv_nudge_is_stopped (const FvNudge *self)
{
  return self->stop != NULL && g_atomic_int_get (self->stop);
}

static void
sides_add_winners (FvSides *sides, const gint32 *winner, gsize size)
{
  memcpy (sides->marks + sides->count, winner, size * sizeof *winner);
  sides->count += size;
}

static void
sides_add_signs (FvSides *sides, const double *n, gsize size)
{
  for (gsize i = 0; i < size; i++)
    sides->marks[sides->count++] = n[i] > 0.0;
}

static void
sides_read (FvSides *sides, const FvNudge *self)
{
  sides->count = 0;
  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvLayer *layer = fv_network_layer (self->network, place);
      gsize size = fv_shape_size (layer->output);

      if (fv_pass_winner (self->pass, place) != NULL)
        sides_add_winners (sides, fv_pass_winner (self->pass, place), size);
      if (layer->activation != NULL && layer->activation->kink)
        sides_add_signs (sides, fv_pass_n (self->pass, place), size);
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

static void
begin (FvNudge *self, FvNetwork *network, guint target, const int *stop)
{
  gsize capacity = sides_capacity (network);

  *self = (FvNudge){ .pass = fv_pass_new (network), .network = network, .target = target, .stop = stop };
  self->plus.marks = g_new0 (gint32, capacity);
  self->minus.marks = g_new0 (gint32, capacity);
}

void
fv_nudge_init_from_trace (FvNudge *self, const FvTrace *trace, const int *stop)
{
  begin (self, fv_trace_network (trace), fv_trace_target (trace), stop);
  fv_pass_copy_output (self->pass, fv_trace_pass (trace));
  self->loss = fv_trace_loss (trace);
}

void
fv_nudge_init (FvNudge *self, FvParameters *parameters, const double *x, guint target, guint rules,
               const int *stop)
{
  FvNetwork *network = fv_parameters_network (parameters);

  begin (self, network, target, stop);
  fv_pass_set_parameters (self->pass, fv_parameters_values (parameters));
  fv_pass_set_rules (self->pass, rules);
  memcpy (fv_pass_input (self->pass), x, fv_shape_size (fv_network_shape (network, 0)) * sizeof *x);
  fv_pass_output (self->pass);
  fv_pass_backpropagate (self->pass, target, TRUE);
  self->loss = fv_pass_loss (self->pass, target);
}

void
fv_nudge_clear (FvNudge *self)
{
  fv_pass_free (self->pass);
  g_free (self->plus.marks);
  g_free (self->minus.marks);
}

static double
read_loss (FvNudge *self, FvSides *sides)
{
  sides_read (sides, self);
  return fv_pass_loss (self->pass, self->target);
}

static double
loss_at (FvNudge *self, double *value, double at, guint place, FvSides *sides)
{
  *value = at;
  fv_pass_output_from (self->pass, place);
  return read_loss (self, sides);
}

static gboolean
is_smooth (const FvNudge *self)
{
  return memcmp (self->plus.marks, self->minus.marks, self->plus.count * sizeof (gint32)) == 0;
}

gboolean
fv_nudge_numeric (FvNudge *self, double *value, guint place, double *gradient)
{
  double kept = *value;
  double above = loss_at (self, value, kept + EPSILON, place, &self->plus);
  double below = loss_at (self, value, kept - EPSILON, place, &self->minus);

  *value = kept;
  *gradient = (above - below) / (2.0 * EPSILON);
  return is_smooth (self);
}

static double
loss_at_net (FvNudge *self, guint place, gsize cell, double at, FvSides *sides)
{
  fv_pass_edit_n (self->pass, place)[cell] = at;
  fv_pass_output_of_net (self->pass, place);
  return read_loss (self, sides);
}

gboolean
fv_nudge_numeric_net (FvNudge *self, guint place, gsize cell, double *gradient)
{
  double kept = fv_pass_n (self->pass, place)[cell];
  double above = loss_at_net (self, place, cell, kept + EPSILON, &self->plus);
  double below = loss_at_net (self, place, cell, kept - EPSILON, &self->minus);

  fv_pass_edit_n (self->pass, place)[cell] = kept;
  *gradient = (above - below) / (2.0 * EPSILON);
  return is_smooth (self);
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

FvCheck
fv_nudge_judge (double analytic, double numeric, double loss)
{
  FvCheck result = { 0 };

  add_point (&result, analytic, numeric);
  finish (&result, loss);
  return result;
}

static void
tell_progress (FvNudge *self)
{
  self->done++;
  if (self->per_mille != NULL)
    g_atomic_int_set (self->per_mille, (int)(self->done * 1000 / MAX (self->to_do, 1)));
}

FvCheck
fv_nudge_values (FvNudge *self, guint place, double *values, const double *analytic, gsize count)
{
  FvCheck result = { 0 };

  for (gsize i = 0; i < count && !fv_nudge_is_stopped (self); i++)
    {
      double numeric;

      if (fv_nudge_numeric (self, &values[i], place, &numeric))
        add_point (&result, analytic[i], numeric);
      else
        result.skipped_kinks++;
      tell_progress (self);
    }
  finish (&result, self->loss);
  /* What lies above holds the last nudge; put it right for the next. */
  fv_pass_output_from (self->pass, place);
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
count_blocks_won (const FvNudge *self, guint place)
{
  const gint32 *winner = fv_pass_winner (self->pass, place);
  gsize size = fv_shape_size (fv_network_shape (self->network, place)), won = 0;

  for (gsize i = 0; winner != NULL && i < size; i++)
    won += winner[i] >= 0;
  return won;
}

void
fv_nudge_layer (FvNudge *self, guint place, const double *gradient, const double *d_x, FvLayerCheck *result)
{
  const FvLayer *layer = fv_network_layer (self->network, place);
  gsize offset = fv_network_weight_offset (self->network, place);

  result->place = place;
  result->parameters = fv_nudge_values (self, place, fv_pass_parameters (self->pass) + offset,
                                        gradient + offset, layer->n_weights + layer->n_biases);
  result->input = fv_nudge_values (self, place, fv_pass_edit_o (self->pass, place - 1), d_x,
                                   fv_shape_size (layer->input));
  result->trusted = is_trusted (result, count_blocks_won (self, place));
}
