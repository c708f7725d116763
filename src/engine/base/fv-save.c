/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* g_file_set_contents_full() leaves NAME.XXXXXX behind when it is killed, as which nobody may delete a file: it could
 * be "model.backup". So it writes NAME.saving-PROCESS, which nobody else makes, and NAME.saving-PROCESS.XXXXXX. */
#define MARK   ".saving-"
#define RANDOM 6

/* The name in its folder is on the disk, too. Not every file system can do that. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int handle = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (handle < 0)
    return;
  fsync (handle);
  close (handle);
}

static gboolean
take_place (const char *beside, const char *path, GError **error)
{
  int failure;

  if (g_rename (beside, path) == 0)
    return TRUE;
  failure = errno;
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (failure), g_strerror (failure));
  return FALSE;
}

/* What people can do something about, in their words; NULL: as the system says it. */
static const char *
reason (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return _ ("the disk is full");
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      return _ ("nothing may be written there");
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return _ ("there is no such folder");
    default:
      return NULL;
    }
}

static void
explain (GError **error, const char *path)
{
  const char *known = error != NULL ? reason (*error) : NULL;
  int code;

  if (known == NULL)
    {
      g_prefix_error (error, _ ("%s: could not be saved: "), path);
      return;
    }
  code = (*error)->code;
  g_clear_error (error);
  /* Translators: a file, and why. */
  g_set_error (error, G_FILE_ERROR, code, _ ("%s: could not be saved: %s"), path, known);
}

gboolean
fv_save_bytes (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *beside = g_strdup_printf ("%s" MARK "%d", path, (int)getpid ());
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_file_set_contents_full (beside, data, (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error)
      && take_place (beside, path, error))
    {
      sync_folder (path);
      return TRUE;
    }
  g_unlink (beside);
  explain (error, path);
  return FALSE;
}

/* NAME.saving-PROCESS or NAME.saving-PROCESS.XXXXXX: the process; 0 for any other name. */
static gint64
process_of (const char *name)
{
  const char *mark = g_strrstr (name, MARK);
  char *end;
  gint64 process;

  if (mark == NULL || mark == name || !g_ascii_isdigit (mark[strlen (MARK)]))
    return 0;
  process = g_ascii_strtoll (mark + strlen (MARK), &end, 10);
  if (*end == '.')
    {
      for (end++; g_ascii_isalnum (*end); end++)
        ;
      if (end[-1 - RANDOM] != '.')
        return 0;
    }
  return *end == '\0' && process <= G_MAXINT ? process : 0;
}

static gboolean
is_stale (const char *name)
{
  gint64 process = process_of (name);

  if (process == 0)
    return FALSE;
  return process == getpid () || (kill ((pid_t)process, 0) != 0 && errno == ESRCH);
}

guint
fv_save_sweep (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint swept = 0;

  if (dir == NULL)
    return 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = is_stale (name) ? g_build_filename (folder, name, NULL) : NULL;

      swept += path != NULL && g_unlink (path) == 0;
    }
  g_dir_close (dir);
  return swept;
}
