/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-shown.h"

#include <math.h>

#include "fv-random.h"

#define CASES 10000

static FvExplanation *
explanation_at_random (FvRandom *random)
{
  static const double sizes[] = { 1e-6, 1e-3, 1, 1000, 1e6 };
  FvExplanation *e
      = fv_explanation_new (fv_random_below (random, 3) == 0 ? FV_COMBINE_QUOTIENT : FV_COMBINE_SUM);
  FvOperand nowhere = { .kind = FV_OPERAND_NONE };
  guint groups = fv_random_below (random, 5);

  for (guint group = 0; group < groups; group++)
    {
      guint terms = fv_random_below (random, 30);

      fv_explanation_begin_group (e);
      for (guint i = 0; i < terms; i++)
        {
          double size = sizes[fv_random_below (random, 5)];
          double left = fv_random_between (random, -size, size);

          /* Often one that rounds exactly, or half of the last digit. */
          if (fv_random_below (random, 3) == 0)
            left = floor (left * 2000) / 2000;
          fv_explanation_add (e, left, nowhere, fv_random_below (random, 4) == 0 ? 0 : 1, nowhere);
        }
    }
  if (fv_random_below (random, 2) == 0)
    fv_explanation_set_bias (e, floor (fv_random_between (random, -1, 1) * 20000) / 20000, nowhere);
  fv_explanation_close (e);
  return e;
}

static void
assert_within_one (gint64 shown, double value, double scale)
{
  g_assert_cmpfloat (fabs ((double)shown - value * scale), <=, 1 + 1e-6 + fabs (value * scale) * 1e-12);
}

static void
check (const FvExplanation *e, guint decimals)
{
  g_autoptr (FvShown) shown = fv_shown_new (e, decimals);
  double scale = pow (10, decimals);
  gint64 sum = shown->bias;

  g_assert_true (shown->closes);
  g_assert_cmpfloat (fabs ((double)shown->sum - e->sum * scale), <=, 0.5 + 1e-6);
  g_assert_cmpfloat (fabs ((double)shown->bias - e->bias * scale), <=, 0.5 + 1e-6);
  for (guint group = 0; group < e->n_groups; group++)
    {
      sum += shown->partial[group];
      assert_within_one (shown->partial[group], e->partial[group], scale);
    }
  g_assert_cmpint (sum, ==, shown->sum);
  for (guint group = 0, i = 0; group < e->n_groups; group++)
    {
      gint64 partial = 0;

      if (i == e->n_terms || e->terms[i].group != group)
        {
          g_assert_cmpint (shown->partial[group], ==, 0);
          continue;
        }
      for (; i < e->n_terms && e->terms[i].group == group; i++)
        {
          partial += shown->terms[i];
          assert_within_one (shown->terms[i], e->terms[i].product, scale);
        }
      g_assert_cmpint (partial, ==, shown->partial[group]);
    }
}

static void
test_closes (void)
{
  FvRandom random = fv_random_new (3, 0);

  for (guint i = 0; i < CASES; i++)
    {
      g_autoptr (FvExplanation) e = explanation_at_random (&random);

      check (e, fv_random_below (&random, 6));
    }
}

/* Thirds: 0.333 three times is 0.999; the first gets what is missing. */
static void
test_by_hand (void)
{
  const double thirds[] = { 1 / 3.0, 1 / 3.0, 1 / 3.0 };
  const double signs[] = { -0.0004, 0.0004, 0.0007 };
  gint64 shown[3];

  g_assert_true (fv_shown_distribute (thirds, 3, 3, 1000, shown));
  g_assert_cmpint (shown[0], ==, 334);
  g_assert_cmpint (shown[1], ==, 333);
  g_assert_cmpint (shown[2], ==, 333);
  g_assert_true (fv_shown_distribute (signs, 3, 3, 1, shown));
  g_assert_cmpint (shown[0] + shown[1] + shown[2], ==, 1);
  g_assert_cmpint (shown[2], ==, 1);
  /* A total that is not their sum. */
  g_assert_false (fv_shown_distribute (thirds, 3, 3, 2000, shown));
  g_assert_cmpint (shown[0], ==, 333);
}

/* Numbers that no longer know their units, and such that are none, are rounded one by one and say so. */
static void
test_does_not_close (void)
{
  static const double values[] = { 1e17, INFINITY, NAN };
  FvOperand nowhere = { .kind = FV_OPERAND_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (FvExplanation) e = fv_explanation_new (FV_COMBINE_SUM);
      g_autoptr (FvShown) shown = NULL;

      fv_explanation_add_one (e, values[i], nowhere);
      fv_explanation_add_one (e, 0.25, nowhere);
      fv_explanation_close (e);
      shown = fv_shown_new (e, 2);
      g_assert_false (shown->closes);
      g_assert_cmpint (shown->terms[1], ==, 25);
    }
}

/* The largest is no sum. */
static void
test_largest (void)
{
  g_autoptr (FvExplanation) e = fv_explanation_new (FV_COMBINE_LARGEST);
  g_autoptr (FvShown) shown = NULL;
  FvOperand nowhere = { .kind = FV_OPERAND_NONE };

  fv_explanation_add_one (e, 0.126, nowhere);
  fv_explanation_add_one (e, 0.124, nowhere);
  e->winner = 0;
  fv_explanation_close (e);
  shown = fv_shown_new (e, 2);
  g_assert_false (shown->closes);
  g_assert_cmpint (shown->sum, ==, 13);
  g_assert_cmpint (shown->terms[0], ==, 13);
  g_assert_cmpint (shown->terms[1], ==, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shown/closes", test_closes);
  g_test_add_func ("/shown/by-hand", test_by_hand);
  g_test_add_func ("/shown/does-not-close", test_does_not_close);
  g_test_add_func ("/shown/largest", test_largest);
  return g_test_run ();
}
