/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw-fixture.h"
#include "fv-network-layout.h"
#include "fv-palette.h"

#define WIDTH  300
#define HEIGHT 120

/* Rows of pixels in the middle of bar nth that have its colour. */
static guint
bar_length (const DrawFixture *fixture, guint nth, guint n, gboolean negative)
{
  g_autofree guint32 *pixels = draw_pixels (fv_scene_type_from_name ("bars"), &fixture->input, WIDTH, HEIGHT);
  guint32 color = fv_palette_pixel (FV_PALETTE_ACTIVATION, FALSE, negative ? -1 : 1, 1);
  guint length = 0, x = (guint)((nth + 0.5) * WIDTH / n);

  for (guint y = 0; y < HEIGHT; y++)
    length += pixels[y * WIDTH + x] == color;
  return length;
}

/* As many bars as classes, each as long as its score is large. */
static void
bars_are_scores (void)
{
  static const char *const nets[] = {
    "2x1x1 dense 4 tanh; softmax 3 other",
    "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic",
    "2x1x1 dense 3 tanh; loss=squared",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (nets[i]);
      FvScores scores = fv_scores_of (&fixture->input);
      const double *values = fv_trace_scores (fixture->trace);
      double unit = 0;

      for (guint k = 0; k < scores.n_classes; k++)
        {
          guint length = bar_length (fixture, k, scores.n_classes, values[k] < 0);

          if (fabs (values[k]) < 0.1)
            continue;
          if (unit == 0)
            unit = length / fabs (values[k]);
          g_assert_cmpfloat_with_epsilon (length, unit * fabs (values[k]), 6);
        }
      g_assert_cmpfloat (unit, >, 0);
    }
}

static void
bars_are_picked_as_units (void)
{
  g_autoptr (DrawFixture) other = draw_fixture_new ("2x1x1 dense 4 tanh; softmax 3 other");
  g_autoptr (DrawFixture) one = draw_fixture_new ("2x1x1 dense 1 sign");
  const FvSceneType *type = fv_scene_type_from_name ("bars");
  g_autoptr (FvScene) four = fv_scene_new (type, &other->input, WIDTH, HEIGHT);
  g_autoptr (FvScene) two = fv_scene_new (type, &one->input, WIDTH, HEIGHT);
  FvCursor at = { 0 };
  FvRect rect;

  for (guint unit = 0; unit < 3; unit++)
    {
      g_assert_true (fv_scene_locate (four, (FvCursor){ .layer = 2, .unit = unit }, &rect));
      g_assert_true (fv_scene_pick (four, &other->input, rect.x + 2, 50, &at));
      g_assert_cmpuint (at.unit, ==, unit);
    }
  g_assert_false (fv_scene_pick (four, &other->input, WIDTH - 5, 50, &at));
  g_assert_false (fv_scene_locate (four, (FvCursor){ .layer = 2, .unit = 3 }, &rect));
  /* One unit is found at both of its classes, and stands where it is on. */
  g_assert_true (fv_scene_pick (two, &one->input, 10, 50, &at));
  g_assert_cmpuint (at.unit, ==, 0);
  g_assert_true (fv_scene_locate (two, (FvCursor){ .layer = 1 }, &rect));
  g_assert_cmpfloat (rect.x, ==, WIDTH / 2.0);
}

/* The same in the network's rows. */
static void
network_rows_are_classes (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 dense 4 tanh; softmax 3 other");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1192, 653);
  g_autoptr (FvScene) scene = fv_scene_new (fv_scene_type_from_name ("network"), &fixture->input, 1192, 653);
  guint last = layout->n_columns - 1;
  FvCursor at = { 0 };
  FvRect row;

  g_assert_cmpuint (layout->columns[last].bars.rows, ==, 4);
  g_assert_cmpuint (layout->columns[last].maps.count, ==, 3);
  for (guint unit = 0; unit < 3; unit++)
    {
      row = fv_network_layout_row (layout, last, unit);
      g_assert_true (fv_scene_pick (scene, &fixture->input, row.x + 5, row.y + 5, &at));
      g_assert_cmpuint (at.unit, ==, unit);
    }
  row = fv_network_layout_row (layout, last, 3);
  g_assert_false (fv_scene_pick (scene, &fixture->input, row.x + 5, row.y + 5, &at));
  fv_network_layout_free (layout);
}

