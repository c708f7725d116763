/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plan-single.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fv-plan-single-stage.h"

struct _FvPlanSingle
{
  FvPlan *plan;          /* borrowed */
  FvSingleStage *stages; /* [plan->n_stages] */
  guint64 version;       /* of the parameters that stages are prepared for */
  float scaled[256];     /* x of a pixel */
  float *input;          /* [input] cells */
  float *gradient;       /* [n_floats], for who wants to have it; made when first wanted */
  /* The output layer, in double as the loss wants it, [outputs]. */
  double *n;
  double *o;
  double *delta;
  double *scores; /* [n_classes] */
};

/* ---- Arrays ---- */

guint
fv_single_padded (guint count)
{
  return (count + FV_PLAN_LANES - 1) / FV_PLAN_LANES * FV_PLAN_LANES;
}

guint
fv_single_cell (guint maps)
{
  return maps > FV_PLAN_LANES / 2 ? fv_single_padded (maps) : maps;
}

gsize
fv_single_floats (FvShape shape)
{
  return fv_shape_area (shape) * fv_single_cell (shape.maps);
}

float *
fv_single_array_new (gsize count)
{
  return fv_plan_floats_new (count + FV_SINGLE_SLACK);
}

float
fv_single_step (FvPlan *plan, const FvStep *step, gsize at, gsize count, const float *gradient)
{
  float *slots[FV_OPTIMIZER_MAX_SLOTS];

  for (guint i = 0; i < plan->optimizer->n_slots; i++)
    slots[i] = plan->slots[i] + at;
  return plan->kernels->step (step, gradient, count, plan->values + at, slots);
}

/* ---- Making and freeing ---- */

static const FvSingleKind *const kinds[] = {
  [FV_STAGE_CONVOLUTION] = &fv_single_convolution,
  [FV_STAGE_POOLING] = &fv_single_pooling,
  [FV_STAGE_DENSE] = &fv_single_dense,
};

/* below: NULL at the bottom. */
static void
stage_init (FvSingleStage *self, FvPlan *plan, guint nth, const float *bottom, const FvSingleStage *below)
{
  const FvStage *stage = &plan->stages[nth];
  FvShape input = below != NULL ? below->stage->output : fv_network_shape (plan->network, 0);

  *self = (FvSingleStage){
    .kind = kinds[stage->kind],
    .stage = stage,
    .plan = plan,
    .kernels = plan->kernels->single,
    .is_last = nth + 1 == plan->n_stages,
    .input = input,
    .x_cell = fv_single_cell (input.maps),
    .cell = fv_single_cell (stage->output.maps),
    .below = below != NULL ? below->o : bottom,
    .d_below = below != NULL ? below->delta : NULL,
    .o = fv_single_array_new (fv_single_floats (stage->output)),
    .delta = fv_single_array_new (fv_single_floats (stage->output)),
  };
  self->kind->init (self);
  self->x = self->own_x != NULL ? self->own_x : (float *)self->below;
  self->d_x = self->d_below == NULL ? NULL : self->own_d_x != NULL ? self->own_d_x : self->d_below;
}

static void
stage_clear (FvSingleStage *self)
{
  free (self->own_x);
  free (self->own_d_x);
  free (self->o);
  free (self->delta);
  free (self->weights);
  free (self->n);
  free (self->gradient);
  g_free (self->groups);
  g_free (self->spots);
  g_free (self->winner);
  g_free (self->corners);
  g_free (self->steps);
  g_free (self->lit);
  g_free (self->lit_spots);
}

static void
init_scaling (FvPlanSingle *self)
{
  double low, high;

  fv_network_range (self->plan->network, &low, &high);
  for (guint i = 0; i < G_N_ELEMENTS (self->scaled); i++)
    self->scaled[i] = (float)(low + (high - low) * i / 255.0);
}

FvPlanSingle *
fv_plan_single_new (FvPlan *plan)
{
  FvPlanSingle *self = g_new0 (FvPlanSingle, 1);
  guint n_outputs = plan->stages[plan->n_stages - 1].output.maps;

  self->plan = plan;
  self->version = plan->version - 1;
  self->input = fv_single_array_new (fv_single_floats (fv_network_shape (plan->network, 0)));
  self->stages = g_new0 (FvSingleStage, plan->n_stages);
  for (guint i = 0; i < plan->n_stages; i++)
    stage_init (&self->stages[i], plan, i, self->input, i > 0 ? &self->stages[i - 1] : NULL);
  init_scaling (self);
  self->n = g_new0 (double, n_outputs);
  self->o = g_new0 (double, n_outputs);
  self->delta = g_new0 (double, n_outputs);
  self->scores = g_new0 (double, fv_network_n_classes (plan->network));
  return self;
}

