/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-fixture.h"

#define EXPERIMENT "experiment --net NET --samples 600 --seed 3 --distortion mild "

/* How kernels are shown, pictures that move, curves of experiments, networks that read colours. Apart from the other
 * verbs: what draws text starts threads of Pango's, which ThreadSanitizer cannot see into. */

static char *
contents_of (const char *name, gsize *length)
{
  g_autofree char *path = in_folder (name);
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static void
test_looks (void)
{
  static const char *const options[] = {
    "",
    "--own-scale",
    "--as-applied",
    "--layer 4 --alone --sort norm",
    "--shown start",
    "--shown change",
    "--shown gradient",
    "--layer 1 --alone",
    "--layer 4 --alone",
    "--view kernel",
    "--view kernel --layer 4",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Result) trained = run_well ("train --net NET --data data --epochs 2 --history --out run");

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line = g_strconcat ("render run --view kernels --out k.svg ", options[i], NULL);
      g_auto (Result) result = run_well (line);

      g_assert_true (g_hash_table_add (seen, contents_of ("k.svg", NULL)));
    }
}

/* As many moments as are asked for, the first and the newest among them, as a figure and as a table. */
static void
test_course (void)
{
  g_auto (Result) trained = run_well ("train --net NET --data data --epochs 2 --history --out run");
  g_auto (Result) drawn = run_well ("render run --view course --layer 1 --out course.svg");
  g_auto (Result) listed = run_well ("render run --view course --layer 1 --frames 5 --out course.csv");
  g_autofree char *figure = contents_of ("course.svg", NULL);
  g_autofree char *table = contents_of ("course.csv", NULL);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_nonnull (strstr (figure, "<svg"));
  g_assert_null (strstr (figure, "<image"));
  g_assert_cmpuint (g_strv_length (lines), ==, 7);
  g_assert_true (g_str_has_prefix (lines[0], "batch,epoch,norm,w1,"));
  g_assert_true (g_str_has_prefix (lines[1], "0,0,"));
  g_assert_nonnull (strstr (lines[5], ",2,"));
}

/* The window goes over 24×24 cells, training from its first batch to its last. */
static void
test_films (void)
{
  static const struct
  {
    const char *line;
    guint frames;
  } films[] = {
    { "render run --view kernel --layer 1 --animate window --frames 20 --out film.webp", 16 },
    { "render run --view kernels --animate training --frames 4 --out film.webp", 4 },
    { "render run --view kernels --shown change --animate training --frames 3 --out film.webp", 3 },
  };
  g_auto (Result) trained = run_well ("train --net NET --data data --epochs 2 --history --out run");

  for (guint i = 0; i < G_N_ELEMENTS (films); i++)
    {
      g_auto (Result) result = run_well (films[i].line);
      gsize length = 0;
      g_autofree char *bytes = contents_of ("film.webp", &length);
      guint frames = 0;

      g_assert_cmpmem (bytes, 4, "RIFF", 4);
      g_assert_cmpmem (bytes + 8, 4, "WEBP", 4);
      for (gsize at = 12; at + 8 <= length;)
        {
          guint32 size;

          memcpy (&size, bytes + at + 4, sizeof size);
          frames += memcmp (bytes + at, "ANMF", 4) == 0;
          at += 8 + GUINT32_FROM_LE (size) + (size & 1);
        }
      g_assert_cmpuint (frames, ==, films[i].frames);
    }
}

static void
test_frames (void)
{
  g_auto (Result) result
      = run_well ("render model --view kernel --layer 1 --animate window --frames 4 --out f.png");

  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("f-%04u.png", i);
      g_autofree char *bytes = contents_of (name, NULL);

      g_assert_cmpmem (bytes + 1, 3, "PNG", 3);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    int exit;
    const char *line, *words;
  } cases[] = {
    { 2, "render model --view kernels --shown then --out a.png", "gradient" },
    { 2, "render model --view kernels --sort size --out a.png", "norm" },
    { 2, "render model --view kernels --animate all --out a.webp", "training" },
    { 2, "render model --view kernels --animate training --out a.svg", "a.svg" },
    { 2, "render model --view kernel --layer 1 --animate window --frames 0 --out a.webp", "--frames" },
    { 1, "render model --view kernels --shown start --out a.png", "holds no history" },
    { 1, "render model --view kernels --animate training --out a.webp", "holds no history" },
    { 1, "render model --view course --out a.png", "holds no history" },
    { 2, "render model --view kernel --layer 4 --animate window --out a.webp", "layer 4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (cases[i].exit, cases[i].line, cases[i].words);
}

/* Curves of all runs, as a picture of each kind. */
static void
test_experiment (void)
{
  static const struct
  {
    const char *name;
    const char *begins;
  } kinds[] = { { "figure.png", "\x89PNG" }, { "figure.svg", "<?xml" }, { "figure.pdf", "%PDF-" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *line
          = g_strdup_printf (EXPERIMENT "--batches 12 --rates 0.1,0.03 --show %s --style %s --out %s",
                             i % 2 ? "accuracy" : "loss", i % 2 ? "dark" : "light", kinds[i].name);
      g_autofree char *path = in_folder (kinds[i].name);
      g_autofree char *bytes = NULL;
      g_auto (Result) result = run_well (line);

      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (g_str_has_prefix (bytes, kinds[i].begins));
      g_assert_null (strstr (bytes, "<image"));
    }
  assert_fails (1, EXPERIMENT "--out nowhere/figure.png", "nowhere/figure.png");
}

/* A view of every kind of a network that reads colours. */
static void
test_colour (void)
{
  static const char *const lines[] = {
    "render colour --view network --data cifar --out network.svg",
    "render colour --view kernels --out kernels.svg",
    "render colour --view network --data cifar --sample 3 --direction backward --out back.svg",
  };
  g_auto (Result) trained = { 0 };

  put_cifar ("cifar/data_batch_1.bin", 50);
  put_cifar ("cifar/test_batch.bin", 10);
  trained = run_well ("train --data cifar --epochs 3 --rate 0.02 --out colour");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Result) result = run_well (lines[i]);

      g_assert_cmpstr (result.err, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/film/looks", test_looks);
  g_test_add_func ("/cli/film/course", test_course);
  g_test_add_func ("/cli/film/films", test_films);
  g_test_add_func ("/cli/film/frames", test_frames);
  g_test_add_func ("/cli/film/refusals", test_refusals);
  g_test_add_func ("/cli/film/experiment", test_experiment);
  g_test_add_func ("/cli/film/colour", test_colour);
  return run_tests ();
}
