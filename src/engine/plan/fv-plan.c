/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fv-plan-batch.h"
#include "fv-plan-single.h"

static guint
count_threads (guint wanted)
{
  guint here = g_get_num_processors ();

  return wanted > 0 ? wanted : MAX (here, 2) - 1;
}

static guint
n_slots (const FvPlan *self)
{
  return self->optimizer != NULL ? self->optimizer->n_slots : 0;
}

/* Without stages the parameters stand as the network has them. */
static void
allocate_parameters (FvPlan *self)
{
  if (self->n_stages == 0)
    self->n_floats = fv_network_n_parameters (self->network);
  self->values = fv_plan_floats_new (self->n_floats);
  for (guint i = 0; i < n_slots (self); i++)
    self->slots[i] = fv_plan_floats_new (self->n_floats);
}

FvPlan *
fv_plan_new (FvNetwork *network, const FvOptimizer *optimizer, FvPlanOptions options, GError **error)
{
  const FvKernels *kernels = fv_kernels_choose (options.kernels, error);
  FvPlan *self;

  if (kernels == NULL)
    return NULL;
  self = g_new0 (FvPlan, 1);
  self->network = fv_network_ref (network);
  self->optimizer = optimizer;
  self->kernels = kernels;
  self->n_threads = count_threads (options.n_threads);
  if (!fv_stages_new (network, &self->stages, &self->n_stages, &self->n_floats, &self->slow_place))
    {
      fv_stages_free (self->stages, self->n_stages);
      self->stages = NULL;
      self->n_stages = 0;
    }
  allocate_parameters (self);
  return self;
}

void
fv_plan_free (FvPlan *self)
{
  if (self == NULL)
    return;
  fv_plan_layers_clear (&self->layers);
  fv_plan_frozen_clear (&self->frozen);
  fv_plan_single_free (self->single);
  fv_plan_batch_free (self->batch, self);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    free (self->slots[i]);
  free (self->values);
  g_free (self->nanoseconds);
  fv_stages_free (self->stages, self->n_stages);
  fv_network_unref (self->network);
  g_free (self);
}

static void
write_array (const FvPlan *self, const float *values, float *floats)
{
  if (values == NULL)
    memset (floats, 0, self->n_floats * sizeof *floats);
  else if (self->n_stages > 0)
    fv_stages_pack (self, values, floats);
  else
    memcpy (floats, values, self->n_floats * sizeof *floats);
}

static void
read_array (const FvPlan *self, const float *floats, float *values)
{
  if (self->n_stages > 0)
    fv_stages_unpack (self, floats, values);
  else
    memcpy (values, floats, self->n_floats * sizeof *floats);
}

float
fv_plan_find_largest (const float *floats, gsize count, float largest)
{
  for (gsize i = 0; i < count; i++)
    if (!(fabsf (floats[i]) <= largest))
      largest = fabsf (floats[i]);
  return largest;
}

void
fv_plan_write (FvPlan *self, const float *values, float *const *slots)
{
  write_array (self, values, self->values);
  self->largest = fv_plan_find_largest (self->values, self->n_floats, 0);
  for (guint i = 0; i < n_slots (self); i++)
    {
      write_array (self, slots != NULL ? slots[i] : NULL, self->slots[i]);
      self->largest = fv_plan_find_largest (self->slots[i], self->n_floats, self->largest);
    }
  fv_plan_frozen_keep (self);
  self->version++;
}

void
fv_plan_read (const FvPlan *self, float *values, float *const *slots)
{
  read_array (self, self->values, values);
  for (guint i = 0; slots != NULL && i < n_slots (self); i++)
    read_array (self, self->slots[i], slots[i]);
}

/* A sample that comes alone has a way of its own; before it begins is the one moment to stop it. */
static FvPlanSingle *
single (FvPlan *self)
{
  if (self->single == NULL)
    self->single = fv_plan_single_new (self);
  return self->single;
}

static gboolean
is_stopped (const int *stop)
{
  return stop != NULL && g_atomic_int_get (stop);
}

static FvPlanState
learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper, guint64 step, const int *stop,
       FvPlanSum *sum, guint *trouble)
{
  if (self->n_stages == 0)
    return fv_plan_layers_learn (self, samples, n, hyper, step, stop, sum, trouble);
  if (n == 1)
    return is_stopped (stop) ? FV_PLAN_STOPPED
                             : fv_plan_single_learn (single (self), samples, hyper, step, sum, trouble);
  return fv_plan_batch_learn (self, samples, n, hyper, step, stop, sum, trouble);
}

FvPlanState
fv_plan_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper, guint64 step,
               const int *stop, FvPlanSum *sum, guint *trouble)
{
  FvPlanState state;

  g_return_val_if_fail (self->optimizer != NULL && n > 0, FV_PLAN_STOPPED);
  state = learn (self, samples, n, hyper, step, stop, sum, trouble);
  if (state == FV_PLAN_OK)
    fv_plan_frozen_restore (self);
  return state;
}

FvPlanState
fv_plan_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, FvPlanSum *sum,
                  float *gradient, guint *trouble)
{
  g_return_val_if_fail (n > 0, FV_PLAN_STOPPED);
  if (self->n_stages == 0)
    return fv_plan_layers_gradient (self, samples, n, stop, sum, gradient, trouble);
  if (n == 1)
    return is_stopped (stop) ? FV_PLAN_STOPPED
                             : fv_plan_single_gradient (single (self), samples, sum, gradient, trouble);
  return fv_plan_batch_gradient (self, samples, n, stop, sum, gradient, trouble);
}

FvPlanState
fv_plan_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, float *scores,
               double *losses)
{
  if (self->n_stages == 0)
    return fv_plan_layers_score (self, samples, n, stop, scores, losses);
  if (n == 1)
    return is_stopped (stop) ? FV_PLAN_STOPPED
                             : fv_plan_single_score (single (self), samples, scores, losses);
  return fv_plan_batch_score (self, samples, n, stop, scores, losses);
}

const char *
fv_plan_kernels (const FvPlan *self)
{
  return self->kernels->name;
}

guint
fv_plan_n_threads (const FvPlan *self)
{
  return self->n_threads;
}

const char *
fv_plan_slow_reason (const FvPlan *self, guint place)
{
  if (self->slow_place == 0)
    return NULL;
  if (place == self->slow_place)
    return _ ("no kernel knows its kind or its activation");
  return _ ("another layer has no kernel, and a network goes one way as a whole");
}
