/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-training.h"

G_BEGIN_DECLS

/* Training that left an earlier moment on a way of its own, or a run that began anew. Immutable and counted; any
 * thread. */
typedef enum
{
  FV_BRANCH_FIRST,       /* where a history begins */
  FV_BRANCH_PLAIN,       /* left because somebody said so */
  FV_BRANCH_OPTIONS,     /* the rate, the batch size … were changed */
  FV_BRANCH_WEIGHTS,     /* by hand */
  FV_BRANCH_DATA,        /* other data */
  FV_BRANCH_RESTART,     /* from the same weights again */
  FV_BRANCH_NEW_WEIGHTS, /* from others */
} FvBranchKind;
#define FV_BRANCH_N_KINDS (FV_BRANCH_NEW_WEIGHTS + 1)

typedef struct
{
  int references; /* only through the functions below */
  guint id;       /* 1, 2 … in the order in which they began */
  guint parent;   /* id of the one it left, which may be forgotten by now; 0: none */
  guint64 left_at;
  guint64 newest; /* trained up to this batch */
  FvBranchKind kind;
  FvTrainingOptions before; /* at left_at, on the parent */
  FvTrainingOptions after;  /* what it went on with */
  char *data_before;        /* name of the set to learn from */
  char *data_after;
  FvCurve *
      curve; /* its own and what its parents had up to left_at; NULL for the one that is shown, see the snapshot */
} FvBranch;

/* Values 0 but for one reference. */
FvBranch *fv_branch_new (void);
FvBranch *fv_branch_ref (FvBranch *self);
void fv_branch_unref (FvBranch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvBranch, fv_branch_unref)
/* "Run 2, from batch 500", translated; g_free(). */
char *fv_branch_title (const FvBranch *self);
/* What made it differ, translated: "rate 0.1 → 0.03, batch size 32 → 64"; g_free(). */
char *fv_branch_words (const FvBranch *self);
/* "rate 0.1 → 0.03": empty if nothing differs. g_free(). */
char *fv_training_options_difference (const FvTrainingOptions *before, const FvTrainingOptions *after);

const char *fv_branch_kind_name (FvBranchKind kind); /* "restart": as in files */

G_END_DECLS
