/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli-fixture.h"

static void
test_train (void)
{
  g_auto (Result) result
      = run_well ("train --net NET --samples 2000 --epochs 3 --distortion mild --seed 2 --rate 0.05");
  g_autofree char *sha256 = value_of (&result, "weights_sha256");
  g_auto (Result) again
      = run_well ("train --net NET --samples 2000 --epochs 3 --distortion mild --seed 2 --rate 0.05");
  g_auto (Result) other
      = run_well ("train --net NET --samples 2000 --epochs 3 --distortion mild --seed 3 --rate 0.05");
  g_autofree char *again_sha256 = value_of (&again, "weights_sha256");
  g_autofree char *other_sha256 = value_of (&other, "weights_sha256");

  g_assert_cmpfloat (number_of (&result, "samples"), ==, 2000);
  g_assert_cmpfloat (number_of (&result, "epochs"), ==, 3);
  g_assert_cmpfloat (number_of (&result, "train_loss"), <, 1.2);
  g_assert_cmpfloat (number_of (&result, "test_accuracy"), >, 0.6);
  g_assert_cmpfloat (number_of (&result, "test_accuracy"), <=, 1);
  g_assert_cmpfloat (number_of (&result, "seconds"), >, 0);
  g_assert_cmpfloat (number_of (&result, "samples_per_s"), >, 0);
  g_assert_cmpuint (strlen (sha256), ==, 64);
  g_assert_cmpstr (sha256, ==, again_sha256);
  g_assert_cmpstr (sha256, !=, other_sha256);
  g_assert_nonnull (strstr (result.err, "3/3")); /* no terminal: a line an epoch */
  g_assert_null (strchr (result.err, '\r'));
}

static void
test_train_options_count (void)
{
  static const char *const lines[] = {
    "train --net NET --samples 600 --epochs 1",
    "train --net NET --samples 600 --epochs 1 --batch 10",
    "train --net NET --samples 600 --epochs 1 --rate 0.001",
    "train --net NET --samples 600 --epochs 1 --momentum 0.5",
    "train --net NET --samples 600 --epochs 1 --optimizer sgd",
    "train --net NET --samples 600 --epochs 1 --optimizer nesterov",
    "train --net NET --samples 600 --epochs 1 --optimizer adam",
    "train --net NET --samples 600 --epochs 1 --optimizer adam --rate 0.01",
    "train --net NET --samples 600 --epochs 1 --decay 0.1",
    "train --net NET --samples 600 --epochs 2",
    "train --net NET --samples 600 --epochs 2 --schedule step=1",
    "train --net NET --samples 600 --epochs 2 --schedule cosine=2",
    "train --net NET --samples 600 --epochs 1 --init he",
    "train --net NET --samples 600 --epochs 1 --init normal=0.01",
    "train --net NET --samples 600 --epochs 1 --distortion strong",
    "train --net NET --samples 601 --epochs 1",
    "train --net NET --data data --epochs 1",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Result) result = run_well (lines[i]);

      g_assert_true (g_hash_table_add (seen, value_of (&result, "weights_sha256")));
    }
}

/* What is chosen is said in the header of the model, behind the eight bytes of its length. */
static void
test_options_are_saved (void)
{
  g_auto (Result) result = run_well (
      "train --data xor --optimizer adam --decay 0.25 --schedule cosine=7 --init uniform=0.5 --epochs 1 "
      "--out plan");
  g_autofree char *path = in_folder ("plan");
  g_autofree char *bytes = NULL;
  gsize length;
  static const char *const words[] = { "\\\"adam\\\"",        "decay\\\":0.25",  "\\\"cosine=7\\\"",
                                       "\\\"uniform=0.5\\\"", "rate\\\":0.001,", "1.weight.adam_v" };

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strstr_len (bytes + 8, (gssize)length - 8, words[i]) == NULL)
      g_error ("the model does not say %s", words[i]);
}

