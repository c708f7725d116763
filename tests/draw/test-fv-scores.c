/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scores.h"

#include <string.h>

#include "draw-fixture.h"

/* What each kind of output says of its classes. */
static const struct
{
  const char *net;
  guint n_classes, n_units;
  gboolean probabilities;
  double low, high;
  const char *loss, *delta; /* for target 1 */
} rows[] = {
  { "2x1x1 softmax 3", 3, 3, TRUE, 0, 1, "E = −ln p₁", "δ = p − t" },
  { "2x1x1 softmax 3 other", 4, 3, TRUE, 0, 1, "E = −ln p₁", "δ = p − t" },
  { "2x1x1 softmax 1 other", 2, 1, TRUE, 0, 1, "E = −ln p₁", "δ = p − t" },
  { "2x1x1 dense 1 sigmoid; loss=logistic", 2, 1, TRUE, 0, 1, "E = −ln p₁", "δ = p − t" },
  { "2x1x1 dense 1 tanh; loss=logistic", 2, 1, TRUE, 0, 1, "E = −ln p₁", "δ = 2 (p − t)" },
  { "2x1x1 dense 1 sign", 2, 1, FALSE, 0, 1, "E = ½ Σ (t − y)²", "δ = y − t" },
  { "2x1x1 dense 3 sign", 3, 3, FALSE, -1, 1, "E = ½ Σ (t − y)²", "δ = y − t" },
  { "2x1x1 dense 3 tanh; loss=squared", 3, 3, FALSE, -1, 1, "E = ½ Σ (t − y)²", "δ = (y − t)·φ′(n)" },
  { "2x1x1 dense 1 tanh; loss=squared", 2, 1, FALSE, 0, 1, "E = ½ Σ (t − y)²", "δ = (y − t)·φ′(n)" },
  { "2x1x1 softmax 3; loss=squared", 3, 3, FALSE, 0, 1, "E = ½ Σ (t − y)²", "δ = ∂E/∂n" },
};

static void
every_output_has_its_scores (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      FvScores scores = fv_scores_of (&fixture->input);
      g_autofree char *loss = fv_scores_loss_formula (fixture->network, 1);

      g_test_message ("%s", rows[i].net);
      g_assert_cmpuint (scores.n_classes, ==, rows[i].n_classes);
      g_assert_cmpuint (scores.n_units, ==, rows[i].n_units);
      g_assert_cmpint (scores.probabilities, ==, rows[i].probabilities);
      g_assert_cmpfloat (scores.low, ==, rows[i].low);
      g_assert_cmpfloat (scores.high, ==, rows[i].high);
      g_assert_cmpstr (loss, ==, rows[i].loss);
      g_assert_cmpstr (fv_scores_delta_formula (fixture->network, NULL), ==, rows[i].delta);
    }
}

/* A formula for δ is only worth showing if δ is that. */
static void
delta_is_what_the_formula_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      guint depth = fv_network_depth (fixture->network);
      const double *delta = fv_trace_delta (fixture->trace, depth), *p = fv_trace_scores (fixture->trace);
      FvScores scores = fv_scores_of (&fixture->input);
      gboolean sums_to_zero;
      double sum = 0;

      fv_scores_delta_formula (fixture->network, &sums_to_zero);
      for (guint unit = 0; unit < scores.n_units; unit++)
        {
          guint row = fv_scores_class_of_unit (&scores, unit);
          double wanted = p[row] - (row == fv_trace_target (fixture->trace));

          sum += delta[unit];
          if (g_str_equal (rows[i].delta, "δ = p − t"))
            g_assert_cmpfloat_with_epsilon (delta[unit], wanted, 1e-12);
          if (g_str_equal (rows[i].delta, "δ = 2 (p − t)"))
            g_assert_cmpfloat_with_epsilon (delta[unit], 2 * wanted, 1e-12);
        }
      if (sums_to_zero)
        g_assert_cmpfloat_with_epsilon (sum, 0, 1e-12);
    }
}

