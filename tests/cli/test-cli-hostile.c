/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hostile-files.h"
#include "fixture-files.h"

/* Files nobody vouches for are refused in a sentence, soon, and in little memory. */

#define MAX_CPU_US (100 * 1000)
#define MAX_KIB    (64 * 1024)
/* What a runaway may take before it is stopped: far more than it should. */
#define MAX_SPACE ((rlim_t)1 << 30)

/* Sanitizers take time and memory of their own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_MEASURED FALSE
#else
#define IS_MEASURED TRUE
#endif

static char *scratch;
static char *good_model;

typedef struct
{
  int status;
  gint64 cpu_us;
  glong kib;
  char *err;
  gsize out_length;
} Outcome;

static void
limit_and_run (char **words, const char *out, const char *err)
{
  struct rlimit space = { MAX_SPACE, MAX_SPACE };

  if (IS_MEASURED)
    setrlimit (RLIMIT_AS, &space);
  if (freopen (out, "wb", stdout) == NULL || freopen (err, "wb", stderr) == NULL)
    _exit (126);
  execv (words[0], words);
  _exit (127);
}

static gint64
microseconds (struct timeval time)
{
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_usec;
}

static Outcome
run (char **words)
{
  g_autofree char *out = g_build_filename (scratch, "out", NULL);
  g_autofree char *err = g_build_filename (scratch, "err", NULL);
  g_autofree char *said = NULL;
  Outcome outcome = { 0 };
  struct rusage usage;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    limit_and_run (words, out, err);
  g_assert_cmpint (wait4 (child, &outcome.status, 0, &usage), ==, child);
  outcome.cpu_us = microseconds (usage.ru_utime) + microseconds (usage.ru_stime);
  outcome.kib = usage.ru_maxrss;
  g_assert_true (g_file_get_contents (err, &outcome.err, NULL, NULL));
  g_assert_true (g_file_get_contents (out, &said, &outcome.out_length, NULL));
  return outcome;
}

static char **
words_of (const HostileFile *file, const char *folder)
{
  char **words = g_strsplit (file->verb, " ", -1);
  g_autofree char *path
      = file->asked != NULL ? g_strdup (folder) : g_build_filename (folder, file->path, NULL);
  GPtrArray *all = g_ptr_array_new ();

  g_ptr_array_add (all, g_strdup (g_getenv ("FOVEA_CLI")));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (g_str_equal (words[i], "PATH")    ? path
                                    : g_str_equal (words[i], "MODEL") ? good_model
                                                                      : words[i]));
  g_ptr_array_add (all, NULL);
  g_strfreev (words);
  return (char **)g_ptr_array_free (all, FALSE);
}

/* The last part of the name as it may be shown. */
static char *
shown_name (const HostileFile *file)
{
  g_autofree char *base = g_path_get_basename (file->path);
  g_autofree char *shown = g_filename_display_name (base);
  g_auto (GStrv) pieces = g_strsplit (shown, "\n", -1);

  return g_strjoinv ("\xef\xbf\xbd", pieces);
}

static void
check_sentence (const HostileFile *file, const Outcome *outcome)
{
  const char *end = strchr (outcome->err, '\n');
  g_autofree char *name = shown_name (file);

  g_test_message ("%s: %s", file->what, outcome->err);
  g_assert_true (WIFEXITED (outcome->status));
  g_assert_cmpint (WEXITSTATUS (outcome->status), ==, 1);
  g_assert_cmpuint (outcome->out_length, ==, 0);
  g_assert_true (g_str_has_prefix (outcome->err, "fovea-cli: "));
  g_assert_true (g_utf8_validate (outcome->err, -1, NULL));
  g_assert_true (end != NULL && end[1] == '\0'); /* one line */
  if (strstr (outcome->err, name) == NULL || strstr (outcome->err, file->words) == NULL)
    g_error ("%s: “%s” does not say “%s” and “%s”", file->what, outcome->err, name, file->words);
}

static void
check_cost (const HostileFile *file, const Outcome *outcome)
{
  if (!IS_MEASURED)
    return;
  if (outcome->cpu_us >= MAX_CPU_US)
    g_error ("%s: took %" G_GINT64_FORMAT " ms", file->what, outcome->cpu_us / 1000);
  if (outcome->kib >= MAX_KIB)
    g_error ("%s: took %ld MiB", file->what, outcome->kib / 1024);
}

/* The worst of two runs that took too long is no measure of the program on a loaded machine: the better one counts. */
static void
test_refused (gconstpointer data)
{
  const HostileFile *file = data;
  g_autofree char *folder = g_build_filename (scratch, "case", NULL);
  g_auto (GStrv) words = words_of (file, folder);
  Outcome outcome;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  hostile_file_make (file, folder);
  outcome = run (words);
  for (guint again = 0; again < 4 && IS_MEASURED && outcome.cpu_us >= MAX_CPU_US; again++)
    {
      g_free (outcome.err);
      outcome = run (words);
    }
  check_sentence (file, &outcome);
  check_cost (file, &outcome);
  g_free (outcome.err);
  fixture_remove_tree (folder);
}

static void
make_good_model (void)
{
  char *words[] = { (char *)g_getenv ("FOVEA_CLI"),
                    (char *)"train",
                    (char *)"--net",
                    (char *)"28x28x1 rasterize; softmax 10",
                    (char *)"--samples",
                    (char *)"32",
                    (char *)"--epochs",
                    (char *)"1",
                    (char *)"--out",
                    good_model,
                    NULL };
  Outcome outcome = run (words);

  g_assert_cmpint (outcome.status, ==, 0);
  g_free (outcome.err);
}

int
main (int argc, char **argv)
{
  const HostileFile *file;
  int result;

  g_test_init (&argc, &argv, NULL);
  scratch = g_dir_make_tmp ("fovea-hostile-XXXXXX", NULL);
  good_model = g_build_filename (scratch, "good.safetensors", NULL);
  make_good_model ();
  for (guint i = 0; (file = hostile_file_nth (i)) != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("/hostile/%03u %s", i + 1, file->what);

      g_strdelimit (name + strlen ("/hostile/"), "/#", ' ');
      g_test_add_data_func (name, file, test_refused);
    }
  result = g_test_run ();
  fixture_remove_tree (scratch);
  g_free (good_model);
  g_free (scratch);
  return result;
}
