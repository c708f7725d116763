/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"

G_BEGIN_DECLS

/* The format of MNIST and its kin: images [count][rows][cols] in one file, labels [count] in another, unsigned
 * bytes after a header of big-endian sizes, plain or gzip. Names: PREFIX-images-idx3-ubyte and
 * PREFIX-labels-idx1-ubyte, '.' for any '-' and .gz as one likes. Any thread. */

/* What an image file may hold, however small it is packed. */
#define FV_IDX_MAX_BYTES (G_GUINT64_CONSTANT (1) << 31)

/* TRUE for a file with such a name and for a folder that holds one. Reads names only. */
gboolean fv_idx_probe (const char *path);
/* A pair from a folder (part says which, if it has several), or the pair path belongs to. NULL with one sentence
 * (FV_ERROR_FILE, FV_ERROR_DATA) that names the file, what was found and what was wanted. Nothing is allocated
 * on a file's word. */
FvDataset *fv_idx_open (const char *path, FvPart part, GError **error);
/* TRUE if path is a folder with a pair named t10k or test beside another to train on. */
gboolean fv_idx_has_test_part (const char *path);

G_END_DECLS
