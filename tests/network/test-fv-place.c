/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-place.h"

#include <string.h>

#include "fv-check-suite.h"
#include "fv-error.h"
#include "fv-random.h"

#define TEXT                                                                                                 \
  "9x9x1 conv 2x2x6 tanh; trainable 2x2; conv 2x3x16 tanh table=lenet5; rasterize; dense 7 tanh; softmax 3"

static FvNetwork *network;

static void
test_parses (void)
{
  FvPlace place;

  g_assert_true (fv_place_parse (network, FV_QUANTITY_OUTPUT, "1/4/2/5", &place, NULL));
  g_assert_cmpuint (place.layer, ==, 1);
  g_assert_cmpuint (place.unit, ==, 4);
  g_assert_cmpuint (place.row, ==, 2);
  g_assert_cmpuint (place.col, ==, 5);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_DELTA, "5/6", &place, NULL));
  g_assert_cmpuint (place.unit, ==, 6);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_OUTPUT, "0/0/8/8", &place, NULL));
  g_assert_true (fv_place_parse (network, FV_QUANTITY_GRADIENT, "1/5/1/0", &place, NULL));
  g_assert_cmpuint (place.input, ==, 0);
  g_assert_cmpuint (place.row, ==, 1);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_GRADIENT, "3/4/5/1/2", &place, NULL));
  g_assert_cmpuint (place.input, ==, 5);
  g_assert_cmpuint (place.col, ==, 2);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_GRADIENT, "3/4/bias", &place, NULL));
  g_assert_cmpuint (place.input, ==, FV_INPUT_BIAS);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_GRADIENT, "5/6/31", &place, NULL));
  g_assert_cmpuint (place.input, ==, 31);
  g_assert_true (fv_place_parse (network, FV_QUANTITY_UPDATE, "2/3/1/1", &place, NULL));
}

/* Each names what was found; none gets past. */
static void
test_refuses (void)
{
  static const struct
  {
    FvQuantity quantity;
    const char *text, *says;
  } cases[] = {
    { FV_QUANTITY_OUTPUT, "", "LAYER/UNIT/ROW/COL" },
    { FV_QUANTITY_OUTPUT, "3", "LAYER/UNIT/ROW/COL" },
    { FV_QUANTITY_OUTPUT, "1/0/0", "LAYER/UNIT/ROW/COL" },
    { FV_QUANTITY_OUTPUT, "1/0", "LAYER/UNIT/ROW/COL" },
    { FV_QUANTITY_OUTPUT, "1/0/0/0/0", "LAYER/UNIT/ROW/COL" },
    { FV_QUANTITY_OUTPUT, "7/0/0/0", "“7”, wanted 0 to 6" },
    { FV_QUANTITY_OUTPUT, "1/6/0/0", "“6”, wanted 0 to 5" },
    { FV_QUANTITY_OUTPUT, "1/0/8/0", "“8”, wanted 0 to 7" },
    { FV_QUANTITY_DELTA, "1/0/0/-1", "“-1”, wanted 0 to 7" },
    { FV_QUANTITY_DELTA, "1/0/0/4294967296", "“4294967296”, wanted 0 to 7" },
    { FV_QUANTITY_DELTA, "1/0/0/ 1", "“ 1”, wanted 0 to 7" },
    { FV_QUANTITY_DELTA, "1/0//1", "“”, wanted 0 to 7" },
    { FV_QUANTITY_DELTA, "1/0/1/bias", "“bias”, wanted 0 to 7" },
    { FV_QUANTITY_GRADIENT, "0/0/0/0", "“0”, wanted 1 to 6" },
    { FV_QUANTITY_GRADIENT, "4/0/0/0", "rasterize" },
    { FV_QUANTITY_GRADIENT, "1/0/0", "bias" },
    { FV_QUANTITY_GRADIENT, "3/4/1/1/2", "wanted one of: 0, 4, 5" },
    { FV_QUANTITY_GRADIENT, "3/1/0/1", "wanted one of: 1, 2, 3" },
    { FV_QUANTITY_GRADIENT, "3/4/0/2/0", "“2”, wanted 0 to 1" },
    { FV_QUANTITY_GRADIENT, "5/0/0/0", "LAYER/UNIT/INPUT" },
    { FV_QUANTITY_GRADIENT, "5/0/96", "“96”, wanted 0 to 95" },
    { FV_QUANTITY_GRADIENT, "5/7/bias", "“7”, wanted 0 to 6" },
    { FV_QUANTITY_GRADIENT, "5/1/biases", "“biases”, wanted 0 to 95" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      FvPlace place = { .layer = 99 };

      g_assert_false (fv_place_parse (network, cases[i].quantity, cases[i].text, &place, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (place.layer, ==, 99);
    }
}

/* Text, place and cursor name the same, over everything that is registered. */
static void
test_round_trip (void)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();
  FvRandom random = fv_random_new (8, 0);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (FvNetwork) other = fv_network_new (texts[i], NULL);
      FvCursor cursor = fv_cursor_clamp ((FvCursor){ .direction = (FvDirection)fv_random_below (&random, 5),
                                                     .layer = fv_random_below (&random, 7),
                                                     .unit = fv_random_below (&random, 5),
                                                     .input = fv_random_below (&random, 3),
                                                     .row = fv_random_below (&random, 9),
                                                     .col = fv_random_below (&random, 9) },
                                         other);
      FvPlace place = fv_place_at_cursor (cursor, other), back;
      g_autofree char *text = fv_place_to_text (other, place), *again = NULL;

      g_assert_true (fv_place_exists (other, place));
      if (place.quantity == FV_QUANTITY_LOSS)
        continue;
      g_assert_true (fv_place_parse (other, place.quantity, text, &back, NULL));
      again = fv_place_to_text (other, fv_place_at_cursor (fv_cursor_at_place (back, other), other));
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_does_not_exist (void)
{
  const FvPlace none[] = {
    { FV_QUANTITY_OUTPUT, 9, 0, 0, 0, 0 },   { FV_QUANTITY_OUTPUT, 1, 0, 0, 0, 8 },
    { FV_QUANTITY_SHARE, 5, 0, 0, 0, 0 },    { FV_QUANTITY_SHARE, 6, 3, 0, 0, 0 },
    { FV_QUANTITY_GRADIENT, 0, 0, 0, 0, 0 }, { FV_QUANTITY_GRADIENT, 3, 0, 5, 0, 0 },
    { FV_QUANTITY_UPDATE, 4, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (fv_place_exists (network, none[i]));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  network = fv_network_new (TEXT, NULL);
  g_test_add_func ("/place/parses", test_parses);
  g_test_add_func ("/place/refuses", test_refuses);
  g_test_add_func ("/place/round-trip", test_round_trip);
  g_test_add_func ("/place/does-not-exist", test_does_not_exist);
  result = g_test_run ();
  fv_network_unref (network);
  return result;
}
