/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan-single-stage.h"

/* Whether a number could leave the range of float is known before any is computed: from how many terms a sum has and
 * how large they can be. Rough bounds grow with each layer; where they come near the limit, what is really there is
 * looked at. */
#define LIMIT_OUTPUT   1e30f
#define LIMIT_GRADIENT 1e12f

/* The most a φ gives where it is bounded, and its steepest slope. */
#define LARGEST_O 1.7159f
#define STEEPEST  1.15f

static gsize
window_of (const FvStage *stage)
{
  return (gsize)stage->kernel_rows * stage->kernel_cols;
}

static gboolean
is_bounded (FvPhi phi)
{
  return phi == FV_PHI_SIGMOID || phi == FV_PHI_TANH || phi == FV_PHI_LECUN;
}

/* How much larger than x the net input can be. */
static float
reach_up (const FvSingleStage *self, float x)
{
  const FvStage *stage = self->stage;
  float largest = MAX (self->plan->largest, 1.0f);
  gsize terms = fv_shape_size (stage->input);

  if (stage->at.units == 0)
    return x; /* weights that add up to 1, or the largest */
  if (stage->kind == FV_STAGE_CONVOLUTION)
    terms = window_of (stage) * stage->input.maps;
  else if (stage->kind == FV_STAGE_POOLING)
    terms = (gsize)stage->pooling->block_rows * stage->pooling->block_cols;
  return (float)(terms + 1) * largest * MAX (x, 1.0f);
}

/* How large the sum of what comes down to one x can be. */
static float
reach_down (const FvSingleStage *self, float delta)
{
  const FvStage *stage = self->stage;
  float largest = MAX (self->plan->largest, 1.0f);

  if (stage->kind == FV_STAGE_CONVOLUTION)
    return (float)(window_of (stage) * stage->at.units * stage->inputs) * largest * delta;
  if (stage->kind == FV_STAGE_DENSE)
    return (float)stage->at.units * largest * delta;
  return 9.0f * largest * delta; /* windows of Gaussians over one cell */
}

static float
gradient_of (const FvSingleStage *self, float delta)
{
  return (float)fv_shape_area (self->stage->middle) * (float)self->stage->input.maps
         * MAX (self->x_bound, 1.0f) * delta;
}

static float
look (const FvSingleStage *self, const float *cells, FvShape shape)
{
  return self->plan->kernels->largest (cells, fv_single_floats (shape) + FV_SINGLE_SLACK / 2);
}

gboolean
fv_single_bound_output (FvSingleStage *self, float *o_bound)
{
  float reach = reach_up (self, self->x_bound);

  if (!(reach < LIMIT_OUTPUT))
    {
      self->x_bound = look (self, self->below, self->input);
      reach = reach_up (self, self->x_bound);
    }
  *o_bound = is_bounded (self->stage->phi) && !self->is_last ? LARGEST_O : reach;
  return reach < LIMIT_OUTPUT;
}

static gboolean
is_too_large (const FvSingleStage *self)
{
  return !(gradient_of (self, self->delta_bound) < LIMIT_GRADIENT)
         || !(reach_down (self, self->delta_bound) < LIMIT_OUTPUT);
}

gboolean
fv_single_bound_gradient (FvSingleStage *self, float *below)
{
  if (is_too_large (self))
    {
      self->x_bound = look (self, self->below, self->input);
      self->delta_bound = look (self, self->delta, self->stage->output);
    }
  *below = STEEPEST * reach_down (self, self->delta_bound);
  return !is_too_large (self);
}
