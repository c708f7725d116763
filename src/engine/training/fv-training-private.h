/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pass.h"
#include "fv-sampler.h"
#include "fv-training.h"

G_BEGIN_DECLS

struct _FvTraining
{
  FvNetwork *network;
  FvParameters *parameters; /* ours alone: shown are copies */
  FvPass *pass;
  FvDataset *train;
  FvDataset *test; /* or NULL */
  FvTrainingOptions options;
  FvSampler *sampler;
  FvCurve *curve;
  gsize n_parameters;
  float *slots[FV_OPTIMIZER_MAX_SLOTS]; /* [n_parameters], optimizer->n_slots of them */
  float *before;                        /* [1 + n_slots][n_parameters]: values and slots before the update */
  guint64 batch;
  guint64 optimizer_since; /* batches done when the optimiser's state was 0 */
  FvTally tally;
  guint trouble;
  gboolean replaying; /* these batches were done before: their points are on the curve */
};

/* As fv_training_new() wants its data. */
gboolean fv_training_data_fit (const FvNetwork *network, const FvDataset *train, const FvDataset *test,
                               GError **error);

/* Puts the point on the curve that is due after the batches done, if it is not there yet. FALSE if *stop was seen:
 * then nothing has changed. */
gboolean fv_training_add_point_if_due (FvTraining *self, const int *stop);

G_END_DECLS
