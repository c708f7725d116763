/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cli-fixture.h"

/* The member of a JSON object on the way on, *at being set behind it. */
static double
next_number (const char **at, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":", name);
  const char *found = strstr (*at, key);
  char *end;
  double value;

  g_assert_nonnull (found);
  value = g_ascii_strtod (found + strlen (key), &end);
  g_assert_true (end > found + strlen (key));
  *at = end;
  return value;
}

static double
member (const Result *result, const char *name)
{
  const char *at = strstr (result->out, "],\"partial\"");

  g_assert_nonnull (at);
  return next_number (&at, name);
}

/* left · right = product for each, and their sum in the order listed, partial sums as "group" says. */
static double
add_up (const Result *result, guint n_terms)
{
  const char *at = strstr (result->out, "\"terms\":["), *stop = strstr (result->out, "],\"partial\"");
  double sum = 0, partial = 0, group = 0;

  g_assert_nonnull (at);
  for (guint i = 0; i < n_terms; i++)
    {
      double left = next_number (&at, "left"), right = next_number (&at, "right");
      double product = next_number (&at, "product"), of;

      g_assert_cmpfloat (left * right, ==, product);
      g_assert_true (g_str_has_prefix (at, ",\"place\":{\"left\":"));
      of = next_number (&at, "group");
      if (of != group)
        {
          sum += partial;
          partial = 0;
        }
      group = of;
      partial += product;
    }
  g_assert_true (at <= stop);
  g_assert_null (g_strstr_len (at, stop - at, "\"product\""));
  return sum + partial + member (result, "bias");
}

static void
test_output (void)
{
  g_auto (Result) convolution = run_well ("explain model --data data --sample 7 --at 1/1/10/20 --json");
  g_auto (Result) dense = run_well ("explain model --data data --sample 7 --at 4/3 --json");
  g_auto (Result) pool = run_well ("explain model --data data --sample 7 --at 2/1/2/5 --json");

  g_assert_cmpfloat (add_up (&convolution, 25), ==, member (&convolution, "sum"));
  g_assert_cmpfloat_with_epsilon (tanh (member (&convolution, "sum")), member (&convolution, "value"), 1e-15);
  g_assert_cmpfloat (add_up (&dense, 72), ==, member (&dense, "sum"));
  /* 1/1/10/20 is in the block 2/1/2/5, of 4×4. */
  g_assert_cmpfloat (member (&pool, "sum"), ==, member (&pool, "value"));
  g_assert_cmpfloat (member (&pool, "value"), >=, member (&convolution, "value"));
}

static void
test_backward (void)
{
  g_auto (Result) delta = run_well ("explain model --data data --sample 7 --at 3/20 --phase delta --json");
  g_auto (Result) weight = run_well ("explain model --data data --at 1/1/4/0 --phase gradient --json");
  g_auto (Result) named = run_well ("explain model --data data --at 1/1/0/4/0 --phase gradient --json");
  g_auto (Result) bias = run_well ("explain model --data data --at 1/1/bias --phase gradient --json");
  g_auto (Result) update = run_well ("explain model --data data --at 4/3/17 --phase update --json");

  g_assert_cmpfloat (add_up (&delta, 12), ==, member (&delta, "sum"));
  g_assert_cmpfloat (member (&delta, "sum"), ==, member (&delta, "value"));
  g_assert_cmpfloat (add_up (&weight, 24 * 24), ==, member (&weight, "value"));
  g_assert_cmpstr (weight.out, ==, named.out);
  g_assert_cmpfloat (add_up (&bias, 24 * 24), ==, member (&bias, "value"));
  g_assert_nonnull (strstr (bias.out, "\"at\":\"1/1/bias\""));
  g_assert_cmpfloat ((double)(float)add_up (&update, 2), ==, member (&update, "value"));
  g_assert_nonnull (strstr (update.out, "\"formula\":\"μ·v + g\""));
}

/* Nine digits, the same numbers as in full. */
static void
test_text (void)
{
  g_auto (Result) json = run_well ("explain model --at 1/0/3/9 --json --sample 4");
  g_auto (Result) text = run_well ("explain model --at 1/0/3/9 --sample 4 --data digits");
  g_autofree char *first = value_of (&text, "term_0"), *terms = value_of (&text, "terms");
  g_auto (GStrv) words = g_strsplit (first, " ", -1);

  g_assert_cmpfloat_with_epsilon (number_of (&text, "sum"), member (&json, "sum"), 1e-8);
  g_assert_cmpfloat_with_epsilon (number_of (&text, "value"), member (&json, "value"), 1e-8);
  g_assert_cmpstr (terms, ==, "25");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (words[0], NULL) * g_ascii_strtod (words[2], NULL),
                                  g_ascii_strtod (words[4], NULL), 1e-8);
  g_assert_true (g_str_has_suffix (first, "; weight 1/0/0/0/0; output 0/0/7/13"));
}

