/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-fixture.h"

static gboolean
has_key (const Result *result, const char *key)
{
  g_autofree char *start = g_strconcat (key, ": ", NULL);
  g_autofree char *inner = g_strconcat ("\n", key, ": ", NULL);

  return g_str_has_prefix (result->out, start) || strstr (result->out, inner) != NULL;
}

static void
test_bench (void)
{
  static const char *const keys[] = { "train_samples_per_s_best",
                                      "train_samples_per_s_median",
                                      "latency_us_median",
                                      "latency_us_p99",
                                      "peak_gflops",
                                      "fraction" };
  g_auto (Result) result = run_well ("bench --net NET --batch 8 --threads 1 --seconds 0.3 --clock cpu");
  g_autofree char *kernels = value_of (&result, "kernels");
  g_autofree char *clock = value_of (&result, "clock");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpfloat (number_of (&result, keys[i]), >, 0);
  g_assert_cmpfloat (number_of (&result, "train_samples_per_s_best"), >=,
                     number_of (&result, "train_samples_per_s_median"));
  g_assert_cmpfloat (number_of (&result, "latency_us_p99"), >=, number_of (&result, "latency_us_median"));
  g_assert_cmpfloat (number_of (&result, "fraction"), <=, 1);
  g_assert_cmpfloat (number_of (&result, "loss_last"), <, number_of (&result, "loss_first"));
  g_assert_cmpfloat (number_of (&result, "batch"), ==, 8);
  g_assert_cmpfloat (number_of (&result, "threads"), ==, 1);
  g_assert_cmpuint (strlen (kernels), >, 0);
  g_assert_cmpstr (clock, ==, "cpu");
  g_assert_false (has_key (&result, "slow_layers"));
}

/* Each layer with work to do says how long that takes and how fast it goes; there is nothing to send below the first. */
static void
test_bench_layers (void)
{
  g_auto (Result) result = run_well (
      "bench --net 10x10x1+conv+3x3x2+relu;mean+2x2;rasterize;dense+5+tanh;softmax+4 --seconds 0.1");
  static const char *const keys[]
      = { "layer_1_forward",  "layer_1_gradient", "layer_4_forward",  "layer_4_backward",
          "layer_4_gradient", "layer_5_forward",  "layer_5_backward", "layer_5_gradient" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *us = g_strconcat (keys[i], "_us", NULL);
      g_autofree char *gflops = g_strconcat (keys[i], "_gflops", NULL);

      g_assert_cmpfloat (number_of (&result, us), >, 0);
      g_assert_cmpfloat (number_of (&result, gflops), >, 0);
      g_assert_cmpfloat (number_of (&result, gflops), <=, number_of (&result, "peak_gflops"));
    }
  g_assert_false (has_key (&result, "layer_1_backward_gflops"));
}

/* What has no kernel is named, with the reason. */
static void
test_bench_explain (void)
{
  g_auto (Result) fast = run_well ("bench --net NET --seconds 0.05 --explain");
  g_auto (Result) slow = run_well ("bench --net perceptron --seconds 0.05 --explain");
  g_autofree char *none = value_of (&fast, "explained");
  g_autofree char *layer = value_of (&slow, "slow_layer_1");

  g_assert_cmpfloat (number_of (&fast, "slow_layers"), ==, 0);
  g_assert_nonnull (strstr (none, "every layer has a fast kernel"));
  g_assert_cmpfloat (number_of (&slow, "slow_layers"), ==, 1);
  g_assert_true (g_str_has_prefix (layer, "dense 1 sign; "));
}

/* Each preset can be measured, and networks with other borders, kernels, planes and tables. */
static void
test_bench_any_network (void)
{
  static const char *const nets[] = {
    "article",
    "mlp",
    "xor",
    "32x32x3+conv+3x3x4+relu;max+2x2+keep;conv+3x3x6+relu+shared;gaussian+2x2;rasterize;softmax+10+other",
    "9x9x2+conv+2x3x3+sigmoid+table=0/1/0,1;trainable+3x3+tanh;rasterize;dense+4+tanh;loss=squared",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *line = g_strconcat ("bench --seconds 0.05 --batch 3 --net ", nets[i], NULL);
      g_auto (Result) result = run_well (line);

      g_assert_cmpfloat (number_of (&result, "train_samples_per_s_best"), >, 0);
    }
}

