/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
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
  fv_optimizer_from_name ("sgd")->update ((FvHyper){ .rate = 0.5, .momentum = 0.9 }, 1, gradient, COUNT,
                                          values, NULL);
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
          ->update ((FvHyper){ .rate = 0.5, .momentum = 0.5 }, step + 1, gradient, COUNT, values, slots);
      for (guint i = 0; i < COUNT; i++)
        {
          g_assert_cmpfloat (velocity[i], ==, (float)(velocities[step] * gradient[i]));
          g_assert_cmpfloat (values[i], ==, (float)(start[i] - 0.5 * sums[step] * gradient[i]));
        }
    }
}

/* With μ = 0 both forms of momentum are plain descent. */
static void
test_no_momentum_is_sgd (void)
{
  float a[COUNT];
  float b[COUNT];
  float c[COUNT];
  float velocity[COUNT] = { 7, 7, 7, 7, 7 };
  float *slots[] = { velocity };
  FvHyper hyper = { .rate = 0.25, .momentum = 0 };

  memcpy (a, start, sizeof a);
  memcpy (b, start, sizeof b);
  memcpy (c, start, sizeof c);
  fv_optimizer_from_name ("sgd")->update (hyper, 1, gradient, COUNT, a, NULL);
  fv_optimizer_from_name ("momentum")->update (hyper, 1, gradient, COUNT, b, slots);
  fv_optimizer_from_name ("nesterov")->update (hyper, 1, gradient, COUNT, c, slots);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  g_assert_cmpmem (a, sizeof a, c, sizeof c);
}

/* One parameter as the books have it (MATH §6, PyTorch), all in double. */
typedef struct
{
  double value, first, second; /* θ, v or m, v of adam */
} Reference;

static void
reference_step (const char *name, FvHyper hyper, guint step, double slope, Reference *self)
{
  double g = slope + hyper.decay * self->value;
  double beta = hyper.momentum;

  if (g_str_equal (name, "sgd"))
    self->value -= hyper.rate * g;
  else if (g_str_equal (name, "adam"))
    {
      self->first = beta * self->first + (1 - beta) * g;
      self->second = 0.999 * self->second + 0.001 * g * g;
      self->value -= hyper.rate * (self->first / (1 - pow (beta, step)))
                     / (sqrt (self->second / (1 - pow (0.999, step))) + 1e-8);
    }
  else
    {
      self->first = beta * self->first + g;
      self->value -= hyper.rate * (g_str_equal (name, "nesterov") ? g + beta * self->first : self->first);
    }
}

/* A gradient that changes from step to step and from place to place. */
static double
slope_at (gsize i, guint step)
{
  return 0.01 * ((double)((i * 7 + step * 13) % 29) - 14.0) * (i % 5 == 0 ? 100.0 : 1.0);
}

static gboolean
is_bias (const FvNetwork *network, gsize i)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    if (i >= fv_network_bias_offset (network, place)
        && i < fv_network_bias_offset (network, place) + fv_network_layer (network, place)->n_biases)
      return TRUE;
  return FALSE;
}

static void
check_against_reference (const FvOptimizer *optimizer, FvNetwork *network, FvHyper hyper)
{
  gsize count = fv_network_n_parameters (network);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 3);
  g_autofree Reference *references = g_new0 (Reference, count);
  g_autofree double *slopes = g_new (double, count);
  g_autofree float *memory = g_new0 (float, 2 * count);
  float *slots[] = { memory, memory + count };
  FvHyper bare = { hyper.rate, hyper.momentum, 0 };

  for (gsize i = 0; i < count; i++)
    references[i].value = fv_parameters_edit (parameters)[i] = (float)(0.1 * (double)(i % 11) - 0.5);
  for (guint step = 1; step <= 12; step++)
    {
      for (gsize i = 0; i < count; i++)
        {
          slopes[i] = slope_at (i, step);
          reference_step (optimizer->name, is_bias (network, i) ? bare : hyper, step, slopes[i],
                          &references[i]);
        }
      fv_optimizer_step (optimizer, network, hyper, step, slopes, fv_parameters_edit (parameters), slots);
      for (gsize i = 0; i < count; i++)
        g_assert_cmpfloat_with_epsilon (fv_parameters_values (parameters)[i], references[i].value,
                                        4e-6 * MAX (1, fabs (references[i].value)));
    }
}

/* Every row, with and without decay, which spares the biases. */
static void
test_reference (void)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("5x5x1 conv 2x2x2 tanh; mean 2x2; rasterize; dense 3 tanh; softmax 2", NULL);

  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      const FvOptimizer *optimizer = fv_optimizer_nth (i);

      check_against_reference (optimizer, network, (FvHyper){ optimizer->rate, 0.9, 0 });
      check_against_reference (optimizer, network, (FvHyper){ optimizer->rate, 0.9, 0.05 });
      check_against_reference (optimizer, network, (FvHyper){ 0.03, 0, 0.5 });
    }
}

/* The first step of adam is η to the side the gradient points away from, however large that is. */
static void
test_first_step_of_adam (void)
{
  float values[COUNT];
  float memory[2][COUNT] = { { 0 } };
  float *slots[] = { memory[0], memory[1] };

  memcpy (values, start, sizeof values);
  fv_optimizer_from_name ("adam")->update ((FvHyper){ .rate = 0.25, .momentum = 0.9 }, 1, gradient, COUNT,
                                           values, slots);
  for (guint i = 0; i < COUNT; i++)
    {
      double side = gradient[i] > 0 ? 1 : gradient[i] < 0 ? -1 : 0;

      g_assert_cmpfloat_with_epsilon (values[i], start[i] - 0.25 * side, 1e-6);
    }
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
          optimizer->update ((FvHyper){ .rate = 0.05, .momentum = 0.8 }, step + 1, slope, COUNT, values,
                             slots);
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
  g_test_add_func ("/optimizer/reference", test_reference);
  g_test_add_func ("/optimizer/first-step-of-adam", test_first_step_of_adam);
  g_test_add_func ("/optimizer/all-descend", test_all_descend);
  return g_test_run ();
}
