/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-kernels.h"
#include "plan-fixture.h"

/* One sample alone through a plan, against the layers' double pass, which defines what is right. Each test is run for
 * every set of kernels there is. */

#define N_NETWORKS 300
#define N_LEARNING 40
#define CLOSE      1e-5 /* of the largest number of a tensor */

static PlanFixture
fixture_of (const char *text, guint64 seed)
{
  FvRandom random = fv_random_new (seed, 0);
  g_autoptr (GError) error = NULL;
  FvNetwork *network = fv_network_new (text, &error);

  g_assert_no_error (error);
  return plan_fixture_new (network, 1, &random);
}

static PlanFixture
random_fixture (guint64 seed)
{
  FvRandom random = fv_random_new (23, seed);
  FvNetwork *network = plan_fixture_network (&random);

  return plan_fixture_new (network, 1, &random);
}

static FvPlan *
plan_of (const PlanFixture *fixture, const char *optimizer, const char *kernels)
{
  return plan_fixture_plan (fixture, optimizer, (FvPlanOptions){ 1, kernels });
}

/* ‖a − b‖∞ / ‖b‖∞ */
static double
distance (const float *a, const double *b, gsize count)
{
  double largest = 0.0, off = 0.0;

  for (gsize i = 0; i < count; i++)
    {
      largest = MAX (largest, fabs (b[i]));
      off = fabs (a[i] - b[i]) <= off ? off : fabs (a[i] - b[i]);
    }
  return off == 0.0 ? 0.0 : off / largest;
}

/* ---- Agreement ---- */

static void
run_layers (PlanFixture *fixture)
{
  fv_pass_set_parameters (fixture->pass, fv_parameters_values (fixture->parameters));
  fv_network_scale (fixture->network, fixture->samples[0].pixels, fv_pass_input (fixture->pass));
  fv_pass_output (fixture->pass);
}

static void
check_scores (PlanFixture *fixture, FvPlan *plan)
{
  guint n_classes = fv_network_n_classes (fixture->network);
  g_autofree float *scores = g_new (float, n_classes);
  g_autofree double *wanted = g_new (double, n_classes);
  double loss, wanted_loss, off;

  run_layers (fixture);
  wanted_loss = fv_pass_loss (fixture->pass, fixture->samples[0].target);
  fv_pass_scores (fixture->pass, wanted);
  g_assert_cmpint (fv_plan_score (plan, fixture->samples, 1, NULL, scores, &loss), ==, FV_PLAN_OK);
  off = distance (scores, wanted, n_classes);
  if (off > CLOSE || !(fabs (loss - wanted_loss) <= CLOSE * MAX (1.0, wanted_loss)))
    g_error ("%s: scores are off by %g, the loss is %g, wanted %g", fv_network_text (fixture->network), off,
             loss, wanted_loss);
}

/* FALSE: rounding decides in this network. */
static gboolean
check_gradient (PlanFixture *fixture, FvPlan *plan)
{
  g_autofree float *gradient = g_new (float, fv_network_n_parameters (fixture->network));
  guint target = fixture->samples[0].target, trouble, place;
  FvPlanSum sum;

  g_assert_cmpint (fv_plan_gradient (plan, fixture->samples, 1, NULL, &sum, gradient, &trouble), ==,
                   FV_PLAN_OK);
  place = plan_fixture_find_difference (fixture, gradient, plan_fixture_gradient (fixture, 0, 1), CLOSE);
  g_assert_cmpfloat_with_epsilon (sum.loss, fv_pass_loss (fixture->pass, target),
                                  CLOSE * MAX (1.0, sum.loss));
  g_assert_cmpuint (sum.correct, ==, fv_pass_class (fixture->pass) == target);
  if (place == 0)
    return TRUE;
  if (!plan_fixture_is_near_kink (fixture, 0) && !plan_fixture_is_fragile (fixture, 0, 1, CLOSE))
    g_error ("%s: the gradient of layer %u differs", fv_network_text (fixture->network), place);
  return FALSE;
}

static void
test_agreement (gconstpointer kernels)
{
  guint n_left_out = 0;

  for (guint i = 0; i < N_NETWORKS; i++)
    {
      PlanFixture fixture = random_fixture (i);
      g_autoptr (FvPlan) plan = plan_of (&fixture, NULL, kernels);

      check_scores (&fixture, plan);
      n_left_out += !check_gradient (&fixture, plan);
      plan_fixture_clear (&fixture);
    }
  g_test_message ("%u of %u left out", n_left_out, N_NETWORKS);
  g_assert_cmpuint (n_left_out * 100, <, N_NETWORKS);
}

/* Shapes that random networks seldom have: maps that fill vectors and do not, rows of tiles that fit and do not, one
 * cell, kernels wider than a tile. */