/* On the way back “other” has no unit, so no δ: a dash where the others' zero line is. */
static void
other_has_no_delta (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 dense 4 tanh; softmax 3 other");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, 1192, 653);
  guint last = layout->n_columns - 1, colored = 0;
  g_autofree guint32 *pixels = NULL;
  FvRect row = fv_network_layout_row (layout, last, 3);

  fixture->input.cursor = (FvCursor){ .direction = FV_BACKWARD, .layer = 2 };
  pixels = draw_pixels (fv_scene_type_from_name ("network"), &fixture->input, 1192, 653);
  for (guint y = (guint)row.y; y < row.y + row.height; y++)
    for (guint x = (guint)row.x; x < row.x + row.width; x++)
      for (int sign = -1; sign <= 1; sign += 2)
        colored += pixels[y * 1192 + x] == fv_palette_pixel (FV_PALETTE_DELTA, FALSE, sign, 1);
  g_assert_cmpuint (colored, ==, 0);
  fv_network_layout_free (layout);
}

static void
one_unit_is_described_as_a_number (void)
{
  g_autoptr (DrawFixture) one = draw_fixture_new ("2x1x1 dense 1 sigmoid; loss=logistic");
  g_autoptr (DrawFixture) many = draw_fixture_new ("2x1x1 dense 3 tanh; loss=squared");
  g_autoptr (DrawFixture) softmax = draw_fixture_new ("2x1x1 softmax 3 other");
  g_autofree char *a = fv_scene_describe (&one->input), *b = fv_scene_describe (&many->input),
                  *c = fv_scene_describe (&softmax->input);

  g_assert_true (g_str_has_prefix (a, "F1 · unit 1 = "));
  g_assert_false (g_str_has_suffix (a, "%"));
  g_assert_true (g_str_has_prefix (b, "F1 · class 0 = "));
  g_assert_false (g_str_has_suffix (b, "%"));
  g_assert_true (g_str_has_suffix (c, "%"));
}

/* Digits beside one that is none have room for their names: it is a dash. Longer names need more room. */
static void
digits_and_other_are_named (void)
{
  const FvSceneType *type = fv_scene_type_from_name ("bars");
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("28x28x1 rasterize; softmax 10 other");
  g_autofree guint32 *named = NULL, *unnamed = NULL;
  guint ink[2] = { 0 };

  fixture->input.trace = NULL;
  named = draw_pixels (type, &fixture->input, 252, HEIGHT);
  unnamed = draw_pixels (type, &fixture->input, 60, HEIGHT);
  ink[0] = draw_count_ink (named, 252 * HEIGHT, &fixture->input.style);
  ink[1] = draw_count_ink (unnamed, 60 * HEIGHT, &fixture->input.style);
  g_assert_cmpuint (ink[0], >, 252 + 100);
  g_assert_cmpuint (ink[1], ==, 60); /* the line alone */
}

/* Names that have no room below: digits stand there, and the winner's name stands over its bar. */
static void
long_names_stand_above (void)
{
  static const char *const names[] = { "a name that is long", "another of them", "the third one here", NULL };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 dense 4 tanh; softmax 3");
  const FvSceneType *type = fv_scene_type_from_name ("bars");
  g_autofree guint32 *digits = draw_pixels (type, &fixture->input, 200, HEIGHT), *named = NULL;
  guint above = 0, below = 0;

  fixture->input.class_names = names;
  named = draw_pixels (type, &fixture->input, 200, HEIGHT);
  for (guint i = 0; i < 200 * HEIGHT; i++)
    if (digits[i] != named[i])
      *(i / 200 < HEIGHT - 22 ? &above : &below) += 1;
  g_assert_cmpuint (above, >, 100);
  g_assert_cmpuint (below, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bars-scene/bars-are-scores", bars_are_scores);
  g_test_add_func ("/bars-scene/bars-are-picked-as-units", bars_are_picked_as_units);
  g_test_add_func ("/bars-scene/network-rows-are-classes", network_rows_are_classes);
  g_test_add_func ("/bars-scene/other-has-no-delta", other_has_no_delta);
  g_test_add_func ("/bars-scene/one-unit-is-described-as-a-number", one_unit_is_described_as_a_number);
  g_test_add_func ("/bars-scene/digits-and-other", digits_and_other_are_named);
  g_test_add_func ("/bars-scene/long-names-stand-above", long_names_stand_above);
  return g_test_run ();
}
