/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-experiment-report.h"

G_BEGIN_DECLS

/* Several settings, trained one after the other from the same start: the same first weights and the same order of the
 * samples, as far as the batch size leaves it. Another activation takes over the weights as they were drawn, so it is
 * all that differs. Deterministic: the same wishes give the same results, to the bit, for any number of threads. */
typedef struct _FvExperiment FvExperiment;

/* Borrowed. */
typedef struct
{
  FvNetwork *network;
  FvParameters *start; /* of network; NULL: drawn from the seed of options */
  FvDataset *train;
  FvDataset *test; /* or NULL */
  FvTrainingOptions options;
  FvExperimentGrid grid;
  guint epochs;    /* how long each run is … */
  guint64 batches; /* … or, if this is not 0, so many batches */
} FvExperimentWanted;

/* All mistakes show here, before anything is trained: FV_ERROR_NETWORK (an activation that cannot be there),
 * FV_ERROR_VALUE (too many settings, no kernels of that name), FV_ERROR_DATA as fv_training_new(). */
FvExperiment *fv_experiment_new (const FvExperimentWanted *wanted, GError **error);
void fv_experiment_free (FvExperiment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExperiment, fv_experiment_free)

guint fv_experiment_n_trials (const FvExperiment *self);
/* Nothing has begun; new reference. */
FvExperimentReport *fv_experiment_outlook (const FvExperiment *self);

/* Told a few times a second and at the end of each run; report is the callee's to release. */
typedef void (*FvExperimentProgress) (FvExperimentReport *report, gpointer data);

/* Trains them all; *stop (may be NULL) is looked at between blocks of samples, and what there is then is the result.
 * A run that leaves the finite numbers ends, the others go on. Any thread; new reference. */
FvExperimentReport *
fv_experiment_run (FvExperiment *self, const int *stop, FvExperimentProgress progress, gpointer data);

/* --- On a thread of its own --- */

typedef struct _FvExperimenter FvExperimenter;

/* Takes experiment over and begins. notify is called on the thread, only when the mailbox was empty: wake your main
 * loop, nothing else. */
FvExperimenter *fv_experimenter_new (FvExperiment *experiment, void (*notify) (gpointer data), gpointer data);
/* Within one block of samples the last report is posted, finished. Does not wait. */
void fv_experimenter_stop (FvExperimenter *self);
/* Stops, joins, frees; after it returns notify is never called. */
void fv_experimenter_free (FvExperimenter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExperimenter, fv_experimenter_free)
/* What is in the mailbox, or NULL; the caller owns the reference. */
FvExperimentReport *fv_experimenter_take (FvExperimenter *self);

G_END_DECLS
