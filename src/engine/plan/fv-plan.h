/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-optimizer.h"

G_BEGIN_DECLS

/* The fast way through a network, in float: made from an immutable architecture, it holds parameters and optimiser
 * state in the order its kernels like. It agrees with the layers, which define what is computed, to float rounding.
 * One thread owns it; threads of its own help it, and their number never changes a bit of the result. */
typedef struct _FvPlan FvPlan;

typedef struct
{
  guint n_threads;     /* the owner's included; 0: one core fewer than there are, at least 1 */
  const char *kernels; /* name of a set of kernels; NULL: FOVEA_KERNELS, else the best this processor has */
} FvPlanOptions;

/* One sample to learn from or to measure. pixels [input shape], 0…255; borrowed. */
typedef struct
{
  const guint8 *pixels;
  guint target;
} FvPlanSample;

typedef enum
{
  FV_PLAN_OK,
  FV_PLAN_STOPPED,    /* *stop was seen between blocks of samples: nothing has changed */
  FV_PLAN_NON_FINITE, /* a number is not finite: nothing has changed, *trouble says where */
} FvPlanState;

typedef struct
{
  double loss; /* sum over the samples */
  guint correct;
} FvPlanSum;

/* Parameters are 0 until fv_plan_write(). optimizer NULL: never learns. FV_ERROR_VALUE: no kernels of that name here. */
FvPlan *fv_plan_new (FvNetwork *network, const FvOptimizer *optimizer, FvPlanOptions options, GError **error);
void fv_plan_free (FvPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvPlan, fv_plan_free)

/* values [n_parameters] and slots [n_slots][n_parameters] (NULL: 0) in the network's order, copied in … */
void fv_plan_write (FvPlan *self, const float *values, float *const *slots);
/* … and out; slots may be NULL. */
void fv_plan_read (const FvPlan *self, float *values, float *const *slots);

/* The units that no step changes from now on; frozen fits the network, or is NULL. */
void fv_plan_freeze (FvPlan *self, const FvFrozen *frozen);

/* One step along the mean gradient of samples[n]: step number step (the first is 1), as fv_optimizer_step_thawed() has it.
 * *sum is of the outputs before the step. trouble: place of the first layer that is not finite. A batch of one goes
 * maps in lanes, larger ones samples in lanes. stop may be NULL. */
FvPlanState fv_plan_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper, guint64 step,
                           const int *stop, FvPlanSum *sum, guint *trouble);
/* The same without the step: gradient [n_parameters] of the mean loss, overwritten, in the network's order. */
FvPlanState fv_plan_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop,
                              FvPlanSum *sum, float *gradient, guint *trouble);
/* Forward only. scores [n][n_classes] (may be NULL) as fv_pass_scores() has them; losses [n] (may be NULL). */
FvPlanState fv_plan_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop, float *scores,
                           double *losses);

/* "avx2", "avx512vl", "plain": what runs. */
const char *fv_plan_kernels (const FvPlan *self);
guint fv_plan_n_threads (const FvPlan *self);
/* NULL if layer place has a fast kernel, else why it goes through its own functions (translated, borrowed). */
const char *fv_plan_slow_reason (const FvPlan *self, guint place);

/* Time by layer and phase, for bench: off at first. */
typedef enum
{
  FV_PLAN_FORWARD,
  FV_PLAN_BACKWARD, /* δ */
  FV_PLAN_GRADIENT, /* of the parameters, with the step */
  FV_PLAN_N_PHASES,
} FvPlanPhase;
void fv_plan_profile (FvPlan *self, gboolean on);
/* Seconds of processor time since it was switched on; place 0 is the packing of the input. */
double fv_plan_seconds (const FvPlan *self, guint place, FvPlanPhase phase);

G_END_DECLS