static void
percentages_only_for_probabilities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      FvScores scores = fv_scores_of (&fixture->input);
      g_autofree char *text = fv_scores_text (&scores, 0.25);

      g_assert_cmpstr (text, ==, rows[i].probabilities ? "25.0 %" : "0.250");
      g_assert_cmpint (strchr (fv_scores_widest_text (&scores), '%') != NULL, ==, rows[i].probabilities);
    }
}

/* Units to rows and back; what has no unit says so. */
static void
units_have_their_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      FvScores scores = fv_scores_of (&fixture->input);
      guint back, without = 0;

      for (guint unit = 0; unit < scores.n_units; unit++)
        {
          g_assert_true (fv_scores_unit_of_class (&scores, fv_scores_class_of_unit (&scores, unit), &back));
          g_assert_cmpuint (back, ==, unit);
        }
      for (guint k = 0; k < scores.n_classes; k++)
        without += !fv_scores_unit_of_class (&scores, k, &back);
      g_assert_cmpuint (without, ==, scores.n_classes - scores.n_units);
    }
}

static void
one_unit_is_looked_at_from_both_rows (void)
{
  g_autoptr (DrawFixture) one = draw_fixture_new ("2x1x1 dense 1 sign");
  g_autoptr (DrawFixture) other = draw_fixture_new ("2x1x1 softmax 1 other");
  FvScores scores = fv_scores_of (&one->input);
  guint unit = 9;

  g_assert_cmpuint (fv_scores_class_of_unit (&scores, 0), ==, 1);
  g_assert_true (fv_scores_nearest_unit (&scores, 0, &unit));
  g_assert_cmpuint (unit, ==, 0);
  scores = fv_scores_of (&other->input);
  g_assert_cmpuint (fv_scores_class_of_unit (&scores, 0), ==, 0);
  g_assert_true (fv_scores_nearest_unit (&scores, 0, &unit));
  g_assert_false (fv_scores_nearest_unit (&scores, 1, &unit));
}

static void
classes_have_names (void)
{
  static const char *const names[] = { "zero", "one", NULL };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 softmax 3 other");
  char buffer[16];

  g_assert_cmpstr (fv_scores_class_name (fixture->network, names, 1, buffer), ==, "one");
  g_assert_cmpstr (fv_scores_class_name (fixture->network, names, 2, buffer), ==, "2");
  g_assert_cmpstr (fv_scores_class_name (fixture->network, names, 3, buffer), ==, "other");
  g_assert_cmpstr (fv_scores_class_name (fixture->network, NULL, 3, buffer), ==, "other");
  g_assert_cmpstr (fv_scores_class_name (fixture->network, NULL, 0, buffer), ==, "0");
}

/* Without bounds, the largest score fills the bar. */
static void
unbounded_scores_fit (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 dense 3 identity; loss=squared");
  FvScores scores = fv_scores_of (&fixture->input), none;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (ABS (fv_trace_scores (fixture->trace)[i]), <=, scores.high);
  g_assert_cmpfloat (scores.low, ==, -scores.high);
  fixture->input.trace = NULL;
  none = fv_scores_of (&fixture->input);
  g_assert_cmpfloat (none.high, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scores/every-output-has-its-scores", every_output_has_its_scores);
  g_test_add_func ("/scores/delta-is-what-the-formula-says", delta_is_what_the_formula_says);
  g_test_add_func ("/scores/percentages-only-for-probabilities", percentages_only_for_probabilities);
  g_test_add_func ("/scores/units-have-their-rows", units_have_their_rows);
  g_test_add_func ("/scores/one-unit-is-looked-at-from-both-rows", one_unit_is_looked_at_from_both_rows);
  g_test_add_func ("/scores/classes-have-names", classes_have_names);
  g_test_add_func ("/scores/unbounded-scores-fit", unbounded_scores_fit);
  return g_test_run ();
}
