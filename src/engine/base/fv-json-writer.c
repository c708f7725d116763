/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-json.h"

#include <math.h>

void
fv_json_append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (out, "\\%c", *c);
      else if (*c == '\n')
        g_string_append (out, "\\n");
      else if ((guchar)*c < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint)(guchar)*c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

void
fv_json_append_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }
  /* Counts are written as people write them, not as 6e+04. */
  if (value == floor (value) && fabs (value) < 1e15)
    {
      g_string_append (out, g_ascii_formatd (text, sizeof text, "%.0f", value));
      return;
    }
  /* 17 digits always read back; most numbers need fewer. */
  for (int digits = 1; digits <= 17; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (out, text);
}
