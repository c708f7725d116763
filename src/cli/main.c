/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "cli-command.h"
#include "fv-picture-reader.h"

static const CliCommand commands[] = {
  { "train", NULL, N_ ("Train a network on generated data or a data set"), cli_train },
  { "experiment", NULL, N_ ("Train several settings from the same start and compare them"), cli_experiment },
  { "replay", N_ ("FILE --to BATCH --out MODEL"), N_ ("Go to another moment of a run saved with its history"),
    cli_replay },
  { "eval", N_ ("MODEL --data PATH"), N_ ("Measure loss and accuracy of a model on a data set"), cli_eval },
  { "classify", N_ ("MODEL IMAGE…"), N_ ("Say which class pictures are of"), cli_classify },
  { "check", NULL, N_ ("Compare every gradient of a network with its numeric value"), cli_check },
  { "explain", N_ ("MODEL --at PLACE"), N_ ("Spell out the arithmetic behind one number"), cli_explain },
  { "bench", NULL, N_ ("Measure how fast a network trains and answers"), cli_bench },
  { "data", N_ ("[PATH]"), N_ ("Say what a data set holds, or which there are"), cli_data },
  { "digits", N_ ("--out FOLDER"), N_ ("Write generated digits as a data set"), cli_digits },
  { "render", N_ ("MODEL --view VIEW --out FILE"), N_ ("Draw a model as PNG, SVG or PDF"), cli_render },
};

const CliCommand *
cli_command_nth (guint nth)
{
  return nth < G_N_ELEMENTS (commands) ? &commands[nth] : NULL;
}

/* Numbers come with a point in every language, so that other programs can read them. */
static void
set_language (void)
{
  const char *folder = g_getenv ("FOVEA_LOCALEDIR");

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : FOVEA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
print_help (FILE *stream)
{
  fprintf (stream, "%s\n  fovea-cli %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…]"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  fprintf (stream, "\n%s\n", _ ("“fovea-cli COMMAND --help” lists the options of a command."));
}

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

/* Results that did not reach their reader were not given. */
static CliExit
finish_output (CliExit exit)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return exit;
  fprintf (stderr, "fovea-cli: %s\n", _ ("The results could not be written"));
  return CLI_REFUSED;
}

static CliExit
run (int argc, char **argv)
{
  const CliCommand *command;

  if (argc < 2)
    {
      print_help (stderr);
      return CLI_MISUSED;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return CLI_FINE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("fovea-cli %s\n", FOVEA_VERSION);
      return CLI_FINE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      fprintf (stderr, _ ("fovea-cli: there is no command “%s”; “fovea-cli --help” lists them\n"), argv[1]);
      return CLI_MISUSED;
    }
  return command->run (argc - 1, argv + 1);
}

int
main (int argc, char **argv)
{
  set_language ();
  g_set_prgname ("fovea-cli");
  fv_pictures_set_reader (fv_picture_reader ());
  return finish_output (run (argc, argv));
}