void
fv_plan_single_free (FvPlanSingle *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->plan->n_stages; i++)
    stage_clear (&self->stages[i]);
  g_free (self->stages);
  free (self->input);
  free (self->gradient);
  g_free (self->n);
  g_free (self->o);
  g_free (self->delta);
  g_free (self->scores);
  g_free (self);
}

/* ---- Forward ---- */

static void
prepare (FvPlanSingle *self)
{
  if (self->version == self->plan->version)
    return;
  for (guint i = 0; i < self->plan->n_stages; i++)
    if (self->stages[i].kind->prepare != NULL)
      self->stages[i].kind->prepare (&self->stages[i]);
  self->version = self->plan->version;
}

/* pixels [maps][rows][cols] as cells. */
static void
scale_input (FvPlanSingle *self, const guint8 *pixels)
{
  FvShape input = fv_network_shape (self->plan->network, 0);
  gsize area = fv_shape_area (input);
  guint cell = fv_single_cell (input.maps);

  for (guint m = 0; m < input.maps; m++)
    for (gsize c = 0; c < area; c++)
      self->input[c * cell + m] = self->scaled[pixels[m * area + c]];
}

/* A sigmoid makes ½ of the zeros that pad cells, and kernels overrun the end. */
static void
clear_padding (FvSingleStage *self)
{
  guint maps = self->stage->output.maps;
  gsize floats = fv_single_floats (self->stage->output);

  if (self->stage->phi == FV_PHI_SIGMOID && maps < self->cell)
    for (gsize at = 0; at < floats; at += self->cell)
      memset (self->o + at + maps, 0, (self->cell - maps) * sizeof *self->o);
  memset (self->o + floats, 0, FV_SINGLE_SLACK * sizeof *self->o);
}

static void
stage_output (FvSingleStage *self, gboolean learns)
{
  self->kind->output (self, learns);
  if (!self->is_last && self->stage->phi != FV_PHI_IDENTITY)
    self->plan->kernels->phi (self->stage->phi, self->o,
                              fv_single_padded ((guint)fv_single_floats (self->stage->output)), self->o);
  clear_padding (self);
}

static guint
n_outputs (const FvPlanSingle *self)
{
  return self->plan->stages[self->plan->n_stages - 1].output.maps;
}

static FvOutcome
outcome (const FvPlanSingle *self)
{
  return (FvOutcome){ self->plan->stages[self->plan->n_stages - 1].layer->activation, self->n, self->o,
                      n_outputs (self) };
}

/* FALSE: a number might be too large for float. */
static gboolean
output (FvPlanSingle *self, const guint8 *pixels, gboolean learns)
{
  guint n_stages = self->plan->n_stages;
  double since = fv_plan_clock (self->plan);
  float bound = 1.0f;

  if (!fv_plan_is_safe (self->plan))
    return FALSE;
  prepare (self);
  scale_input (self, pixels);
  since = fv_plan_clock_add (self->plan, 0, FV_PLAN_FORWARD, since);
  for (guint i = 0; i < n_stages; i++)
    {
      FvSingleStage *stage = &self->stages[i];

      stage->x_bound = bound;
      if (!fv_single_bound_output (stage, &bound))
        return FALSE;
      stage_output (stage, learns);
      since = fv_plan_clock_add (self->plan, stage->stage->layer->place, FV_PLAN_FORWARD, since);
    }
  for (guint i = 0; i < n_outputs (self); i++)
    self->n[i] = self->stages[n_stages - 1].o[i];
  outcome (self).activation->output (self->n, n_outputs (self), self->o);
  return TRUE;
}

static guint
find_class (FvPlanSingle *self)
{
  guint best = 0;

  fv_network_loss (self->plan->network)->scores (outcome (self), self->scores);
  for (guint i = 1; i < fv_network_n_classes (self->plan->network); i++)
    if (self->scores[i] > self->scores[best])
      best = i;
  return best;
}

/* ---- Backward ---- */

/* ∂E/∂n at the output, from the loss. */
static void
begin_delta (FvPlanSingle *self, guint target)
{
  FvSingleStage *last = &self->stages[self->plan->n_stages - 1];
  float largest = 0.0f;

  fv_network_loss (self->plan->network)->delta (outcome (self), target, self->delta);
  for (guint i = 0; i < n_outputs (self); i++)
    {
      last->delta[i] = (float)self->delta[i];
      largest = MAX (largest, fabsf (last->delta[i]));
    }
  last->delta_bound = largest;
}

/* Nothing passes where a filled-in zero won. */
static void
clear_filled (FvSingleStage *self)
{
  gsize count = fv_single_floats (self->stage->output);

  for (gsize i = 0; i < count; i++)
    if (self->winner[i] < 0)
      self->delta[i] = 0.0f;
}

static void
find_delta (FvSingleStage *self)
{
  if (self->is_last)
    return;
  if (self->stage->phi != FV_PHI_IDENTITY)
    self->plan->kernels->phi_delta (self->stage->phi, self->o, self->delta,
                                    fv_single_padded ((guint)fv_single_floats (self->stage->output)),
                                    self->delta);
  if (self->winner != NULL && self->stage->pooling->border == FV_BORDER_KEEP)
    clear_filled (self);
}

