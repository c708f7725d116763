/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw-fixture.h"

static void
check (DrawFixture *fixture, FvCursor cursor, const char *wanted)
{
  g_autofree char *words = NULL;

  fixture->input.cursor = cursor;
  words = fv_scene_speak (&fixture->input);
  g_assert_true (g_str_has_prefix (words, wanted));
}

/* Value and place, for whatever is looked at. */
static void
says_value_and_place (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  check (fixture, (FvCursor){ .layer = 3, .unit = 3, .row = 1, .col = 4 }, "C3 map 4, row 2, column 5: ");
  check (fixture, (FvCursor){ .layer = 0, .row = 1, .col = 4 }, "X row 2, column 5: ");
  check (fixture, (FvCursor){ .layer = 6, .unit = 11 }, "F6 unit 12: ");
  check (fixture, (FvCursor){ .layer = 8, .unit = 3 }, "Y class 3: ");
  check (fixture, (FvCursor){ .direction = FV_BACKWARD, .layer = 3, .unit = 3 },
         "C3 map 4, row 1, column 1: δ ");
  check (fixture, (FvCursor){ .direction = FV_LOSS, .layer = 8 }, "loss: ");
  check (fixture,
         (FvCursor){ .direction = FV_GRADIENT, .layer = 3, .unit = 3, .input = 1, .row = 2, .col = 0 },
         "C3 unit 4, input 2, weight in row 3, column 1: gradient ");
  check (fixture, (FvCursor){ .direction = FV_UPDATE, .layer = 3, .unit = 3, .input = FV_INPUT_BIAS },
         "C3 unit 4, bias: ");
  check (fixture, (FvCursor){ .direction = FV_GRADIENT, .layer = 6, .unit = 3, .input = 7 },
         "F6 unit 4, weight of input 8: gradient ");
  check (fixture, (FvCursor){ .direction = FV_UPDATE, .layer = 1, .unit = 2, .row = 1 },
         "C1 unit 3, weight in row 2, column 1: ");
}

/* What is written says the same numbers. */
static void
says_what_is_written (void)
{
  for (guint n = 0; draw_nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[n]);

      for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step++)
        {
          g_autofree char *spoken = NULL, *written = NULL;
          const char *value;

          fixture->input.cursor = fv_cursor_at_step (fixture->network, step);
          spoken = fv_scene_speak (&fixture->input);
          written = fv_scene_describe (&fixture->input);
          value = strrchr (written, '=');
          g_assert_nonnull (value);
          g_assert_true (g_str_has_suffix (spoken, value + 2));
        }
    }
}

static void
says_the_place_alone (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree char *words = NULL;

  fixture->input.trace = NULL;
  fixture->input.cursor = (FvCursor){ .layer = 6, .unit = 4 };
  words = fv_scene_speak (&fixture->input);
  g_assert_cmpstr (words, ==, "F6 unit 5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene-speak/says-value-and-place", says_value_and_place);
  g_test_add_func ("/scene-speak/says-what-is-written", says_what_is_written);
  g_test_add_func ("/scene-speak/says-the-place-alone", says_the_place_alone);
  return g_test_run ();
}
