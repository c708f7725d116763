/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "cli-fixture.h"

#define BASE "train --net NET --samples 700 --seed 3 --distortion mild "

static void
assert_same (const Result *a, const Result *b, const char *key)
{
  g_autofree char *x = value_of (a, key);
  g_autofree char *y = value_of (b, key);

  g_assert_cmpstr (x, ==, y);
}

/* Stopped and gone on with, with and without a history: the weights of a run nobody interrupted. */
static void
test_same_as_uninterrupted (void)
{
  static const char *const kinds[]
      = { "", " --history", " --optimizer adam --schedule cosine=5 --decay 0.01",
          " --optimizer sgd --batch 50 --history", " --optimizer adam --freeze C1,4/1 --history" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *whole_line = g_strconcat (BASE "--epochs 3", kinds[i], " --out whole", NULL);
      g_autofree char *first_line = g_strconcat (BASE "--epochs 1", kinds[i], " --out first", NULL);
      g_auto (Result) whole = run_well (whole_line);
      g_auto (Result) first = run_well (first_line);
      g_auto (Result) second = run_well ("train --resume first --epochs 2 --out second");
      g_auto (Result) third = run_well ("train --resume second --epochs 3 --threads 2");

      assert_same (&whole, &third, "weights_sha256");
      assert_same (&whole, &third, "test_accuracy");
      assert_same (&whole, &third, "epochs");
    }
}

static void
runs (const char *line)
{
  g_auto (Result) result = run_well (line);
}

/* Ends it by SIGTERM after so long, in the middle of whatever it does. */
static void
run_and_end (const char *line, gulong after_us)
{
  g_auto (GStrv) words = words_of (line);
  g_autofree char *folder = in_folder ("");
  const GSpawnFlags flags
      = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  GPid child;

  g_assert_true (g_spawn_async (folder, words, NULL, flags, NULL, NULL, &child, NULL));
  g_usleep (after_us);
  kill (child, SIGTERM);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

/* What there was when it was ended was saved; nothing is lost by it. */
static void
test_after_a_signal (void)
{
  g_auto (Result) whole = run_well (BASE "--epochs 12");
  g_autofree char *cut = in_folder ("cut");
  g_auto (Result) rest = { 0 };

  for (gulong after = 100000; !g_file_test (cut, G_FILE_TEST_EXISTS); after *= 2)
    run_and_end (BASE "--epochs 12 --history --out cut", after);
  rest = run_well ("train --resume cut --epochs 12");
  assert_same (&whole, &rest, "weights_sha256");
}

static void
test_changes (void)
{
  g_auto (Result) first = run_well (BASE "--epochs 1 --out start --history");
  g_auto (Result) same = run_well ("train --resume start --epochs 2");
  g_auto (Result) nothing = run_well ("train --resume start --epochs 1");
  static const char *const lines[] = {
    "train --resume start --epochs 2 --rate 0.002",   "train --resume start --epochs 2 --batch 9",
    "train --resume start --epochs 2 --momentum 0.5", "train --resume start --epochs 2 --optimizer adam",
    "train --resume start --epochs 2 --decay 0.1",    "train --resume start --epochs 2 --schedule step=1",
    "train --resume start --epochs 2 --seed 4",       "train --resume start --epochs 2 --samples 500",
    "train --resume start --epochs 2 --data data",
  };

  assert_same (&first, &nothing, "weights_sha256");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Result) other = run_well (lines[i]);
      g_autofree char *x = value_of (&same, "weights_sha256");
      g_autofree char *y = value_of (&other, "weights_sha256");

      g_assert_cmpstr (x, !=, y);
    }
}

/* All layers frozen: nothing moves, also where training goes on from the file; until they learn again. */
static void
test_frozen (void)
{
  g_auto (Result) frozen = run_well (BASE "--epochs 1 --decay 0.1 --freeze 1,4,5 --history --out cold");
  g_auto (Result) start = run_well ("replay cold --to 0");
  g_auto (Result) on = run_well ("train --resume cold --epochs 2");
  g_auto (Result) thawed = run_well ("train --resume cold --epochs 2 --freeze none --out warm");
  g_auto (Result) back = run_well ("replay warm --to 22");
  g_auto (Result) again = run_well ("replay warm --to 44");
  g_autofree char *was = value_of (&frozen, "weights_sha256");
  g_autofree char *is = value_of (&thawed, "weights_sha256");

  assert_same (&frozen, &start, "weights_sha256");
  assert_same (&frozen, &on, "weights_sha256");
  assert_same (&frozen, &back, "weights_sha256");
  assert_same (&thawed, &again, "weights_sha256");
  g_assert_cmpstr (is, !=, was);
}

