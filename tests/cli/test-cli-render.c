/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-fixture.h"

/* Apart from the other verbs: what draws text starts threads of Pango's, which ThreadSanitizer cannot see into. */

static void
test_render (void)
{
  static const struct
  {
    const char *ending;
    const char *magic;
  } kinds[] = { { "png", "\x89PNG" }, { "svg", "<?xml" }, { "pdf", "%PDF" } };
  static const char *const views[]
      = { "network", "kernels", "curve", "layers", "confusion", "plane", "counts", "data", "generator" };

  for (guint view = 0; view < G_N_ELEMENTS (views); view++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autofree char *name = g_strdup_printf ("%s.%s", views[view], kinds[kind].ending);
        g_autofree char *line = g_strdup_printf ("render model --view %s --out %s", views[view], name);
        g_autofree char *path = in_folder (name);
        g_autofree char *bytes = NULL;
        gsize length;
        g_auto (Result) result = run_well (line);

        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
        g_assert_cmpuint (length, >, 500);
        g_assert_true (g_str_has_prefix (bytes, kinds[kind].magic));
      }
}

/* Data and how they are made need no model, and say what of them was asked for. */
static void
test_without_model (void)
{
  static const char *const options[] = {
    "--view generator",
    "--view generator --class 7",
    "--view generator --class 7 --seed 3",
    "--view generator --class 7 --seed 3 --distortion strong",
    "--view generator --class 10",
    "--view data --data data",
    "--view data --data data --class 2",
    "--view data --data data --style dark",
    "--view data --data xor",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line = g_strconcat ("render --out alone.svg ", options[i], NULL);
      g_autofree char *path = in_folder ("alone.svg");
      g_auto (Result) result = run_well (line);
      char *text;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_hash_table_add (seen, text));
    }
}

static char *
render_to_text (const char *options)
{
  g_autofree char *line = g_strconcat ("render model --view network --out picture.svg ", options, NULL);
  g_autofree char *path = in_folder ("picture.svg");
  g_auto (Result) result = run_well (line);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_render_options_count (void)
{
  static const char *const options[] = {
    "",
    "--direction backward",
    "--style dark",
    "--sample 3",
    "--data data --sample 3",
    "--layer 1",
    "--at 1/1/4/5",
    "--at 1/1/4/5 --phase delta",
    "--view detail --at 1/1/4/0 --phase gradient",
    "--view detail --at 1/1/4/0 --phase gradient --check-layer",
    "--view detail --at 1/1/4/0 --phase gradient --as-printed no-phi",
    "--as-printed no-phi --direction backward",
    "--layer 0 --direction backward",
    "--width 900 --height 700",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_true (g_hash_table_add (seen, render_to_text (options[i])));
}

static char *
svg_of (const char *line)
{
  g_autofree char *path = in_folder ("layers.svg");
  g_auto (Result) result = run_well (line);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* A run with its past has lines over time and weights from the start, a model what can be measured now; a layer stands
 * out when it is named. Runs of an experiment are laid side by side. */
static void
test_layers (void)
{
  static const char *const lines[] = {
    "render model --view layers --out layers.svg",
    "render past --view layers --out layers.svg",
    "render past --view layers --layer 1 --out layers.svg",
    "experiment --net NET --samples 600 --batches 20 --activations sigmoid,tanh,relu --show layers --out "
    "layers.svg",
    "experiment --net NET --samples 600 --batches 20 --activations sigmoid,tanh,relu --show loss --out "
    "layers.svg",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Result) trained = run_well ("train --net NET --samples 600 --epochs 2 --history --out past");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      char *text = svg_of (lines[i]);

      g_assert_cmpuint (strlen (text), >, 3000);
      g_assert_true (g_hash_table_add (seen, text));
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
    { "render", "model" },
    { "render model --out a.png", "--view" },
    { "render model --view network", "--out" },
    { "render --view network --out a.png", "model" },
    { "render --view generator --class 11 --out a.png", "0 to 10" },
    { "render --view generator --distortion wild --out a.png", "strong" },
    { "render --view data --data xor --class 2 --out a.png", "0 to 1" },
    { "render model --view timeline --out a.png", "kernels" },
    { "render model --view curve --out a.gif", "a.gif" },
    { "render model --view network --direction up --out a.png", "backward" },
    { "render model --view network --style loud --out a.png", "dark" },
    { "render model --view network --width 0 --out a.png", "--width" },
    { "render model --view network --data data --sample 300 --out a.png", "300" },
    { "render model --view counts --layer 60 --out a.png", "60" },
    { "render model --view network --at 1/2/0/0 --out a.png", "“2”, wanted 0 to 1" },
    { "render model --view network --phase delta --out a.png", "--at" },
    { "render model --view network --at 1/0/0/0 --layer 1 --out a.png", "--layer" },
    { "render model --view network --at 1/0/0/0 --direction forward --out a.png", "--direction" },
    { "render model --view network --as-printed all --out a.png", "no-rot180" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (2, cases[i].line, cases[i].words);
}

static void
test_refusals (void)
{
  assert_fails (1, "render missing --view curve --out a.png", "missing");
  assert_fails (1, "render model --view curve --out no/where.png", "no/where.png");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/views", test_render);
  g_test_add_func ("/render/without-model", test_without_model);
  g_test_add_func ("/render/options-count", test_render_options_count);
  g_test_add_func ("/render/layers", test_layers);
  g_test_add_func ("/render/misuse", test_misuse);
  g_test_add_func ("/render/refusals", test_refusals);
  return run_tests ();
}
