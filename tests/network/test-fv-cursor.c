/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-check-suite.h"
#include "fv-cursor.h"
#include "fv-random.h"

static FvNetwork *lenet;

static void
test_steps (void)
{
  guint n_steps = fv_cursor_n_steps (lenet);
  FvCursor cursor = fv_cursor_at_step (lenet, 0);

  /* X, eight layers, E, the eight layers back, and the update. */
  g_assert_cmpuint (n_steps, ==, 19);
  for (guint step = 0; step < n_steps; step++)
    {
      g_assert_cmpuint (fv_cursor_step (cursor, lenet), ==, step);
      g_assert_true (fv_cursor_equal (cursor, fv_cursor_at_step (lenet, step)));
      cursor = fv_cursor_move_layer (cursor, lenet, 1);
    }
  /* At the end it stays. */
  g_assert_cmpuint (fv_cursor_step (cursor, lenet), ==, n_steps - 1);
  g_assert_cmpint (cursor.direction, ==, FV_UPDATE);
  g_assert_cmpuint (cursor.layer, ==, 1);
  cursor = fv_cursor_move_layer (cursor, lenet, -1);
  g_assert_cmpint (cursor.direction, ==, FV_BACKWARD);
}

/* On k times and back k times is the identity. */
static void
test_there_and_back (void)
{
  for (guint from = 0; from < fv_cursor_n_steps (lenet); from++)
    for (guint by = 0; from + by < fv_cursor_n_steps (lenet); by++)
      {
        FvCursor cursor = fv_cursor_at_step (lenet, from), moved = cursor;

        for (guint i = 0; i < by; i++)
          moved = fv_cursor_move_layer (moved, lenet, 1);
        for (guint i = 0; i < by; i++)
          moved = fv_cursor_move_layer (moved, lenet, -1);
        g_assert_true (fv_cursor_equal (cursor, moved));
      }
}

static void
test_turn (void)
{
  FvCursor cursor = { .layer = 3, .unit = 2, .row = 6, .col = 2 }, turned = fv_cursor_turn (cursor, lenet);

  g_assert_cmpint (turned.direction, ==, FV_BACKWARD);
  g_assert_cmpuint (turned.layer, ==, 3);
  g_assert_cmpuint (turned.unit, ==, 2);
  g_assert_true (fv_cursor_equal (cursor, fv_cursor_turn (turned, lenet)));
  g_assert_cmpuint (fv_cursor_turn (fv_cursor_at_step (lenet, 0), lenet).layer, ==, 1);
}

static void
test_inside (void)
{
  FvCursor wild = { .layer = 3, .unit = 99, .input = 99, .row = 99, .col = 99 },
           cursor = fv_cursor_clamp (wild, lenet);

  g_assert_cmpuint (cursor.unit, ==, 15);
  g_assert_cmpuint (cursor.input, ==, 5);
  g_assert_cmpuint (cursor.row, ==, 7);
  cursor = fv_cursor_move_cell (cursor, lenet, 1, -3);
  g_assert_cmpuint (cursor.row, ==, 7);
  g_assert_cmpuint (cursor.col, ==, 4);
  cursor = fv_cursor_move_unit (cursor, lenet, -100);
  g_assert_cmpuint (cursor.unit, ==, 0);
  /* Into a layer that is smaller, the cell follows to its edge. */
  cursor = fv_cursor_move_layer (cursor, lenet, 1);
  g_assert_cmpuint (cursor.row, ==, 3);
  wild.layer = 1000;
  g_assert_cmpuint (fv_cursor_clamp (wild, lenet).layer, ==, 8);
}

static FvCursor
cursor_at_random (const FvNetwork *network, FvRandom *random)
{
  FvCursor cursor = { .direction = (FvDirection)fv_random_below (random, 5),
                      .layer = fv_random_below (random, fv_network_depth (network) + 1),
                      .unit = fv_random_below (random, 20),
                      .input = fv_random_below (random, 7),
                      .row = fv_random_below (random, 28),
                      .col = fv_random_below (random, 28),
                      .term = fv_random_below (random, 200) };

  if (fv_random_below (random, 5) == 0)
    cursor.input = FV_INPUT_BIAS;
  return fv_cursor_clamp (cursor, network);
}

