/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"

G_BEGIN_DECLS

/* Writes PREFIX-images-idx3-ubyte.gz and PREFIX-labels-idx1-ubyte.gz into folder, which is made if it is missing.
 * The same data give the same bytes (no time, no name in the gzip header). A file that is there is replaced only
 * by a whole one. FALSE: FV_ERROR_DATA for pictures of several maps, FV_ERROR_FILE for what the disk refused. */
gboolean fv_idx_write_pair (const FvDataset *dataset, const char *folder, const char *prefix, GError **error);

G_END_DECLS