static void
test_replay (void)
{
  g_auto (Result) one = run_well (BASE "--epochs 1");
  g_auto (Result) three = run_well (BASE "--epochs 3 --history --out three");
  g_auto (Result) back = run_well ("replay three --to 22 --out back");
  g_auto (Result) end = run_well ("replay three --to 66");
  g_auto (Result) start = run_well ("replay three --to 0 --threads 2");
  g_auto (Result) again = run_well ("train --resume back --epochs 3");
  g_auto (Result) measured = run_well ("eval three --data data");
  g_auto (Result) branch = run_well ("train --resume three --epochs 4 --rate 0.001 --out four");
  g_auto (Result) past = run_well ("replay four --to 22 --branch 1");

  g_assert_cmpfloat (number_of (&back, "batch"), ==, 22);
  g_assert_cmpfloat (number_of (&back, "epochs"), ==, 1);
  assert_same (&one, &back, "weights_sha256");
  assert_same (&one, &past, "weights_sha256");
  assert_same (&three, &end, "weights_sha256");
  assert_same (&three, &again, "weights_sha256");
  g_assert_cmpfloat (number_of (&start, "epochs"), ==, 0);
  g_assert_cmpfloat (number_of (&measured, "accuracy"), >=, 0);
  assert_fails (2, "replay three --to 67", "0 to 66");
  assert_fails (2, "replay three --to 5 --branch 9", "1 (0–66)");
  assert_fails (2, "replay three", "--to BATCH");
  assert_fails (2, "replay --to 3", "FILE");
  assert_fails (1, "replay back --to 3", "holds no history");
  assert_fails (1, "replay three --to 3 --data data", "not what three was trained on");
  assert_fails (1, "replay three --to 3 --out no/where", "no/where");
  assert_fails (1, "replay nowhere --to 3", "nowhere");
}

/* The data are found again from wherever one goes on, and refused if they are not what they were. */
static void
test_data_of_a_folder (void)
{
  g_auto (Result) whole = run_well ("train --net NET --data data --epochs 2");
  g_auto (Result) first = run_well ("train --net NET --data data --epochs 1 --history --out folder-run");
  g_auto (Result) rest = run_well ("train --resume folder-run --epochs 2");

  assert_same (&whole, &rest, "weights_sha256");
  runs ("digits --count 300 --seed 6 --distortion mild --out data");
  assert_fails (1, "train --resume folder-run --epochs 2", "not what folder-run was trained on");
  runs ("train --resume folder-run --epochs 2 --data data");
}

/* A rule ends it before; gone on with, that rule is passed over and the others count. */
static void
test_stop_rules (void)
{
  g_auto (Result) patient = run_well (BASE "--epochs 9 --stop accuracy=0.2,minutes=900 --out ruled");
  g_autofree char *by = value_of (&patient, "stopped_by");
  g_auto (Result) on = run_well ("train --resume ruled --epochs 9 --stop epochs=0.01");
  g_auto (Result) whole = run_well (BASE "--epochs 9");

  g_assert_cmpstr (by, ==, "accuracy");
  g_assert_cmpfloat (number_of (&patient, "epochs"), <, 9);
  assert_same (&on, &whole, "weights_sha256");
  assert_fails (2, "train --stop accuracy=2", "accuracy=2");
}

/* Said once, on stderr. */
static void
test_trouble_is_told (void)
{
  g_auto (Result) line = run_well ("train --data xor --net logistic --epochs 100");

  g_assert_nonnull (strstr (line.err, "no longer falls"));
}

/* What a killed process left where the model is saved, and nothing else. */
static void
test_sweeps (void)
{
  g_autofree char *stale = in_folder ("swept.saving-999999999.aB3dE6");
  g_autofree char *own = in_folder ("swept.backup");

  g_assert_true (g_file_set_contents (stale, "x", 1, NULL));
  g_assert_true (g_file_set_contents (own, "x", 1, NULL));
  runs (BASE "--epochs 1 --out swept");
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (own, G_FILE_TEST_EXISTS));
}

static void
test_contradictions (void)
{
  g_auto (Result) first = run_well (BASE "--epochs 2 --out two");

  assert_fails (2, "train --resume two", "--epochs");
  assert_fails (2, "train --resume two --epochs 1", "two has 2");
  assert_fails (2, "train --resume two --epochs 3 --net article", "--net");
  assert_fails (2, "train --resume two --epochs 3 --init he", "--init");
  assert_fails (2, "train --epochs 3 --history", "--out");
  assert_fails (1, "train --resume nowhere --epochs 3", "nowhere");
  assert_fails (1, "train --resume data --epochs 3", "data");
  runs ("train --resume two --epochs 3 --net NET");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-resume/same-as-uninterrupted", test_same_as_uninterrupted);
  g_test_add_func ("/cli-resume/after-a-signal", test_after_a_signal);
  g_test_add_func ("/cli-resume/changes", test_changes);
  g_test_add_func ("/cli-resume/frozen", test_frozen);
  g_test_add_func ("/cli-resume/replay", test_replay);
  g_test_add_func ("/cli-resume/stop-rules", test_stop_rules);
  g_test_add_func ("/cli-resume/trouble-is-told", test_trouble_is_told);
  g_test_add_func ("/cli-resume/sweeps", test_sweeps);
  g_test_add_func ("/cli-resume/contradictions", test_contradictions);
  g_test_add_func ("/cli-resume/data-of-a-folder", test_data_of_a_folder);
  return run_tests ();
}