/* Two inputs: what one unit learns and what it does not, and the network that goes with the data. */
static void
test_plane (void)
{
  g_auto (Result) xor = run_well ("train --data xor --out xor");
  g_auto (Result) alone = run_well ("train --data xor --net perceptron --epochs 30");
  g_auto (Result) points
      = run_well ("train --data points --net perceptron --samples 80 --seed 4 --epochs 30");
  g_auto (Result) eval = run_well ("eval xor --data xor");
  g_auto (Result) other = run_well ("eval xor --data and");

  g_assert_nonnull (strstr (xor.err, "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic"));
  g_assert_null (strstr (alone.err, "2x1x1"));
  g_assert_cmpfloat (number_of (&xor, "samples"), ==, 200);
  g_assert_cmpfloat (number_of (&xor, "test_accuracy"), ==, 1);
  g_assert_cmpfloat (number_of (&alone, "test_accuracy"), <=, 0.75);
  g_assert_cmpfloat (number_of (&points, "samples"), ==, 80);
  g_assert_cmpfloat (number_of (&points, "test_accuracy"), ==, 1);
  g_assert_cmpfloat (number_of (&eval, "accuracy"), ==, 1);
  g_assert_cmpfloat (number_of (&other, "accuracy"), <, 0.5);
}

static void
test_check (void)
{
  g_auto (Result) result = run_well ("check");
  g_auto (Result) other = run_well ("check --seed 2");
  g_auto (Result) named = run_well ("check --net 2x1x1+dense+3+relu;softmax+2+other");
  g_autofree char *first = value_of (&result, "layer_1");
  g_autofree char *last = value_of (&result, "layer_7");
  g_autofree char *net = value_of (&named, "net");
  g_autofree char *verdict = value_of (&result, "verdict");

  g_assert_true (g_str_has_prefix (first, "conv 3x3x3 tanh; parameters checked 30, relative_error "));
  g_assert_nonnull (strstr (first, "input checked 144, relative_error "));
  g_assert_true (g_str_has_suffix (first, ", pass; trusted"));
  g_assert_true (g_str_has_prefix (last, "softmax 4; "));
  g_assert_cmpfloat (number_of (&result, "seed"), ==, 1);
  g_assert_cmpfloat (number_of (&result, "checked"), >, 800);
  g_assert_cmpfloat (number_of (&result, "skipped_kinks"), ==, 0);
  g_assert_cmpfloat (number_of (&result, "too_small"), ==, 0);
  g_assert_cmpfloat (number_of (&result, "untrusted"), ==, 0);
  g_assert_cmpfloat (number_of (&result, "max_relative_error"), <, 1e-8);
  g_assert_cmpstr (verdict, ==, "pass");
  g_assert_cmpstr (result.out, !=, other.out);
  g_assert_cmpstr (net, ==, "2x1x1 dense 3 relu; softmax 2 other");
}

static void
test_check_all (void)
{
  g_auto (Result) result = run_well ("check --all");
  g_autofree char *verdict = value_of (&result, "verdict");

  g_assert_cmpfloat (number_of (&result, "nets"), >, 500);
  g_assert_cmpfloat (number_of (&result, "checked"), >, 100000);
  g_assert_cmpfloat (number_of (&result, "too_small"), ==, 0);
  g_assert_cmpfloat (number_of (&result, "untrusted"), ==, 0);
  g_assert_cmpfloat (number_of (&result, "max_relative_error"), <, 1e-6);
  g_assert_cmpstr (verdict, ==, "pass");
  g_assert_null (strstr (result.out, "failed: "));
}

/* A rule of the article says that it is on, and fails. */
static void
test_check_as_printed (void)
{
  static const char *const rules[] = { "copy-to-all", "o-for-phi", "no-phi", "no-rot180", "article" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *line = g_strconcat ("check --as-printed ", rules[i], NULL);
      g_auto (Result) result = run (line);
      g_autofree char *rule = value_of (&result, "as_printed");
      g_autofree char *first = value_of (&result, "layer_1");
      g_autofree char *verdict = value_of (&result, "verdict");

      g_assert_cmpint (result.exit, ==, 1);
      g_assert_cmpstr (rule, ==, rules[i]);
      g_assert_nonnull (strstr (result.err, rules[i]));
      g_assert_nonnull (strstr (result.err, "wrong on purpose"));
      g_assert_nonnull (strstr (first, "fail"));
      g_assert_cmpfloat (number_of (&result, "max_relative_error"), >, 0.1);
      g_assert_cmpstr (verdict, ==, "fail");
    }
}

/* Without pooling there is nothing that copying to all of a block could change. */
static void
test_check_rule_without_effect (void)
{
  g_auto (Result) result = run_well ("check --net 2x1x1+dense+3+tanh;softmax+2 --as-printed copy-to-all");

  g_assert_nonnull (strstr (result.err, "no difference"));
}

