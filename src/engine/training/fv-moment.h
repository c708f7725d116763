/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-training.h"

G_BEGIN_DECLS

/* All of a run at one batch: what going on to the bit takes, its data and its curve aside. Immutable as soon as a
 * second owner has it, and counted; any thread. */
typedef struct
{
  int references;            /* only through the functions below */
  FvTrainingOptions options; /* of the next batch */
  guint64 batch;             /* batches done */
  guint64 since;             /* batches done when the optimiser began with nothing kept */
  guint64 epoch;             /* of the sampler */
  guint32 position;          /* of the sampler */
  FvTally tally;
  gsize n_parameters;
  guint n_slots;
  float values[]; /* [1 + n_slots][n_parameters]: the parameters, then what the optimiser keeps */
} FvMoment;

/* Values are 0; NULL if there is not enough memory. */
FvMoment *fv_moment_try_new (gsize n_parameters, guint n_slots);
/* As training stands now. New reference. */
FvMoment *fv_moment_new (const FvTraining *training);
FvMoment *fv_moment_ref (FvMoment *self);
void fv_moment_unref (FvMoment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvMoment, fv_moment_unref)
/* What it takes in memory. */
gsize fv_moment_bytes (const FvMoment *self);
/* Puts training where it stood then; its network and its data are the caller's care. */
void fv_moment_restore (const FvMoment *self, FvTraining *training);

G_END_DECLS
