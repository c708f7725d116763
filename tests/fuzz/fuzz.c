/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *
fuzz_file (const guint8 *data, gsize size)
{
  static char path[64];
  static int file = -1;
  gsize done = 0;

  if (file < 0)
    {
      file = memfd_create ("fuzz", MFD_CLOEXEC);
      g_assert (file >= 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", file);
    }
  g_assert (ftruncate (file, 0) == 0);
  while (done < size)
    {
      gssize n = pwrite (file, data + done, size - done, (off_t)done);

      g_assert (n > 0);
      done += (gsize)n;
    }
  return path;
}

char *
fuzz_text (const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_strndup (size > 0 ? (const char *)data : "", size);

  return g_strdelimit (g_utf8_make_valid (bytes, -1), "\n\r\t", ' ');
}

void
fuzz_check (gboolean good, GError **error)
{
  g_assert (good == (*error == NULL));
  if (good)
    return;
  g_assert (*(*error)->message != '\0');
  g_assert (strchr ((*error)->message, '\n') == NULL);
  g_assert (g_utf8_validate ((*error)->message, -1, NULL));
  g_clear_error (error);
}