static void
test_misuse (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } cases[] = {
    { "bench --batch 0", "--batch" },
    { "bench --batch 1e3", "1e3" },
    { "bench --threads 0", "--threads" },
    { "bench --threads 65", "from 1 to 64" },
    { "bench --threads two", "two" },
    { "bench --seconds 0", "--seconds" },
    { "bench --seconds nan", "nan" },
    { "bench --clock sun", "wall, cpu" },
    { "bench --net nonsense", "nonsense" },
    { "bench lenet", "lenet" },
    { "train --threads 0", "--threads" },
    { "train --threads 65", "from 1 to 64" },
    { "train --threads -2", "-2" },
    { "eval model --data data --threads 65", "--threads" },
    { "classify model x --threads 1.5", "1.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (2, cases[i].line, cases[i].words);
  assert_fails (1, "bench --net 1024x1024x1+mean+16x16;rasterize;softmax+2 --batch 4096", "--batch");
}

/* Another number of threads: the same weights, and a model is told apart by them no other way. */
static void
test_threads_change_nothing (void)
{
  static const char *const lines[] = {
    "train --net NET --samples 600 --epochs 1 --threads 1",
    "train --net NET --samples 600 --epochs 1 --threads 2",
    "train --net NET --samples 600 --epochs 1 --threads 3",
    "train --net NET --samples 600 --epochs 1 --threads 8",
    "train --net NET --samples 600 --epochs 1",
  };
  g_auto (Result) first = run_well (lines[0]);
  g_autofree char *expected = value_of (&first, "weights_sha256");
  g_auto (Result) one = run_well ("eval model --data data --threads 1");
  g_auto (Result) three = run_well ("eval model --data data --threads 3");

  for (guint i = 1; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Result) result = run_well (lines[i]);
      g_autofree char *sha256 = value_of (&result, "weights_sha256");

      g_assert_cmpstr (sha256, ==, expected);
    }
  g_assert_cmpstr (one.out, ==, three.out);
}

/* More pictures than are answered together: each in its place, whatever the threads. */
static void
test_classify_many (void)
{
  g_autoptr (GString) line = g_string_new ("classify model --threads 2");
  g_autoptr (GString) bytes = g_string_new ("P5 28 28 255\n");
  g_auto (Result) result = { 0 };
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 28 * 28; i++)
    g_string_append_c (bytes, i % 28 == 14 && i / 28 > 4 && i / 28 < 24 ? '\377' : '\0');
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *name = g_strdup_printf ("many-%u.pgm", i);
      g_autofree char *path = in_folder (name);

      g_assert_true (g_file_set_contents (path, bytes->str, (gssize)bytes->len, NULL));
      g_string_append_printf (line, " %s", name);
    }
  result = run_well (line->str);
  lines = g_strsplit (result.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 71);
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *start = g_strdup_printf ("many-%u.pgm\t", i);

      g_assert_true (g_str_has_prefix (lines[i], start));
      g_assert_cmpstr (lines[i] + strlen (start), ==, lines[0] + strlen ("many-0.pgm\t"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/bench", test_bench);
  g_test_add_func ("/cli/bench-layers", test_bench_layers);
  g_test_add_func ("/cli/bench-explain", test_bench_explain);
  g_test_add_func ("/cli/bench-any-network", test_bench_any_network);
  g_test_add_func ("/cli/speed-misuse", test_misuse);
  g_test_add_func ("/cli/threads-change-nothing", test_threads_change_nothing);
  g_test_add_func ("/cli/classify-many", test_classify_many);
  return run_tests ();
}