/* The check beside it, and what it says of the article's rule. */
static void
test_as_printed (void)
{
  g_auto (Result) right = run_well ("explain model --at 1/0/12/12 --sample 4 --phase delta");
  g_auto (Result) whole = run_well ("explain model --at 1/0/bias --sample 4 --phase gradient");
  g_auto (Result) wrong
      = run_well ("explain model --at 1/0/bias --sample 4 --phase gradient --as-printed copy-to-all");
  g_autofree char *zero = value_of (&right, "verdict"), *pass = value_of (&whole, "verdict"),
                  *fail = value_of (&wrong, "verdict");

  g_assert_cmpstr (zero, !=, "fail");
  g_assert_cmpstr (pass, ==, "pass");
  g_assert_cmpstr (fail, ==, "fail");
}

static void
test_loss_and_share (void)
{
  g_auto (Result) loss = run_well ("explain model --phase loss --json");
  g_auto (Result) share = run_well ("explain model --phase share --at 5/0 --json");
  g_autofree char *line = NULL;
  const char *at = loss.out;
  g_auto (Result) of_target = { 0 };

  g_assert_cmpfloat (add_up (&share, 10), ==, member (&share, "total"));
  line = g_strdup_printf ("explain model --phase share --at 5/%g --json", next_number (&at, "target"));
  of_target = run_well (line);
  g_assert_cmpfloat_with_epsilon (-log (member (&of_target, "value")), member (&loss, "value"), 1e-14);
}

static void
test_picture (void)
{
  g_autofree char *path = in_folder ("bar.pgm");
  g_autoptr (GString) bytes = g_string_new ("P5 28 28 255\n");
  g_auto (Result) result = { 0 };
  g_auto (Result) other = { 0 };

  for (guint i = 0; i < 28 * 28; i++)
    g_string_append_c (bytes, i % 28 == 14 && i / 28 > 4 && i / 28 < 24 ? '\377' : '\0');
  g_assert_true (g_file_set_contents (path, bytes->str, (gssize)bytes->len, NULL));
  result = run_well ("explain model --image bar.pgm --at 0/0/10/14");
  g_assert_cmpfloat (number_of (&result, "value"), ==, 1);
  other = run_well ("explain model --image bar.pgm --target 6 --phase loss");
  g_assert_cmpfloat (number_of (&other, "target"), ==, 6);
}

static void
test_misuse (void)
{
  static const struct
  {
    const char *line;
    const char *words;
  } cases[] = {
    { "explain", "model" },
    { "explain model", "--at" },
    { "explain model --at 1/2/0/0", "“2”, wanted 0 to 1" },
    { "explain model --at 9/0/0/0", "“9”, wanted 0 to 5" },
    { "explain model --at 1/0/0", "LAYER/UNIT/ROW/COL" },
    { "explain model --at here", "--at" },
    { "explain model --at 2/0/0/0 --phase gradient", "max" },
    { "explain model --at 1/0/0/0 --phase share", "softmax" },
    { "explain model --at 1/0/0/0 --phase sideways", "gradient" },
    { "explain model --at 1/0/0/0 --as-printed all", "no-rot180" },
    { "explain model --at 1/0/0/0 --sample -1", "--sample" },
    { "explain model --at 1/0/0/0 --data data --sample 300", "300" },
    { "explain model --at 1/0/0/0 --image bar.pgm --sample 2", "--image" },
    { "explain model --at 1/0/0/0 --target 2", "--target" },
    { "explain model --at 1/0/0/0 --image bar.pgm --target 10", "--target" },
    { "explain model more --at 1/0/0/0", "more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (2, cases[i].line, cases[i].words);
  assert_fails (1, "explain missing --at 1/0/0/0", "missing");
  assert_fails (1, "explain model --at 1/0/0/0 --data missing", "missing");
  assert_fails (1, "explain model --at 1/0/0/0 --image missing.png", "missing.png");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/output", test_output);
  g_test_add_func ("/explain/backward", test_backward);
  g_test_add_func ("/explain/text", test_text);
  g_test_add_func ("/explain/as-printed", test_as_printed);
  g_test_add_func ("/explain/loss-and-share", test_loss_and_share);
  g_test_add_func ("/explain/picture", test_picture);
  g_test_add_func ("/explain/misuse", test_misuse);
  return run_tests ();
}
