/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plan.h"
#include "fv-sampler.h"
#include "fv-training.h"

G_BEGIN_DECLS

struct _FvTraining
{
  FvNetwork *network;
  FvPlan *plan;                /* holds the parameters and what the optimiser keeps */
  guint plan_threads;          /* as they were asked for; 0: left to the plan */
  const FvFrozen *plan_frozen; /* in the plan */
  FvDataset *train;
  FvDataset *test; /* or NULL */
  FvTrainingOptions options;
  FvSampler *sampler;
  GArray *samples; /* FvPlanSample, of the batch */
  FvCurve *curve;
  FvSource source;
  guint64 mark; /* fv_source_mark() of train; 0: nobody has asked yet */
  gsize n_parameters;
  double multiplies; /* of one sample, forward */
  guint64 batch;
  guint64 optimizer_since; /* batches done when the optimiser's state was 0 */
  FvTally tally;
  float *
      updates; /* [depth] FV_MEASURE_UPDATE of batch updates_batch, for the look that is due; NULL: none yet */
  guint64 updates_batch;
  guint trouble;
  gboolean replaying; /* these batches were done before: their points are on the curve */
};

/* A copy of all numbers the plan holds, in the network's order. */
typedef struct
{
  float *values;                        /* [n_parameters] */
  float *slots[FV_OPTIMIZER_MAX_SLOTS]; /* [n_parameters] each, NULL where the optimiser keeps none */
} FvNumbers;

FvNumbers fv_training_read (const FvTraining *self);
void fv_numbers_clear (FvNumbers *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FvNumbers, fv_numbers_clear)

/* A new plan in the place of the one there, for the optimiser and the threads the options ask for now; values and
 * slots as fv_plan_write() has them. FALSE, and nothing changed: no such kernels here, which the first plan found
 * out for all that follow. */
gboolean fv_training_make_plan (FvTraining *self, const float *values, float *const *slots, GError **error);

/* As fv_training_new() wants its data. */
gboolean fv_training_data_fit (const FvNetwork *network, const FvDataset *train, const FvDataset *test,
                               GError **error);

/* Puts the point on the curve that is due after the batches done, if it is not there yet. FALSE if *stop was seen:
 * then nothing has changed. */
gboolean fv_training_add_point_if_due (FvTraining *self, const int *stop);

/* Looks into the layers, if that is due after the batches done and was not done yet. FALSE if *stop was seen: then
 * nothing has changed. */
gboolean fv_training_look_if_due (FvTraining *self, const int *stop);
/* The parameters, if the batch that follows is one to look at: g_free(); else NULL … */
float *fv_training_before_look (const FvTraining *self);
/* … and, once it was learned, what it changed. */
void fv_training_note_update (FvTraining *self, const float *before);

G_END_DECLS
