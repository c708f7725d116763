/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-parameters.h"

G_BEGIN_DECLS

/* What a whole set is read as at one moment: immutable, counted, owned by nobody; any thread. Keeps its set. */
typedef struct _FvJudgement FvJudgement;

/* One sample. A value. */
typedef struct
{
  guint target;  /* its class in the set */
  guint read_as; /* the first class with the largest score */
  double share;  /* that score, as fv_pass_scores() has it */
  double loss;   /* NAN if not finite */
} FvReading;

/* Which samples. A value. */
typedef enum
{
  FV_SELECT_ALL,
  FV_SELECT_MISREAD,
  FV_SELECT_CLASS, /* of target */
  FV_SELECT_CELL,  /* of target, read as read_as */
} FvSelectKind;

typedef struct
{
  FvSelectKind kind;
  guint target;
  guint read_as;
} FvSelection;

gboolean fv_selection_equal (FvSelection self, FvSelection other);

/* Reads all of set with parameters, those of a moment after batch batches, through a plan of its own with so many
 * threads (0: as fv_plan_new()). stop (may be NULL, atomic) is looked at between blocks of samples; how far it is goes to
 * *per_mille (may be NULL, atomic). FV_ERROR_DATA if the set does not fit (fv_evaluation_fits), FV_ERROR_VALUE as
 * fv_plan_new(), FV_ERROR_CANCELLED if *stop was set. */
FvJudgement *fv_judgement_new (FvParameters *parameters, FvDataset *set, guint64 batch, guint n_threads,
                               const int *stop, int *per_mille, GError **error);
FvJudgement *fv_judgement_ref (FvJudgement *self);
void fv_judgement_unref (FvJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvJudgement, fv_judgement_unref)

FvDataset *fv_judgement_set (const FvJudgement *self);           /* borrowed */
FvParameters *fv_judgement_parameters (const FvJudgement *self); /* borrowed */
guint64 fv_judgement_batch (const FvJudgement *self);
guint fv_judgement_count (const FvJudgement *self);     /* samples */
guint fv_judgement_n_classes (const FvJudgement *self); /* the network's */
FvReading fv_judgement_nth (const FvJudgement *self, guint sample);

/* The confusion matrix: how many samples of class target are read as class read_as. */
guint fv_judgement_cell (const FvJudgement *self, guint target, guint read_as);
/* The largest off the diagonal. */
guint fv_judgement_largest_mistake (const FvJudgement *self);
guint fv_judgement_n_correct (const FvJudgement *self);

/* How many samples are selected. Without a judgement (NULL) of nothing but classes, by the set alone: others are none. */
guint fv_judgement_select (const FvJudgement *self, const FvDataset *set, FvSelection selection, guint *out);
/* samples [count] put in order: the largest loss first, before all what is not a number; then by place in the set. */
void fv_judgement_sort (const FvJudgement *self, guint *samples, guint count);

/* "target\read as,0,1,…" and a row a class, as a spreadsheet takes it; names [n_classes]. g_free(). */
char *fv_judgement_to_csv (const FvJudgement *self, const char *const *names);

G_END_DECLS
