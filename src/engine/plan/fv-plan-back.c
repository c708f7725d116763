/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-plan-batch.h"

#define LANES FV_PLAN_LANES

/* ∂E/∂x of each map of a shared kernel: that of all the sums it is part of. */
static void
spread_sums (const FvStage *stage, const float *d_sums, float *d_x)
{
  gsize area = fv_shape_area (stage->input) * LANES;

  memset (d_x, 0, stage->input.maps * area * sizeof *d_x);
  for (guint i = 0; i < stage->inputs; i++)
    for (guint m = 0; m < stage->input.maps; m++)
      if (stage->is_summed[(gsize)i * stage->input.maps + m])
        for (gsize c = 0; c < area; c++)
          d_x[m * area + c] += d_sums[i * area + c];
}

/* The winners' way down, sample by sample; empty lanes too, whose δ is 0. d_sums is where d_x of the inputs goes. */
static void
go_by_winners (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
               float *d_sums, float *scratch)
{
  const FvPlan *plan = chunk->plan;
  const float *delta = fv_buffer_floats (plan->batch, &work->delta_samples, worker, block);
  const guint8 *winner = (const guint8 *)fv_buffer_floats (plan->batch, &work->winner_samples, worker, block);
  gsize area = fv_shape_area (stage->input);
  float *cells = scratch, *rest = scratch + LANES * work->x_stride;

  for (guint s = 0; s < LANES; s++)
    plan->kernels->winners_back (&work->convolution, delta + s * work->delta_stride,
                                 winner + s * work->delta_stride, plan->values + stage->at.weights,
                                 cells + s * work->x_stride, rest);
  plan->kernels->from_cells (cells, work->x_stride, stage->inputs, area, stage->cell, d_sums);
}

static void
convolve_back (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
               const float *delta, float *d_x)
{
  const FvPlan *plan = chunk->plan;
  float *scratch = plan->batch->workers[worker].scratch, *d_inputs = d_x;

  if (stage->is_summed != NULL)
    {
      d_inputs = scratch;
      scratch += stage->inputs * fv_shape_area (stage->input) * LANES;
    }
  if (stage->pooling != NULL)
    go_by_winners (chunk, stage, work, block, worker, d_inputs, scratch);
  else
    plan->kernels->convolve_back (&work->convolution, delta, plan->values + stage->at.weights, d_inputs,
                                  scratch);
  if (stage->is_summed != NULL)
    spread_sums (stage, d_inputs, d_x);
}

static void
pool_back (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
           const float *delta, float *d_x)
{
  const FvPlan *plan = chunk->plan;

  if (stage->pooling->kind == FV_POOLING_MAX)
    plan->kernels->max_back (&work->window, delta,
                             (const gint32 *)fv_buffer_floats (plan->batch, &work->winner, worker, block),
                             d_x);
  else
    plan->kernels->window_back (&work->window, delta,
                                stage->at.units > 0 ? plan->values + stage->at.weights : work->window_weights,
                                d_x);
}

/* What phase B will want of this stage's δ, in the form it wants it. */
static void
keep_delta (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
            const float *delta)
{
  const FvPlan *plan = chunk->plan;
  float *samples = fv_buffer_floats (plan->batch, &work->delta_samples, worker, block);

  if (stage->kind == FV_STAGE_DENSE)
    for (guint u = 0; u < stage->at.units; u++)
      memcpy (samples + u * work->delta_stride, delta + u * LANES, LANES * sizeof *delta);
  else if (stage->kind == FV_STAGE_CONVOLUTION && stage->pooling != NULL)
    plan->kernels->winners_to_samples (
        (const gint32 *)fv_buffer_floats (plan->batch, &work->winner, worker, block), delta,
        fv_shape_size (stage->output),
        (guint8 *)fv_buffer_floats (plan->batch, &work->winner_samples, worker, block), samples,
        work->delta_stride);
}

static void
run_stage (FvChunk *chunk, guint nth, guint block, guint worker)
{
  const FvPlan *plan = chunk->plan;
  const FvStage *stage = &plan->stages[nth];
  const FvStageWork *work = &plan->batch->works[nth];
  const float *delta = fv_buffer_floats (plan->batch, &work->delta, worker, block);
  FvBlockSum *sum = &chunk->blocks[block];
  float *d_x;

  if (stage->at.units > 0)
    sum->largest = fv_plan_larger (sum->largest,
                                   plan->kernels->largest (delta, fv_shape_size (stage->output) * LANES));
  keep_delta (chunk, stage, work, block, worker, delta);
  if (nth == 0)
    return;
  d_x = fv_buffer_floats (plan->batch, &work[-1].delta, worker, block);
  switch (stage->kind)
    {
    case FV_STAGE_CONVOLUTION:
      convolve_back (chunk, stage, work, block, worker, delta, d_x);
      break;
    case FV_STAGE_POOLING:
      pool_back (chunk, stage, work, block, worker, delta, d_x);
      break;
    case FV_STAGE_DENSE:
    default:
      plan->kernels->dense_back (&work->dense, delta, plan->values + stage->at.weights, d_x);
      break;
    }
  if (stage[-1].phi != FV_PHI_IDENTITY)
    plan->kernels->phi_delta (stage[-1].phi, fv_buffer_floats (plan->batch, &work->x, worker, block), d_x,
                              fv_shape_size (stage->input) * LANES, d_x);
}

void
fv_chunk_back (FvChunk *chunk, guint block, guint worker)
{
  FvPlan *plan = chunk->plan;
  double since = fv_plan_clock (plan);

  for (guint i = plan->n_stages; i > 0; i--)
    {
      run_stage (chunk, i - 1, block, worker);
      since = fv_plan_clock_add (plan, plan->stages[i - 1].layer->place, FV_PLAN_BACKWARD, since);
    }
}
