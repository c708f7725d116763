/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-judgement.h"
#include "fv-model.h"

G_BEGIN_DECLS

/* What model reads the test part of data as (NULL: of generated digits), however long it takes; Ctrl+C stops it. NULL
 * without an error: nothing was asked for, and the digits do not fit the model. Errors as the readers have them;
 * FV_ERROR_DATA if the set does not fit; FV_ERROR_CANCELLED. */
FvJudgement *cli_judge (const FvModel *model, const char *data, guint n_threads, GError **error);

G_END_DECLS
