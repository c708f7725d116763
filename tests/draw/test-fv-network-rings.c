/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-network-layout.h"
#include "fv-network-paint.h"
#include "fv-reach.h"

#define WIDTH  1192
#define HEIGHT 653

static const FvSceneType *
network_type (void)
{
  return fv_scene_type_from_name ("network");
}

static guint32
packed (FvColor color)
{
  return (guint32)lrint (255 * color.red) << 16 | (guint32)lrint (255 * color.green) << 8
         | (guint32)lrint (255 * color.blue);
}

static gboolean
is_ring (const DrawFixture *fixture, const guint32 *pixels, double x, double y)
{
  return pixels[(gsize)y * WIDTH + (gsize)x] == packed (fixture->input.style.ring);
}

/* Left of the first and right of the last cell of a set in one map. */
static gboolean
is_ringed (const DrawFixture *fixture, const FvNetworkLayout *layout, const guint32 *pixels, guint column,
           guint unit, const FvReachSet *set)
{
  FvRect first = fv_network_layout_cell (layout, column, unit, set->row, set->col);
  FvRect last
      = fv_network_layout_cell (layout, column, unit, set->row + set->rows - 1, set->col + set->cols - 1);

  return is_ring (fixture, pixels, first.x - 1, first.y + 1)
         && is_ring (fixture, pixels, last.x + last.width, last.y + last.height - 1);
}

static void
check_sets (DrawFixture *fixture, FvCursor cursor, gboolean shows_reach)
{
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autoptr (FvReach) reach
      = fv_reach_new (fixture->network, cursor.layer, cursor.unit, cursor.row, cursor.col);
  g_autofree guint32 *pixels = NULL;
  guint own = layout->column_of[cursor.layer];

  fixture->input.cursor = cursor;
  fixture->input.shows_reach = shows_reach;
  pixels = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  for (guint nth = 0; nth < layout->n_columns; nth++)
    {
      const FvNetworkColumn *column = &layout->columns[nth];
      const FvReachSet *set = &reach->sets[column->place];
      FvShape shape = fv_network_shape (fixture->network, column->place);
      gboolean near = nth + 1 == own || own + 1 == nth;

      if (nth == own || column->maps.units || set->rows == shape.rows || column->is_output)
        continue;
      for (guint unit = 0; unit < shape.maps; unit++)
        g_assert_cmpint (is_ringed (fixture, layout, pixels, nth, unit, set), ==,
                         (near || shows_reach) && set->holds[unit]);
    }
  fv_network_layout_free (layout);
}

/* Sources and targets next door, by the tables; every layer when asked. */
static void
reach_is_ringed (void)
{
  static const FvCursor cursors[] = {
    { .layer = 3, .unit = 4, .row = 3, .col = 2 },
    { .layer = 1, .unit = 2, .row = 9, .col = 11 },
    { .layer = 0, .row = 13, .col = 12 },
    { .layer = 4, .unit = 1, .row = 1, .col = 2 },
  };
  static const char *const nets[] = {
    "lenet",
    "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; gaussian 2x2; rasterize; "
    "softmax 10 other",
    "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh shared; max 2x2; rasterize; dense 10 tanh; "
    "loss=squared",
  };

  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (nets[n]);

      for (guint c = 0; c < G_N_ELEMENTS (cursors); c++)
        {
          check_sets (fixture, cursors[c], FALSE);
          check_sets (fixture, cursors[c], TRUE);
        }
    }
}

/* Of a sum over everything the terms that weigh most, in their order. */
static void
strong_terms_are_the_largest (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  const float *weights = fv_parameters_weights (fixture->parameters, 6) + 7 * 256;
  const double *o = fv_trace_o (fixture->trace, 5);
  FvNetworkStrong strong;
  guint larger = 0;

  fixture->input.cursor = (FvCursor){ .layer = 6, .unit = 7 };
  strong = fv_network_strong (layout, &fixture->input);
  g_assert_cmpuint (strong.n, ==, FV_NETWORK_STRONG);
  for (guint i = 0; i < strong.n; i++)
    {
      guint cell = (strong.from[i].unit * 4 + strong.from[i].row) * 4 + strong.from[i].col;

      g_assert_cmpfloat (strong.product[i], ==, (double)weights[cell] * o[cell]);
      g_assert_cmpuint (strong.to[i].unit, ==, 7);
      g_assert_true (i == 0 || fabs (strong.product[i]) <= fabs (strong.product[i - 1]));
    }
  for (guint cell = 0; cell < 256; cell++)
    larger += fabs ((double)weights[cell] * o[cell]) > fabs (strong.product[strong.n - 1]);
  g_assert_cmpuint (larger, ==, FV_NETWORK_STRONG - 1);
  /* A convolution's are its window. */
  fixture->input.cursor = (FvCursor){ .layer = 3 };
  g_assert_cmpuint (fv_network_strong (layout, &fixture->input).n, ==, 0);
  /* On the way back δ comes from the layer above. */
  fixture->input.cursor = (FvCursor){ .direction = FV_BACKWARD, .layer = 4, .unit = 3, .row = 1, .col = 2 };
  strong = fv_network_strong (layout, &fixture->input);
  g_assert_cmpuint (strong.n, ==, FV_NETWORK_STRONG);
  g_assert_cmpuint (strong.from[0].unit, ==, 3);
  g_assert_cmpuint (strong.to[0].column, ==, layout->column_of[6]);
  fv_network_layout_free (layout);
}

