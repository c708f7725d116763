/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fv-plan-single-stage.h"

#define UNITS_AT_ONCE FV_PLAN_LANES /* of which the gradient is found before they take their step */

static guint
block_side (const FvStage *stage)
{
  return stage->pooling != NULL ? stage->pooling->block_rows : 1;
}

static guint
n_places (const FvStage *stage)
{
  return block_side (stage) * block_side (stage);
}

/* Floats from the weights of one unit to those of the next. */
static gsize
unit_size (const FvStage *stage)
{
  return (gsize)stage->at.rows * stage->at.row;
}

/* φ comes after pooling, so it is φ⁻¹(0) that is filled in: 0, and for a sigmoid what never wins. */
static gboolean
fill_wins (const FvStage *stage)
{
  return stage->pooling != NULL && stage->pooling->border == FV_BORDER_KEEP && stage->phi != FV_PHI_SIGMOID;
}

static void
init_shape (FvSingleStage *self)
{
  const FvStage *stage = self->stage;

  self->shape = (FvSingleConvolution){
    .x_cols = stage->input.cols,
    .x_cell = self->x_cell,
    .inputs = stage->inputs,
    .kernel_rows = stage->kernel_rows,
    .kernel_cols = stage->kernel_cols,
    .units = stage->at.units,
    .n_cell = self->cell,
    .rows = stage->middle.rows,
    .cols = stage->middle.cols,
    .pools = block_side (stage) == 2,
    .keeps_rest = stage->pooling != NULL && stage->pooling->border != FV_BORDER_IGNORE,
    .fills_rest = fill_wins (stage),
  };
  self->window = (FvSingleWindow){
    .kernel_rows = stage->kernel_rows,
    .kernel_row = stage->kernel_cols * self->x_cell,
    .row = stage->at.row,
    .x_row = (gsize)stage->input.cols * self->x_cell,
  };
}

/* Where the windows begin. */
static void
init_places (FvSingleStage *self)
{
  const FvStage *stage = self->stage;
  guint p = block_side (stage);
  gsize n = 0;

  self->corners = g_new (gint32, fv_shape_area (stage->output));
  self->steps = g_new (gint32, n_places (stage));
  for (guint r = 0; r < stage->output.rows; r++)
    for (guint c = 0; c < stage->output.cols; c++)
      self->corners[n++] = (gint32)(((gsize)r * stage->input.cols + c) * p * self->x_cell);
  for (guint k = 0; k < n_places (stage); k++)
    self->steps[k] = (gint32)((k / p * stage->input.cols + k % p) * self->x_cell);
}

static void
init (FvSingleStage *self)
{
  const FvStage *stage = self->stage;
  gsize cells = fv_shape_area (stage->output), window = (gsize)stage->kernel_rows * stage->kernel_cols;

  if (stage->is_summed != NULL)
    {
      FvShape sums = { stage->inputs, stage->input.rows, stage->input.cols };

      self->x_cell = stage->cell;
      self->own_x = fv_single_array_new (fv_single_floats (sums));
      self->own_d_x = fv_single_array_new (fv_single_floats (sums));
    }
  init_shape (self);
  init_places (self);
  self->weights = fv_single_array_new (window * stage->inputs * fv_single_padded (stage->at.units));
  self->gradient
      = fv_single_array_new (UNITS_AT_ONCE * unit_size (stage) + fv_single_padded (stage->at.units));
  self->lit = g_new (FvSingleGroup, cells * n_places (stage));
  self->lit_spots = g_new (FvSingleSpot, cells * n_places (stage) * stage->at.units);
  if (stage->pooling != NULL)
    self->winner = g_new0 (gint32, fv_single_floats (stage->output) + FV_SINGLE_SLACK);
  if (stage->pooling != NULL && !self->shape.pools)
    {
      self->n = fv_single_array_new (fv_single_floats (stage->middle));
      fv_single_pooling_groups (stage->pooling, stage->middle, &self->groups, &self->spots);
    }
}

