/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"

#include <stdarg.h>

/* The first argument is a name, not a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (fv-error-quark, fv_error)
/* clang-format on */

gboolean
fv_error_refuse_file (GError **error, const char *file, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, "%s: %s", file, message);
  return FALSE;
}
