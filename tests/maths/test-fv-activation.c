/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-activation.h"
#include "fv-random.h"

#define COUNT 7

/* E = Σ w_i o_i has ∂E/∂o = w; its central difference must be what delta says. */
static double
energy (const FvActivation *activation, const double *n, const double *w)
{
  double o[COUNT], sum = 0;

  activation->output (n, COUNT, o);
  for (guint i = 0; i < COUNT; i++)
    sum += w[i] * o[i];
  return sum;
}

static void
check_delta (const FvActivation *activation, FvRandom *random)
{
  double n[COUNT], o[COUNT], w[COUNT], delta[COUNT];

  for (guint i = 0; i < COUNT; i++)
    {
      n[i] = fv_random_between (random, 0.01, 3) * (i % 2 == 0 ? 1 : -1);
      w[i] = fv_random_between (random, -1, 1);
    }
  activation->output (n, COUNT, o);
  activation->delta (n, o, w, COUNT, delta);
  for (guint i = 0; i < COUNT; i++)
    {
      double kept = n[i], above, below;

      n[i] = kept + 1e-5;
      above = energy (activation, n, w);
      n[i] = kept - 1e-5;
      below = energy (activation, n, w);
      n[i] = kept;
      g_assert_cmpfloat_with_epsilon (delta[i], (above - below) / 2e-5, 1e-9);
    }
}

static void
test_every_delta (void)
{
  FvRandom random = fv_random_new (2, 1);

  /* A sign is flat wherever it has a slope: 0 is its gradient, and the numeric one. */
  for (guint i = 0; fv_activation_nth (i) != NULL; i++)
    for (guint trial = 0; trial < 20; trial++)
      check_delta (fv_activation_nth (i), &random);
}

/* A value that is not a number must be seen, in every activation. */
static void
test_nan_stays (void)
{
  for (guint i = 0; fv_activation_nth (i) != NULL; i++)
    {
      double n[2] = { NAN, 1 }, o[2];

      fv_activation_nth (i)->output (n, 2, o);
      g_assert_true (isnan (o[0]));
    }
}

static void
test_range (void)
{
  for (guint i = 0; fv_activation_nth (i) != NULL; i++)
    {
      const FvActivation *activation = fv_activation_nth (i);

      for (double n = -50; n <= 50; n += 0.37)
        {
          double o;

          activation->output (&n, 1, &o);
          g_assert_cmpfloat (o, >=, activation->low);
          g_assert_cmpfloat (o, <=, activation->high);
        }
    }
}

static void
test_softmax_is_finite (void)
{
  const double n[] = { 1e4, -1e4, 0, 9999 };
  double o[4], sum = 0;

  fv_activation_from_name ("softmax")->output (n, 4, o);
  for (guint i = 0; i < 4; i++)
    sum += o[i];
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-15);
  g_assert_cmpfloat (o[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (o[0], 1 / (1 + exp (-1)), 1e-15);
}

/* With "other" what is left of 1 goes to a logit of 0. */
static void
test_softmax_other (void)
{
  const double n[] = { 0, 0, -1e4 }, large[] = { 1e4, 0, 0 };
  double o[3];

  fv_activation_from_name ("softmax-other")->output (n, 3, o);
  g_assert_cmpfloat_with_epsilon (o[0], 1.0 / 3, 1e-15);
  g_assert_cmpfloat (o[2], ==, 0);
  fv_activation_from_name ("softmax-other")->output (large, 3, o);
  g_assert_cmpfloat (o[0], ==, 1);
}

/* 1.7159 tanh (2/3) is 1 to four digits. */
static void
test_lecun (void)
{
  const double n[] = { 1, -1, 0 };
  double o[3];

  fv_activation_from_name ("lecun")->output (n, 3, o);
  g_assert_cmpfloat_with_epsilon (o[0], 1, 1e-4);
  g_assert_cmpfloat (o[1], ==, -o[0]);
  g_assert_cmpfloat_with_epsilon (fv_dlecun (o[2]), 1.7159 * 2 / 3, 1e-15);
}

static void
test_names (void)
{
  for (guint i = 0; fv_activation_nth (i) != NULL; i++)
    {
      const FvActivation *activation = fv_activation_nth (i);

      g_assert_true (fv_activation_from_name (activation->name) == activation);
      if (activation->whole)
        g_assert_null (fv_activation_choice (i));
      else
        g_assert_cmpstr (fv_activation_choice (i), ==, activation->name);
    }
  g_assert_null (fv_activation_from_name ("swish"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/activation/every-delta", test_every_delta);
  g_test_add_func ("/activation/nan-stays", test_nan_stays);
  g_test_add_func ("/activation/range", test_range);
  g_test_add_func ("/activation/softmax-is-finite", test_softmax_is_finite);
  g_test_add_func ("/activation/softmax-other", test_softmax_other);
  g_test_add_func ("/activation/lecun", test_lecun);
  g_test_add_func ("/activation/names", test_names);
  return g_test_run ();
}
