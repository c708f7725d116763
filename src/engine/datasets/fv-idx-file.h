/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* One IDX file of unsigned bytes: a header of big-endian sizes, then the data. A value of its owner. */
typedef struct
{
  guint8 header[16]; /* as the file has it: 4 + 4·n_sizes bytes */
  guint n_sizes;
  guint32 sizes[3];
  guint64 total;  /* bytes of data: the product of the sizes */
  guint64 length; /* of them read */
  guint8 *data;   /* [sizes…], owned */
} FvIdxFile;

/* What a file may hold, however small it is packed. */
#define FV_IDX_MAX_BYTES (G_GUINT64_CONSTANT (1) << 31)

/* Reads a file of n_sizes sizes, 1 (labels) or 3 (images), plain or gzip. Tells wanted how far it is. FALSE with one
 * sentence (FV_ERROR_FILE) and *self empty. Nothing is allocated on the file's word. */
gboolean fv_idx_file_read (FvIdxFile *self, const char *path, guint n_sizes, const FvDatasetWanted *wanted,
                           GError **error);
void fv_idx_file_clear (FvIdxFile *self);
/* SHA-256 of the whole contents, unpacked, header first. g_free(). */
char *fv_idx_file_sha256 (const FvIdxFile *self);

G_END_DECLS
