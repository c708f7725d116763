/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-connections.h"
#include "fv-error.h"

static void
test_lenet5 (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *table = fv_connections_parse ("lenet5", 16, 6, &error);
  guint total = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < 16 * 6; i++)
    total += table[i];
  g_assert_cmpuint (total, ==, 60);
  /* The last unit reads all six maps, and every map serves ten units. */
  for (guint map = 0; map < 6; map++)
    {
      guint served = 0;

      g_assert_cmpuint (table[15 * 6 + map], ==, 1);
      for (guint unit = 0; unit < 16; unit++)
        served += table[unit * 6 + map];
      g_assert_cmpuint (served, ==, 10);
    }
}

static void
test_given (void)
{
  g_autofree guint8 *table = fv_connections_parse ("0/0,2/1", 3, 3, NULL);
  const guint8 wanted[] = { 1, 0, 0, 1, 0, 1, 0, 1, 0 };

  g_assert_cmpmem (table, 9, wanted, 9);
}

static void
test_refused (void)
{
  const char *const texts[] = { "0/1", "0/1/3", "0/1/x", "0//1", "", "0,/1/2", "lenet5", "-1/0/0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_connections_parse (texts[i], 3, 3, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_NETWORK);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connections/lenet5", test_lenet5);
  g_test_add_func ("/connections/given", test_given);
  g_test_add_func ("/connections/refused", test_refused);
  return g_test_run ();
}
