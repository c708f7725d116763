/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradient-point.h"

#include "fv-check-suite.h"

static FvTrace *
trace_of (const char *text, guint64 seed, guint rules)
{
  g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, seed);
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  g_autofree guint8 *pixels = g_new (guint8, inputs);
  FvRandom random = fv_random_new (seed, 3);

  for (gsize i = 0; i < inputs; i++)
    pixels[i] = (guint8)fv_random_below (&random, 256);
  return fv_trace_new_with_rules (parameters, pixels,
                                  fv_random_below (&random, fv_network_n_classes (network)), rules);
}

static FvCursor
cursor_at_random (const FvNetwork *network, FvRandom *random)
{
  FvCursor cursor = { .direction = fv_random_below (random, 2) == 0 ? FV_BACKWARD : FV_GRADIENT,
                      .layer = fv_random_below (random, fv_network_depth (network) + 1),
                      .unit = fv_random_below (random, 4),
                      .input = fv_random_below (random, 3),
                      .row = fv_random_below (random, 9),
                      .col = fv_random_below (random, 9) };

  return fv_cursor_clamp (cursor, network);
}

/* One element at a time, of everything that is registered: right, too small to say, or at a kink. */
static void
test_elements (void)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();
  FvRandom random = fv_random_new (2, 0);
  guint verdicts[FV_CHECK_KINK + 1] = { 0 };

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (FvTrace) trace = trace_of (texts[i], i + 1, 0);
      FvNetwork *network = fv_trace_network (trace);

      for (guint k = 0; k < 12; k++)
        {
          FvPlace place = fv_place_at_cursor (cursor_at_random (network, &random), network);
          FvPointCheck point;

          g_assert_true (fv_gradient_at (trace, place, &point));
          verdicts[point.verdict]++;
        }
    }
  g_assert_cmpuint (verdicts[FV_CHECK_FAIL], ==, 0);
  g_assert_cmpuint (verdicts[FV_CHECK_PASS], >, verdicts[FV_CHECK_TOO_SMALL]);
  g_assert_cmpuint (verdicts[FV_CHECK_KINK], >, 0);
  g_assert_cmpuint (verdicts[FV_CHECK_KINK] * 20, <, verdicts[FV_CHECK_PASS]);
}

/* What is printed wrong is seen at single elements, too, and only below the mistake. */
static void
test_as_printed (void)
{
  for (guint i = 0; fv_rule_nth (i) != NULL; i++)
    {
      g_autoptr (FvTrace) trace = trace_of (FV_CHECK_TEXT, 4, fv_rule_nth (i)->rules);
      FvPointCheck point;
      guint failed = 0;

      for (guint row = 0; row < 3; row++)
        {
          FvPlace kernel = { .quantity = FV_QUANTITY_GRADIENT, .layer = 1, .row = row };

          g_assert_true (fv_gradient_at (trace, kernel, &point));
          failed += point.verdict == FV_CHECK_FAIL;
        }
      g_assert_cmpuint (failed, >, 0);
      g_assert_true (
          fv_gradient_at (trace, (FvPlace){ .quantity = FV_QUANTITY_GRADIENT, .layer = 7 }, &point));
      g_assert_cmpint (point.verdict, ==, FV_CHECK_PASS);
    }
}

static void
test_nothing_to_check (void)
{
  g_autoptr (FvTrace) trace = trace_of (FV_CHECK_TEXT, 4, 0);
  g_autoptr (FvTrace) perceptron = trace_of ("2x1x1 dense 1 sign", 1, 0);
  FvPointCheck point;

  g_assert_false (fv_gradient_at (trace, (FvPlace){ .quantity = FV_QUANTITY_LOSS }, &point));
  g_assert_false (fv_gradient_at (trace, (FvPlace){ .quantity = FV_QUANTITY_OUTPUT, .layer = 7 }, &point));
  g_assert_true (fv_gradient_at (trace, (FvPlace){ .quantity = FV_QUANTITY_OUTPUT, .layer = 1 }, &point));
  g_assert_cmpfloat (point.analytic, ==, fv_trace_d_o (trace, 1)[0]);
  g_assert_false (
      fv_gradient_at (perceptron, (FvPlace){ .quantity = FV_QUANTITY_GRADIENT, .layer = 1 }, &point));
}

/* A layer by itself is what the whole check says of it; it can be followed and stopped. */
static void
test_layers (void)
{
  g_autoptr (FvTrace) trace = trace_of (FV_CHECK_TEXT, 4, FV_RULE_COPY_TO_ALL);
  guint depth = fv_network_depth (fv_trace_network (trace));
  FvLayerCheck all[FV_NETWORK_MAX_LAYERS], one;
  int stop = 1, per_mille = 0;

  fv_gradient_check (fv_trace_parameters (trace), fv_trace_o (trace, 0), fv_trace_target (trace),
                     FV_RULE_COPY_TO_ALL, NULL, all);
  for (guint place = 1; place <= depth; place++)
    {
      per_mille = 0;
      g_assert_true (fv_gradient_check_layer (trace, place, NULL, &per_mille, &one));
      g_assert_cmpint (per_mille, ==, 1000);
      g_assert_cmpuint (one.place, ==, place);
      g_assert_cmpfloat (one.parameters.relative_error, ==, all[place - 1].parameters.relative_error);
      g_assert_cmpfloat (one.input.relative_error, ==, all[place - 1].input.relative_error);
      g_assert_cmpint (one.input.verdict, ==, all[place - 1].input.verdict);
      g_assert_cmpint (one.trusted, ==, all[place - 1].trusted);
    }
  g_assert_cmpint (all[0].parameters.verdict, ==, FV_CHECK_FAIL);
  per_mille = 0;
  g_assert_false (fv_gradient_check_layer (trace, 1, &stop, &per_mille, &one));
  g_assert_cmpint (per_mille, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradient-point/elements", test_elements);
  g_test_add_func ("/gradient-point/as-printed", test_as_printed);
  g_test_add_func ("/gradient-point/nothing-to-check", test_nothing_to_check);
  g_test_add_func ("/gradient-point/layers", test_layers);
  return g_test_run ();
}
