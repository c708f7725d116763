/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-activation.h"
#include "fv-loss.h"
#include "fv-random.h"

#define COUNT 5

static double
value_at (const FvLoss *loss, const double *n, guint target)
{
  double o[COUNT];

  fv_activation_from_name ("softmax")->output (n, COUNT, o);
  return loss->value (n, o, COUNT, target);
}

static void
test_every_delta (void)
{
  FvRandom random = fv_random_new (4, 1);

  for (guint k = 0; fv_loss_nth (k) != NULL; k++)
    for (guint target = 0; target < COUNT; target++)
      {
        const FvLoss *loss = fv_loss_nth (k);
        double n[COUNT], o[COUNT], delta[COUNT];

        for (guint i = 0; i < COUNT; i++)
          n[i] = fv_random_between (&random, -3, 3);
        fv_activation_from_name ("softmax")->output (n, COUNT, o);
        loss->delta (n, o, COUNT, target, delta);
        for (guint i = 0; i < COUNT; i++)
          {
            double kept = n[i], above, below;

            n[i] = kept + 1e-5;
            above = value_at (loss, n, target);
            n[i] = kept - 1e-5;
            below = value_at (loss, n, target);
            n[i] = kept;
            g_assert_cmpfloat_with_epsilon (delta[i], (above - below) / 2e-5, 1e-9);
          }
      }
}

/* Where the target's probability is 0 in double, E is still what the logits say. */
static void
test_finite_at_probability_0 (void)
{
  const double n[COUNT] = { 1e4, -1e4, 0, 0, 0 };

  g_assert_cmpfloat (value_at (fv_loss_nth (0), n, 1), ==, 2e4);
  g_assert_cmpfloat (value_at (fv_loss_nth (0), n, 0), ==, 0);
}

static void
test_equal_classes (void)
{
  const double n[COUNT] = { 2, 2, 2, 2, 2 };

  g_assert_cmpfloat_with_epsilon (value_at (fv_loss_nth (0), n, 3), log (5), 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss/every-delta", test_every_delta);
  g_test_add_func ("/loss/finite-at-probability-0", test_finite_at_probability_0);
  g_test_add_func ("/loss/equal-classes", test_equal_classes);
  return g_test_run ();
}
