/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-scene.h"

#include <math.h>

#include "draw-fixture.h"
#include "fv-palette.h"
#include "fv-plane-field.h"
#include "fv-plane-layout.h"
#include "fv-plane-paint.h"
#include "fv-plane-points.h"

#define WIDTH  960
#define HEIGHT 640

static const FvSceneType *
plane_type (void)
{
  return fv_scene_type_from_name ("plane");
}

static guint32
packed (FvColor color)
{
  return (guint32)lrint (255 * color.red) << 16 | (guint32)lrint (255 * color.green) << 8
         | (guint32)lrint (255 * color.blue);
}

static void
stays_inside (void)
{
  static const double sizes[][2] = { { 960, 640 }, { 640, 220 }, { 1832, 933 }, { 300, 300 }, { 1192, 653 } };
  static const double scales[] = { 1, 1.25, 1.5 };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint t = 0; t < G_N_ELEMENTS (scales); t++)
      {
        FvPlaneLayout *layout;

        fixture->input.style.text_scale = scales[t];
        layout = fv_plane_layout_new (&fixture->input, sizes[s][0], sizes[s][1]);
        g_assert_cmpuint (layout->cells, <=, 96);
        g_assert_cmpuint (layout->cells, >=, 40);
        g_assert_cmpfloat (layout->square.width, ==, layout->cells * layout->zoom);
        g_assert_cmpfloat (layout->square.x, ==, floor (layout->square.x));
        g_assert_cmpfloat (layout->square.x + layout->square.width, <=, sizes[s][0]);
        g_assert_cmpfloat (layout->square.y + layout->square.height + 20 * scales[t], <=, sizes[s][1]);
        g_assert_cmpfloat (layout->side.x + layout->side.width, <=, sizes[s][0]);
        if (layout->side.width > 0)
          g_assert_cmpfloat (layout->side.x, >, layout->square.x + layout->square.width);
        fv_plane_layout_free (layout);
      }
}

static void
inputs_have_their_places (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);

  g_assert_cmpfloat_with_epsilon (fv_plane_layout_x (layout, layout->low), layout->square.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (fv_plane_layout_y (layout, layout->high), layout->square.y, 1e-9);
  g_assert_cmpfloat (layout->low, <, -1);
  g_assert_cmpfloat (layout->range_low, ==, -1);
  g_assert_cmpfloat (layout->range_high, ==, 1);
  fv_plane_layout_free (layout);
}

/* Away from marks and lines, a cell has the colour of its scores. */
static void
check_cells (const char *net, gboolean dark)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (net);
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autoptr (FvPlaneField) field
      = fv_plane_field_new (fixture->parameters, layout->cells, layout->low, layout->high);
  FvScores scores = fv_scores_of (&fixture->input);
  g_autofree guint32 *pixels = NULL;
  guint checked = 0, different = 0;

  fixture->input.dataset = NULL;
  fixture->input.trace = NULL;
  fixture->input.style = dark ? fv_style_dark () : fv_style_light ();
  pixels = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint row = 0; row < field->side; row += 3)
    for (guint col = 0; col < field->side; col += 3)
      {
        const double *at = fv_plane_field_scores (field, row, col);
        guint x = (guint)(layout->square.x + (col + 0.5) * layout->zoom);
        guint y = (guint)(layout->square.y + (row + 0.5) * layout->zoom);
        guint32 wanted
            = field->n_classes == 2
                  ? fv_palette_pixel (FV_PALETTE_ACTIVATION, dark, at[1] - at[0], fv_plane_scale (&scores))
                  : fv_plane_grey (&fixture->input.style, fv_plane_field_winner (field, row, col),
                                   field->n_classes);
        checked++;
        different += pixels[y * WIDTH + x] != wanted;
      }
  /* Lines and names cover some. */
  g_assert_cmpuint (different, <, checked / 8);
  fv_plane_layout_free (layout);
}

static void
cells_have_the_colors_of_their_scores (void)
{
  check_cells ("logistic", FALSE);
  check_cells ("xor", TRUE);
  check_cells ("perceptron", FALSE);
  check_cells ("2x1x1 dense 3 tanh; loss=squared", TRUE);
}

/* The decision line is ring-coloured where a known unit's net input is 0. */
static void
decision_line_is_drawn (void)
{
  static const float steep[] = { 1, 0, -0.25f };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("logistic");
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, steep);
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *pixels = NULL;
  guint x = (guint)fv_plane_layout_x (layout, 0.25), ring = packed (fixture->input.style.ring), found = 0;

  fixture->input.parameters = parameters;
  fixture->input.dataset = NULL;
  fixture->input.trace = NULL;
  pixels = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint y = (guint)layout->square.y; y < layout->square.y + layout->square.height; y++)
    {
      gboolean here = FALSE;
      for (guint near = x - 1; near <= x + 1; near++)
        here |= pixels[y * WIDTH + near] == ring;
      found += here;
    }
  g_assert_cmpuint (found, >, 0.95 * layout->square.height);
  fv_plane_layout_free (layout);
}

