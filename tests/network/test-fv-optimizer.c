/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-optimizer.h"

#define COUNT 5

static const double gradient[COUNT] = { 1, -2, 0, 0.5, -0.125 };
static const float start[COUNT] = { 0.25f, -0.5f, 3, 0, 1 };

static void
test_table (void)
{
  g_assert_nonnull (fv_optimizer_nth (0));
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      const FvOptimizer *optimizer = fv_optimizer_nth (i);

      g_assert_true (fv_optimizer_from_name (optimizer->name) == optimizer);
      g_assert_nonnull (optimizer->title);
      g_assert_cmpuint (optimizer->n_slots, <=, G_N_ELEMENTS (optimizer->slot_names));
      for (guint slot = 0; slot < optimizer->n_slots; slot++)
        g_assert_nonnull (optimizer->slot_names[slot]);
    }
  g_assert_null (fv_optimizer_from_name ("adagrad"));
  g_assert_null (fv_optimizer_from_name (""));
}

static void
test_sgd (void)
{
  float values[COUNT];

  memcpy (values, start, sizeof values);
  fv_optimizer_from_name ("sgd")->update ((FvHyper){ .rate = 0.5, .momentum = 0.9 }, gradient, COUNT, values,
                                          NULL);
  for (guint i = 0; i < COUNT; i++)
    g_assert_cmpfloat (values[i], ==, (float)(start[i] - 0.5 * gradient[i]));
}

/* v ← μv + g, θ ← θ − ηv, three steps by hand: with a constant g, v = g, 1.5 g, 1.75 g. */
static void
test_momentum (void)
{
  float values[COUNT];
  float velocity[COUNT] = { 0 };
  float *slots[] = { velocity };
  static const double sums[] = { 1, 2.5, 4.25 };
  static const double velocities[] = { 1, 1.5, 1.75 };

  memcpy (values, start, sizeof values);
  for (guint step = 0; step < 3; step++)
    {
      fv_optimizer_from_name ("momentum")
          ->update ((FvHyper){ .rate = 0.5, .momentum = 0.5 }, gradient, COUNT, values, slots);
      for (guint i = 0; i < COUNT; i++)
        {
          g_assert_cmpfloat (velocity[i], ==, (float)(velocities[step] * gradient[i]));
          g_assert_cmpfloat (values[i], ==, (float)(start[i] - 0.5 * sums[step] * gradient[i]));
        }
    }
}

/* With μ = 0 momentum is plain descent. */
static void
test_no_momentum_is_sgd (void)
{
  float a[COUNT];
  float b[COUNT];
  float velocity[COUNT] = { 7, 7, 7, 7, 7 };
  float *slots[] = { velocity };
  FvHyper hyper = { .rate = 0.25, .momentum = 0 };

  memcpy (a, start, sizeof a);
  memcpy (b, start, sizeof b);
  fv_optimizer_from_name ("sgd")->update (hyper, gradient, COUNT, a, NULL);
  fv_optimizer_from_name ("momentum")->update (hyper, gradient, COUNT, b, slots);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

/* Every row finds the bottom of a parabola, E = Σ (θ − 3)²/2, from anywhere. */
static void
test_all_descend (void)
{
  for (guint row = 0; fv_optimizer_nth (row) != NULL; row++)
    {
      const FvOptimizer *optimizer = fv_optimizer_nth (row);
      float values[COUNT];
      float memory[2][COUNT] = { { 0 } };
      float *slots[] = { memory[0], memory[1] };

      memcpy (values, start, sizeof values);
      for (guint step = 0; step < 500; step++)
        {
          double slope[COUNT];

          for (guint i = 0; i < COUNT; i++)
            slope[i] = values[i] - 3.0;
          optimizer->update ((FvHyper){ .rate = 0.05, .momentum = 0.8 }, slope, COUNT, values, slots);
        }
      for (guint i = 0; i < COUNT; i++)
        g_assert_cmpfloat_with_epsilon (values[i], 3, 1e-4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/table", test_table);
  g_test_add_func ("/optimizer/sgd", test_sgd);
  g_test_add_func ("/optimizer/momentum", test_momentum);
  g_test_add_func ("/optimizer/no-momentum-is-sgd", test_no_momentum_is_sgd);
  g_test_add_func ("/optimizer/all-descend", test_all_descend);
  return g_test_run ();
}