/* The weights of units first … first + count − 1, as the kernel wants them: units innermost. */
static void
order_units (FvSingleStage *self, guint first, guint count)
{
  const FvStage *stage = self->stage;
  const float *from = self->plan->values + stage->at.weights + first * unit_size (stage);
  gsize units = fv_single_padded (stage->at.units);
  gboolean is_run = stage->inputs == stage->cell; /* a row of the kernel has no gaps */
  guint runs = is_run ? 1 : stage->kernel_cols,
        run = is_run ? stage->kernel_cols * stage->cell : stage->inputs;
  float *to = self->weights + first;

  for (guint u = 0; u < stage->kernel_rows; u++)
    for (guint v = 0; v < runs; v++, to += run * units)
      self->kernels->transpose (from + (gsize)u * stage->at.row + (gsize)v * stage->cell, unit_size (stage),
                                count, run, to, units);
}

static void
prepare (FvSingleStage *self)
{
  order_units (self, 0, self->stage->at.units);
}

/* ---- Shared kernels: the sums of input maps, and what comes back to each of them ---- */

static void
sum_maps (FvSingleStage *self)
{
  const FvStage *stage = self->stage;
  gsize area = fv_shape_area (stage->input);
  guint maps = stage->input.maps, below = fv_single_cell (maps);

  for (gsize c = 0; c < area; c++)
    for (guint i = 0; i < stage->inputs; i++)
      {
        float sum = 0.0f;

        for (guint m = 0; m < maps; m++)
          if (stage->is_summed[(gsize)i * maps + m])
            sum += self->below[c * below + m];
        self->own_x[c * self->x_cell + i] = sum;
      }
}

static void
give_to_maps (FvSingleStage *self)
{
  const FvStage *stage = self->stage;
  gsize area = fv_shape_area (stage->input);
  guint maps = stage->input.maps, below = fv_single_cell (maps);

  for (gsize c = 0; c < area; c++)
    for (guint m = 0; m < maps; m++)
      {
        float sum = 0.0f;

        for (guint i = 0; i < stage->inputs; i++)
          if (stage->is_summed[(gsize)i * maps + m])
            sum += self->own_d_x[c * self->x_cell + i];
        self->d_below[c * below + m] = sum;
      }
}

/* ---- Forward ---- */

static void
output (FvSingleStage *self, gboolean learns)
{
  const float *biases = self->plan->values + self->stage->at.biases;

  if (self->own_x != NULL)
    sum_maps (self);
  self->kernels->convolution (&self->shape, self->x, self->weights, biases,
                              self->n != NULL ? self->n : self->o,
                              learns && self->shape.pools ? self->winner : NULL);
  if (self->n != NULL)
    fv_single_pool_max (self, self->n, fill_wins (self->stage));
}

/* ---- Backward: from a list of the cells that have a δ ---- */

static guint
winner_at (const FvSingleStage *self, gsize at)
{
  return self->winner != NULL ? (guint)MAX (self->winner[at], 0) : 0;
}

/* The units of one block that have a δ, by the place in the block it goes to; returns how many places have any. */
static guint
light_block (FvSingleStage *self, gsize cell, guint first, FvSingleGroup *groups)
{
  guint units = self->stage->at.units, places = n_places (self->stage), size = (guint)unit_size (self->stage);
  guint counts[FV_POOLING_MAX_BLOCK * FV_POOLING_MAX_BLOCK], n = 0;

  memset (counts, 0, places * sizeof *counts);
  for (guint unit = 0; unit < units; unit++)
    {
      gsize at = cell * self->cell + unit;
      guint place = winner_at (self, at);

      self->lit_spots[first + place * units + counts[place]]
          = (FvSingleSpot){ (gint32)(unit * size), self->delta[at] };
      counts[place] += self->delta[at] != 0.0f;
    }
  for (guint place = 0; place < places; place++)
    {
      groups[n]
          = (FvSingleGroup){ self->corners[cell] + self->steps[place], first + place * units, counts[place] };
      n += counts[place] > 0;
    }
  return n;
}

