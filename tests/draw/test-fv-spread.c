/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-random.h"
#include "fv-spread.h"

#define MOST 12

/* None on another, none out of bounds, in their order; where there is room they stay. */
static void
test_apart (void)
{
  FvRandom random = fv_random_new (5, 0);

  for (guint round = 0; round < 500; round++)
    {
      guint n = 1 + fv_random_below (&random, MOST);
      double wanted[MOST], tops[MOST], heights[MOST], at = fv_random_below (&random, 100), needed = 0;

      for (guint i = 0; i < n; i++)
        {
          heights[i] = 10 + fv_random_below (&random, 15);
          wanted[i] = tops[i] = at;
          at += fv_random_below (&random, 60);
          needed += heights[i] + 4;
        }
      fv_spread (tops, heights, n, 4, 20, MAX (20 + needed, 300));
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpfloat (tops[i], >=, 20);
          g_assert_cmpfloat (tops[i] + heights[i], <=, MAX (20 + needed, 300));
          if (i > 0)
            g_assert_cmpfloat (tops[i], >=, tops[i - 1] + heights[i - 1] + 4);
        }
      if (n == 1 && wanted[0] >= 20 && wanted[0] + heights[0] <= 300)
        g_assert_cmpfloat (tops[0], ==, wanted[0]);
    }
}

static void
test_stay (void)
{
  double tops[] = { 30, 60, 100 };
  const double heights[] = { 16, 16, 16 };

  fv_spread (tops, heights, 3, 4, 0, 200);
  g_assert_cmpfloat (tops[0], ==, 30);
  g_assert_cmpfloat (tops[1], ==, 60);
  g_assert_cmpfloat (tops[2], ==, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/spread/apart", test_apart);
  g_test_add_func ("/draw/spread/stay", test_stay);
  return g_test_run ();
}