/* δ of all stages, down to the lowest. FALSE: a gradient might be too large for float. */
static gboolean
backpropagate (FvPlanSingle *self, guint target)
{
  double since = fv_plan_clock (self->plan);

  begin_delta (self, target);
  for (guint i = self->plan->n_stages; i-- > 0;)
    {
      FvSingleStage *stage = &self->stages[i];
      float below;

      find_delta (stage);
      if (!fv_single_bound_gradient (stage, &below))
        return FALSE;
      if (i > 0)
        {
          self->stages[i - 1].delta_bound = below;
          stage->kind->backpropagate (stage);
        }
      since = fv_plan_clock_add (self->plan, stage->stage->layer->place, FV_PLAN_BACKWARD, since);
    }
  return TRUE;
}

/* ---- What a plan asks for ---- */

static void
sum_up (FvPlanSingle *self, guint target, FvPlanSum *sum)
{
  *sum = (FvPlanSum){ fv_network_loss (self->plan->network)->value (outcome (self), target),
                      find_class (self) == target };
}

/* Forward and back; no parameter has changed yet. */
static gboolean
run (FvPlanSingle *self, const FvPlanSample *sample, FvPlanSum *sum)
{
  if (!output (self, sample->pixels, TRUE) || !backpropagate (self, sample->target))
    return FALSE;
  sum_up (self, sample->target, sum);
  return isfinite (sum->loss);
}

static void
step (FvPlanSingle *self, const FvStep *weights, const FvStep *biases)
{
  FvSingleAim aim = { weights, biases, NULL };
  double since = fv_plan_clock (self->plan);
  float largest = 0.0f;

  for (guint i = 0; i < self->plan->n_stages; i++)
    {
      FvSingleStage *stage = &self->stages[i];

      largest = fv_plan_larger (largest, stage->kind->learn (stage, &aim));
      since = fv_plan_clock_add (self->plan, stage->stage->layer->place, FV_PLAN_GRADIENT, since);
    }
  self->plan->largest = largest;
  self->version = ++self->plan->version; /* what is in another order too went along */
}

FvPlanState
fv_plan_single_learn (FvPlanSingle *self, const FvPlanSample *sample, FvHyper hyper, guint64 nth,
                      FvPlanSum *sum, guint *trouble)
{
  FvPlan *plan = self->plan;
  FvStep weights, biases;
  gboolean is_safe = fv_plan_step_init (plan, hyper, nth, &weights);
  guint state = plan->kernels->flush_begin ();

  biases = weights;
  biases.decay = 0.0f;
  is_safe = is_safe && run (self, sample, sum);
  if (is_safe)
    step (self, &weights, &biases);
  plan->kernels->flush_end (state);
  return is_safe ? FV_PLAN_OK : fv_plan_layers_learn (plan, sample, 1, hyper, nth, NULL, sum, trouble);
}

static void
find_gradient (FvPlanSingle *self)
{
  FvSingleAim aim = { NULL, NULL, self->gradient };

  for (guint i = 0; i < self->plan->n_stages; i++)
    self->stages[i].kind->learn (&self->stages[i], &aim);
}

FvPlanState
fv_plan_single_gradient (FvPlanSingle *self, const FvPlanSample *sample, FvPlanSum *sum, float *gradient,
                         guint *trouble)
{
  FvPlan *plan = self->plan;
  guint state;
  gboolean is_safe;

  if (self->gradient == NULL)
    self->gradient = fv_plan_floats_new (plan->n_floats);
  state = plan->kernels->flush_begin ();
  is_safe = run (self, sample, sum);
  if (is_safe)
    find_gradient (self);
  plan->kernels->flush_end (state);
  if (!is_safe)
    return fv_plan_layers_gradient (plan, sample, 1, NULL, sum, gradient, trouble);
  fv_stages_unpack (plan, self->gradient, gradient);
  return FV_PLAN_OK;
}

FvPlanState
fv_plan_single_score (FvPlanSingle *self, const FvPlanSample *sample, float *scores, double *loss)
{
  FvPlan *plan = self->plan;
  const FvLoss *by = fv_network_loss (plan->network);
  guint state = plan->kernels->flush_begin ();
  gboolean is_safe = output (self, sample->pixels, FALSE);

  plan->kernels->flush_end (state);
  if (!is_safe)
    return fv_plan_layers_score (plan, sample, 1, NULL, scores, loss);
  if (loss != NULL)
    *loss = by->value (outcome (self), sample->target);
  if (scores == NULL)
    return FV_PLAN_OK;
  by->scores (outcome (self), self->scores);
  for (guint i = 0; i < fv_network_n_classes (plan->network); i++)
    scores[i] = (float)self->scores[i];
  return FV_PLAN_OK;
}