static void
hidden_lines_need_few_units (void)
{
  static const struct
  {
    const char *net;
    guint place;
  } rows[] = {
    { "xor", 1 },
    { "perceptron", 0 }, /* its line is the decision itself */
    { "2x1x1 rasterize; dense 3 sigmoid; softmax 2", 2 },
    { "2x1x1 dense 8 tanh; softmax 2", 1 },
    { "2x1x1 dense 9 tanh; softmax 2", 0 },
    { "2x1x1 dense 20 tanh; dense 4 tanh; softmax 2", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (rows[i].net);
      g_assert_cmpuint (fv_plane_hidden_place (fixture->network), ==, rows[i].place);
    }
}

static void
points_are_read (void)
{
  static const float right[] = { 1, 0, 0 }; /* class 1 where x₁ > 0 */
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("perceptron");
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, right);
  GArray *points = NULL;
  double low, high;

  fv_network_range (fixture->network, &low, &high);
  fixture->input.parameters = parameters;
  points = fv_plane_points_new (&fixture->input);
  g_assert_cmpuint (points->len, ==, DRAW_POINTS);
  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);

      g_assert_cmpfloat_with_epsilon (point->x1, low + (high - low) * (i % 4) / 3, 1e-9);
      g_assert_cmpfloat_with_epsilon (point->x2, low + (high - low) * (i / 4) / 3, 1e-9);
      g_assert_cmpuint (point->label, ==, i % 2);
      if (point->x1 != 0)
        g_assert_cmpint (point->is_wrong, ==, (point->x1 > 0) != (point->label == 1));
    }
  g_array_unref (points);
}

/* Wrong ones have the colour of what is wrong around them, the others have none of it. */
static void
wrong_points_are_ringed (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (GArray) points = fv_plane_points_new (&fixture->input);
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *pixels = NULL;
  guint wrong = 0;

  fixture->input.trace = NULL;
  pixels = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);
      double cx = fv_plane_layout_x (layout, point->x1), cy = fv_plane_layout_y (layout, point->x2);
      guint found = 0;

      for (int y = -10; y <= 10; y++)
        for (int x = -10; x <= 10; x++)
          found += pixels[((gint)cy + y) * WIDTH + (gint)cx + x] == packed (fixture->input.style.wrong);
      g_assert_cmpint (found > 0, ==, point->is_wrong);
      wrong += point->is_wrong;
    }
  g_assert_cmpuint (wrong, >, 0);
  g_assert_cmpuint (wrong, <, points->len);
  fv_plane_layout_free (layout);
}

static void
points_are_picked (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (FvScene) scene = fv_scene_new (plane_type (), &fixture->input, WIDTH, HEIGHT);
  const FvPlaneLayout *layout = (const FvPlaneLayout *)scene;
  g_autoptr (GArray) points = fv_plane_points_new (&fixture->input);
  guint sample = 99;

  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);

      g_assert_true (fv_plane_pick_point (scene, &fixture->input, fv_plane_layout_x (layout, point->x1) + 3,
                                          fv_plane_layout_y (layout, point->x2) - 4, &sample));
      g_assert_cmpuint (sample, ==, i);
    }
  sample = 99;
  g_assert_false (fv_plane_pick_point (scene, &fixture->input, 2, 2, &sample));
  fixture->input.dataset = NULL;
  g_assert_false (fv_plane_pick_point (scene, &fixture->input, 300, 300, &sample));
  g_assert_cmpuint (sample, ==, 99);
}

/* More points than can be told apart are not drawn. */
static void
points_are_limited (void)
{
  static const char *const names[] = { "A", "B", NULL };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (FvDataset) many
      = fv_dataset_new_take ("many", (FvShape){ 1, 2, 1 }, 700, g_malloc0 (1400), g_malloc0 (700), names);
  g_autoptr (FvDataset) pictures
      = fv_dataset_new_take ("pictures", (FvShape){ 1, 2, 2 }, 1, g_malloc0 (4), g_malloc0 (1), names);
  GArray *points;

  fixture->input.dataset = many;
  points = fv_plane_points_new (&fixture->input);
  g_assert_cmpuint (points->len, ==, FV_PLANE_MAX_POINTS);
  g_array_unref (points);
  fixture->input.dataset = pictures;
  points = fv_plane_points_new (&fixture->input);
  g_assert_cmpuint (points->len, ==, 0);
  g_array_unref (points);
}

