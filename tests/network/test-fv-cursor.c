/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cursor.h"

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
  FvCursor wild = { .layer = 3, .unit = 99, .input = 99, .row = 99, .col = 99 }, cursor = fv_cursor_clamp (wild, lenet);

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
  result = g_test_run ();
  fv_network_unref (lenet);
  return result;
}
