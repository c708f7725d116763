/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-trainer.h"

G_BEGIN_DECLS

/* How the trainer's thread makes one; everybody else reads it through fv-trainer.h. Copies what training holds. */
FvSnapshot *fv_snapshot_new (const FvTraining *training, double samples_per_s, gboolean running);

G_END_DECLS
