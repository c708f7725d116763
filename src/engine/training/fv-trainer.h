/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-model.h"

G_BEGIN_DECLS

/* A moment of training: immutable, counted, owned by nobody; any thread. */
typedef struct _FvSnapshot FvSnapshot;

FvSnapshot *fv_snapshot_ref (FvSnapshot *self);
void fv_snapshot_unref (FvSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvSnapshot, fv_snapshot_unref)

FvParameters *fv_snapshot_parameters (const FvSnapshot *self); /* borrowed */
const FvCurve *fv_snapshot_curve (const FvSnapshot *self);
guint64 fv_snapshot_batch (const FvSnapshot *self);
double fv_snapshot_epoch (const FvSnapshot *self);
guint fv_snapshot_batches_per_epoch (const FvSnapshot *self);
double
fv_snapshot_samples_per_s (const FvSnapshot *self); /* while running, smoothed; 0 before anything is known */
gboolean fv_snapshot_running (const FvSnapshot *self);
guint fv_snapshot_trouble (const FvSnapshot *self); /* place of the layer that is not finite, 0: none */
const FvModel *fv_snapshot_model (const FvSnapshot *self); /* all that saving needs; borrowed */

/* The trainer's thread: owns a FvTraining. Orders go down through a gate, snapshots come up through a mailbox that
 * holds one. All functions are the main thread's. */
typedef struct _FvTrainer FvTrainer;

/* Called from the trainer's thread, only when the mailbox was empty: wake your main loop, nothing else. */
typedef void (*FvTrainerNotify) (gpointer data);

/* Takes training over. Starts paused, with one snapshot posted. */
FvTrainer *fv_trainer_new (FvTraining *training, FvTrainerNotify notify, gpointer data);
/* Stops within one sample, joins, frees. After it returns notify is never called. */
void fv_trainer_free (FvTrainer *self);

void fv_trainer_run (FvTrainer *self);
void fv_trainer_pause (FvTrainer *self);
/* n more batches as fast as it goes, then paused; a snapshot is posted after the last, wanted or not. Added to what
 * is left of an earlier step. */
void fv_trainer_step (FvTrainer *self, guint n);
/* Batches a second while running; 0: as fast as it goes. */
void fv_trainer_set_pace (FvTrainer *self, double batches_per_s);
void fv_trainer_set_options (FvTrainer *self, FvHyper hyper, guint batch_size);
/* Says that a snapshot is wanted (after a frame): the next batch posts one. Pausing, changed options while paused and
 * a layer in trouble post one, wanted or not. */
void fv_trainer_want (FvTrainer *self);
/* What is in the mailbox, or NULL; the caller owns the reference. */
FvSnapshot *fv_trainer_take (FvTrainer *self);

G_END_DECLS
