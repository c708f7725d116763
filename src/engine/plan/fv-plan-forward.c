/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-plan-batch.h"

#define LANES FV_PLAN_LANES

/* The last block's empty lanes repeat its last sample; their δ will be 0. */
static void
pack_input (FvChunk *chunk, guint block, float *x)
{
  const FvPlan *plan = chunk->plan;
  const guint8 *pixels[LANES];
  double low, high;

  for (guint i = 0; i < LANES; i++)
    pixels[i] = chunk->samples[MIN (block * LANES + i, chunk->n - 1)].pixels;
  fv_network_range (plan->network, &low, &high);
  plan->kernels->pack (pixels, fv_shape_size (fv_network_shape (plan->network, 0)), (float)low,
                       (float)((high - low) / 255.0), x);
}

/* Each input of a shared kernel: the sum of its maps, in their order. */
static void
sum_maps (const FvStage *stage, const float *x, float *sums)
{
  gsize area = fv_shape_area (stage->input) * LANES;

  memset (sums, 0, stage->inputs * area * sizeof *sums);
  for (guint i = 0; i < stage->inputs; i++)
    for (guint m = 0; m < stage->input.maps; m++)
      if (stage->is_summed[(gsize)i * stage->input.maps + m])
        for (gsize c = 0; c < area; c++)
          sums[i * area + c] += x[m * area + c];
}

static void
convolve (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
          const float *x, float *o)
{
  const FvPlan *plan = chunk->plan;
  const FvPlanBatch *batch = plan->batch;
  const float *weights = plan->values + stage->at.weights, *biases = plan->values + stage->at.biases;
  gsize area = fv_shape_area (stage->input);

  if (stage->is_summed != NULL)
    {
      float *sums = fv_buffer_floats (batch, &work->sums, worker, block);

      sum_maps (stage, x, sums);
      x = sums;
    }
  if (stage->pooling == NULL)
    {
      plan->kernels->convolve (&work->convolution, x, weights, biases, o);
      return;
    }
  if (chunk->goes_back)
    plan->kernels->to_cells (x, stage->inputs, area, stage->cell,
                             fv_buffer_floats (batch, &work->x_samples, worker, block), work->x_stride);
  plan->kernels->convolve_max (&work->convolution, x, weights, biases, o,
                               (gint32 *)fv_buffer_floats (batch, &work->winner, worker, block),
                               batch->workers[worker].scratch);
}

static void
pool (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
      const float *x, float *o)
{
  const FvPlan *plan = chunk->plan;
  gboolean has_weights = stage->at.units > 0;

  if (stage->pooling->kind == FV_POOLING_MAX)
    plan->kernels->max_pool (&work->window, x, o,
                             (gint32 *)fv_buffer_floats (plan->batch, &work->winner, worker, block));
  else
    plan->kernels->window_pool (&work->window, x,
                                has_weights ? plan->values + stage->at.weights : work->window_weights,
                                has_weights ? plan->values + stage->at.biases : NULL, o);
}

static void
dense (FvChunk *chunk, const FvStage *stage, const FvStageWork *work, guint block, guint worker,
       const float *x, float *o)
{
  const FvPlan *plan = chunk->plan;

  if (chunk->goes_back)
    plan->kernels->to_samples (x, work->dense.inputs,
                               fv_buffer_floats (plan->batch, &work->x_samples, worker, block),
                               work->x_stride);
  plan->kernels->dense (&work->dense, x, plan->values + stage->at.weights, plan->values + stage->at.biases,
                        o);
}

static void
run_stage (FvChunk *chunk, guint nth, guint block, guint worker)
{
  const FvPlan *plan = chunk->plan;
  const FvStage *stage = &plan->stages[nth];
  const FvStageWork *work = &plan->batch->works[nth];
  const float *x = fv_buffer_floats (plan->batch, &work->x, worker, block);
  float *o = fv_buffer_floats (plan->batch, &work->o, worker, block);
  FvBlockSum *sum = &chunk->blocks[block];

  switch (stage->kind)
    {
    case FV_STAGE_CONVOLUTION:
      convolve (chunk, stage, work, block, worker, x, o);
      break;
    case FV_STAGE_POOLING:
      pool (chunk, stage, work, block, worker, x, o);
      break;
    case FV_STAGE_DENSE:
    default:
      dense (chunk, stage, work, block, worker, x, o);
      break;
    }
  if (!work->is_bounded)
    sum->largest
        = fv_plan_larger (sum->largest, plan->kernels->largest (o, fv_shape_size (stage->output) * LANES));
}

void
fv_chunk_forward (FvChunk *chunk, guint block, guint worker)
{
  FvPlan *plan = chunk->plan;
  double since = fv_plan_clock (plan);

  pack_input (chunk, block, fv_buffer_floats (plan->batch, &plan->batch->works[0].x, worker, block));
  since = fv_plan_clock_add (plan, 0, FV_PLAN_FORWARD, since);
  for (guint i = 0; i < plan->n_stages; i++)
    {
      run_stage (chunk, i, block, worker);
      since = fv_plan_clock_add (plan, plan->stages[i].layer->place, FV_PLAN_FORWARD, since);
    }
}
