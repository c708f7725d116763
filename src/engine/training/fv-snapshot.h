/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-trainer.h"

G_BEGIN_DECLS

/* What the trainer's thread knows beside its training and history. */
typedef struct
{
  double samples_per_s;
  gboolean running;
  guint64 replay_done;
  guint64 replay_total; /* 0: nothing is being replayed */
  gboolean lost;
  int stopped_by; /* FvStopKind or −1 */
  double minutes;
  guint64 followed;    /* how many orders of those given */
  FvParameters *start; /* the first of the branch that is shown; NULL: not known */
  const FvWatch *watch;
} FvSnapshotSight;

/* How the trainer's thread makes one; everybody else reads it through fv-trainer.h. Copies what training holds. */
FvSnapshot *fv_snapshot_new (const FvTraining *training, const FvHistory *history, FvSnapshotSight sight);
guint64 fv_snapshot_followed (const FvSnapshot *self);

G_END_DECLS
