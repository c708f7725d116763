/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-loss.h"
#include "fv-random.h"

#define MAX_COUNT 5

static FvOutcome
find_outcome (const FvActivation *activation, const double *n, gsize count, double *o)
{
  activation->output (n, count, o);
  return (FvOutcome){ activation, n, o, count };
}

static double
value_at (const FvLoss *loss, const FvActivation *activation, const double *n, gsize count, guint target)
{
  double o[MAX_COUNT];

  return loss->value (find_outcome (activation, n, count, o), target);
}

static void
check_delta (const FvLoss *loss, const FvActivation *activation, gsize count, guint target, FvRandom *random)
{
  double n[MAX_COUNT], o[MAX_COUNT], delta[MAX_COUNT];

  for (gsize i = 0; i < count; i++)
    n[i] = fv_random_between (random, -3, 3);
  loss->delta (find_outcome (activation, n, count, o), target, delta);
  for (gsize i = 0; i < count; i++)
    {
      double kept = n[i], above, below;

      n[i] = kept + 1e-5;
      above = value_at (loss, activation, n, count, target);
      n[i] = kept - 1e-5;
      below = value_at (loss, activation, n, count, target);
      n[i] = kept;
      g_assert_cmpfloat_with_epsilon (delta[i], (above - below) / 2e-5, 1e-8);
    }
}

/* Every loss behind every activation and number of outputs it says it fits; but the perceptron rule is no gradient. */
static void
test_every_delta (void)
{
  FvRandom random = fv_random_new (4, 1);
  guint checked = 0;

  for (guint k = 0; fv_loss_nth (k) != NULL; k++)
    for (guint a = 0; fv_activation_nth (a) != NULL; a++)
      for (gsize count = 1; count <= MAX_COUNT; count++)
        {
          const FvLoss *loss = fv_loss_nth (k);

          if (!loss->fits (fv_activation_nth (a), count) || fv_activation_nth (a)->flat)
            continue;
          for (guint target = 0; target < loss->n_classes (count); target++, checked++)
            check_delta (loss, fv_activation_nth (a), count, target, &random);
        }
  g_assert_cmpuint (checked, >, 100);
}

/* Probabilities add up to 1, "other" included; the target's is e^−E. */
static void
test_probabilities (void)
{
  const double n[] = { 0.3, -2, 1.5 };
  const struct
  {
    const char *loss, *activation;
    gsize count;
  } cases[] = { { "cross-entropy", "softmax", 3 },
                { "cross-entropy-other", "softmax-other", 3 },
                { "logistic", "sigmoid", 1 },
                { "logistic", "tanh", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FvLoss *loss = fv_loss_from_name (cases[i].loss);
      double o[MAX_COUNT], scores[MAX_COUNT + 1], sum = 0;
      FvOutcome outcome = find_outcome (fv_activation_from_name (cases[i].activation), n, cases[i].count, o);

      loss->scores (outcome, scores);
      for (guint class_index = 0; class_index < loss->n_classes (cases[i].count); class_index++)
        {
          sum += scores[class_index];
          g_assert_cmpfloat_with_epsilon (scores[class_index], exp (-loss->value (outcome, class_index)),
                                          1e-15);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-15);
    }
}

/* Where a probability is 0 in double, E is still what the logits say. */
static void
test_finite_at_probability_0 (void)
{
  const double n[] = { 1e4, -1e4, 0, 0, 0 }, far[] = { -1e4 };
  const FvActivation *softmax = fv_activation_from_name ("softmax");

  g_assert_cmpfloat (value_at (fv_loss_from_name ("cross-entropy"), softmax, n, 5, 1), ==, 2e4);
  g_assert_cmpfloat (value_at (fv_loss_from_name ("cross-entropy"), softmax, n, 5, 0), ==, 0);
  g_assert_cmpfloat (value_at (fv_loss_from_name ("cross-entropy-other"),
                               fv_activation_from_name ("softmax-other"), n, 5, 5),
                     ==, 1e4);
  g_assert_cmpfloat (
      value_at (fv_loss_from_name ("logistic"), fv_activation_from_name ("sigmoid"), far, 1, 1), ==, 1e4);
}

/* A tanh's targets are its ends, and one output alone tells two classes apart. */
static void
test_squared_targets (void)
{
  const double n[] = { 0 };
  const FvActivation *tanh = fv_activation_from_name ("tanh"), *sigmoid = fv_activation_from_name ("sigmoid");

  g_assert_cmpfloat (value_at (fv_loss_from_name ("squared"), tanh, n, 1, 1), ==, 0.5);
  g_assert_cmpfloat (value_at (fv_loss_from_name ("squared"), sigmoid, n, 1, 0), ==, 0.125);
  g_assert_cmpuint (fv_loss_from_name ("squared")->n_classes (1), ==, 2);
  g_assert_cmpuint (fv_loss_from_name ("squared")->n_classes (4), ==, 4);
}

/* δ = y − t: nothing where the answer is right, 2 where it is wrong. */
static void
test_perceptron (void)
{
  const double n[] = { 0.4 };
  double o[1], delta[1];
  FvOutcome outcome = find_outcome (fv_activation_from_name ("sign"), n, 1, o);

  fv_loss_from_name ("perceptron")->delta (outcome, 1, delta);
  g_assert_cmpfloat (delta[0], ==, 0);
  fv_loss_from_name ("perceptron")->delta (outcome, 0, delta);
  g_assert_cmpfloat (delta[0], ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss/every-delta", test_every_delta);
  g_test_add_func ("/loss/probabilities", test_probabilities);
  g_test_add_func ("/loss/finite-at-probability-0", test_finite_at_probability_0);
  g_test_add_func ("/loss/squared-targets", test_squared_targets);
  g_test_add_func ("/loss/perceptron", test_perceptron);
  return g_test_run ();
}