static const char *const shapes[] = {
  "lenet",
  "wide",
  "article",
  "32x32x3 conv 3x3x24 relu; conv 3x3x40 relu; max 2x2; conv 5x5x48 leaky; mean 2x2; rasterize; softmax 10",
  "20x28x4 conv 2x13x5 sigmoid; max 2x2 keep; conv 3x3x20 tanh; max 3x3 keep-real; rasterize; softmax 4 "
  "other",
  "9x9x8 conv 9x9x33 tanh; rasterize; dense 128 tanh; dense 129 sigmoid; softmax 3",
  "3x40x1 conv 1x1x8 tanh; conv 3x17x64 tanh; rasterize; softmax 2",
};

static void
test_shapes (gconstpointer kernels)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      PlanFixture fixture = fixture_of (shapes[i], i);
      g_autoptr (FvPlan) plan = plan_of (&fixture, NULL, kernels);

      check_scores (&fixture, plan);
      check_gradient (&fixture, plan);
      plan_fixture_clear (&fixture);
    }
}

/* ---- Learning ---- */

typedef struct
{
  float *values;
  float *slots[FV_OPTIMIZER_MAX_SLOTS];
} State;

static State
state_new (const FvOptimizer *optimizer, gsize count)
{
  State self = { .values = g_new0 (float, count) };

  for (guint i = 0; i < optimizer->n_slots; i++)
    self.slots[i] = g_new0 (float, count);
  return self;
}

static void
state_clear (State *self)
{
  g_free (self->values);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_free (self->slots[i]);
}

static void
assert_near (const FvNetwork *network, const char *what, const float *a, const float *b)
{
  gsize count = fv_network_n_parameters (network);
  g_autofree double *wide = g_new (double, count);

  for (gsize i = 0; i < count; i++)
    wide[i] = b[i];
  if (distance (a, wide, count) > CLOSE)
    g_error ("%s of %s are off by %g", what, fv_network_text (network), distance (a, wide, count));
}

/* Where the optimiser, as it is written, arrives along the plan's own gradient. */
static void
step_by_hand (PlanFixture *fixture, FvPlan *plan, const FvOptimizer *optimizer, FvHyper hyper, guint step,
              State *out)
{
  gsize count = fv_network_n_parameters (fixture->network);
  g_autofree float *gradient = g_new (float, count);
  g_autofree double *wide = g_new (double, count);
  FvPlanSum sum;
  guint trouble;

  fv_plan_gradient (plan, fixture->samples, 1, NULL, &sum, gradient, &trouble);
  for (gsize i = 0; i < count; i++)
    wide[i] = gradient[i];
  fv_plan_read (plan, out->values, out->slots);
  fv_optimizer_step (optimizer, fixture->network, hyper, step, wide, out->values, out->slots);
}

static void
check_learning (PlanFixture *fixture, const FvOptimizer *optimizer, const char *kernels)
{
  gsize count = fv_network_n_parameters (fixture->network);
  FvHyper hyper = { optimizer->rate, 0.9, 0.01 };
  g_autoptr (FvPlan) plan = plan_of (fixture, optimizer->name, kernels);
  State wanted = state_new (optimizer, count), found = state_new (optimizer, count);
  FvPlanSum sum;
  guint trouble;

  for (guint step = 1; step <= 4; step++)
    {
      step_by_hand (fixture, plan, optimizer, hyper, step, &wanted);
      g_assert_cmpint (fv_plan_learn (plan, fixture->samples, 1, hyper, step, NULL, &sum, &trouble), ==,
                       FV_PLAN_OK);
      fv_plan_read (plan, found.values, found.slots);
      assert_near (fixture->network, "values", found.values, wanted.values);
      for (guint i = 0; i < optimizer->n_slots; i++)
        assert_near (fixture->network, "slots", found.slots[i], wanted.slots[i]);
    }
  state_clear (&wanted);
  state_clear (&found);
}

static void
test_learning (gconstpointer kernels)
{
  for (guint i = 0; i < N_LEARNING; i++)
    {
      PlanFixture fixture = random_fixture (1000 + i);

      for (guint k = 0; fv_optimizer_nth (k) != NULL; k++)
        check_learning (&fixture, fv_optimizer_nth (k), kernels);
      plan_fixture_clear (&fixture);
    }
}

/* What was learned must be in every order the parameters are kept in: a plan that learned scores to the bit as one
 * that was told; a batch between the steps of single samples is seen by them. */
