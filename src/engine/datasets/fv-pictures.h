/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* A folder with a folder for each class, and in it that class's pictures, PNG or JPEG: cats/1.png, dogs/a.jpeg. If
 * the folder has folders train and test (or val, valid, validation), each of these is such a folder. Classes stand in the order of their
 * names, numbers by value. All pictures are brought to one shape: the one asked for, else that of the first picture
 * if its sides are at most 64, else 1@28×28, or 3@32×32 where the first picture of any class has colours. */

/* Decoding needs libraries this room does not know: who has them hands them in, once, before the first opening.
 * Both are called by the thread that opens, and say in one sentence what is wrong. */
typedef struct
{
  /* How large a picture is, and whether it has colours (maps 3) or none (1). */
  gboolean (*measure) (const char *path, FvShape *shape, GError **error);
  /* The picture brought to shape, pixels [maps][rows][cols] overwritten. */
  gboolean (*read) (const char *path, FvShape shape, guint8 *pixels, GError **error);
} FvPictureReader;

/* Borrowed for good. */
void fv_pictures_set_reader (const FvPictureReader *reader);

gboolean fv_pictures_probe (const char *path);
char *fv_pictures_test_path (const char *path);
FvDataset *fv_pictures_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
