/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-history.h"
#include "fv-model.h"

G_BEGIN_DECLS

/* A run with its past, as a value: what a session file holds. A session file is a model file (fv-model.h: whatever
 * reads those reads the moment that was shown) with more in it: __metadata__["fovea-history"], a JSON object
 *   {version, budget, shown, next, kernels, data [{name, mark, source}], now,
 *    lines [{id, from, parent, kind, left_at, left_orders, newest, data, before {…}, start {…}, stride, gathered,
 *    layer_stride, layer_gathered}],
 *    orders [{line, kind, batch, …}], moments [[line, orders, batch, since, epoch, position, loss, correct, samples,
 *    data, pinned]]},
 * tensors history.moment.N [1 + slots, parameters], history.edit.N [count] of order N, history.curve.ID [points, 7]
 * (batch / 2²⁰, the rest of it, epoch, losses and accuracies), history.layers.ID [points, 2 + 6 · layers] (batch as
 * before, then FvLayerMeasure of each layer; missing if none was looked at), and __metadata__["fovea-view"], whatever the window
 * wants to know again. Data are not in it. Immutable and counted, but for the view before it is shared; any thread. */
typedef struct _FvRecord FvRecord;

#define FV_RECORD_MAX_VIEW (256u << 10) /* bytes */
/* Branches, orders and moments of a longer past do not fit into the header of a file: then it holds the model alone. */
#define FV_RECORD_MAX_TEXT (2u << 20)

/* What history has now, its model included. Moments are shared, not copied. */
FvRecord *fv_record_new (const FvHistory *history);
/* A run without a past. Takes model over. */
FvRecord *fv_record_new_from_model (FvModel *model);
FvRecord *fv_record_ref (FvRecord *self);
void fv_record_unref (FvRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvRecord, fv_record_unref)

const FvModel *fv_record_model (const FvRecord *self); /* borrowed */
gboolean fv_record_has_history (const FvRecord *self);
/* The parameters at the first batch of the branch that is shown; NULL: not known. New reference. */
FvParameters *fv_record_start (const FvRecord *self);
/* Of FvBranch, by id, each with its curve; g_ptr_array_unref(). Empty without a past. */
GPtrArray *fv_record_branches (const FvRecord *self);
guint fv_record_shown_branch (const FvRecord *self); /* id; 0: none */
/* The set of kernels that trained it ("avx2"); NULL: not known. */
const char *fv_record_kernels (const FvRecord *self);
/* The sets it learned from, in the order in which they came; 0 without a history. */
guint fv_record_n_data (const FvRecord *self);
/* Where the nth comes from, {0} if nobody said, and its fv_source_mark(), 0 if that is not known. Borrowed. */
const FvSource *fv_record_nth_data (const FvRecord *self, guint nth, guint64 *mark);
/* TRUE if training replays the same bits here: kernels of the plain set round otherwise than the fast ones. */
gboolean fv_record_replays_exactly (const FvRecord *self, const FvTraining *training);
/* By whoever has the only reference. Any text of at most FV_RECORD_MAX_VIEW bytes of UTF-8; NULL: none. */
void fv_record_set_view (FvRecord *self, const char *view);
const char *fv_record_view (const FvRecord *self);

GBytes *fv_record_to_bytes (const FvRecord *self);
/* One sentence names the file and what is wrong; nothing is allocated on its word. A model file is a record, too. */
FvRecord *fv_record_from_bytes (GBytes *bytes, const char *name, GError **error);
gboolean fv_record_save (const FvRecord *self, const char *path, GError **error);
FvRecord *fv_record_load (const char *path, GError **error);

/* Goes on exactly where it was left. *history (may be NULL) is new, of the past in the file or, if there is none, of
 * what comes; free it before the training. Other data than it was trained on are a change of data, from now on.
 * FV_ERROR_DATA as fv_training_new(). */
FvTraining *fv_record_resume (const FvRecord *self, FvDataset *train, FvDataset *test, FvHistory **history,
                              GError **error);
/* Sets that were learned from earlier and were found again: what was learned from them can be replayed, as far as the
 * budget has room for them. FALSE: history does not know them by their mark, or has them. */
gboolean fv_record_give_past (FvHistory *history, FvDataset *train, FvDataset *test);

G_END_DECLS
