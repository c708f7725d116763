/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-fixture.h"

/* Data sets of every kind, through the command line. */

static void
put_csv (const char *name, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < 16; k++)
        g_string_append_printf (text, "%u,", i % 2 == k % 2 ? 200 : 10 + i % 7);
      g_string_append_printf (text, "%u\n", i % 2);
    }
  put_file (name, (const guint8 *)text->str, text->len);
}

static void
assert_value (const Result *result, const char *key, const char *wanted)
{
  g_autofree char *value = value_of (result, key);

  g_assert_cmpstr (value, ==, wanted);
}

static void
test_describes (void)
{
  put_cifar ("cifar/data_batch_1.bin", 30);
  put_cifar ("cifar/data_batch_2.bin", 20);
  put_cifar ("cifar/test_batch.bin", 10);
  put_csv ("table.csv", 40);
  {
    g_auto (Result) train = run_well ("data cifar");
    g_auto (Result) test = run_well ("data cifar --part test");
    g_auto (Result) one = run_well ("data cifar/data_batch_2.bin --limit 5");
    g_auto (Result) csv = run_well ("data table.csv");
    g_auto (Result) idx = run_well ("data data");

    assert_value (&train, "kind", "cifar");
    assert_value (&train, "shape", "3@32×32");
    assert_value (&train, "count", "50");
    assert_value (&train, "class_9", "5 truck");
    assert_value (&train, "balance", "1");
    assert_value (&train, "test_part", "yes");
    assert_value (&train, "verified", "no");
    assert_value (&test, "count", "10");
    assert_value (&one, "count", "5");
    assert_value (&csv, "shape", "1@4×4");
    assert_value (&csv, "test_part", "no");
    assert_value (&csv, "classes", "2");
    assert_value (&idx, "kind", "idx");
    assert_value (&idx, "count", "300");
  }
}

static void
test_lists (void)
{
  g_auto (Result) kinds = run_well ("data");
  static const char *const names[] = { "digits: ", "plane: ", "idx: ", "cifar: ", "csv: ", "pictures: " };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (kinds.out, names[i]));
}

/* Nobody has to know which network reads what. */
static void
test_trains_what_fits (void)
{
  g_auto (Result) cifar = run_well ("train --data cifar --epochs 30 --rate 0.02 --out colour");
  g_auto (Result) csv = run_well ("train --data table.csv --epochs 5");
  g_auto (Result) eval = run_well ("eval colour --data cifar");

  g_assert_nonnull (strstr (cifar.err, "32x32x3"));
  g_assert_cmpfloat (number_of (&cifar, "samples"), ==, 50);
  g_assert_cmpfloat (number_of (&cifar, "test_accuracy"), ==, number_of (&eval, "accuracy"));
  g_assert_cmpfloat (number_of (&cifar, "test_accuracy"), >, 0.3);
  g_assert_nonnull (strstr (csv.err, "4x4x1"));
}

/* How much is set aside, and that a seed says what. */
static void
test_split (void)
{
  g_auto (Result) most = run_well ("train --data table.csv --epochs 1 --test-share 0.25");
  g_auto (Result) again = run_well ("train --data table.csv --epochs 1 --test-share 0.25");
  g_auto (Result) other = run_well ("train --data table.csv --epochs 1 --test-share 0.25 --split-seed 2");
  g_autofree char *most_sha256 = value_of (&most, "weights_sha256");
  g_autofree char *other_sha256 = value_of (&other, "weights_sha256");

  g_assert_cmpfloat (number_of (&most, "samples"), ==, 30);
  assert_value (&again, "weights_sha256", most_sha256);
  g_assert_cmpstr (most_sha256, !=, other_sha256);
}

static void
test_misuse (void)
{
  static const char *const lines[][2] = {
    { "data cifar --size 3", "3" },
    { "data cifar --size 28x28x2", "28x28x2" },
    { "data cifar --part half", "half" },
    { "data cifar more", "more" },
    { "data cifar --limit 0", "--limit" },
    { "train --data table.csv --test-share 1", "--test-share" },
    { "train --data table.csv --split-seed x", "--split-seed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_fails (2, lines[i][0], lines[i][1]);
  assert_fails (1, "data nowhere", "nowhere");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-data/describes", test_describes);
  g_test_add_func ("/cli-data/lists", test_lists);
  g_test_add_func ("/cli-data/trains-what-fits", test_trains_what_fits);
  g_test_add_func ("/cli-data/split", test_split);
  g_test_add_func ("/cli-data/misuse", test_misuse);
  return run_tests ();
}
