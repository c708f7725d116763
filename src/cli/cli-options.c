/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-options.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "fv-decimal.h"
#include "fv-error.h"
#include "fv-save.h"

#define MAX_THREADS 64

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; cli_command_nth (i) != NULL; i++)
    if (g_str_equal (cli_command_nth (i)->name, name))
      return cli_command_nth (i);
  g_return_val_if_reached (NULL);
}

gboolean
cli_options_parse (const char *command, const GOptionEntry *entries, int *argc, char ***argv, CliExit *exit)
{
  const CliCommand *row = find_command (command);
  g_autofree char *program = g_strdup_printf ("fovea-cli %s", command);
  g_autoptr (GOptionContext) context
      = g_option_context_new (row->arguments != NULL ? _ (row->arguments) : NULL);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program); /* which begins the usage line */
  g_option_context_set_summary (context, _ (row->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  fprintf (stderr, "fovea-cli %s: %s\n", command, error->message);
  fprintf (stderr, _ ("“fovea-cli %s --help” lists the options\n"), command);
  *exit = CLI_MISUSED;
  return FALSE;
}

gboolean
cli_read_unsigned (const char *option, const char *text, guint64 minimum, guint64 maximum, guint64 *out,
                   GError **error)
{
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, minimum, maximum, out, NULL))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("%s: found “%s”, wanted a whole number from %ju to %ju"),
               option, text, (uintmax_t)minimum, (uintmax_t)maximum);
  return FALSE;
}

gboolean
cli_read_count (const char *option, const char *text, guint minimum, guint maximum, guint *out,
                GError **error)
{
  guint64 value = *out;

  if (!cli_read_unsigned (option, text, minimum, maximum, &value, error))
    return FALSE;
  *out = (guint)value;
  return TRUE;
}

gboolean
cli_read_threads (const char *text, guint *out, GError **error)
{
  return cli_read_count ("--threads", text, 1, MAX_THREADS, out, error);
}

gboolean
cli_read_number (const char *option, const char *text, double minimum, double maximum, double *out,
                 GError **error)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  if (text == NULL || fv_decimal_parse (text, minimum, maximum, out))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("%s: found “%s”, wanted a number from %s to %s"), option,
               text, g_ascii_formatd (low, sizeof low, "%g", minimum),
               g_ascii_formatd (high, sizeof high, "%g", maximum));
  return FALSE;
}

gboolean
cli_read_choice (const char *option, const char *text, const char *(*name) (guint i), guint *out,
                 GError **error)
{
  g_autoptr (GString) choices = g_string_new (NULL);

  if (text == NULL)
    return TRUE;
  for (guint i = 0; name (i) != NULL; i++)
    {
      if (g_str_equal (name (i), text))
        {
          *out = i;
          return TRUE;
        }
      g_string_append_printf (choices, "%s%s", i > 0 ? ", " : "", name (i));
    }
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("%s: found “%s”, wanted one of: %s"), option, text,
               choices->str);
  return FALSE;
}

const char *
cli_style_name (guint i)
{
  static const char *const names[] = { "light", "dark" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

static const char *
distortion_name (guint i)
{
  return fv_distortion_name ((FvDistortion)i);
}

gboolean
cli_read_distortion (const char *text, FvDistortion *out, GError **error)
{
  guint choice = *out;

  if (!cli_read_choice ("--distortion", text, distortion_name, &choice, error))
    return FALSE;
  *out = (FvDistortion)choice;
  return TRUE;
}

gboolean
cli_no_more (const char *command, int argc, char **argv, GError **error)
{
  if (argc <= 1)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("%s: found “%s”, which belongs to no option"), command,
               argv[1]);
  return FALSE;
}

gboolean
cli_check_out (const char *out, GError **error)
{
  g_autofree char *folder = out != NULL ? g_path_get_dirname (out) : NULL;
  int failure;

  if (folder == NULL)
    return TRUE;
  fv_save_sweep (folder);
  if (access (folder, W_OK | X_OK) == 0)
    return TRUE;
  failure = errno;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: cannot be written: %s"), out, g_strerror (failure));
  return FALSE;
}

CliExit
cli_fail (GError *error)
{
  CliExit exit = g_error_matches (error, FV_ERROR, FV_ERROR_VALUE) ? CLI_MISUSED : CLI_REFUSED;

  fprintf (stderr, "fovea-cli: %s\n", error->message);
  g_error_free (error);
  return exit;
}

CliExit
cli_fail_missing (const char *command, const char *argument)
{
  fprintf (stderr, _ ("fovea-cli %s: %s is missing; “fovea-cli %s --help” says how it is used\n"), command,
           argument, command);
  return CLI_MISUSED;
}