/* From any cursor, in one go or one by one, also with other moves in between, as far as the pass goes. */
static void
check_identity (const FvNetwork *network, FvCursor from, FvGranularity granularity, int by)
{
  int made, back;
  FvCursor to = fv_cursor_move (from, network, granularity, by, &made), there = from, here;

  g_assert_true (fv_cursor_equal (to, fv_cursor_clamp (to, network)));
  g_assert_cmpint (ABS (made), <=, ABS (by));
  here = fv_cursor_move (to, network, granularity, -made, &back);
  g_assert_cmpint (back, ==, -made);
  g_assert_true (fv_cursor_equal (here, from));
  if (made != by)
    {
      FvCursor stays = fv_cursor_move (to, network, granularity, by, &back);

      g_assert_cmpint (back, ==, 0);
      g_assert_true (fv_cursor_equal (stays, to));
    }
  for (int i = 0; i < ABS (made); i++)
    there = fv_cursor_move (there, network, granularity, made < 0 ? -1 : 1, NULL);
  g_assert_true (fv_cursor_equal (there, to));
  for (int i = 0; i < ABS (made); i++)
    there = fv_cursor_move (there, network, granularity, made < 0 ? 1 : -1, NULL);
  g_assert_true (fv_cursor_equal (there, from));
}

/* The same by steps, from cursors that are not where a step begins. */
static void
check_steps (const FvNetwork *network, FvCursor from, int by)
{
  FvCursor to = fv_cursor_move_layer (from, network, by);
  int made = (int)fv_cursor_step (to, network) - (int)fv_cursor_step (from, network);

  g_assert_true (made == by
                 || fv_cursor_step (to, network) == (by < 0 ? 0 : fv_cursor_n_steps (network) - 1));
  g_assert_true (fv_cursor_equal (fv_cursor_move_layer (to, network, -made), from));
}

static void
test_moves_are_undone (void)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();
  FvRandom random = fv_random_new (1, 0);

  for (guint i = 0; i < g_strv_length (texts) + 20; i++)
    {
      g_autoptr (FvNetwork) network
          = i < g_strv_length (texts) ? fv_network_new (texts[i], NULL) : fv_network_ref (lenet);

      for (guint k = 0; k < 10; k++)
        check_steps (network, cursor_at_random (network, &random), (int)fv_random_below (&random, 30) - 15);
      for (guint k = 0; k < 10; k++)
        for (guint g = 0; fv_granularity_title ((FvGranularity)g) != NULL; g++)
          check_identity (network, cursor_at_random (network, &random), (FvGranularity)g,
                          (int)fv_random_below (&random, 400) - 200);
    }
}

static int
compare (FvCursor a, FvCursor b)
{
  const guint first[] = { a.unit, a.direction >= FV_GRADIENT ? a.input : 0, a.row, a.col, a.term };
  const guint second[] = { b.unit, b.direction >= FV_GRADIENT ? b.input : 0, b.row, b.col, b.term };

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (first[i] != second[i])
      return first[i] < second[i] ? -1 : 1;
  return 0;
}

/* The whole pass, term by term: it goes on within a layer, layers follow in their order, and every coarser walk meets
 * the same places. */
static void
test_one_order (void)
{
  g_autoptr (FvNetwork) network = fv_network_new (
      "7x7x2 conv 2x2x3 tanh table=0/0,1/1; max 2x2; conv 2x2x2 shared; trainable 2x2; rasterize; softmax 2",
      NULL);
  guint counts[FV_GRANULARITY_PASS + 1] = { 0 };
  FvCursor cursor = { 0 }, last = { 0 };
  int made = 1;

  for (; made == 1; counts[FV_GRANULARITY_TERM] += (guint)made)
    {
      FvCursor next = fv_cursor_move (cursor, network, FV_GRANULARITY_TERM, 1, &made);

      if (made == 1 && next.direction == cursor.direction && next.layer == cursor.layer)
        g_assert_cmpint (compare (cursor, next), <, 0);
      else if (made == 1)
        g_assert_cmpuint (fv_cursor_step (next, network), >=, fv_cursor_step (cursor, network));
      last = cursor = next;
    }
  for (guint g = FV_GRANULARITY_WINDOW; g <= FV_GRANULARITY_PASS; g++)
    for (cursor = (FvCursor){ 0 }, made = 1; made == 1; counts[g] += (guint)made)
      cursor = fv_cursor_move (cursor, network, (FvGranularity)g, 1, &made);
  /* X … Y, E, six δ with four gradients, ∂E/∂X, four updates. */
  g_assert_cmpuint (counts[FV_GRANULARITY_PASS], ==, 3);
  g_assert_cmpuint (counts[FV_GRANULARITY_LAYER] + 1, ==, 7 + 1 + 6 + 4 + 1 + 4);
  g_assert_cmpuint (counts[FV_GRANULARITY_MAP], >, counts[FV_GRANULARITY_LAYER]);
  g_assert_cmpuint (counts[FV_GRANULARITY_WINDOW], >, counts[FV_GRANULARITY_MAP]);
  g_assert_cmpuint (counts[FV_GRANULARITY_TERM], >, counts[FV_GRANULARITY_WINDOW]);
  /* All of it at once, either way. */
  g_assert_true (fv_cursor_equal (
      fv_cursor_move ((FvCursor){ 0 }, network, FV_GRANULARITY_TERM, G_MAXINT, &made), last));
  g_assert_cmpint (made, ==, (int)counts[FV_GRANULARITY_TERM]);
  cursor = fv_cursor_move (last, network, FV_GRANULARITY_TERM, G_MININT, &made);
  g_assert_true (fv_cursor_equal (cursor, (FvCursor){ 0 }));
  g_assert_cmpint (made, ==, -(int)counts[FV_GRANULARITY_TERM]);
}

