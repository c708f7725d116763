/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-record.h"
#include "fv-stop-rule.h"
#include "fv-trouble.h"

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

/* The way this moment is on: from its first batch to its newest. */
guint64 fv_snapshot_first (const FvSnapshot *self);
guint64 fv_snapshot_newest (const FvSnapshot *self);
FvDataset *fv_snapshot_train_set (const FvSnapshot *self); /* what it learns from now; borrowed */
FvDataset *fv_snapshot_test_set (const FvSnapshot *self);  /* or NULL */
FvParameters *fv_snapshot_start (const FvSnapshot *self);  /* at its first batch; borrowed */
/* The branches there are, by id; borrowed. The one that is shown has no curve of its own: see fv_snapshot_curve(). */
guint fv_snapshot_n_branches (const FvSnapshot *self);
const FvBranch *fv_snapshot_nth_branch (const FvSnapshot *self, guint nth);
FvBranch *const *fv_snapshot_branches (const FvSnapshot *self); /* all of them */
guint fv_snapshot_branch (const FvSnapshot *self);              /* id of the one that is shown */
/* FALSE: nothing is being replayed. Else this is a moment on the way, after done batches of total. */
gboolean fv_snapshot_replay (const FvSnapshot *self, guint64 *done, guint64 *total);
/* TRUE if the moment asked for last could not be reached: its data are gone. */
gboolean fv_snapshot_lost (const FvSnapshot *self);
/* What is wrong, as far as it began by this batch. */
guint fv_snapshot_n_troubles (const FvSnapshot *self);
FvTrouble fv_snapshot_nth_trouble (const FvSnapshot *self, guint nth);
/* The rule that ended training, while it rests for that reason; −1: none. */
int fv_snapshot_stopped_by (const FvSnapshot *self); /* FvStopKind */
double fv_snapshot_minutes (const FvSnapshot *self); /* of training, pauses and replays not counted */

/* The trainer's thread: owns a FvTraining and its history. Orders go down through a gate, snapshots come up through a
 * mailbox that holds one. All functions are the main thread's; none waits but fv_trainer_free() and _finish(). */
typedef struct _FvTrainer FvTrainer;

/* Called from the trainer's thread, only when the mailbox was empty: wake your main loop, nothing else. */
typedef void (*FvTrainerNotify) (gpointer data);

/* Takes training over, and history, which may be NULL: then one begins here. Starts paused, with one snapshot posted. */
FvTrainer *fv_trainer_new (FvTraining *training, FvTrainerNotify notify, gpointer data);
FvTrainer *
fv_trainer_new_with_history (FvTraining *training, FvHistory *history, FvTrainerNotify notify, gpointer data);
/* Stops within one block of samples, joins, frees. After it returns notify is never called. */
void fv_trainer_free (FvTrainer *self);
/* The same; gives what is left: for saving when all is closed. */
FvRecord *fv_trainer_finish (FvTrainer *self);

void fv_trainer_run (FvTrainer *self);
/* Ends a replay, too, where it stands. */
void fv_trainer_pause (FvTrainer *self);
/* n more batches as fast as it goes, then paused; a snapshot is posted after the last, wanted or not. Added to what
 * is left of an earlier step. Before the newest batch, and so does fv_trainer_run(), it does again what was done. */
void fv_trainer_step (FvTrainer *self, guint n);
/* Batches a second while running; 0: as fast as it goes. */
void fv_trainer_set_pace (FvTrainer *self, double batches_per_s);

/* Orders that are followed one after the other, between batches; a snapshot is posted after each, wanted or not.
 * Given at an earlier moment than the newest they begin a branch: see fv-history.h. */
void fv_trainer_set_options (FvTrainer *self, FvHyper hyper, guint batch_size);
void fv_trainer_set_training_options (FvTrainer *self, const FvTrainingOptions *options);
/* values [count] of the parameters from start on; copied. Who remembers what they were can take it back. */
void fv_trainer_edit (FvTrainer *self, gsize start, gsize count, const float *values);
/* FV_ERROR_DATA if they do not fit: then there is no order. */
gboolean fv_trainer_set_data (FvTrainer *self, FvDataset *train, FvDataset *test, GError **error);
void fv_trainer_branch (FvTrainer *self);
void fv_trainer_restart (FvTrainer *self);
void fv_trainer_new_weights (FvTrainer *self, guint64 seed);

/* Pauses, and goes to the moment after batch batches of a branch (0: the one that is shown). While it replays it
 * posts, when wanted, how far it is; another seek takes the place of one that is not done. */
void fv_trainer_seek (FvTrainer *self, guint branch, guint64 batch);
/* The same, n batches before where it stands or is on the way to. */
void fv_trainer_step_back (FvTrainer *self, guint n);

void fv_trainer_set_budget (FvTrainer *self, gsize bytes);
/* Looked at after each new batch; a rule that is met already when training is told to run does not stop it. */
void fv_trainer_set_stop_rules (FvTrainer *self, FvStopRules rules);

/* Says that a snapshot is wanted (after a frame): the next batch posts one. Pausing and a layer in trouble post one,
 * wanted or not. */
void fv_trainer_want (FvTrainer *self);
/* What is in the mailbox, or NULL; the caller owns the reference. */
FvSnapshot *fv_trainer_take (FvTrainer *self);
/* FALSE if orders were given that the snapshot, one of this trainer's, does not show yet; another is on its way. */
gboolean fv_trainer_has_followed (FvTrainer *self, const FvSnapshot *snapshot);
/* Says that a record is wanted, for saving; notify tells when it is there. */
void fv_trainer_ask_record (FvTrainer *self);
/* NULL: none is there (yet). The caller owns it. */
FvRecord *fv_trainer_take_record (FvTrainer *self);

G_END_DECLS
