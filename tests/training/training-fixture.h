/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-evaluation.h"
#include "fv-training.h"

/* Something small that can be learned in a moment: a bright bar on noise, standing, lying or slanting, 8×8. */
FvDataset *fixture_set (guint64 seed, guint count);
FvNetwork *fixture_network (void);
/* A new run over fixture_set (1, 100) with 30 test samples: batches of 7 leave a short one at the end of an epoch. */
FvTraining *fixture_training (const char *optimizer);
/* n batches that must go well. */
void fixture_train (FvTraining *training, guint n);
char *fixture_sha256 (const FvTraining *training);
/* fv_evaluate() through a plan of its own that holds parameters. */
gboolean fixture_evaluate (FvParameters *parameters, const FvDataset *set, guint first, guint count,
                           const int *stop, FvEvaluation *out, guint *confusion);
