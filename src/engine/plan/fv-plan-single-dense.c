/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-plan-single-stage.h"

static const float *
weights_of (const FvSingleStage *self)
{
  return self->plan->values + self->stage->at.weights;
}

/* Maps of more than one cell stand cell by cell; the weights want them map by map. */
static gboolean
is_rasterized (const FvSingleStage *self)
{
  return self->input.maps > 1 && fv_shape_area (self->input) > 1;
}

static void
init (FvSingleStage *self)
{
  if (!is_rasterized (self))
    return;
  self->own_x = fv_single_array_new (fv_shape_size (self->input));
  self->own_d_x = fv_single_array_new (fv_shape_size (self->input));
}

static void
rasterize (FvSingleStage *self)
{
  guint area = (guint)fv_shape_area (self->input), maps = self->input.maps;

  for (guint m = 0; m < maps; m++)
    for (guint c = 0; c < area; c++)
      self->own_x[(gsize)m * area + c] = self->below[(gsize)c * self->x_cell + m];
}

static void
unrasterize (FvSingleStage *self)
{
  guint area = (guint)fv_shape_area (self->input), maps = self->input.maps;

  for (guint m = 0; m < maps; m++)
    for (guint c = 0; c < area; c++)
      self->d_below[(gsize)c * self->x_cell + m] = self->own_d_x[(gsize)m * area + c];
}

static void
output (FvSingleStage *self, gboolean learns)
{
  const FvStagePlace *at = &self->stage->at;

  if (self->own_x != NULL)
    rasterize (self);
  self->kernels->dense (weights_of (self), self->plan->values + at->biases, at->units, at->row, self->x,
                        self->o);
}

static void
backpropagate (FvSingleStage *self)
{
  const FvStagePlace *at = &self->stage->at;

  self->kernels->dense_below (weights_of (self), at->units, at->row, self->delta, self->d_x);
  if (self->own_d_x != NULL)
    unrasterize (self);
}

/* From 0, a step of rate −1 arrives at the gradient. */
static void
write_gradient (FvSingleStage *self, float *gradient)
{
  static const FvStep step = { .kind = FV_STEP_SGD, .rate = -1.0f };
  const FvStagePlace *at = &self->stage->at;

  memset (gradient + at->weights, 0, (gsize)at->units * at->row * sizeof *gradient);
  self->kernels->dense_step (&step, self->x, self->delta, at->units, at->row, gradient + at->weights, NULL);
  memcpy (gradient + at->biases, self->delta, at->units * sizeof *gradient);
}

static float
learn (FvSingleStage *self, const FvSingleAim *aim)
{
  const FvStagePlace *at = &self->stage->at;
  float *slots[FV_OPTIMIZER_MAX_SLOTS], weight, bias;

  if (aim->weights == NULL)
    {
      write_gradient (self, aim->gradient);
      return 0.0f;
    }
  for (guint i = 0; i < self->plan->optimizer->n_slots; i++)
    slots[i] = self->plan->slots[i] + at->weights;
  weight = self->kernels->dense_step (aim->weights, self->x, self->delta, at->units, at->row,
                                      self->plan->values + at->weights, slots);
  bias = fv_single_step (self->plan, aim->biases, at->biases, fv_single_padded (at->units), self->delta);
  return fv_plan_larger (weight, bias);
}

const FvSingleKind fv_single_dense = {
  .init = init,
  .output = output,
  .backpropagate = backpropagate,
  .learn = learn,
};
