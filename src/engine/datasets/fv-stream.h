/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The bytes of a file, plain or in gzip, from front to back; which of the two is seen in the file, not its name.
 * Never gives more than was asked for, however much a file would unfold to. Owned by one thread. Errors:
 * FV_ERROR_FILE, one sentence that names the file. */
typedef struct _FvStream FvStream;

FvStream *fv_stream_open (const char *path, GError **error);
void fv_stream_free (FvStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvStream, fv_stream_free)

/* The file's name as people read it. */
const char *fv_stream_shown (const FvStream *self);
/* Bytes there can be at most: the size of a plain file; what a gzip file says of itself, or what is worth unfolding,
 * whichever is less. Reading fails beyond what is worth it: 100 times what was taken of the file and 1 MiB. */
guint64 fv_stream_most (const FvStream *self);
/* How much of the file has been taken in, 0…1. */
double fv_stream_fraction (const FvStream *self);
/* TRUE if fv_stream_most() is exact. */
gboolean fv_stream_is_plain (const FvStream *self);
/* Fills buffer[length] and counts in *got what there was; fewer only at the end. FALSE and an error if the file
 * cannot be read or its gzip data are damaged. */
gboolean fv_stream_read (FvStream *self, guint8 *buffer, gsize length, gsize *got, GError **error);
/* FALSE and an error unless everything has been read, the gzip checksum fits and nothing follows. */
gboolean fv_stream_finish (FvStream *self, GError **error);

G_END_DECLS