static void
test_train_on_a_folder (void)
{
  g_auto (Result) split = run_well ("train --net NET --data data --epochs 1");
  g_auto (Result) limited = run_well ("train --net NET --data data --epochs 1 --samples 100");
  g_auto (Result) tested = run_well ("train --net NET --data data --epochs 1 --test data");

  g_assert_cmpfloat (number_of (&split, "samples"), >=, 255); /* about a tenth is kept for testing */
  g_assert_cmpfloat (number_of (&split, "samples"), <=, 285);
  g_assert_cmpfloat (number_of (&limited, "samples"), ==, 100);
  g_assert_cmpfloat (number_of (&tested, "samples"), ==, 300);
}

static void
test_eval (void)
{
  g_auto (Result) all = run_well ("eval model --data data");
  g_auto (Result) some = run_well ("eval model --data data --limit 50");

  g_assert_cmpfloat (number_of (&all, "samples"), ==, 300);
  g_assert_cmpfloat (number_of (&all, "accuracy"), >, 0.5);
  g_assert_cmpfloat (number_of (&all, "accuracy"), <=, 1);
  g_assert_cmpfloat (number_of (&all, "loss"), >, 0);
  g_assert_cmpfloat (number_of (&some, "samples"), ==, 50);
}

/* The diagonal of the table is what is right, and all of it is all there is. */
static void
test_eval_confusion (void)
{
  g_auto (Result) some = run_well ("eval model --data data --limit 250 --confusion matrix.csv");
  g_autofree char *path = in_folder ("matrix.csv"), *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint64 all = 0, right = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "target\\read as,0,1,2,3,4,5,6,7,8,9");
  for (guint row = 0; row < 10; row++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[1 + row], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, 11);
      for (guint col = 0; col < 10; col++)
        all += g_ascii_strtoull (fields[1 + col], NULL, 10);
      right += g_ascii_strtoull (fields[1 + row], NULL, 10);
    }
  g_assert_cmpuint (all, ==, 250);
  g_assert_cmpfloat_with_epsilon (right / 250.0, number_of (&some, "accuracy"), 1e-5);
  assert_fails (1, "eval model --data data --confusion no/where.csv", "no/where.csv");
}

/* test_accuracy of train is what eval says of the saved model. */
static void
test_train_and_eval_agree (void)
{
  g_auto (Result) train = run_well ("train --net NET --samples 900 --epochs 1 --test data --out agree");
  g_auto (Result) eval = run_well ("eval agree --data data");

  g_assert_cmpfloat (number_of (&train, "test_accuracy"), ==, number_of (&eval, "accuracy"));
}