/* Term and input follow each other; a unit that reads three maps of six opens those. */
static void
test_open_input (void)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("9x9x1 conv 2x2x6 tanh; conv 3x3x16 tanh table=lenet5; rasterize; softmax 2", NULL);
  FvCursor cursor = fv_cursor_clamp ((FvCursor){ .layer = 2, .unit = 4 }, network);

  g_assert_cmpuint (cursor.input, ==, 0);
  cursor.input = 5; /* reads 4, 5, 0 */
  cursor = fv_cursor_clamp (cursor, network);
  g_assert_cmpuint (cursor.term, ==, 18);
  cursor = fv_cursor_move (cursor, network, FV_GRANULARITY_TERM, -1, NULL);
  g_assert_cmpuint (cursor.input, ==, 4);
  cursor.input = 2;
  g_assert_cmpuint (fv_cursor_clamp (cursor, network).input, ==, 4);
  cursor = fv_cursor_move_cell (cursor, network, 1, 1);
  g_assert_cmpuint (cursor.input, ==, 4);
  g_assert_cmpuint (cursor.term, ==, 17);
}

/* A bias and back; neighbours of a weight are in its kernel, of a dense one the other inputs. */
static void
test_parameters (void)
{
  FvCursor cursor = fv_cursor_clamp ((FvCursor){ .direction = FV_GRADIENT, .layer = 4, .row = 9 }, lenet);

  g_assert_cmpuint (cursor.layer, ==, 3);
  g_assert_cmpuint (cursor.row, ==, 4);
  g_assert_true (fv_cursor_is_backward (cursor));
  cursor = fv_cursor_move (cursor, lenet, FV_GRANULARITY_WINDOW, 5 * 25 + 5, NULL);
  g_assert_cmpuint (cursor.input, ==, FV_INPUT_BIAS);
  g_assert_true (fv_cursor_equal (cursor, fv_cursor_move_cell (cursor, lenet, 1, 1)));
  cursor = fv_cursor_move (cursor, lenet, FV_GRANULARITY_WINDOW, -1, NULL);
  g_assert_cmpuint (cursor.input, ==, 5);
  g_assert_cmpuint (fv_cursor_move_cell (cursor, lenet, -1, 7).row, ==, 3);
  cursor = fv_cursor_clamp ((FvCursor){ .direction = FV_UPDATE, .layer = 6, .input = 7 }, lenet);
  g_assert_cmpuint (fv_cursor_move_cell (cursor, lenet, 0, 1).input, ==, 8);
  g_assert_cmpuint (fv_cursor_turn (cursor, lenet).layer, ==, 6);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  lenet = fv_network_new ("lenet", NULL);
  g_test_add_func ("/cursor/steps", test_steps);
  g_test_add_func ("/cursor/there-and-back", test_there_and_back);
  g_test_add_func ("/cursor/turn", test_turn);
  g_test_add_func ("/cursor/inside", test_inside);
  g_test_add_func ("/cursor/moves-are-undone", test_moves_are_undone);
  g_test_add_func ("/cursor/one-order", test_one_order);
  g_test_add_func ("/cursor/open-input", test_open_input);
  g_test_add_func ("/cursor/parameters", test_parameters);
  result = g_test_run ();
  fv_network_unref (lenet);
  return result;
}
