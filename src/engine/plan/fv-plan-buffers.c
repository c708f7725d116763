/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "fv-plan-batch.h"

#define LANES FV_PLAN_LANES
#define SLACK 16 /* floats behind what is written eight at a time */

static gsize
round_up (gsize count, gsize to)
{
  return (count + to - 1) / to * to;
}

/* Floats from one sample to the next: behind them what whole vectors touch, and no power of two. */
static gsize
sample_stride (gsize count)
{
  gsize stride = round_up (count + SLACK, LANES);

  return stride % 64 == 0 ? stride + LANES : stride;
}

static FvBuffer
take (FvPlanBatch *self, gsize floats)
{
  FvBuffer buffer = { .at = self->worker_floats };

  self->worker_floats += round_up (floats, 16);
  return buffer;
}

/* blocks · step floats of the chunk. */
static FvBuffer
keep (FvPlanBatch *self, gsize step)
{
  FvBuffer buffer = { .is_kept = TRUE, .at = self->kept_floats, .step = step };

  self->kept_floats += round_up (FV_PLAN_CHUNK * step + SLACK, 16);
  return buffer;
}

static gboolean
learns_by_winners (const FvStage *stage)
{
  return stage->kind == FV_STAGE_CONVOLUTION && stage->pooling != NULL;
}

/* TRUE if phase B reads its x and δ as lanes. */
static gboolean
learns_in_lanes (const FvStage *stage)
{
  return stage->at.units > 0 && stage->kind != FV_STAGE_DENSE && !learns_by_winners (stage);
}

static FvBuffer
lanes (FvPlanBatch *self, FvShape shape, gboolean is_kept)
{
  gsize floats = fv_shape_size (shape) * LANES;

  return is_kept ? keep (self, floats) : take (self, floats);
}

static void
need_scratch (FvPlanBatch *self, gsize floats)
{
  self->scratch_floats = MAX (self->scratch_floats, floats + SLACK);
}

static void
plan_convolution (FvPlanBatch *self, const FvPlan *plan, const FvStage *stage, FvStageWork *work)
{
  const FvPoolingLayer *pooling = stage->pooling;
  gboolean may_fill = stage->phi != FV_PHI_RELU && stage->phi != FV_PHI_SIGMOID;
  FvShape read = { stage->inputs, stage->input.rows, stage->input.cols };

  work->convolution = (FvConvolutionShape){
    .inputs = stage->inputs,
    .rows = stage->input.rows,
    .cols = stage->input.cols,
    .units = stage->at.units,
    .out_rows = stage->middle.rows,
    .out_cols = stage->middle.cols,
    .kernel_rows = stage->kernel_rows,
    .kernel_cols = stage->kernel_cols,
    .cell = stage->cell,
    .row = stage->at.row,
    .phi = stage->phi,
    .p = pooling != NULL ? pooling->block_rows : 0,
    .pooled_rows = stage->output.rows,
    .pooled_cols = stage->output.cols,
    .fill_wins = pooling != NULL && pooling->border == FV_BORDER_KEEP && may_fill,
  };
  if (stage->is_summed != NULL)
    work->sums = lanes (self, read, learns_in_lanes (stage));
  if (!learns_by_winners (stage))
    {
      need_scratch (self,
                    plan->kernels->convolve_back_scratch (&work->convolution) + fv_shape_size (read) * LANES);
      return;
    }
  work->x_stride = sample_stride (fv_shape_area (read) * stage->cell + stage->at.row);
  work->x_samples = keep (self, LANES * work->x_stride);
  work->delta_stride = sample_stride (fv_shape_size (stage->output));
  work->delta_samples = keep (self, LANES * work->delta_stride);
  work->winner_samples = keep (self, round_up (LANES * work->delta_stride, 4) / 4);
  work->winner = lanes (self, stage->output, FALSE);
  need_scratch (self, plan->kernels->convolve_max_scratch (&work->convolution));
  /* d_x of a block, as samples and, of a shared kernel, as lanes. */
  need_scratch (self, plan->kernels->winners_scratch (&work->convolution) + LANES * work->x_stride
                          + fv_shape_size (read) * LANES + SLACK);
}

