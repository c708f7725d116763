/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-convolution.h"
#include "fv-kernels.h"
#include "fv-pass.h"
#include "fv-plan.h"
#include "fv-pooling-layer.h"

G_BEGIN_DECLS

#define FV_PLAN_LANES 8 /* samples in a block */

/* A plan runs stages: one layer, or several fused. */
typedef enum
{
  FV_STAGE_CONVOLUTION, /* with φ, and with the max pooling above it if there is one */
  FV_STAGE_POOLING,     /* any other pooling, with φ if it is trainable */
  FV_STAGE_DENSE,       /* with φ, unless that is over the whole vector: softmax is the loss's */
} FvStageKind;

/* Where a stage's parameters stand, in floats from the start of the plan's arrays. Rows are padded with zeros to a
 * multiple of 8, and away from powers of two:
 *   convolution  [units][kernel rows][row], a row being [kernel cols][cell], the kernel rotated by 180°: as it lies
 *                over the map, so that a row of it meets a run of cells whose maps stand side by side. A cell has the
 *                inputs, padded to a multiple of 8 if there are more than 4
 *   dense        [units][row], a row being the inputs, map by map
 *   pooling      [maps][row], a row being the p² cells of the block
 * Biases [units] follow, padded likewise. Weights of unconnected maps are there, and 0. */
typedef struct
{
  gsize weights;
  gsize biases;
  guint units;
  guint rows; /* of one unit */
  guint row;  /* floats from one row to the next */
} FvStagePlace;

/* Immutable once the plan is made. */
typedef struct
{
  FvStageKind kind;
  const FvLayer *layer;
  const FvPoolingLayer *pooling; /* of a pooling stage, or fused into a convolution; else NULL */
  FvShape input;
  FvShape middle; /* convolution: what it gives before pooling; else output */
  FvShape output;
  FvPhi phi;
  FvStagePlace at;
  /* Convolution. Units with a shared kernel read sums of input maps: each distinct set of them counts as one input. */
  guint kernel_rows;
  guint kernel_cols;
  guint inputs;
  guint cell;           /* floats from one column of a kernel to the next */
  guint8 *is_summed;    /* shared: [inputs][input.maps], which maps an input is the sum of; else NULL */
  guint8 *is_connected; /* [units][inputs] of 0 or 1; NULL: all */
} FvStage;

/* The double layers, for what must go through them; made when first needed. */
typedef struct
{
  FvPass *pass;
  float *values; /* [n_parameters], in the network's order */
  float *slots[FV_OPTIMIZER_MAX_SLOTS];
} FvPlanLayers;

/* What no step may change: it steps with all the rest, so that the kernels need not know, and is put back. */
typedef struct
{
  const FvFrozen *set; /* NULL: nothing is frozen, and there is nothing else in here */
  GArray *runs;        /* FvFrozenRun, of the plan's arrays */
  gsize count;         /* floats of all runs */
  float *kept;         /* [1 + n_slots][count], as fv_plan_write() left them */
  float largest;       /* of kept; NaN if one is */
} FvPlanFrozen;

typedef struct
{
  gsize at, count; /* floats */
} FvFrozenRun;

typedef struct _FvPlanBatch FvPlanBatch;   /* fv-plan-batch.h */
typedef struct _FvPlanSingle FvPlanSingle; /* fv-plan-single.h */

struct _FvPlan
{
  FvNetwork *network;
  const FvOptimizer *optimizer; /* NULL: never learns */
  const FvKernels *kernels;
  guint n_threads;
  FvStage *stages; /* [n_stages]; none if some layer has no kernel: then slow_place is that layer's */
  guint n_stages;
  guint slow_place;
  /* All parameters, and what the optimiser keeps of them; [n_floats], aligned to 64 bytes, as FvStagePlace says.
   * This is the one place where they live between calls. Whoever keeps them in another order too compares version,
   * which changes with every change of values. */
  gsize n_floats;
  float *values;
  float *slots[FV_OPTIMIZER_MAX_SLOTS];
  guint64 version;
  float largest; /* no |θ| and no |slot| is larger; NaN if one is */
  FvPlanFrozen frozen;
  FvPlanLayers layers;
  FvPlanBatch *batch;   /* made at the first batch */
  FvPlanSingle *single; /* made at the first sample that comes alone */
  guint64 *nanoseconds; /* [depth + 1][FV_PLAN_N_PHASES], added to atomically; NULL: nobody asks */
};

/* Beyond this a step might overflow, and the layers take it, in double: |θ|, |slots|. */
#define FV_PLAN_MAX_VALUE 1e12f

/* The larger; NaN if one is. */
static inline float
fv_plan_larger (float a, float b)
{
  return a >= b || a != a ? a : b;
}

/* The largest of floats[count] and largest; NaN if one is. */
float fv_plan_find_largest (const float *floats, gsize count, float largest);

/* fv-plan-batch.c: what the kernels want to know of a step. FALSE if only the layers can take it. */
gboolean fv_plan_step_init (const FvPlan *self, FvHyper hyper, guint64 step, FvStep *out);
/* FALSE if parameters have grown so large that only the layers can tell what is finite. */
gboolean fv_plan_is_safe (const FvPlan *self);

/* fv-plan-frozen.c: remembers what is frozen, after values were written … */
void fv_plan_frozen_keep (FvPlan *self);
/* … and puts it back, after a step. */
void fv_plan_frozen_restore (FvPlan *self);
void fv_plan_frozen_clear (FvPlanFrozen *self);
/* All of these units of a stage are frozen: no step need be taken. */
gboolean fv_plan_are_frozen (const FvPlan *self, const FvStage *stage, guint first, guint count);

/* fv-plan-stages.c: cuts the network into stages. FALSE if some layer has no kernel: *slow_place. */
gboolean fv_stages_new (const FvNetwork *network, FvStage **stages, guint *n_stages, gsize *n_floats,
                        guint *slow_place);
void fv_stages_free (FvStage *stages, guint n_stages);
FvPhi fv_stage_phi (const FvActivation *activation); /* FV_N_PHI: there is none */

/* fv-plan-values.c: between the network's order [n_parameters] and the plan's [n_floats], whose padding is 0. */
void fv_stages_pack (const FvPlan *self, const float *values, float *floats);
void fv_stages_unpack (const FvPlan *self, const float *floats, float *values);
float *fv_plan_floats_new (gsize count); /* zeros, aligned to 64 bytes; free() */

/* fv-plan-profile.c: this thread's processor time while a profile is taken, else 0; and the same again, after what has
 * passed since is counted for a place and phase. */
double fv_plan_clock (const FvPlan *self);
double fv_plan_clock_add (FvPlan *self, guint place, FvPlanPhase phase, double since);

/* fv-plan-layers.c: the same as fv-plan.h says, through the layers' own functions. */
FvPlanState fv_plan_layers_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper,
                                  guint64 step, const int *stop, FvPlanSum *sum, guint *trouble);
FvPlanState fv_plan_layers_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop,
                                     FvPlanSum *sum, float *gradient, guint *trouble);
FvPlanState fv_plan_layers_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop,
                                  float *scores, double *losses);
void fv_plan_layers_clear (FvPlanLayers *self);

G_END_DECLS
