/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-field.h"

#include <math.h>

#include "draw-fixture.h"
#include "fv-pass.h"

#define SIDE 41

/* w·x + b of one unit, chosen: its decision line is known. */
static FvParameters *
new_line (FvNetwork *network, double w1, double w2, double b)
{
  float values[] = { (float)w1, (float)w2, (float)b };

  g_assert_cmpuint (fv_network_n_parameters (network), ==, 3);
  return fv_parameters_new_from_values (network, values);
}

static void
scores_are_the_passes (void)
{
  static const char *const nets[] = { "xor", "perceptron", "2x1x1 dense 4 tanh; softmax 3 other" };

  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (nets[n]);
      g_autoptr (FvPlaneField) field = fv_plane_field_new (fixture->parameters, SIDE, -1.2, 1.2);
      g_autoptr (FvPass) pass = fv_pass_new (fixture->network);
      double scores[4];

      fv_pass_set_parameters (pass, fv_parameters_values (fixture->parameters));
      for (guint row = 0; row < SIDE; row += 5)
        for (guint col = 0; col < SIDE; col += 3)
          {
            fv_pass_input (pass)[0] = fv_plane_field_x1 (field, col);
            fv_pass_input (pass)[1] = fv_plane_field_x2 (field, row);
            fv_pass_output (pass);
            fv_pass_scores (pass, scores);
            for (guint k = 0; k < field->n_classes; k++)
              g_assert_cmpfloat (fv_plane_field_scores (field, row, col)[k], ==, scores[k]);
            g_assert_cmpuint (fv_plane_field_winner (field, row, col), ==, fv_pass_class (pass));
          }
    }
}

/* x₁ to the right, x₂ upward, the edges half a cell beyond the outer middles. */
static void
axes_run_right_and_up (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (FvPlaneField) field = fv_plane_field_new (fixture->parameters, 4, -1, 1);

  g_assert_cmpfloat_with_epsilon (fv_plane_field_x1 (field, 0), -0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (fv_plane_field_x1 (field, 3), 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (fv_plane_field_x2 (field, 0), 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (fv_plane_field_x2 (field, 3), -0.75, 1e-12);
}

/* Every end of the contour lies on the line that the weights are, and it goes from edge to edge. */
static void
check_line (const char *net, double w1, double w2, double b, double tolerance)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (net);
  g_autoptr (FvParameters) parameters = new_line (fixture->network, w1, w2, b);
  g_autoptr (FvPlaneField) field = fv_plane_field_new (parameters, SIDE, -1.2, 1.2);
  GArray *segments = fv_plane_field_contour (field, 0);
  double least = SIDE, most = 0;

  g_assert_cmpuint (segments->len, >=, 4 * (SIDE - 1));
  for (guint i = 0; i < segments->len; i += 2)
    {
      double x = g_array_index (segments, double, i), y = g_array_index (segments, double, i + 1);
      double x1 = -1.2 + 2.4 * x / SIDE, x2 = 1.2 - 2.4 * y / SIDE;

      g_assert_cmpfloat_with_epsilon ((w1 * x1 + w2 * x2 + b) / hypot (w1, w2), 0, tolerance);
      least = MIN (least, MIN (x, y));
      most = MAX (most, MAX (x, y));
    }
  g_assert_cmpfloat_with_epsilon (least, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (most, SIDE, 1e-9);
  g_array_unref (segments);
}

static void
decision_lines_lie_where_scores_are_equal (void)
{
  check_line ("logistic", 1.3, -0.9, 0.2, 0.003);
  check_line ("2x1x1 dense 1 tanh; loss=logistic", 0.7, 1.1, 0.1, 0.003);
  /* A step has no slope; its line is exact all the same. */
  check_line ("perceptron", 2, 1, 0.5, 1e-6);
}

/* On a line of a bent field the scores, computed there, are all but equal. */
static void
bent_lines_too (void)
{
  static const float xor [] = { 3, -3, -3, 3, -2, -2, 4, 4, 3 };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, xor);
  g_autoptr (FvPlaneField) field = fv_plane_field_new (parameters, 96, -1.2, 1.2);
  g_autoptr (FvPass) pass = fv_pass_new (fixture->network);
  GArray *segments = fv_plane_field_contour (field, 0);

  g_assert_cmpuint (fv_network_n_parameters (fixture->network), ==, G_N_ELEMENTS (xor));
  g_assert_cmpuint (segments->len, >, 100);
  fv_pass_set_parameters (pass, xor);
  for (guint i = 0; i < segments->len; i += 2)
    {
      double scores[2];

      fv_pass_input (pass)[0] = -1.2 + 2.4 * g_array_index (segments, double, i) / 96;
      fv_pass_input (pass)[1] = 1.2 - 2.4 * g_array_index (segments, double, i + 1) / 96;
      fv_pass_output (pass);
      fv_pass_scores (pass, scores);
      g_assert_cmpfloat_with_epsilon (scores[0], scores[1], 0.03);
    }
  g_array_unref (segments);
}

/* Of many classes, each line parts the best two. */
static void
many_classes_have_lines (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 softmax 3");
  static const float corners[] = { 2, 0, -1, 2, -1, -2, 0, 0.1f, -0.1f };
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, corners);
  g_autoptr (FvPlaneField) field = fv_plane_field_new (parameters, SIDE, -1.2, 1.2);
  guint found = 0;

  g_assert_cmpuint (field->n_lines, ==, 2);
  for (guint line = 0; line < field->n_lines; line++)
    {
      GArray *segments = fv_plane_field_contour (field, line);
      found += segments->len;
      g_array_unref (segments);
    }
  g_assert_cmpuint (found, >, 4 * SIDE);
}

/* What is not a number has no line and stops nothing. */
static void
broken_fields_have_no_line (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("logistic");
  g_autoptr (FvParameters) parameters = new_line (fixture->network, NAN, 1, 0);
  g_autoptr (FvPlaneField) field = fv_plane_field_new (parameters, SIDE, -1.2, 1.2);
  GArray *segments = fv_plane_field_contour (field, 0);

  g_assert_cmpuint (segments->len, ==, 0);
  g_array_unref (segments);
}

static void
two_inputs_fit (void)
{
  g_autoptr (DrawFixture) two = draw_fixture_new ("xor"), many = draw_fixture_new ("lenet");

  g_assert_true (fv_plane_field_fits (two->network));
  g_assert_false (fv_plane_field_fits (many->network));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane-field/scores-are-the-passes", scores_are_the_passes);
  g_test_add_func ("/plane-field/axes-run-right-and-up", axes_run_right_and_up);
  g_test_add_func ("/plane-field/decision-lines-lie-where-scores-are-equal",
                   decision_lines_lie_where_scores_are_equal);
  g_test_add_func ("/plane-field/bent-lines-too", bent_lines_too);
  g_test_add_func ("/plane-field/many-classes-have-lines", many_classes_have_lines);
  g_test_add_func ("/plane-field/broken-fields-have-no-line", broken_fields_have_no_line);
  g_test_add_func ("/plane-field/two-inputs-fit", two_inputs_fit);
  return g_test_run ();
}
