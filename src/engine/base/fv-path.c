/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-path.h"

char *
fv_path_shown (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  GString *shown = g_string_sized_new (32);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (shown, g_unichar_iscntrl (letter) ? 0xfffd : letter);
    }
  return g_string_free (shown, FALSE);
}