static void
other_networks_get_a_sentence (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (FvScene) scene = fv_scene_new (plane_type (), &fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *pixels = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  guint sample;

  g_assert_cmpuint (fv_scene_n_parts (scene), ==, 1);
  g_assert_cmpuint (draw_count_ink (pixels, WIDTH * 60, &fixture->input.style), >, 100);
  g_assert_cmpuint (draw_count_ink (pixels + WIDTH * 200, WIDTH * 400, &fixture->input.style), ==, 0);
  g_assert_false (fv_plane_pick_point (scene, &fixture->input, 300, 300, &sample));
}

/* The unit the cursor is at has its line drawn stronger; without parameters there are no lines, only axes. */
static void
cursor_strengthens_its_line (void)
{
  static const float xor [] = { 3, -3, -3, 3, -2, -2, 4, 4, 3 };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("xor");
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, xor);
  g_autofree guint32 *first = NULL, *second = NULL, *empty = NULL;
  guint different = 0, inside = 0;
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);

  fixture->input.parameters = parameters;
  fixture->input.dataset = NULL;
  fixture->input.trace = NULL;
  fixture->input.cursor = (FvCursor){ .layer = 1, .unit = 0 };
  first = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  fixture->input.cursor.unit = 1;
  second = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    different += first[i] != second[i];
  g_assert_cmpuint (different, >, 100);
  fixture->input.parameters = NULL;
  empty = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint y = (guint)layout->square.y; y < layout->square.y + layout->square.height; y++)
    inside += draw_count_ink (empty + y * WIDTH + (guint)layout->square.x, (gsize)layout->square.width,
                              &fixture->input.style);
  g_assert_cmpuint (inside, ==, 0);
  fv_plane_layout_free (layout);
}

/* Names of regions stand clear of the points: where a point is, its mark looks the same with names and without. */
static void
names_keep_clear_of_points (void)
{
  static const float corners[] = { 2, 0, -1, 2, -1, -2, 0, 0.1f, -0.1f };
  static const char *const none[] = { " ", " ", " ", NULL };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("2x1x1 softmax 3");
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (fixture->network, corners);
  FvPlaneLayout *layout = fv_plane_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autoptr (GArray) points = fv_plane_points_new (&fixture->input);
  g_autofree guint32 *named = NULL, *bare = NULL;
  guint different = 0;

  fixture->input.parameters = parameters;
  fixture->input.trace = NULL;
  named = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  fixture->input.class_names = none;
  bare = draw_pixels (plane_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = (guint)layout->square.x; x < layout->square.x + layout->square.width; x++)
      different += named[y * WIDTH + x] != bare[y * WIDTH + x];
  g_assert_cmpuint (different, >, 60);
  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);
      guint cx = (guint)fv_plane_layout_x (layout, point->x1),
            cy = (guint)fv_plane_layout_y (layout, point->x2);

      for (guint y = cy - 4; y <= cy + 4; y++)
        for (guint x = cx - 4; x <= cx + 4; x++)
          g_assert_cmphex (named[y * WIDTH + x], ==, bare[y * WIDTH + x]);
    }
  fv_plane_layout_free (layout);
}

static void
greys_are_told_apart (void)
{
  FvStyle styles[] = { fv_style_light (), fv_style_dark () };

  for (guint s = 0; s < 2; s++)
    for (guint k = 0; k + 1 < 5; k++)
      g_assert_cmpfloat (fabs (fv_palette_lightness (fv_plane_grey (&styles[s], k, 5))
                               - fv_palette_lightness (fv_plane_grey (&styles[s], k + 1, 5))),
                         >, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane-scene/stays-inside", stays_inside);
  g_test_add_func ("/plane-scene/inputs-have-their-places", inputs_have_their_places);
  g_test_add_func ("/plane-scene/cells-have-the-colors-of-their-scores",
                   cells_have_the_colors_of_their_scores);
  g_test_add_func ("/plane-scene/decision-line-is-drawn", decision_line_is_drawn);
  g_test_add_func ("/plane-scene/hidden-lines-need-few-units", hidden_lines_need_few_units);
  g_test_add_func ("/plane-scene/points-are-read", points_are_read);
  g_test_add_func ("/plane-scene/wrong-points-are-ringed", wrong_points_are_ringed);
  g_test_add_func ("/plane-scene/points-are-picked", points_are_picked);
  g_test_add_func ("/plane-scene/points-are-limited", points_are_limited);
  g_test_add_func ("/plane-scene/other-networks-get-a-sentence", other_networks_get_a_sentence);
  g_test_add_func ("/plane-scene/cursor-strengthens-its-line", cursor_strengthens_its_line);
  g_test_add_func ("/plane-scene/names-keep-clear-of-points", names_keep_clear_of_points);
  g_test_add_func ("/plane-scene/greys-are-told-apart", greys_are_told_apart);
  return g_test_run ();
}
