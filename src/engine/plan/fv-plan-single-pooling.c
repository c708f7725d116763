/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fv-plan-single-stage.h"

static guint
places (const FvPoolingLayer *pooling)
{
  return pooling->block_rows * pooling->block_cols;
}

/* Of equal cells the first wins, and a real one over a filled-in zero. */
static void
pool_cell (const FvSingleGroup *group, const FvSingleSpot *spots, const float *x, guint cell, gboolean fills,
           float *s, gint32 *winner)
{
  const FvSingleSpot *first = spots + group->first;

  for (guint m = 0; m < cell; m++)
    {
      const FvSingleSpot *best = first;

      for (const FvSingleSpot *spot = first; spot < first + group->count; spot++)
        if (x[spot->at + m] > x[best->at + m])
          best = spot;
      s[group->at + m] = x[best->at + m];
      winner[group->at + m] = (gint32)best->factor;
      if (fills && x[best->at + m] < 0.0f)
        {
          s[group->at + m] = 0.0f;
          winner[group->at + m] = -1;
        }
    }
}

void
fv_single_pool_max (const FvSingleStage *self, const float *x, gboolean fills)
{
  gsize n_groups = fv_shape_area (self->stage->output);

  for (gsize i = 0; i < n_groups; i++)
    pool_cell (&self->groups[i], self->spots, x, self->cell,
               fills && self->groups[i].count < places (self->stage->pooling), self->o, self->winner);
}

/* δ goes to the winner alone; nowhere if a filled-in zero won. */
static void
give_to_winners (const FvSingleStage *self)
{
  gsize n_groups = fv_shape_area (self->stage->output);

  for (gsize i = 0; i < n_groups; i++)
    {
      const FvSingleGroup *group = &self->groups[i];

      for (guint k = 0; k < group->count; k++)
        {
          const FvSingleSpot *spot = &self->spots[group->first + k];

          for (guint m = 0; m < self->cell; m++)
            if (self->winner[group->at + m] == (gint32)spot->factor)
              self->d_x[spot->at + m] = self->delta[group->at + m];
        }
    }
}

/* ---- Trainable pooling: weights [maps][row], one for each place in the block ---- */

static void
sum_trainable (const FvSingleStage *self)
{
  const FvStagePlace *at = &self->stage->at;
  const float *weights = self->plan->values + at->weights, *biases = self->plan->values + at->biases;
  gsize n_groups = fv_shape_area (self->stage->output);

  for (gsize i = 0; i < n_groups; i++)
    for (guint m = 0; m < at->units; m++)
      {
        const FvSingleGroup *group = &self->groups[i];
        float sum = biases[m];

        for (guint k = 0; k < group->count; k++)
          {
            const FvSingleSpot *spot = &self->spots[group->first + k];

            sum += weights[(gsize)m * at->row + (guint)spot->factor] * self->x[spot->at + m];
          }
        self->o[group->at + m] = sum;
      }
}

static void
give_trainable (const FvSingleStage *self)
{
  const FvStagePlace *at = &self->stage->at;
  const float *weights = self->plan->values + at->weights;
  gsize n_groups = fv_shape_area (self->stage->output);

  for (gsize i = 0; i < n_groups; i++)
    for (guint k = 0; k < self->groups[i].count; k++)
      {
        const FvSingleSpot *spot = &self->spots[self->groups[i].first + k];

        for (guint m = 0; m < at->units; m++)
          self->d_x[spot->at + m]
              = self->delta[self->groups[i].at + m] * weights[(gsize)m * at->row + (guint)spot->factor];
      }
}

/* gradient [maps][row], and of the biases behind it. */
static void
find_gradient (const FvSingleStage *self, float *weights, float *biases)
{
  const FvStagePlace *at = &self->stage->at;
  gsize n_groups = fv_shape_area (self->stage->output);

  memset (weights, 0, (gsize)at->units * at->row * sizeof *weights);
  memset (biases, 0, fv_single_padded (at->units) * sizeof *biases);
  for (gsize i = 0; i < n_groups; i++)
    for (guint m = 0; m < at->units; m++)
      {
        const FvSingleGroup *group = &self->groups[i];
        float delta = self->delta[group->at + m];

        biases[m] += delta;
        for (guint k = 0; k < group->count; k++)
          {
            const FvSingleSpot *spot = &self->spots[group->first + k];

            weights[(gsize)m * at->row + (guint)spot->factor] += delta * self->x[spot->at + m];
          }
      }
}

/* ---- The stage ---- */

static gboolean
is_trainable (const FvSingleStage *self)
{
  return self->stage->at.units > 0;
}

static void
init (FvSingleStage *self)
{
  const FvStage *stage = self->stage;

  fv_single_pooling_groups (stage->pooling, stage->input, &self->groups, &self->spots);
  if (stage->pooling->kind == FV_POOLING_MAX)
    self->winner = g_new0 (gint32, fv_single_floats (stage->output) + FV_SINGLE_SLACK);
  if (is_trainable (self))
    self->gradient = fv_single_array_new ((gsize)stage->at.units * (stage->at.row + 1));
}

static void
output (FvSingleStage *self, gboolean learns)
{
  gsize n_groups = fv_shape_area (self->stage->output);

  if (self->winner != NULL)
    fv_single_pool_max (self, self->x, self->stage->pooling->border == FV_BORDER_KEEP);
  else if (is_trainable (self))
    sum_trainable (self);
  else
    self->kernels->gather (self->groups, (guint)n_groups, self->spots, self->x, self->cell, self->o);
}

static void
backpropagate (FvSingleStage *self)
{
  memset (self->d_x, 0, fv_single_floats (self->stage->input) * sizeof *self->d_x);
  if (self->winner != NULL)
    give_to_winners (self);
  else if (is_trainable (self))
    give_trainable (self);
  else
    self->kernels->scatter (self->groups, (guint)fv_shape_area (self->stage->output), self->spots,
                            self->delta, self->cell, self->d_x);
}

static float
learn (FvSingleStage *self, const FvSingleAim *aim)
{
  const FvStagePlace *at = &self->stage->at;
  gsize n_weights = (gsize)at->units * at->row, n_biases = fv_single_padded (at->units);
  float *gradient = self->gradient, weight, bias;

  if (!is_trainable (self))
    return 0.0f;
  if (aim->weights == NULL)
    {
      find_gradient (self, aim->gradient + at->weights, aim->gradient + at->biases);
      return 0.0f;
    }
  find_gradient (self, gradient, gradient + n_weights);
  weight = fv_single_step (self->plan, aim->weights, at->weights, n_weights, gradient);
  bias = fv_single_step (self->plan, aim->biases, at->biases, n_biases, gradient + n_weights);
  return fv_plan_larger (weight, bias);
}

const FvSingleKind fv_single_pooling = {
  .init = init,
  .output = output,
  .backpropagate = backpropagate,
  .learn = learn,
};