static void
plan_dense (FvPlanBatch *self, const FvStage *stage, FvStageWork *work)
{
  gsize inputs = fv_shape_size (stage->input);

  work->dense = (FvDenseShape){ (guint)inputs, stage->at.units, stage->at.row, stage->phi };
  work->x_stride = sample_stride (inputs);
  work->x_samples = keep (self, LANES * work->x_stride);
  work->delta_stride = FV_PLAN_CHUNK * LANES;
  work->delta_samples
      = keep (self, stage->at.units * LANES); /* step: unused, all blocks stand side by side */
  work->delta_samples.step = LANES;
}

static float
share_of (guint size, guint block, guint p, FvBorder border)
{
  return 1.0f / (float)(border == FV_BORDER_KEEP_REAL ? MIN (p, size - block * p) : p);
}

/* What the side's weights on the map add up to, where those off it take no part. */
static float
gaussian_scale (const double *g, guint size, guint block, guint p, FvBorder border)
{
  gint64 from = (gint64)block * p - (p + 1) / 2;
  double sum = 0;

  if (border != FV_BORDER_KEEP_REAL)
    return 1;
  for (gint64 i = 0; i < fv_gaussian_side (p); i++)
    if (from + i >= 0 && from + i < size)
      sum += g[i];
  return (float)(1 / sum);
}

static void
plan_scales (const FvPoolingLayer *pooling, const double *g, FvWindowShape *window, float *scales)
{
  guint counts[] = { window->pooled_rows, window->pooled_cols }, sizes[] = { window->rows, window->cols };
  float *scale = scales;

  for (guint axis = 0; axis < 2; axis++)
    for (guint b = 0; b < counts[axis]; b++)
      switch (pooling->kind)
        {
        case FV_POOLING_MEAN:
          *scale++ = share_of (sizes[axis], b, window->p, pooling->border);
          break;
        case FV_POOLING_GAUSSIAN:
          *scale++ = gaussian_scale (g, sizes[axis], b, window->p, pooling->border);
          break;
        default:
          *scale++ = 1;
          break;
        }
  window->row_scale = scales;
  window->col_scale = scales + window->pooled_rows;
}

static void
plan_pooling (FvPlanBatch *self, const FvStage *stage, FvStageWork *work)
{
  const FvPoolingLayer *pooling = stage->pooling;
  guint p = pooling->block_rows;
  gboolean is_gaussian = pooling->kind == FV_POOLING_GAUSSIAN;
  double g[2 * FV_POOLING_MAX_BLOCK + 2];
  FvWindowShape *window = &work->window;

  *window = (FvWindowShape){ .maps = stage->input.maps,
                             .rows = stage->input.rows,
                             .cols = stage->input.cols,
                             .p = p,
                             .pooled_rows = stage->output.rows,
                             .pooled_cols = stage->output.cols,
                             .side = is_gaussian ? fv_gaussian_side (p) : p,
                             .lead = is_gaussian ? (p + 1) / 2 : 0,
                             .map_step = stage->at.row,
                             .phi = stage->phi,
                             .fill_wins = pooling->border == FV_BORDER_KEEP };
  work->window_scales = g_new (float, stage->output.rows + stage->output.cols);
  work->window_weights = g_new (float, window->side * window->side);
  if (is_gaussian)
    fv_gaussian_side_weights (p, g);
  for (guint i = 0; i < window->side * window->side; i++)
    work->window_weights[i] = is_gaussian ? (float)(g[i / window->side] * g[i % window->side]) : 1.0f;
  plan_scales (pooling, g, window, work->window_scales);
  if (pooling->kind == FV_POOLING_MAX)
    work->winner = lanes (self, stage->output, FALSE);
}