static void
test_digits (void)
{
  g_auto (Result) one = run_well ("digits --count 40 --seed 7 --distortion strong --out new/one");
  g_auto (Result) same = run_well ("digits --count 40 --seed 7 --distortion strong --out two");
  g_auto (Result) other = run_well ("digits --count 40 --seed 8 --distortion strong --out two");
  g_autofree char *one_hash = value_of (&one, "sha256");
  g_autofree char *same_hash = value_of (&same, "sha256");
  g_autofree char *other_hash = value_of (&other, "sha256");
  g_autofree char *images = value_of (&one, "images");
  g_autofree char *labels = value_of (&one, "labels");
  g_autofree char *images_path = in_folder (images);
  g_autofree char *labels_path = in_folder (labels);

  g_assert_cmpfloat (number_of (&one, "count"), ==, 40);
  g_assert_cmpfloat (number_of (&one, "seed"), ==, 7);
  g_assert_cmpstr (one_hash, ==, same_hash);
  g_assert_cmpstr (one_hash, !=, other_hash);
  g_assert_true (g_file_test (images_path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (labels_path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_str_has_suffix (images, "train-images-idx3-ubyte.gz"));
}

/* A bright column on black, as a PGM: any picture will do. */
static void
write_picture (const char *name)
{
  g_autofree char *path = in_folder (name);
  g_autoptr (GString) bytes = g_string_new ("P5 28 28 255\n");

  for (guint i = 0; i < 28 * 28; i++)
    g_string_append_c (bytes, i % 28 == 14 && i / 28 > 4 && i / 28 < 24 ? '\377' : '\0');
  g_assert_true (g_file_set_contents (path, bytes->str, (gssize)bytes->len, NULL));
}

static void
test_classify (void)
{
  g_auto (Result) result = { 0 };
  g_auto (Result) partly = { 0 };
  g_auto (GStrv) lines = NULL;

  write_picture ("one.pgm");
  result = run_well ("classify model one.pgm one.pgm");
  lines = g_strsplit (result.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 3);
      g_assert_cmpstr (cells[0], ==, "one.pgm");
      g_assert_true (g_ascii_isdigit (cells[1][0]) && cells[1][1] == '\0');
      g_assert_cmpfloat (g_ascii_strtod (cells[2], NULL), >, 0.1);
      g_assert_cmpfloat (g_ascii_strtod (cells[2], NULL), <=, 1);
    }
  partly = run ("classify model missing.png one.pgm");
  g_assert_cmpint (partly.exit, ==, 1);
  g_assert_true (g_str_has_prefix (partly.out, "one.pgm\t"));
  g_assert_nonnull (strstr (partly.err, "missing.png"));
}

/* Wrong use: 2, a sentence on stderr that quotes what was found, nothing on stdout. */
static void
test_misuse (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } cases[] = {
    { "", "Commands" },
    { "grow", "grow" },
    { "train --colour red", "--colour" },
    { "train red", "red" },
    { "train --samples 10x", "10x" },
    { "train --samples 0", "--samples" },
    { "train --epochs -5", "-5" },
    { "train --epochs 1.5", "1.5" },
    { "train --epochs 99999999999999999999999", "999" },
    { "train --rate 1e400", "1e400" },
    { "train --rate nan", "nan" },
    { "train --rate inf", "inf" },
    { "train --rate 0x10", "0x10" },
    { "train --rate -1", "-1" },
    { "train --rate 0,5", "0,5" },
    { "train --rate 1e", "1e" },
    { "train --momentum 1", "--momentum" },
    { "train --batch 0", "--batch" },
    { "train --seed -1", "-1" },
    { "train --optimizer magic", "momentum" },
    { "train --distortion wild", "medium" },
    { "train --decay -1", "-1" },
    { "train --decay much", "much" },
    { "train --schedule cosine", "cosine=EPOCHS" },
    { "train --schedule step=0", "step=0" },
    { "train --init random", "xavier" },
    { "train --init normal=-1", "normal=-1" },
    { "train --optimizer magic", "nesterov, adam" },
    { "train --data xor --freeze 9", "wanted 1 to" },
    { "train --data xor --freeze 1/7", "“7”" },
    { "train --freeze 2", "nothing of it to freeze" },
    { "check --seed 0", "--seed" },
    { "check --seed 18446744073709551615", "--seed" },
    { "check --as-printed everything", "no-rot180" },
    { "check --all --as-printed article", "--as-printed" },
    { "check --all --net lenet", "--net" },
    { "check --net nonsense", "nonsense" },
    { "check lenet", "lenet" },
    { "train --net nonsense", "nonsense" },
    { "train --net", "--net" },
    { "eval", "model" },
    { "eval model", "--data" },
    { "eval model other --data data", "model" },
    { "eval model --data data --limit none", "none" },
    { "classify", "model" },
    { "classify model", "picture" },
    { "digits", "--out" },
    { "digits --out x --count 1e3", "1e3" },
    { "digits --out x --distortion wild", "wild" },
    { "digits --out x y", "y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (2, cases[i].line, cases[i].words);
}

/* Refusals: 1, a sentence that names the file, nothing on stdout. */
static void
test_refusals (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } cases[] = {
    { "eval missing --data data", "missing" },
    { "eval model --data missing", "missing" },
    { "eval data --data data", "data" },
    { "eval one.pgm --data data", "one.pgm" },
    { "eval cut --data data", "cut" },
    { "classify missing one.pgm", "missing" },
    { "classify model model", "model" },
    { "train --data missing", "missing" },
    { "train --test missing", "missing" },
    { "train --net article --data data --out no/where", "no/where" },
    { "train --data data --net 9x9x1+rasterize;softmax+10", "9×9" },
    { "digits --count 1 --out model/x", "model" },
    { "train --samples 500 --epochs 9 --rate 1000 --net "
      "28x28x1+rasterize;dense+9+identity;dense+9+identity;softmax+10",
      "--rate" },
    { "train --data xor --rate 1000 --net 2x1x1+dense+2+identity;dense+1+identity;loss=squared", "layer F1" },
    { "train --data xor --net lenet", "1@28×28" },
    { "train --data xor --net 2x1x1+softmax+3", "3" },
    { "check --net perceptron", "sign has no gradient" },
  };
  g_autofree char *model = in_folder ("model");
  g_autofree char *cut = in_folder ("cut");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (model, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (cut, bytes, (gssize)length - 1, NULL));
  write_picture ("one.pgm");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (1, cases[i].line, cases[i].words);
}

static void
test_help (void)
{
  static const char *const verbs[] = { "train", "eval", "classify", "check", "bench", "digits", "render" };
  g_auto (Result) all = run_well ("--help");
  g_auto (Result) version = run_well ("--version");

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *line = g_strconcat (verbs[i], " --help", NULL);
      g_autofree char *usage = g_strconcat ("fovea-cli ", verbs[i], NULL);
      g_auto (Result) one = run_well (line);

      g_assert_nonnull (strstr (all.out, verbs[i]));
      g_assert_nonnull (strstr (one.out, usage));
    }
  g_assert_true (g_str_has_prefix (version.out, "fovea-cli 0"));
}

