/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"
#include "fixture-files.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* The program as it is built, run as anybody runs it: $FOVEA_CLI. */
static const char *program;
static char *folder;

void
result_clear (Result *result)
{
  g_clear_pointer (&result->out, g_free);
  g_clear_pointer (&result->err, g_free);
}

GStrv
words_of (const char *line)
{
  GStrv words = g_strsplit (line, " ", -1);
  GPtrArray *all = g_ptr_array_new ();

  g_ptr_array_add (all, g_strdup (program));
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (all,
                       g_strdelimit (g_strdup (g_str_equal (words[i], "NET") ? NET : words[i]), "+", ' '));
  g_ptr_array_add (all, NULL);
  g_strfreev (words);
  return (GStrv)g_ptr_array_free (all, FALSE);
}

/* Without GSubprocess: it has threads of GLib's, which ThreadSanitizer cannot see into. */
Result
run_in (const char *line, const char *language)
{
  Result result = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = words_of (line);
  g_auto (GStrv) environment = g_get_environ ();
  int status;

  if (language != NULL)
    environment = g_environ_setenv (environment, "LC_ALL", language, TRUE);
  g_spawn_sync (folder, words, environment, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  result.exit = WEXITSTATUS (status);
  return result;
}

Result
run (const char *line)
{
  return run_in (line, NULL);
}

Result
run_well (const char *line)
{
  Result result = run (line);

  if (result.exit != 0)
    g_error ("“%s” ended with %d: %s", line, result.exit, result.err);
  return result;
}

char *
value_of (const Result *result, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (result->out, "\n", -1);
  g_autofree char *start_of_line = g_strconcat (key, ": ", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], start_of_line))
      return g_strdup (lines[i] + strlen (start_of_line));
  g_error ("no “%s” in “%s”", key, result->out);
}

double
number_of (const Result *result, const char *key)
{
  g_autofree char *text = value_of (result, key);
  char *end;
  double value = g_ascii_strtod (text, &end);

  g_assert_cmpstr (end, ==, "");
  return value;
}

char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

void
assert_fails (int exit, const char *line, const char *words)
{
  g_auto (Result) result = run (line);

  if (result.exit != exit || strstr (result.err, words) == NULL)
    g_error ("“%s” ended with %d and said “%s”", line, result.exit, result.err);
  g_assert_cmpstr (result.out, ==, "");
}

/* A small model and a small data set that most tests share. */
static void
make_model (void)
{
  g_auto (Result) digits = run_well ("digits --count 300 --seed 5 --distortion mild --out data");
  g_auto (Result) train
      = run_well ("train --net NET --samples 2000 --epochs 2 --rate 0.03 --distortion mild --out model");
}

void
put_file (const char *name, const guint8 *bytes, gsize length)
{
  g_autofree char *path = in_folder (name);
  g_autofree char *parent = g_path_get_dirname (path);
  FILE *file;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  file = fopen (path, "wb");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

void
put_cifar (const char *name, guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      guint8 record[3073];

      record[0] = (guint8)(i * 7 % 10);
      for (guint map = 0; map < 3; map++)
        memset (record + 1 + 1024 * map, record[0] * (17 + 4 * (int)map), 1024);
      g_byte_array_append (bytes, record, sizeof record);
    }
  put_file (name, bytes->data, bytes->len);
}

int
run_tests (void)
{
  int result;

  program = g_getenv ("FOVEA_CLI");
  g_assert_nonnull (program);
  folder = g_dir_make_tmp ("fovea-cli-XXXXXX", NULL);
  make_model ();
  result = g_test_run ();
  fixture_remove_tree (folder);
  g_free (folder);
  return result;
}
