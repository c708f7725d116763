/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A folder where sessions lie that nobody has saved: two files for each, ID.safetensors, which is a session file, and
 * ID.lock, which says what it is about. Whoever keeps a session holds a lock on the latter; the system takes it away when
 * the process ends, however it ends, so that a lock is never stale and two processes never write the same file. */
typedef struct _FvKept FvKept; /* a session on the shelf that is ours; one owner, one thread at a time */

/* What is said of it without reading it. */
typedef struct
{
  gint64 saved_at; /* s since 1970, UTC; 0: not known */
  char *network;   /* its text, owned */
  guint64 batch;
  double accuracy; /* 0…1 of test samples; NaN: not known */
  gboolean closed; /* FALSE: the process ended, and nobody had asked it to */
} FvKeptAbout;

void fv_kept_about_clear (FvKeptAbout *self);

/* A new place, in a folder that is made if need be. NULL and FV_ERROR_FILE, which names the folder. */
FvKept *fv_kept_new (const char *folder, GError **error);
/* Those nobody else has, newest first; of these, at most most, the others are thrown away. What processes that are gone
 * left half-written is swept. [FvKept], g_ptr_array_unref(); empty if there is no such folder. */
GPtrArray *fv_shelf_take (const char *folder, guint most);

const char *fv_kept_path (const FvKept *self); /* of the session file, which may not be there yet */
const FvKeptAbout *fv_kept_about (const FvKept *self);
/* Copied. If the process is killed meanwhile, nothing is known of it but that it is there. */
void fv_kept_describe (FvKept *self, const FvKeptAbout *about);
/* Leaves it to the next who takes it. */
void fv_kept_free (FvKept *self);
/* Removes it; self stays, with nothing at its path. */
void fv_kept_discard (FvKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvKept, fv_kept_free)

G_END_DECLS
