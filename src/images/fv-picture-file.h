/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A picture file from anywhere, decoded. The size is read from its header before anything is decoded: one that claims
 * more than FV_IMAGE_MAX_PIXELS is refused by then. Any thread. Errors, one sentence that names the file:
 * FV_ERROR_FILE (not a picture, broken, too large), G_FILE_ERROR (not there). */
#define FV_IMAGE_MAX_PIXELS (64u << 20)
/* What is read of a file at most. */
#define FV_IMAGE_MAX_BYTES (256u << 20)

typedef enum
{
  FV_PICTURE_ANY,         /* whatever gdk-pixbuf reads, and WebP */
  FV_PICTURE_PNG_OR_JPEG, /* only these, whatever the file is called */
} FvPictureKinds;

/* least: the shorter side may come out smaller than it is, as long as it has that many pixels left (0: as it is): a
 * JPEG is then decoded faster. Turned as its EXIF data say it was taken. A new reference, or NULL. */
GdkPixbuf *fv_picture_file_decode (const char *path, FvPictureKinds kinds, guint least, GError **error);

G_END_DECLS
