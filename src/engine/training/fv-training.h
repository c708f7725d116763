/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-curve.h"
#include "fv-dataset.h"
#include "fv-optimizer.h"
#include "fv-schedule.h"
#include "fv-source.h"

G_BEGIN_DECLS

/* A training run as a thing: parameters, optimiser state, sampler, curve; one batch at a time. No thread of its own:
 * the command line calls it in a loop, FvTrainer calls it in the background. One thread owns it. */
typedef struct _FvTraining FvTraining;
typedef struct _FvModel FvModel;

typedef struct
{
  const FvOptimizer *optimizer;
  FvHyper hyper; /* its rate is the one the schedule starts from */
  FvSchedule schedule;
  FvInitialiser initialiser;
  guint batch_size;
  guint64 seed;           /* of initialisation and sampler */
  const FvFrozen *frozen; /* units of the network that do not learn; NULL: all do */
  guint n_threads; /* that compute; changes no number and is in no model. 0: one core fewer than there are */
} FvTrainingOptions;

/* How much went into the averages since the newest point of the curve. */
typedef struct
{
  double loss; /* sum */
  guint64 correct;
  guint64 samples;
} FvTally;

#define FV_TRAINING_QUICK_TEST 500

/* Defaults: momentum, rate 0.01 throughout, μ 0.9, no decay, batch 32, seed 1, weights as the layers ask. */
FvTrainingOptions fv_training_options (void);

/* FV_ERROR_DATA if the pictures or classes do not fit the network, both shapes named; FV_ERROR_VALUE as fv_plan_new().
 * test may be NULL. Parameters NULL: initialised from the seed (else taken over, copied). */
FvTraining *fv_training_new (FvNetwork *network, FvParameters *parameters, FvDataset *train, FvDataset *test,
                             FvTrainingOptions options, GError **error);
/* Goes on exactly where a saved model stopped (curve, optimiser state, sampler). */
FvTraining *
fv_training_new_from_model (const FvModel *model, FvDataset *train, FvDataset *test, GError **error);
void fv_training_free (FvTraining *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvTraining, fv_training_free)

typedef enum
{
  FV_TRAINING_OK,
  FV_TRAINING_STOPPED,    /* *stop was seen: the unfinished batch was discarded */
  FV_TRAINING_NON_FINITE, /* the loss or a parameter is not a number; the step was not taken */
} FvTrainingState;

/* One batch: mean gradient, update, then a point on the curve when one is due, by the number of batches alone: at 0
 * (before the first), every 10 up to 100, every 20 from then on. At 0, 10, 20, 50 and every 100 up to 1000 it has a
 * measurement of the first FV_TRAINING_QUICK_TEST test samples, later at multiples of 100 that are 16,000 samples
 * apart or a little less: at 1500, 2000 … with batches of 32. A measurement cut short by stop is made up for before the
 * next batch. Now and then, by the same number, the layers are looked at (fv-layer-curve.h). stop (may be NULL) is looked at between blocks of samples, atomically. */
FvTrainingState fv_training_batch (FvTraining *self, const int *stop);
/* A batch that was learned before, again, to the bit: the curve has its points and stays as it is. */
FvTrainingState fv_training_replay (FvTraining *self, const int *stop);
/* Measures the whole test set and puts it on the curve as the newest point. */
void fv_training_measure (FvTraining *self, const int *stop);
/* The same with as many test samples as any other point of the curve has been measured with. */
void fv_training_measure_quickly (FvTraining *self, const int *stop);

/* To change between batches: all but the optimiser and the seed. Of what is frozen only what the network has. */
FvTrainingOptions *fv_training_edit (FvTraining *self);
/* Those two as well, between batches: another optimiser begins with nothing kept, another seed shuffles what comes. */
void fv_training_set_options (FvTraining *self, const FvTrainingOptions *options);
/* Overwrites count parameters from start on, in the network's order. What is not finite is left as it was. */
void fv_training_edit_values (FvTraining *self, gsize start, gsize count, const float *values);
/* How many threads compute left aside. */
gboolean fv_training_options_equal (const FvTrainingOptions *a, const FvTrainingOptions *b);
/* Goes on with other data, from the beginning of an epoch. FV_ERROR_DATA, and nothing changed, if they do not fit. */
gboolean fv_training_set_data (FvTraining *self, FvDataset *train, FvDataset *test, GError **error);
/* Takes curve for its own and gives the one it had. */
FvCurve *fv_training_swap_curve (FvTraining *self, FvCurve *curve);
FvNetwork *fv_training_network (const FvTraining *self);
/* A copy to show: new reference. */
FvParameters *fv_training_parameters (const FvTraining *self);
const FvCurve *fv_training_curve (const FvTraining *self);
guint64 fv_training_batches (const FvTraining *self); /* done */
/* η of the next batch, as the schedule has it. */
double fv_training_rate (const FvTraining *self);
double fv_training_epoch (const FvTraining *self); /* 2.56 */
/* Where its data come from, if they do not say it themselves, until they are changed; copied. */
void fv_training_set_source (FvTraining *self, const FvSource *source);
const FvSource *fv_training_source (const FvTraining *self);
/* fv_source_mark() of the set it learns from; computed the first time, which takes some milliseconds. */
guint64 fv_training_mark (FvTraining *self);
FvDataset *fv_training_train_set (const FvTraining *self);
FvDataset *fv_training_test_set (const FvTraining *self);
/* Place of the layer where a non-finite value was first seen; 0: none. */
guint fv_training_trouble (const FvTraining *self);
/* Everything exact continuation needs, the mark of the data if it was asked for before; free with fv_model_free(). */
FvModel *fv_training_to_model (const FvTraining *self);

G_END_DECLS
