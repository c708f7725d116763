/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-command.h"
#include "fv-digits.h"

G_BEGIN_DECLS

/* Reading a command line. Numbers and choices are taken as texts by GOption and read here, strictly; what is wrong
 * with one is FV_ERROR_VALUE: option, what was found, what was wanted. A text that is NULL leaves *out as it is. */

/* Parses the options of a command; the arguments that are none stay in argv[1 …], *argc of them. FALSE: said what is
 * wrong and *exit is what to end with. --help prints and ends the program. */
gboolean
cli_options_parse (const char *command, const GOptionEntry *entries, int *argc, char ***argv, CliExit *exit);

gboolean cli_read_unsigned (const char *option, const char *text, guint64 minimum, guint64 maximum,
                            guint64 *out, GError **error);
gboolean cli_read_count (const char *option, const char *text, guint minimum, guint maximum, guint *out,
                         GError **error);
gboolean cli_read_number (const char *option, const char *text, double minimum, double maximum, double *out,
                          GError **error);
/* name (i): the choices, NULL past the end; *out is the index. */
gboolean cli_read_choice (const char *option, const char *text, const char *(*name) (guint i), guint *out,
                          GError **error);
/* The choices of --style. */
const char *cli_style_name (guint i);
/* --threads: 1 … 64. */
gboolean cli_read_threads (const char *text, guint *out, GError **error);
gboolean cli_read_distortion (const char *text, FvDistortion *out, GError **error);

/* FALSE if arguments are left that no option took. */
gboolean cli_no_more (const char *command, int argc, char **argv, GError **error);

/* FALSE if no file can be made in the folder of out (NULL: none is wanted): better to know before the work than
 * after. What saving was killed at there is swept away. */
gboolean cli_check_out (const char *out, GError **error);

/* Says error on stderr, frees it, and returns what to end with: FV_ERROR_VALUE is misuse, all else a refusal. */
CliExit cli_fail (GError *error);
/* The same for an argument that is not there. */
CliExit cli_fail_missing (const char *command, const char *argument);

G_END_DECLS