/* What a stage reads is kept if its own gradient wants it as lanes. */
static void
plan_stage (FvPlanBatch *self, const FvPlan *plan, guint nth)
{
  const FvStage *stage = &plan->stages[nth], *above = nth + 1 < plan->n_stages ? stage + 1 : NULL;
  FvStageWork *work = &self->works[nth];

  work->x = nth == 0 ? lanes (self, stage->input, learns_in_lanes (stage) && stage->is_summed == NULL)
                     : self->works[nth - 1].o;
  work->o = lanes (self, stage->output, above != NULL && learns_in_lanes (above) && above->is_summed == NULL);
  work->delta = lanes (self, stage->output, learns_in_lanes (stage));
  work->is_bounded = stage->phi == FV_PHI_SIGMOID || stage->phi == FV_PHI_TANH || stage->phi == FV_PHI_LECUN;
  switch (stage->kind)
    {
    case FV_STAGE_CONVOLUTION:
      plan_convolution (self, plan, stage, work);
      break;
    case FV_STAGE_POOLING:
      plan_pooling (self, stage, work);
      break;
    case FV_STAGE_DENSE:
    default:
      plan_dense (self, stage, work);
      break;
    }
  /* φ of the last layer is the loss's, which wants n. */
  if (above == NULL)
    {
      work->convolution.phi = work->dense.phi = work->window.phi = FV_PHI_IDENTITY;
      work->is_bounded = FALSE;
    }
}

/* About eight tasks a stage, in pairs of units as the kernels take them. */
static void
plan_tasks (FvPlanBatch *self, const FvPlan *plan)
{
  GArray *tasks = g_array_new (FALSE, FALSE, sizeof (FvGradientTask));

  for (guint i = 0; i < plan->n_stages; i++)
    {
      guint units = plan->stages[i].at.units, most = MAX (2, (guint)round_up ((units + 7) / 8, 2));

      for (guint first = 0; first < units; first += most)
        {
          FvGradientTask task = { i, first, MIN (most, units - first) };

          g_array_append_val (tasks, task);
        }
    }
  self->n_tasks = tasks->len;
  self->tasks = (FvGradientTask *)g_array_free (tasks, FALSE);
  self->task_largest = g_new0 (float, MAX (self->n_tasks, 1));
}

static void
flush_in_helper (gpointer data)
{
  const FvKernels *kernels = data;

  kernels->flush_begin ();
}

FvPlanBatch *
fv_plan_batch_new (const FvPlan *plan)
{
  FvPlanBatch *self = g_new0 (FvPlanBatch, 1);
  guint depth = fv_network_depth (plan->network);
  gsize outputs = fv_shape_size (fv_network_shape (plan->network, depth)) + 1;

  self->works = g_new0 (FvStageWork, plan->n_stages);
  for (guint i = 0; i < plan->n_stages; i++)
    plan_stage (self, plan, i);
  plan_tasks (self, plan);
  self->kept = fv_plan_floats_new (self->kept_floats);
  self->gradient = fv_plan_floats_new (plan->n_floats);
  self->workers = g_new0 (FvWorker, plan->n_threads);
  for (guint i = 0; i < plan->n_threads; i++)
    {
      self->workers[i].floats = fv_plan_floats_new (self->worker_floats);
      self->workers[i].scratch = fv_plan_floats_new (self->scratch_floats);
      self->workers[i].numbers = g_new0 (double, 4 * outputs);
    }
  self->team = fv_team_new (plan->n_threads, flush_in_helper, (gpointer)plan->kernels);
  return self;
}

void
fv_plan_batch_free (FvPlanBatch *self, const FvPlan *plan)
{
  if (self == NULL)
    return;
  fv_team_free (self->team);
  for (guint i = 0; i < plan->n_stages; i++)
    {
      g_free (self->works[i].window_weights);
      g_free (self->works[i].window_scales);
    }
  for (guint i = 0; i < plan->n_threads; i++)
    {
      free (self->workers[i].floats);
      free (self->workers[i].scratch);
      g_free (self->workers[i].numbers);
    }
  g_free (self->workers);
  g_free (self->works);
  free (self->kept);
  free (self->gradient);
  g_free (self->tasks);
  g_free (self->task_largest);
  g_free (self);
}
