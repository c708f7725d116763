/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan-batch.h"

#include <math.h>

#define CHUNK_SAMPLES (FV_PLAN_CHUNK * FV_PLAN_LANES)

/* Hyper-parameters beyond this are for the layers as well. */
#define MAX_HYPER 1e6

/* How a chunk ended. */
typedef enum
{
  CHUNK_OK,
  CHUNK_STOPPED,
  CHUNK_TOO_LARGE, /* numbers that float might not hold */
} ChunkEnd;

static void
run_block (gpointer data, guint block, guint worker)
{
  FvChunk *chunk = data;

  chunk->blocks[block] = (FvBlockSum){ 0 };
  if (chunk->stop != NULL && g_atomic_int_get (chunk->stop))
    return;
  fv_chunk_forward (chunk, block, worker);
  fv_chunk_loss (chunk, block, worker);
  if (chunk->goes_back)
    fv_chunk_back (chunk, block, worker);
  chunk->blocks[block].is_done = TRUE;
}

static void
run_gradient (gpointer data, guint task, guint worker)
{
  fv_chunk_gradient (data, task, worker);
}

/* Adds up what the blocks found, in their order. */
static ChunkEnd
sum_blocks (const FvChunk *chunk, FvPlanSum *sum)
{
  for (guint b = 0; b < chunk->n_blocks; b++)
    {
      const FvBlockSum *block = &chunk->blocks[b];

      if (!block->is_done)
        return CHUNK_STOPPED;
      if (!(block->largest <= FV_PLAN_MAX_SIGNAL) || !isfinite (block->loss))
        return CHUNK_TOO_LARGE;
      sum->loss += block->loss;
      sum->correct += block->correct;
    }
  return CHUNK_OK;
}

static ChunkEnd
run_chunk (FvChunk *chunk, FvPlanSum *sum)
{
  FvPlanBatch *batch = chunk->plan->batch;
  ChunkEnd end;

  fv_team_run (batch->team, run_block, chunk, chunk->n_blocks);
  end = sum_blocks (chunk, sum);
  if (end == CHUNK_OK && chunk->goes_back)
    fv_team_run (batch->team, run_gradient, chunk, batch->n_tasks);
  return end;
}

/* The samples of a batch from done on. */
static void
next_chunk (FvChunk *chunk, const FvPlanSample *samples, guint n, guint done)
{
  chunk->samples = samples + done;
  chunk->n = MIN (n - done, CHUNK_SAMPLES);
  chunk->n_blocks = (chunk->n + FV_PLAN_LANES - 1) / FV_PLAN_LANES;
  chunk->is_first = done == 0;
  chunk->is_last = done + chunk->n == n;
}

static ChunkEnd
run_chunks (FvChunk *chunk, const FvPlanSample *samples, guint n, FvPlanSum *sum)
{
  guint flush = chunk->plan->kernels->flush_begin ();
  FvPlanSum total = { 0 };
  ChunkEnd end = CHUNK_OK;

  chunk->share = 1.0f / (float)n;
  for (guint done = 0; done < n && end == CHUNK_OK; done += chunk->n)
    {
      next_chunk (chunk, samples, n, done);
      end = run_chunk (chunk, &total);
    }
  if (end == CHUNK_OK && chunk->step != NULL)
    fv_chunk_finish (chunk);
  chunk->plan->kernels->flush_end (flush);
  if (end == CHUNK_OK && sum != NULL)
    *sum = total;
  return end;
}

static double
power (double base, guint64 exponent)
{
  double result = 1.0;

  for (; exponent > 0; exponent >>= 1, base *= base)
    if (exponent & 1)
      result *= base;
  return result;
}

static const char *const step_names[FV_N_STEPS] = {
  [FV_STEP_SGD] = "sgd",
  [FV_STEP_MOMENTUM] = "momentum",
  [FV_STEP_NESTEROV] = "nesterov",
  [FV_STEP_ADAM] = "adam",
};

