/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "cli-fixture.h"

#define BASE "experiment --net NET --samples 600 --seed 3 --distortion mild "

/* "test_accuracy" of "…, test_accuracy 0.98, …"; g_free(). */
static char *
field_of (const Result *result, const char *key, const char *field)
{
  g_autofree char *line = value_of (result, key);
  g_autofree char *begins = g_strconcat (field, " ", NULL);
  g_auto (GStrv) fields = g_strsplit_set (line, ",;", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (fields[i]), begins))
      return g_strdup (fields[i] + strlen (begins));
  g_error ("no “%s” in “%s”", field, line);
}

/* Each run is the one that “train” makes of the same options. */
static void
test_same_as_train (void)
{
  static const char *const settings[][2]
      = { { "sgd", "0.1" }, { "sgd", "0.02" }, { "adam", "0.1" }, { "adam", "0.02" } };
  g_auto (Result) result = run_well (BASE "--epochs 2 --optimizers sgd,adam --rates 0.1,0.02");

  g_assert_cmpfloat (number_of (&result, "runs"), ==, G_N_ELEMENTS (settings));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *line
          = g_strdup_printf ("train --net NET --samples 600 --seed 3 --distortion mild --epochs 2 "
                             "--optimizer %s --rate %s",
                             settings[i][0], settings[i][1]);
      g_autofree char *key = g_strdup_printf ("run_%u", i + 1);
      g_auto (Result) alone = run_well (line);
      g_autofree char *expected = value_of (&alone, "weights_sha256");
      g_autofree char *sha256 = field_of (&result, key, "weights_sha256");
      g_autofree char *rate = field_of (&result, key, "rate");
      g_autofree char *accuracy = field_of (&result, key, "test_accuracy");

      g_assert_cmpstr (sha256, ==, expected);
      g_assert_cmpstr (rate, ==, settings[i][1]);
      g_assert_cmpfloat (g_ascii_strtod (accuracy, NULL), ==, number_of (&alone, "test_accuracy"));
    }
}

/* The same to the bit for any number of threads, but for the time it took. */
static char *
without_seconds (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  g_auto (GStrv) head = g_strsplit (lines[0], ",", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      for (guint k = 0; fields[k] != NULL; k++)
        if (!g_str_equal (head[k], "seconds"))
          g_string_append_printf (out, "%s,", fields[k]);
    }
  return g_string_free (out, FALSE);
}

static void
test_deterministic (void)
{
  g_autofree char *path = in_folder ("table.csv");
  g_autofree char *first = NULL;

  for (guint threads = 1; threads <= 2; threads++)
    {
      g_autofree char *line = g_strdup_printf (BASE "--batches 9 --activations tanh,relu --momenta 0.5,0.9 "
                                                    "--csv table.csv --threads %u",
                                               threads);
      g_auto (Result) result = run_well (line);
      g_autofree char *csv = NULL;
      g_autofree char *bits = NULL;

      g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
      bits = without_seconds (csv);
      if (first != NULL)
        g_assert_cmpstr (bits, ==, first);
      else
        first = g_steal_pointer (&bits);
    }
}

/* One that leaves the finite numbers is said, and the next is trained all the same. */
static void
test_non_finite (void)
{
  g_auto (Result) result = run_well (BASE "--epochs 3 --rates 1000,0.03 --decays 1");
  g_autofree char *first = value_of (&result, "run_1");
  g_autofree char *second = value_of (&result, "run_2");

  g_assert_nonnull (strstr (first, "; non-finite, "));
  g_assert_nonnull (strstr (first, "trouble non-finite"));
  g_assert_nonnull (strstr (second, "; done, "));
  g_assert_nonnull (strstr (result.err, "run 1"));
  g_assert_cmpfloat (number_of (&result, "best"), ==, 2);
}

/* What there is so far is given when somebody says stop. */
static void
test_stopped (void)
{
  g_auto (GStrv) words = words_of (BASE "--epochs 100000 --rates 0.03,0.01 --csv stopped.csv");
  g_autofree char *folder = in_folder ("");
  g_autofree char *path = in_folder ("stopped.csv");
  g_autofree char *csv = NULL;
  GPid child;
  int status;

  g_assert_true (
      g_spawn_async (folder, words, NULL,
                     G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &child, NULL));
  g_usleep (G_USEC_PER_SEC);
  kill (child, SIGINT);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, ",stopped,"));
  g_assert_nonnull (strstr (csv, ",waiting,"));
}

static void
test_misuse (void)
{
  assert_fails (2, BASE "--out figure.docx", "should end in .png, .svg or .pdf");
  assert_fails (2, BASE "--out figure.png --show weights", "--show");
  assert_fails (2, BASE "--rates fast", "--rates: found “fast”");
  assert_fails (2, BASE "--rates 0.1,-1", "--rates: found “-1”");
  assert_fails (2, BASE "--optimizers adams", "wanted some of: sgd");
  assert_fails (2, BASE "--activations softmax", "--activations: found “softmax”");
  assert_fails (2, BASE "--batches 0", "--batches");
  assert_fails (2, BASE "--epochs 0", "--epochs");
  assert_fails (2, BASE "more", "more");
  assert_fails (2, "experiment --net nonsense", "nonsense");
  assert_fails (2,
                BASE "--batch-sizes 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15 --momenta 0,0.1,0.2,0.3,0.4,0.5,0.6 "
                     "--decays 0,0.1",
                "found 210 settings");
  assert_fails (1, BASE "--csv nowhere/table.csv", "nowhere/table.csv");
  assert_fails (1, "experiment --net 28x28x1+rasterize;+softmax+10 --samples 100 --activations relu,tanh",
                "no hidden layer");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/experiment/same-as-train", test_same_as_train);
  g_test_add_func ("/cli/experiment/deterministic", test_deterministic);
  g_test_add_func ("/cli/experiment/non-finite", test_non_finite);
  g_test_add_func ("/cli/experiment/stopped", test_stopped);
  g_test_add_func ("/cli/experiment/misuse", test_misuse);
  return run_tests ();
}
