/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* Which image file belongs to which label file: names only, no file is opened. */
typedef struct
{
  char *name;   /* "mnist/train", for people */
  char *images; /* path */
  char *labels; /* path */
} FvIdxPair;

void fv_idx_pair_clear (FvIdxPair *self);
/* TRUE if the last part of path is named like an image or a label file. */
gboolean fv_idx_is_name (const char *path);
/* TRUE if the folder has a file of such a name. */
gboolean fv_idx_folder_has_any (const char *folder);
/* Fills *pair for a folder or one of its files. FALSE and FV_ERROR_DATA: which file has no partner. */
gboolean fv_idx_pair_find (const char *path, FvPart part, FvIdxPair *pair, GError **error);
/* The image file of the pair to test with what path, a folder or a file, gives to train on: the one that is named
 * alike, or else the folder's only test part. NULL if there is none. g_free(). */
char *fv_idx_pair_test_of (const char *path);

G_END_DECLS