static void
backpropagate (FvSingleStage *self)
{
  const FvStage *stage = self->stage;
  guint places = n_places (stage), n = 0;
  FvShape x = { stage->inputs, stage->input.rows, stage->input.cols };

  for (gsize cell = 0; cell < fv_shape_area (stage->output); cell++)
    n += light_block (self, cell, (guint)cell * places * stage->at.units, self->lit + n);
  memset (self->d_x, 0, fv_single_floats (x) * sizeof *self->d_x);
  self->kernels->delta_below (&self->window, self->plan->values + stage->at.weights, self->lit, n,
                              self->lit_spots, self->d_x);
  if (self->own_d_x != NULL)
    give_to_maps (self);
}

/* The cells where unit has a δ, and how many. */
static guint
light_unit (FvSingleStage *self, guint unit)
{
  gsize cells = fv_shape_area (self->stage->output);
  guint n = 0;

  for (gsize cell = 0; cell < cells; cell++)
    {
      gsize at = cell * self->cell + unit;

      self->lit_spots[n]
          = (FvSingleSpot){ self->corners[cell] + self->steps[winner_at (self, at)], self->delta[at] };
      n += self->delta[at] != 0.0f;
    }
  return n;
}

/* Weights that are not there have no gradient. */
static void
clear_unconnected (const FvStage *stage, guint unit, float *gradient)
{
  for (guint i = 0; i < stage->inputs; i++)
    for (guint k = 0; !stage->is_connected[(gsize)unit * stage->inputs + i] && k < stage->kernel_rows; k++)
      for (guint v = 0; v < stage->kernel_cols; v++)
        gradient[(gsize)k * stage->at.row + (gsize)v * stage->cell + i] = 0.0f;
}

static void
find_gradient (FvSingleStage *self, guint unit, float *gradient)
{
  self->kernels->kernel_gradient (&self->window, self->x, self->lit_spots, light_unit (self, unit), gradient);
  if (self->stage->is_connected != NULL)
    clear_unconnected (self->stage, unit, gradient);
}

static void
find_bias_gradient (FvSingleStage *self, float *gradient)
{
  gsize cells = fv_shape_area (self->stage->output);
  guint units = self->stage->at.units;

  memset (gradient, 0, fv_single_padded (units) * sizeof *gradient);
  for (gsize cell = 0; cell < cells; cell++)
    for (guint unit = 0; unit < units; unit++)
      gradient[unit] += self->delta[cell * self->cell + unit];
}

static float
step_units (FvSingleStage *self, const FvSingleAim *aim, guint first, guint count)
{
  gsize size = unit_size (self->stage);
  float largest;

  for (guint i = 0; i < count; i++)
    find_gradient (self, first + i, self->gradient + i * size);
  largest = fv_single_step (self->plan, aim->weights, self->stage->at.weights + first * size, count * size,
                            self->gradient);
  order_units (self, first, count);
  return largest;
}

static float
learn (FvSingleStage *self, const FvSingleAim *aim)
{
  const FvStagePlace *at = &self->stage->at;
  float largest = 0.0f, *biases = self->gradient + UNITS_AT_ONCE * unit_size (self->stage);

  if (aim->weights == NULL)
    {
      for (guint unit = 0; unit < at->units; unit++)
        find_gradient (self, unit, aim->gradient + at->weights + unit * unit_size (self->stage));
      find_bias_gradient (self, aim->gradient + at->biases);
      return 0.0f;
    }
  for (guint first = 0; first < at->units; first += UNITS_AT_ONCE)
    largest = fv_plan_larger (largest, step_units (self, aim, first, MIN (UNITS_AT_ONCE, at->units - first)));
  find_bias_gradient (self, biases);
  return fv_plan_larger (
      largest, fv_single_step (self->plan, aim->biases, at->biases, fv_single_padded (at->units), biases));
}

const FvSingleKind fv_single_convolution = {
  .init = init,
  .prepare = prepare,
  .output = output,
  .backpropagate = backpropagate,
  .learn = learn,
};