static char *
read_to_end (int fd)
{
  GString *text = g_string_new (NULL);
  char part[256];
  gssize n;

  while ((n = read (fd, part, sizeof part)) > 0)
    g_string_append_len (text, part, n);
  close (fd);
  return g_string_free (text, FALSE);
}

/* Waits for the first byte on stderr, the line of a first epoch, and interrupts the program. */
static Result
run_until_interrupted (const char *line)
{
  Result result = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = words_of (line);
  g_autofree char *here = in_folder (".");
  GPid pid;
  int out;
  int err;
  int status;
  char first;

  g_spawn_async_with_pipes (here, words, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, &err,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (err, &first, 1), ==, 1);
  g_assert_cmpint (kill (pid, SIGINT), ==, 0);
  result.err = read_to_end (err);
  result.out = read_to_end (out);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  result.exit = WEXITSTATUS (status);
  return result;
}

/* Ctrl+C: the program ends soon, keeps what there is, says so, and what it kept is sound. */
static void
test_stop (void)
{
  g_auto (Result) result
      = run_until_interrupted ("train --net NET --samples 1000 --epochs 100000 --out stopped");
  g_auto (Result) eval = { 0 };

  g_assert_cmpint (result.exit, ==, 1);
  g_assert_nonnull (strstr (result.err, "stopped after"));
  g_assert_nonnull (strstr (result.err, "saved to stopped"));
  g_assert_cmpfloat (number_of (&result, "epochs"), >=, 1);
  eval = run_well ("eval stopped --data data");
}

/* Numbers have a point in every language that is installed. */
static void
test_numbers_in_any_language (void)
{
  g_auto (Result) plain = run_well ("eval model --data data");
  g_auto (Result) german = run_in ("eval model --data data", "de_DE.UTF-8");

  g_assert_cmpstr (german.out, ==, plain.out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/train", test_train);
  g_test_add_func ("/cli/train-options-count", test_train_options_count);
  g_test_add_func ("/cli/options-are-saved", test_options_are_saved);
  g_test_add_func ("/cli/plane", test_plane);
  g_test_add_func ("/cli/check", test_check);
  g_test_add_func ("/cli/check-all", test_check_all);
  g_test_add_func ("/cli/check-as-printed", test_check_as_printed);
  g_test_add_func ("/cli/check-rule-without-effect", test_check_rule_without_effect);
  g_test_add_func ("/cli/train-on-a-folder", test_train_on_a_folder);
  g_test_add_func ("/cli/eval", test_eval);
  g_test_add_func ("/cli/eval-confusion", test_eval_confusion);
  g_test_add_func ("/cli/train-and-eval-agree", test_train_and_eval_agree);
  g_test_add_func ("/cli/digits", test_digits);
  g_test_add_func ("/cli/classify", test_classify);
  g_test_add_func ("/cli/misuse", test_misuse);
  g_test_add_func ("/cli/refusals", test_refusals);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/stop", test_stop);
  g_test_add_func ("/cli/numbers-in-any-language", test_numbers_in_any_language);
  return run_tests ();
}
