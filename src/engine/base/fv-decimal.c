/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-decimal.h"

#include <string.h>

static gboolean
is_plain (const char *text)
{
  const char *first = text + (*text == '-' || *text == '+');

  return (g_ascii_isdigit (*first) || *first == '.') && strspn (text, "0123456789.eE+-") == strlen (text);
}

gboolean
fv_decimal_parse (const char *text, double minimum, double maximum, double *out)
{
  double value;
  char *end;

  if (!is_plain (text))
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(value >= minimum && value <= maximum))
    return FALSE;
  *out = value;
  return TRUE;
}
