/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan-batch.h"

#define LANES FV_PLAN_LANES

/* The last layer's φ and the loss are the double ones: few numbers, and one definition. */
typedef struct
{
  FvOutcome outcome;
  double *n, *o, *delta, *scores; /* of one sample */
} Numbers;

static Numbers
divide (const FvPlan *plan, double *numbers)
{
  const FvLayer *last = fv_network_layer (plan->network, fv_network_depth (plan->network));
  gsize count = fv_shape_size (last->output);
  Numbers parts
      = { .n = numbers, .o = numbers + count, .delta = numbers + 2 * count, .scores = numbers + 3 * count };

  parts.outcome = (FvOutcome){ last->activation, parts.n, parts.o, count };
  return parts;
}

static guint
find_best (const double *scores, guint count)
{
  guint best = 0;

  for (guint i = 1; i < count; i++)
    if (scores[i] > scores[best])
      best = i;
  return best;
}

static void
score_sample (FvChunk *chunk, const Numbers *numbers, guint sample, FvBlockSum *sum)
{
  const FvLoss *loss = fv_network_loss (chunk->plan->network);
  guint target = chunk->samples[sample].target, n_classes = fv_network_n_classes (chunk->plan->network);
  double value = loss->value (numbers->outcome, target);

  loss->scores (numbers->outcome, numbers->scores);
  sum->loss += value;
  sum->correct += find_best (numbers->scores, n_classes) == target;
  if (chunk->losses != NULL)
    chunk->losses[sample] = value;
  for (guint k = 0; chunk->scores != NULL && k < n_classes; k++)
    chunk->scores[(gsize)sample * n_classes + k] = (float)numbers->scores[k];
}

void
fv_chunk_loss (FvChunk *chunk, guint block, guint worker)
{
  const FvPlan *plan = chunk->plan;
  const FvStageWork *work = &plan->batch->works[plan->n_stages - 1];
  const float *n = fv_buffer_floats (plan->batch, &work->o, worker, block);
  float *delta = fv_buffer_floats (plan->batch, &work->delta, worker, block);
  Numbers numbers = divide (plan, plan->batch->workers[worker].numbers);
  gsize count = numbers.outcome.count;

  for (guint lane = 0; lane < LANES; lane++)
    {
      guint sample = block * LANES + lane;
      gboolean is_there = sample < chunk->n;

      for (gsize k = 0; is_there && k < count; k++)
        numbers.n[k] = (double)n[k * LANES + lane];
      if (is_there)
        {
          numbers.outcome.activation->output (numbers.n, count, numbers.o);
          score_sample (chunk, &numbers, sample, &chunk->blocks[block]);
        }
      if (is_there && chunk->goes_back)
        fv_network_loss (plan->network)
            ->delta (numbers.outcome, chunk->samples[sample].target, numbers.delta);
      for (gsize k = 0; chunk->goes_back && k < count; k++)
        delta[k * LANES + lane] = is_there ? (float)(numbers.delta[k] * (double)chunk->share) : 0.0f;
    }
}
