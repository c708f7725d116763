/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What the program ends with. */
typedef enum
{
  CLI_FINE = 0,
  CLI_REFUSED = 1, /* a file, data, the disk, or somebody said stop */
  CLI_MISUSED = 2, /* unknown option, bad number, missing argument */
} CliExit;

/* One row a verb. */
typedef struct
{
  const char *name;
  const char *arguments; /* N_(), of the usage line behind the options; or NULL */
  const char *summary;   /* N_() */
  /* argv[0] is the verb; may be changed. */
  CliExit (*run) (int argc, char **argv);
} CliCommand;

const CliCommand *cli_command_nth (guint nth); /* NULL past the end */

CliExit cli_train (int argc, char **argv);
CliExit cli_experiment (int argc, char **argv);
CliExit cli_eval (int argc, char **argv);
CliExit cli_classify (int argc, char **argv);
CliExit cli_bench (int argc, char **argv);
CliExit cli_check (int argc, char **argv);
CliExit cli_data (int argc, char **argv);
CliExit cli_digits (int argc, char **argv);
CliExit cli_explain (int argc, char **argv);
CliExit cli_replay (int argc, char **argv);
CliExit cli_render (int argc, char **argv);

G_END_DECLS
