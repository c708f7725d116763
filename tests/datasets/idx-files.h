/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Files for tests to read: a folder of their own, removed with what is in it. */
char *files_new (void); /* path; free with g_free() */
void files_remove (const char *folder);
/* Whether what files_put() writes is packed although its name does not end in .gz; names that do always are. */
void files_pack_next (gboolean packed);
/* Replaces what is at path; no waiting for the disk. */
void files_write (const char *path, const guint8 *bytes, gsize length);
/* Writes a file and gives its path (g_free). name may have a folder in it, which is made. */
char *files_put (const char *folder, const char *name, const guint8 *bytes, gsize length);
/* PREFIX-images-idx3-ubyte and PREFIX-labels-idx1-ubyte. */
void files_put_pair (const char *folder, const char *prefix, const guint8 *images, gsize n_images,
                     const guint8 *labels, gsize n_labels);
/* One gzip member of bytes[length]. */
GByteArray *files_gzip (const guint8 *bytes, gsize length);
