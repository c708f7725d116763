/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fv-error.h"
#include "fv-json.h"
#include "fv-save.h"

#define SESSION ".safetensors"
#define LOCK    ".lock"
#define VERSION 1
/* Of what is said of a session. */
#define MAX_ABOUT 8192

struct _FvKept
{
  char *path; /* of the session file */
  char *lock; /* of the other one */
  int handle; /* of the lock, locked */
  FvKeptAbout about;
};

void
fv_kept_about_clear (FvKeptAbout *self)
{
  g_free (self->network);
  *self = (FvKeptAbout){ .accuracy = NAN };
}

/* --- What it is about --- */

static void
copy_about (const FvKeptAbout *from, FvKeptAbout *to)
{
  fv_kept_about_clear (to);
  *to = *from;
  to->network = g_strdup (from->network);
}

static char *
about_to_text (const FvKeptAbout *about)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"version\":%d,\"saved\":%" G_GINT64_FORMAT ",\"batch\":%" G_GUINT64_FORMAT,
                          VERSION, about->saved_at, about->batch);
  g_string_append (out, ",\"accuracy\":");
  fv_json_append_number (out, about->accuracy);
  if (about->network != NULL)
    {
      g_string_append (out, ",\"network\":");
      fv_json_append_string (out, about->network);
    }
  g_string_append_printf (out, ",\"closed\":%s}\n", about->closed ? "true" : "false");
  return g_string_free (out, FALSE);
}

/* What cannot be read is not known. */
static void
read_about (FvKept *self)
{
  char text[MAX_ABOUT + 1];
  ssize_t length = pread (self->handle, text, sizeof text, 0);
  FvJson *json = length > 0 ? fv_json_parse (text, (gsize)length, MAX_ABOUT, NULL) : NULL;
  FvKeptAbout *about = &self->about;
  guint64 saved_at = 0;

  fv_kept_about_clear (about);
  if (json == NULL)
    return;
  if (fv_json_unsigned (fv_json_member (json, "saved"), G_MAXINT32 * (guint64)64, &saved_at))
    about->saved_at = (gint64)saved_at;
  fv_json_unsigned (fv_json_member (json, "batch"), G_MAXUINT64, &about->batch);
  about->accuracy = fv_json_number (fv_json_member (json, "accuracy"), NAN);
  about->network = g_strdup (fv_json_string (fv_json_member (json, "network")));
  about->closed = fv_json_boolean (fv_json_member (json, "closed"), FALSE);
  fv_json_free (json);
}

/* In place: another file would not be locked. */
void
fv_kept_describe (FvKept *self, const FvKeptAbout *about)
{
  g_autofree char *text = about_to_text (about);
  gsize length = strlen (text);

  copy_about (about, &self->about);
  if (ftruncate (self->handle, 0) != 0 || pwrite (self->handle, text, length, 0) != (ssize_t)length)
    g_info ("%s: %s", self->lock, g_strerror (errno));
}

/* --- Locks --- */

/* Some file systems know no locks: there, everything is free. */
static gboolean
try_lock (int handle)
{
  return flock (handle, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR);
}

/* Whoever had it before may have removed it while we waited for the lock. */
static gboolean
is_still_there (int handle, const char *path)
{
  struct stat ours, theirs;

  return fstat (handle, &ours) == 0 && stat (path, &theirs) == 0 && ours.st_ino == theirs.st_ino
         && ours.st_dev == theirs.st_dev;
}

/* NULL with errno 0: somebody else has it. */
static FvKept *
lock_session (const char *folder, const char *id, int flags)
{
  g_autofree char *lock = g_strconcat (folder, G_DIR_SEPARATOR_S, id, LOCK, NULL);
  int handle = open (lock, O_RDWR | O_CLOEXEC | flags, 0600);
  FvKept *self;

  if (handle < 0)
    return NULL;
  if (!try_lock (handle) || !is_still_there (handle, lock))
    {
      close (handle);
      errno = 0;
      return NULL;
    }
  self = g_new0 (FvKept, 1);
  self->handle = handle;
  self->lock = g_steal_pointer (&lock);
  self->path = g_strconcat (folder, G_DIR_SEPARATOR_S, id, SESSION, NULL);
  return self;
}

FvKept *
fv_kept_new (const char *folder, GError **error)
{
  FvKept *self = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    do
      {
        g_autofree char *id = g_uuid_string_random ();

        errno = 0;
        self = lock_session (folder, id, O_CREAT | O_EXCL);
      }
    while (self == NULL && errno == 0);
  if (self != NULL)
    fv_kept_about_clear (&self->about);
  else
    g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: nothing can be kept there: %s"), folder,
                 g_strerror (errno));
  return self;
}

static gboolean
is_there (const FvKept *self)
{
  return g_file_test (self->path, G_FILE_TEST_EXISTS);
}

/* The session goes first: a lock without one says nothing, a session without a lock is still offered. */
void
fv_kept_discard (FvKept *self)
{
  g_unlink (self->path);
  g_unlink (self->lock);
}

void
fv_kept_free (FvKept *self)
{
  if (self == NULL)
    return;
  if (!is_there (self))
    g_unlink (self->lock);
  close (self->handle);
  fv_kept_about_clear (&self->about);
  g_free (self->path);
  g_free (self->lock);
  g_free (self);
}

const char *
fv_kept_path (const FvKept *self)
{
  return self->path;
}

const FvKeptAbout *
fv_kept_about (const FvKept *self)
{
  return &self->about;
}

/* --- All of them --- */

static gint64
written_at (const FvKept *self)
{
  GStatBuf status;

  return g_stat (self->path, &status) == 0 ? (gint64)status.st_mtime : 0;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const FvKept *first = *(FvKept *const *)a, *second = *(FvKept *const *)b;
  gint64 x = first->about.saved_at, y = second->about.saved_at;

  return (x < y) - (x > y);
}

static void
take_one (GPtrArray *taken, const char *folder, const char *id)
{
  FvKept *kept = lock_session (folder, id, O_CREAT);

  if (kept == NULL)
    return;
  if (!is_there (kept))
    {
      fv_kept_free (kept);
      return;
    }
  read_about (kept);
  if (kept->about.saved_at == 0)
    kept->about.saved_at = written_at (kept);
  g_ptr_array_add (taken, kept);
}

/* The ids of both kinds of files, each once. */
static GHashTable *
list_ids (const char *folder)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gsize ending = g_str_has_suffix (name, SESSION) ? strlen (SESSION) : strlen (LOCK);
      g_autofree char *id = g_str_has_suffix (name, SESSION) || g_str_has_suffix (name, LOCK)
                                ? g_strndup (name, strlen (name) - ending)
                                : NULL;

      if (id != NULL && g_uuid_string_is_valid (id))
        g_hash_table_add (ids, g_steal_pointer (&id));
    }
  g_clear_pointer (&dir, g_dir_close);
  return ids;
}

GPtrArray *
fv_shelf_take (const char *folder, guint most)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify)fv_kept_free);
  g_autoptr (GHashTable) ids = list_ids (folder);
  GHashTableIter iter;
  gpointer id;

  fv_save_sweep (folder);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    take_one (taken, folder, id);
  g_ptr_array_sort (taken, compare_newest_first);
  while (taken->len > most)
    {
      fv_kept_discard (g_ptr_array_index (taken, taken->len - 1));
      g_ptr_array_set_size (taken, (int)taken->len - 1);
    }
  return taken;
}
