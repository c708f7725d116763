/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-data.h"
#include "fv-record.h"

G_BEGIN_DECLS

/* Going on from a file: where its data come from, and whether those at hand are the same. */

/* What a file says of where its data come from, as a wish; texts are borrowed from source. FV_ERROR_DATA if it says
 * nothing of it. name: of the file. */
gboolean cli_source_to_wanted (const FvSource *source, const char *name, CliDataWanted *out, GError **error);

/* Opens the record's data as wanted. explicit: the user named them, so they may be others; if they are, it is said on
 * stderr. Otherwise FV_ERROR_DATA: what was learned from is gone, or not what it was. */
gboolean cli_resume_open_data (const FvRecord *record, const char *name, const CliDataWanted *wanted,
                               gboolean explicit, const int *stop, FvDataset **train, FvDataset **test,
                               GError **error);
/* Says so if what is replayed here is not to the bit. */
void cli_resume_check_kernels (const FvRecord *record, const char *name, const FvTraining *training);

G_END_DECLS
