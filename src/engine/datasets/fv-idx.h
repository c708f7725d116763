/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* The format of MNIST and its kin: images [count][rows][cols] in one file, labels [count] in another, unsigned
 * bytes after a header of big-endian sizes, plain or gzip. Names: PREFIX-images-idx3-ubyte and
 * PREFIX-labels-idx1-ubyte, '.' for any '-' and .gz as one likes. What the names or the contents tell of the set
 * (class names, EMNIST's turned images and its letters from 1) comes from fv-idx-family.h. Any thread. */

/* TRUE for a file with such a name and for a folder that holds one. Reads names only. */
gboolean fv_idx_probe (const char *path);
/* Of a folder or a file to train on: a file of the pair beside it that is named t10k or test. */
char *fv_idx_test_path (const char *path);
/* A pair from a folder (wanted->part says which, if it has several), or the pair path belongs to. NULL with one
 * sentence (FV_ERROR_FILE, FV_ERROR_DATA) that names the file, what was found and what was wanted. */
FvDataset *fv_idx_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
