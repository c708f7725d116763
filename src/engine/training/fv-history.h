/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-branch.h"
#include "fv-moment.h"

G_BEGIN_DECLS

/* Training that can be walked both ways. Training is deterministic, so a history is a few checkpoints (moments), dense
 * near now and thinner behind, the orders that were given with the batch each took effect at, and replay: any batch is
 * reached from the nearest checkpoint before it, to the bit. Who changes something at an earlier moment leaves the old
 * way on a branch; the old curve stays. Belongs to the thread that owns the training, which must be changed through
 * the history alone. */
typedef struct _FvHistory FvHistory;

#define FV_HISTORY_BUDGET          ((gsize)64 << 20) /* bytes */
#define FV_HISTORY_MAX_BUDGET      ((gsize)512 << 20)
#define FV_HISTORY_MAX_CHECKPOINTS 1024
#define FV_HISTORY_MAX_BRANCHES    64 /* the oldest are forgotten, one by one */

/* Begins where training stands, which is kept for ever. training is borrowed and must outlive the history. */
FvHistory *fv_history_new (FvTraining *training, gsize budget);
void fv_history_free (FvHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvHistory, fv_history_free)

/* Checkpoints, curves, edits and data of the past together stay below it, if the start and now alone do. At most
 * FV_HISTORY_MAX_BUDGET, so that files hold it. */
void fv_history_set_budget (FvHistory *self, gsize budget);
gsize fv_history_bytes (const FvHistory *self);
guint fv_history_n_checkpoints (const FvHistory *self);

/* The branch that is shown goes from the first batch (that of its oldest parent) to the newest. */
guint64 fv_history_first (const FvHistory *self);
guint64 fv_history_newest (const FvHistory *self);
/* The parameters at the first batch of the branch that is shown; new reference. */
FvParameters *fv_history_start (const FvHistory *self);
gboolean fv_history_at_newest (const FvHistory *self);

/* A batch on: what was done before is done again, with the orders it was done with; from the newest on it is new. */
FvTrainingState fv_history_batch (FvHistory *self, const int *stop);

typedef enum
{
  FV_SEEK_THERE,
  FV_SEEK_STOPPED, /* *stop was seen: training stands at a batch on the way */
  FV_SEEK_LOST,    /* the data of that time are gone: nothing has changed */
} FvSeek;
/* After each batch that was replayed. */
typedef void (*FvHistoryProgress) (guint64 done, guint64 total, gpointer data);
/* Goes to the moment after batch batches (what is outside is brought inside), with every order given there.
 * stop and progress may be NULL. */
FvSeek
fv_history_seek (FvHistory *self, guint64 batch, const int *stop, FvHistoryProgress progress, gpointer data);
/* How many batches that would replay; G_MAXUINT64: FV_SEEK_LOST. */
guint64 fv_history_distance (const FvHistory *self, guint64 batch);

/* Orders, between batches. Given at an earlier moment than the newest they begin a branch. */
void fv_history_set_options (FvHistory *self, const FvTrainingOptions *options);
/* Overwrites count parameters from start on, in the network's order. */
void fv_history_edit (FvHistory *self, gsize start, gsize count, const float *values);
/* FV_ERROR_DATA, and nothing changed, if they do not fit. */
gboolean fv_history_set_data (FvHistory *self, FvDataset *train, FvDataset *test, GError **error);
/* Leaves the way that was gone: what follows is new, with the options of now. */
void fv_history_branch (FvHistory *self);
/* The first weights again, with the options of now. */
void fv_history_restart (FvHistory *self);
/* Others, initialised from seed, with the options of now. */
void fv_history_new_weights (FvHistory *self, guint64 seed);

/* The branches there are, in the order in which they began. */
guint fv_history_n_branches (const FvHistory *self);
/* New reference. */
FvBranch *fv_history_nth_branch (const FvHistory *self, guint nth);
guint fv_history_shown_branch (const FvHistory *self); /* id */
/* Shows another branch at a batch of it. FV_SEEK_LOST too if there is none of that id. */
FvSeek fv_history_choose (FvHistory *self, guint id, guint64 batch, const int *stop,
                          FvHistoryProgress progress, gpointer data);

G_END_DECLS
