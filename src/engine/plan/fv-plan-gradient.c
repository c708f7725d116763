/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-plan-batch.h"

#define LANES FV_PLAN_LANES

/* The units of one task, as they lie in the arrays of the plan. */
typedef struct
{
  const FvStage *stage;
  const FvStageWork *work;
  guint first, count;
  gsize at, size; /* floats: their weights */
} Part;

static Part
part_of (const FvPlan *plan, const FvGradientTask *task)
{
  const FvStage *stage = &plan->stages[task->stage];
  gsize unit = (gsize)stage->at.rows * stage->at.row;

  return (Part){ stage,       &plan->batch->works[task->stage],       task->first,
                 task->count, stage->at.weights + task->first * unit, task->count * unit };
}

/* Weights between maps that are not connected never move. */
static void
clear_unconnected (const Part *part, float *gradient)
{
  const FvStage *stage = part->stage;

  if (stage->is_connected == NULL)
    return;
  for (guint u = 0; u < part->count; u++)
    for (guint i = 0; i < stage->inputs; i++)
      if (!stage->is_connected[(gsize)(part->first + u) * stage->inputs + i])
        for (guint k = 0; k < stage->kernel_rows * stage->kernel_cols; k++)
          gradient[(gsize)(u * stage->kernel_rows + k / stage->kernel_cols) * stage->at.row
                   + (gsize)(k % stage->kernel_cols) * stage->cell + i]
              = 0;
}

static void
add_winners (FvChunk *chunk, const Part *part, guint worker)
{
  const FvPlan *plan = chunk->plan;
  FvPlanBatch *batch = plan->batch;
  const FvStageWork *work = part->work;

  plan->kernels->winners_gradient (
      &work->convolution, chunk->n, fv_buffer_floats (batch, &work->x_samples, worker, 0), work->x_stride,
      fv_buffer_floats (batch, &work->delta_samples, worker, 0),
      (const guint8 *)fv_buffer_floats (batch, &work->winner_samples, worker, 0), work->delta_stride,
      part->first, part->count, batch->gradient + part->stage->at.weights,
      batch->gradient + part->stage->at.biases, batch->workers[worker].scratch);
}

static void
add_in_lanes (FvChunk *chunk, const Part *part, guint worker)
{
  const FvPlan *plan = chunk->plan;
  FvPlanBatch *batch = plan->batch;
  const FvStage *stage = part->stage;
  const FvBuffer *read = stage->is_summed != NULL ? &part->work->sums : &part->work->x;
  const float *x = fv_buffer_floats (batch, read, worker, 0);
  const float *delta = fv_buffer_floats (batch, &part->work->delta, worker, 0);
  gsize delta_step = part->work->delta.step, area = fv_shape_area (stage->output);

  if (stage->kind == FV_STAGE_CONVOLUTION)
    plan->kernels->convolve_gradient (&part->work->convolution, chunk->n_blocks, x, read->step, delta,
                                      delta_step, part->first, part->count,
                                      batch->gradient + stage->at.weights);
  else
    plan->kernels->window_gradient (&part->work->window, chunk->n_blocks, x, read->step, delta, delta_step,
                                    part->first, part->count, batch->gradient + stage->at.weights);
  plan->kernels->bias_gradient (chunk->n_blocks, delta, delta_step, area * LANES, area, part->first,
                                part->count, batch->gradient + stage->at.biases);
}

/* A convolution's or a pooling's: its gradient is gathered in memory, then the step follows it. */
static float
learn_maps (FvChunk *chunk, const Part *part, guint worker)
{
  const FvPlan *plan = chunk->plan;
  float *gradient = plan->batch->gradient + part->at;
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { NULL };

  if (chunk->is_first)
    {
      memset (gradient, 0, part->size * sizeof *gradient);
      memset (plan->batch->gradient + part->stage->at.biases + part->first, 0,
              part->count * sizeof *gradient);
    }
  if (part->stage->kind == FV_STAGE_CONVOLUTION && part->stage->pooling != NULL)
    add_winners (chunk, part, worker);
  else
    add_in_lanes (chunk, part, worker);
  if (!chunk->is_last)
    return 0;
  clear_unconnected (part, gradient);
  if (chunk->step == NULL)
    return 0;
  for (guint i = 0; i < plan->optimizer->n_slots; i++)
    slots[i] = plan->slots[i] + part->at;
  return plan->kernels->step (chunk->step, gradient, part->size, plan->values + part->at, slots);
}

/* A dense layer's, where the step follows while the sums are in registers. */
static float
learn_units (FvChunk *chunk, const Part *part, guint worker)
{
  const FvPlan *plan = chunk->plan;
  FvPlanBatch *batch = plan->batch;
  const FvStageWork *work = part->work;
  const FvStagePlace *at = &part->stage->at;
  const float *delta = fv_buffer_floats (batch, &work->delta_samples, worker, 0);
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { NULL };

  for (guint i = 0; plan->optimizer != NULL && i < plan->optimizer->n_slots; i++)
    slots[i] = plan->slots[i] + at->weights;
  if (chunk->is_first)
    memset (batch->gradient + at->biases + part->first, 0, part->count * sizeof (float));
  plan->kernels->bias_gradient (1, delta, 0, work->delta_stride, chunk->n_blocks, part->first, part->count,
                                batch->gradient + at->biases);
  return plan->kernels->dense_gradient (
      &work->dense, chunk->n, fv_buffer_floats (batch, &work->x_samples, worker, 0), work->x_stride, delta,
      work->delta_stride, part->first, part->count, chunk->is_last ? chunk->step : NULL,
      batch->gradient + at->weights, !chunk->is_first, plan->values + at->weights, slots);
}

void
fv_chunk_gradient (FvChunk *chunk, guint task, guint worker)
{
  FvPlan *plan = chunk->plan;
  Part part = part_of (plan, &plan->batch->tasks[task]);
  double since = fv_plan_clock (plan);

  if (chunk->step != NULL && fv_plan_are_frozen (plan, part.stage, part.first, part.count))
    {
      plan->batch->task_largest[task] = 0;
      return;
    }
  plan->batch->task_largest[task] = part.stage->kind == FV_STAGE_DENSE ? learn_units (chunk, &part, worker)
                                                                       : learn_maps (chunk, &part, worker);
  fv_plan_clock_add (plan, part.stage->layer->place, FV_PLAN_GRADIENT, since);
}

/* Biases of a stage: few, and decay spares them. */
static float
learn_biases (FvChunk *chunk, const FvStage *stage)
{
  const FvPlan *plan = chunk->plan;
  gsize count = (stage->at.units + LANES - 1) / LANES * LANES;
  float *slots[FV_OPTIMIZER_MAX_SLOTS] = { NULL };
  FvStep bare = *chunk->step;

  bare.decay = 0;
  for (guint i = 0; i < plan->optimizer->n_slots; i++)
    slots[i] = plan->slots[i] + stage->at.biases;
  return plan->kernels->step (&bare, plan->batch->gradient + stage->at.biases, count,
                              plan->values + stage->at.biases, slots);
}

void
fv_chunk_finish (FvChunk *chunk)
{
  FvPlan *plan = chunk->plan;

  plan->largest = 0;
  for (guint i = 0; i < plan->n_stages; i++)
    if (plan->stages[i].at.units > 0)
      plan->largest = fv_plan_larger (plan->largest, learn_biases (chunk, &plan->stages[i]));
  for (guint i = 0; i < plan->batch->n_tasks; i++)
    plan->largest = fv_plan_larger (plan->largest, plan->batch->task_largest[i]);
  plan->version++;
}