static void
pin_stays_in_sight (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree guint32 *without = NULL, *with = NULL;
  g_autofree char *none = NULL, *notes = NULL, *narrow = NULL;
  FvRect cell = fv_network_layout_cell (layout, 3, 8, 4, 4);

  fixture->input.cursor = (FvCursor){ .layer = 1 };
  without = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  none = fv_network_notes (layout, &fixture->input, 1000);
  g_assert_null (none);
  fixture->input.has_pin = TRUE;
  fixture->input.pin = (FvCursor){ .layer = 3, .unit = 8, .row = 4, .col = 4 };
  with = draw_pixels (network_type (), &fixture->input, WIDTH, HEIGHT);
  g_assert_cmphex (without[((gsize)cell.y + 2) * WIDTH + (gsize)cell.x - 1], !=,
                   packed (fixture->input.style.secondary));
  g_assert_cmphex (with[((gsize)cell.y + 2) * WIDTH + (gsize)cell.x - 1], ==,
                   packed (fixture->input.style.secondary));
  notes = fv_network_notes (layout, &fixture->input, 1000);
  g_assert_nonnull (strstr (notes, "C3 · unit 9 · cell (5, 5) = "));
  narrow = fv_network_notes (layout, &fixture->input, 20);
  g_assert_null (narrow);
  fv_network_layout_free (layout);
}

static void
notes_say_the_field (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvNetworkLayout *layout = fv_network_layout_new (&fixture->input, WIDTH, HEIGHT);
  g_autofree char *cell = NULL, *pixel = NULL;

  fixture->input.shows_reach = TRUE;
  fixture->input.cursor = (FvCursor){ .layer = 3, .row = 2, .col = 2 };
  cell = fv_network_notes (layout, &fixture->input, 1000);
  g_assert_cmpstr (cell, ==, "sees 14×14 of X");
  fixture->input.cursor = (FvCursor){ .layer = 0, .row = 1, .col = 20 };
  pixel = fv_network_notes (layout, &fixture->input, 1000);
  g_assert_cmpstr (pixel, ==, "reaches 6@2×5 of C1");
  fv_network_layout_free (layout);
}

/* Units with n ≤ 0 under ReLU; where φ saturates instead there are no dead ones. */
static void
dead_units_are_counted (void)
{
  g_autoptr (DrawFixture) relu = draw_fixture_new ("wide"), tanh_net = draw_fixture_new ("lenet");
  FvShape shape = fv_network_shape (relu->network, 1);
  const double *n = fv_trace_n (relu->trace, 1);
  gsize dead = 0;

  for (gsize i = 0; i < fv_shape_size (shape); i++)
    dead += n[i] <= 0;
  g_assert_cmpfloat (fv_network_dead_share (relu->trace, 1), ==,
                     (double)dead / (double)fv_shape_size (shape));
  g_assert_cmpfloat (fv_network_dead_share (tanh_net->trace, 1), ==, -1);
  g_assert_cmpfloat (fv_network_dead_share (tanh_net->trace, 0), ==, -1);
  g_assert_cmpfloat (fv_network_dead_share (relu->trace, fv_network_depth (relu->network)), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-rings/reach-is-ringed", reach_is_ringed);
  g_test_add_func ("/network-rings/strong-terms-are-the-largest", strong_terms_are_the_largest);
  g_test_add_func ("/network-rings/pin-stays-in-sight", pin_stays_in_sight);
  g_test_add_func ("/network-rings/notes-say-the-field", notes_say_the_field);
  g_test_add_func ("/network-rings/dead-units-are-counted", dead_units_are_counted);
  return g_test_run ();
}