static void
test_orders (gconstpointer kernels)
{
  PlanFixture fixture
      = fixture_of ("17x15x3 conv 3x4x10 tanh; max 2x2 keep; conv 2x2x7 relu shared; max 3x3; rasterize; "
                    "softmax 6",
                    5);
  g_autoptr (FvPlan) plan = plan_of (&fixture, "momentum", kernels), told = plan_of (&fixture, NULL, kernels);
  g_autofree float *values = g_new (float, fv_network_n_parameters (fixture.network));
  FvPlanSample pair[] = { fixture.samples[0], fixture.samples[0] };
  FvHyper hyper = { 0.01, 0.9, 0.0 };
  float scores[2][6];
  FvPlanSum sum;
  guint trouble;

  for (guint step = 1; step <= 20; step++)
    fv_plan_learn (plan, pair, step % 5 == 0 ? 2 : 1, hyper, step, NULL, &sum, &trouble);
  fv_plan_learn (plan, pair, 1, hyper, 21, NULL, &sum, &trouble);
  fv_plan_read (plan, values, NULL);
  fv_plan_write (told, values, NULL);
  fv_plan_score (plan, pair, 1, NULL, scores[0], NULL);
  fv_plan_score (told, pair, 1, NULL, scores[1], NULL);
  g_assert_cmpmem (scores[0], sizeof scores[0], scores[1], sizeof scores[1]);
  /* Learning the same sample over and over must have taught it. */
  g_assert_cmpuint (sum.correct, ==, 1);
  g_assert_cmpfloat (sum.loss, <, 0.5);
  plan_fixture_clear (&fixture);
}

/* ---- Numbers beyond float ---- */

/* Large, but not for double: the layers answer. */
static void
test_large (gconstpointer kernels)
{
  PlanFixture fixture = fixture_of ("6x6x1 conv 3x3x4 relu; max 2x2; rasterize; dense 5 relu; softmax 3", 7);
  g_autoptr (FvPlan) plan = NULL;
  float *values = fv_parameters_edit (fixture.parameters);

  for (gsize i = 0; i < fv_network_n_parameters (fixture.network); i++)
    values[i] *= 1e20f;
  plan = plan_of (&fixture, NULL, kernels);
  check_scores (&fixture, plan);
  plan_fixture_clear (&fixture);
}

/* A step that no float could hold changes nothing and says where. */
static void
test_non_finite (gconstpointer kernels)
{
  PlanFixture fixture = fixture_of ("6x6x1 conv 3x3x4 tanh; max 2x2; rasterize; dense 5 tanh; softmax 3", 8);
  const FvOptimizer *optimizer = fv_optimizer_from_name ("momentum");
  g_autoptr (FvPlan) plan = plan_of (&fixture, optimizer->name, kernels);
  gsize count = fv_network_n_parameters (fixture.network);
  State before = state_new (optimizer, count), after = state_new (optimizer, count);
  FvPlanSum sum;
  guint trouble = 0;

  fv_plan_learn (plan, fixture.samples, 1, (FvHyper){ 0.01, 0.9, 0.0 }, 1, NULL, &sum, &trouble);
  fv_plan_read (plan, before.values, before.slots);
  g_assert_cmpint (
      fv_plan_learn (plan, fixture.samples, 1, (FvHyper){ 1e200, 0.9, 0.0 }, 2, NULL, &sum, &trouble), ==,
      FV_PLAN_NON_FINITE);
  g_assert_cmpuint (trouble, >=, 1);
  g_assert_cmpuint (trouble, <=, fv_network_depth (fixture.network));
  fv_plan_read (plan, after.values, after.slots);
  g_assert_cmpmem (before.values, count * sizeof (float), after.values, count * sizeof (float));
  g_assert_cmpmem (before.slots[0], count * sizeof (float), after.slots[0], count * sizeof (float));
  state_clear (&before);
  state_clear (&after);
  plan_fixture_clear (&fixture);
}

/* A rate far too high: the numbers grow step by step until one is no number, and never is one left behind. */
static void
test_blow_up (gconstpointer kernels)
{
  PlanFixture fixture
      = fixture_of ("8x8x1 conv 3x3x6 identity; max 2x2; rasterize; dense 9 identity; dense 4 identity; "
                    "loss=squared",
                    9);
  g_autoptr (FvPlan) plan = plan_of (&fixture, "momentum", kernels);
  g_autofree float *values = g_new (float, fv_network_n_parameters (fixture.network));
  FvPlanState state = FV_PLAN_OK;
  FvPlanSum sum;
  guint trouble;

  for (guint step = 1; step < 1000 && state == FV_PLAN_OK; step++)
    {
      state
          = fv_plan_learn (plan, fixture.samples, 1, (FvHyper){ 1.0, 0.9, 0.0 }, step, NULL, &sum, &trouble);
      fv_plan_read (plan, values, NULL);
      g_assert_cmpuint (fv_network_find_non_finite (fixture.network, values), ==, 0);
    }
  g_assert_cmpint (state, ==, FV_PLAN_NON_FINITE);
  plan_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc run;
  } tests[] = {
    { "agreement", test_agreement }, { "shapes", test_shapes }, { "learning", test_learning },
    { "orders", test_orders },       { "large", test_large },   { "non-finite", test_non_finite },
    { "blow-up", test_blow_up },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
      {
        const char *kernels = fv_kernels_nth (i)->name;
        g_autofree char *path = g_strdup_printf ("/plan/single/%s/%s", kernels, tests[t].name);

        g_test_add_data_func (path, kernels, tests[t].run);
      }
  return g_test_run ();
}
