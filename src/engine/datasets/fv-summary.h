/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* What a set has in it: how many samples of each class, and the mean picture of all and of each class. Immutable and
 * counted; any thread. */
typedef struct _FvSummary FvSummary;

/* Looks through all of set. progress (may be NULL) is told now and then and stops the work by returning FALSE: then the
 * result is NULL. */
FvSummary *fv_summary_new (FvDataset *set, FvProgressFunc progress, gpointer data);
FvSummary *fv_summary_ref (FvSummary *self);
void fv_summary_unref (FvSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvSummary, fv_summary_unref)

/* Borrowed. */
FvDataset *fv_summary_dataset (const FvSummary *self);
/* class_index: G_MAXUINT is all of them, as below. */
guint fv_summary_count (const FvSummary *self, guint class_index);
/* The largest count of a class. */
guint fv_summary_largest (const FvSummary *self);
/* [maps][rows][cols], 0…255, rounded, borrowed; NULL if there is no sample of that class. */
const guint8 *fv_summary_mean (const FvSummary *self, guint class_index);

G_END_DECLS