gboolean
fv_plan_step_init (const FvPlan *self, FvHyper hyper, guint64 step, FvStep *out)
{
  *out = (FvStep){ .kind = FV_N_STEPS,
                   .rate = (float)hyper.rate,
                   .momentum = (float)hyper.momentum,
                   .decay = (float)hyper.decay,
                   .m_scale = (float)(1.0 / (1.0 - power (hyper.momentum, step))),
                   .v_scale = (float)(1.0 / (1.0 - power (0.999, step))) };
  for (guint i = 0; i < FV_N_STEPS; i++)
    if (g_str_equal (step_names[i], self->optimizer->name))
      out->kind = (FvStepKind)i;
  return out->kind != FV_N_STEPS && fabs (hyper.rate) <= MAX_HYPER && fabs (hyper.momentum) <= MAX_HYPER
         && fabs (hyper.decay) <= MAX_HYPER
         && (out->kind != FV_STEP_ADAM || fabsf (out->m_scale) <= MAX_HYPER);
}

/* TRUE if all numbers are small enough that none can overflow on the way. */
gboolean
fv_plan_is_safe (const FvPlan *self)
{
  return self->largest <= FV_PLAN_MAX_VALUE;
}

static void
prepare (FvPlan *self)
{
  if (self->batch == NULL)
    self->batch = fv_plan_batch_new (self);
}

FvPlanState
fv_plan_batch_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper, guint64 step,
                     const int *stop, FvPlanSum *sum, guint *trouble)
{
  FvStep by;
  FvChunk chunk = { .plan = self, .stop = stop, .goes_back = TRUE, .step = &by };
  ChunkEnd end = CHUNK_TOO_LARGE;

  prepare (self);
  if (fv_plan_step_init (self, hyper, step, &by) && fv_plan_is_safe (self))
    end = run_chunks (&chunk, samples, n, sum);
  if (end == CHUNK_TOO_LARGE)
    return fv_plan_layers_learn (self, samples, n, hyper, step, stop, sum, trouble);
  return end == CHUNK_OK ? FV_PLAN_OK : FV_PLAN_STOPPED;
}

FvPlanState
fv_plan_batch_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, FvPlanSum *sum,
                        float *gradient, guint *trouble)
{
  FvChunk chunk = { .plan = self, .stop = stop, .goes_back = TRUE };
  ChunkEnd end = CHUNK_TOO_LARGE;

  prepare (self);
  if (fv_plan_is_safe (self))
    end = run_chunks (&chunk, samples, n, sum);
  if (end == CHUNK_TOO_LARGE)
    return fv_plan_layers_gradient (self, samples, n, stop, sum, gradient, trouble);
  if (end == CHUNK_STOPPED)
    return FV_PLAN_STOPPED;
  fv_stages_unpack (self, self->batch->gradient, gradient);
  return FV_PLAN_OK;
}

/* Chunk by chunk: one whose numbers are too large does not send the others through the layers. */
FvPlanState
fv_plan_batch_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, float *scores,
                     double *losses)
{
  guint n_classes = fv_network_n_classes (self->network);

  prepare (self);
  for (guint done = 0, count; done < n; done += count)
    {
      FvChunk chunk = { .plan = self,
                        .stop = stop,
                        .scores = scores != NULL ? scores + (gsize)done * n_classes : NULL,
                        .losses = losses != NULL ? losses + done : NULL };
      ChunkEnd end = CHUNK_TOO_LARGE;

      count = MIN (n - done, CHUNK_SAMPLES);
      if (fv_plan_is_safe (self))
        end = run_chunks (&chunk, samples + done, count, NULL);
      if (end == CHUNK_TOO_LARGE)
        end = fv_plan_layers_score (self, samples + done, count, stop, chunk.scores, chunk.losses)
                      == FV_PLAN_OK
                  ? CHUNK_OK
                  : CHUNK_STOPPED;
      if (end == CHUNK_STOPPED)
        return FV_PLAN_STOPPED;
    }
  return FV_PLAN_OK;
}
