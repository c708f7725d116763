/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-plan-private.h"

/* Frozen units. The kernels step through whole stages, eight floats at a time; making them leave some out would cost
 * everybody. So what is frozen is kept aside, and put back after each step: the parameters and what the optimiser keeps
 * of them are what they were, to the bit, whichever way the step went. */

static guint
n_arrays (const FvPlan *self)
{
  return 1 + (self->optimizer != NULL ? self->optimizer->n_slots : 0);
}

static float *
nth_array (const FvPlan *self, guint nth)
{
  return nth == 0 ? self->values : self->slots[nth - 1];
}

void
fv_plan_frozen_clear (FvPlanFrozen *self)
{
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self->kept);
  *self = (FvPlanFrozen){ 0 };
}

static void
add_run (FvPlanFrozen *self, gsize at, gsize count)
{
  FvFrozenRun run = { at, count };

  g_array_append_val (self->runs, run);
  self->count += count;
}

/* Without stages the parameters stand as the network has them. */
static void
add_plain (FvPlan *self, FvFrozenRange range)
{
  const FvLayer *layer = fv_network_layer (self->network, range.layer);
  gsize each = layer->n_weights / fv_frozen_n_units (layer);

  add_run (&self->frozen, fv_network_weight_offset (self->network, range.layer) + range.first * each,
           range.count * each);
  add_run (&self->frozen, fv_network_bias_offset (self->network, range.layer) + range.first, range.count);
}

static void
add_range (FvPlan *self, FvFrozenRange range)
{
  for (guint i = 0; i < self->n_stages; i++)
    {
      const FvStagePlace *at = &self->stages[i].at;
      gsize each = (gsize)at->rows * at->row;

      if (self->stages[i].layer->place != range.layer || at->units == 0)
        continue;
      add_run (&self->frozen, at->weights + range.first * each, range.count * each);
      add_run (&self->frozen, at->biases + range.first, range.count);
    }
  if (self->n_stages == 0)
    add_plain (self, range);
}

void
fv_plan_freeze (FvPlan *self, const FvFrozen *frozen)
{
  g_return_if_fail (fv_frozen_fits (frozen, self->network));
  fv_plan_frozen_clear (&self->frozen);
  if (frozen == NULL)
    return;
  self->frozen.set = frozen;
  self->frozen.runs = g_array_new (FALSE, FALSE, sizeof (FvFrozenRun));
  for (guint i = 0; i < fv_frozen_n_ranges (frozen); i++)
    add_range (self, fv_frozen_range (frozen, i));
  self->frozen.kept = g_new (float, n_arrays (self) * self->frozen.count);
  fv_plan_frozen_keep (self);
}

void
fv_plan_frozen_keep (FvPlan *self)
{
  FvPlanFrozen *frozen = &self->frozen;
  float *kept = frozen->kept;

  if (frozen->set == NULL)
    return;
  for (guint a = 0; a < n_arrays (self); a++)
    for (guint i = 0; i < frozen->runs->len; i++)
      {
        FvFrozenRun run = g_array_index (frozen->runs, FvFrozenRun, i);

        memcpy (kept, nth_array (self, a) + run.at, run.count * sizeof *kept);
        kept += run.count;
      }
  frozen->largest = fv_plan_find_largest (frozen->kept, n_arrays (self) * frozen->count, 0);
}

void
fv_plan_frozen_restore (FvPlan *self)
{
  const FvPlanFrozen *frozen = &self->frozen;
  const float *kept = frozen->kept;

  if (frozen->set == NULL)
    return;
  for (guint a = 0; a < n_arrays (self); a++)
    for (guint i = 0; i < frozen->runs->len; i++)
      {
        FvFrozenRun run = g_array_index (frozen->runs, FvFrozenRun, i);

        memcpy (nth_array (self, a) + run.at, kept, run.count * sizeof *kept);
        kept += run.count;
      }
  self->largest = fv_plan_larger (self->largest, frozen->largest);
  self->version++; /* who keeps them in another order let them step */
}

gboolean
fv_plan_are_frozen (const FvPlan *self, const FvStage *stage, guint first, guint count)
{
  for (guint i = 0; i < fv_frozen_n_ranges (self->frozen.set); i++)
    {
      FvFrozenRange range = fv_frozen_range (self->frozen.set, i);

      if (range.layer == stage->layer->place && range.first <= first
          && first + count <= range.first + range.count)
        return TRUE;
    }
  return FALSE;
}
