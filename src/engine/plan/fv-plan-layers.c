/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-plan-private.h"

/* The layers' own way, sample by sample in double: for networks with a layer no kernel knows, and for steps whose
 * numbers have grown so large that only double can tell what is still finite. */

static guint
n_slots (const FvPlan *self)
{
  return self->optimizer != NULL ? self->optimizer->n_slots : 0;
}

/* Brings the pass up to the plan's parameters. */
static FvPass *
prepare (FvPlan *self)
{
  FvPlanLayers *layers = &self->layers;
  gsize count = fv_network_n_parameters (self->network);

  if (layers->pass == NULL)
    {
      layers->pass = fv_pass_new (self->network);
      layers->values = g_new0 (float, count);
      for (guint i = 0; i < n_slots (self); i++)
        layers->slots[i] = g_new0 (float, count);
    }
  fv_plan_read (self, layers->values, layers->slots);
  fv_pass_set_parameters (layers->pass, layers->values);
  return layers->pass;
}

void
fv_plan_layers_clear (FvPlanLayers *self)
{
  fv_pass_free (self->pass);
  g_free (self->values);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_free (self->slots[i]);
}

/* The first layer whose outputs are not all finite; the last if only the loss is not. */
static guint
find_trouble (const FvPlan *self, const FvPass *pass)
{
  guint depth = fv_network_depth (self->network);

  for (guint place = 1; place <= depth; place++)
    {
      const double *o = fv_pass_o (pass, place);
      gsize size = fv_shape_size (fv_network_shape (self->network, place));

      for (gsize i = 0; i < size; i++)
        if (!isfinite (o[i]))
          return place;
    }
  return depth;
}

/* The sum of the gradients of samples[n], in their order. */
static FvPlanState
add_gradients (FvPlan *self, FvPass *pass, const FvPlanSample *samples, guint n, const int *stop,
               FvPlanSum *sum, guint *trouble)
{
  FvPlanSum total = { 0 };

  fv_pass_clear_gradient (pass);
  for (guint i = 0; i < n; i++)
    {
      double loss;

      if (stop != NULL && g_atomic_int_get (stop))
        return FV_PLAN_STOPPED;
      fv_network_scale (self->network, samples[i].pixels, fv_pass_input (pass));
      fv_pass_output (pass);
      loss = fv_pass_loss (pass, samples[i].target);
      if (!isfinite (loss))
        {
          *trouble = find_trouble (self, pass);
          return FV_PLAN_NON_FINITE;
        }
      total.loss += loss;
      total.correct += fv_pass_class (pass) == samples[i].target;
      fv_pass_backpropagate (pass, samples[i].target, FALSE);
    }
  *sum = total;
  return FV_PLAN_OK;
}

static double *
mean_gradient (FvPlan *self, FvPass *pass, guint n)
{
  double *gradient = fv_pass_gradient (pass);
  gsize count = fv_network_n_parameters (self->network);

  for (gsize i = 0; i < count; i++)
    gradient[i] /= n;
  return gradient;
}

/* The first layer whose values, or what the optimiser keeps of them, are not all finite; 0: none. */
static guint
find_non_finite (const FvPlan *self)
{
  guint place = fv_network_find_non_finite (self->network, self->layers.values);

  for (guint i = 0; i < n_slots (self) && place == 0; i++)
    place = fv_network_find_non_finite (self->network, self->layers.slots[i]);
  return place;
}

FvPlanState
fv_plan_layers_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper, guint64 step,
                      const int *stop, FvPlanSum *sum, guint *trouble)
{
  FvPass *pass = prepare (self);
  FvPlanState state = add_gradients (self, pass, samples, n, stop, sum, trouble);
  guint place;

  if (state != FV_PLAN_OK)
    return state;
  /* What stands in the plan is what to go back to: it is written only if all is well. */
  fv_optimizer_step_thawed (self->optimizer, self->network, hyper, step, self->frozen.set,
                            mean_gradient (self, pass, n), self->layers.values, self->layers.slots);
  place = find_non_finite (self);
  if (place != 0)
    {
      *trouble = place;
      return FV_PLAN_NON_FINITE;
    }
  fv_plan_write (self, self->layers.values, self->layers.slots);
  return FV_PLAN_OK;
}

FvPlanState
fv_plan_layers_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, FvPlanSum *sum,
                         float *gradient, guint *trouble)
{
  FvPass *pass = prepare (self);
  FvPlanState state = add_gradients (self, pass, samples, n, stop, sum, trouble);
  gsize count = fv_network_n_parameters (self->network);
  const double *mean;

  if (state != FV_PLAN_OK)
    return state;
  mean = mean_gradient (self, pass, n);
  for (gsize i = 0; i < count; i++)
    gradient[i] = (float)mean[i];
  return FV_PLAN_OK;
}

FvPlanState
fv_plan_layers_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, float *scores,
                      double *losses)
{
  FvPass *pass = prepare (self);
  guint n_classes = fv_network_n_classes (self->network);
  g_autofree double *wide = g_new (double, n_classes);

  for (guint i = 0; i < n; i++)
    {
      if (stop != NULL && g_atomic_int_get (stop))
        return FV_PLAN_STOPPED;
      fv_network_scale (self->network, samples[i].pixels, fv_pass_input (pass));
      fv_pass_output (pass);
      fv_pass_scores (pass, wide);
      for (guint k = 0; scores != NULL && k < n_classes; k++)
        scores[(gsize)i * n_classes + k] = (float)wide[k];
      if (losses != NULL)
        losses[i] = fv_pass_loss (pass, samples[i].target);
    }
  return FV_PLAN_OK;
}
