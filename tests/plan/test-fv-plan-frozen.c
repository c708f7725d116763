/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-kernels.h"
#include "plan-fixture.h"

#define N_NETS    60
#define N_SAMPLES 20

/* All numbers of a plan, in the network's order. */
typedef struct
{
  gsize n;
  float *numbers; /* [3][n]: values, then slots */
} State;

static State
state_new (const FvPlan *plan, const FvNetwork *network)
{
  gsize n = fv_network_n_parameters (network);
  State self = { n, g_new0 (float, 3 * n) };
  float *slots[] = { self.numbers + n, self.numbers + 2 * n };

  fv_plan_read (plan, self.numbers, slots);
  return self;
}

static void
learn (FvPlan *plan, const PlanFixture *fixture, guint n, guint64 step)
{
  static const FvHyper hyper = { .rate = 0.02, .momentum = 0.8, .decay = 0.01 };
  FvPlanSum sum;
  guint trouble;

  g_assert_cmpint (fv_plan_learn (plan, fixture->samples, n, hyper, step, NULL, &sum, &trouble), ==,
                   FV_PLAN_OK);
}

/* Any units of any layers, a whole layer now and then. */
static const FvFrozen *
freeze_some (const FvNetwork *network, FvRandom *random)
{
  const FvFrozen *frozen = NULL;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      guint units = fv_frozen_n_units (fv_network_layer (network, place));

      for (guint i = 0; units > 0 && i < 2; i++)
        frozen
            = fv_frozen_change (frozen, (FvFrozenRange){ place, fv_random_below (random, units), 1 }, TRUE);
      if (units > 0 && fv_random_below (random, 3) == 0)
        frozen = fv_frozen_change (frozen, (FvFrozenRange){ place, 0, units }, TRUE);
    }
  return frozen;
}

/* Which parameters are: the ones a step along the definition leaves alone. */
static guint8 *
mask_of (const FvNetwork *network, const FvFrozen *frozen)
{
  gsize n = fv_network_n_parameters (network);
  guint8 *mask = g_new0 (guint8, n);
  g_autofree double *ones = g_new (double, n);
  g_autofree float *values = g_new0 (float, n);

  for (gsize i = 0; i < n; i++)
    ones[i] = 1;
  fv_optimizer_step_thawed (fv_optimizer_from_name ("sgd"), network, (FvHyper){ .rate = 1 }, 1, frozen, ones,
                            values, NULL);
  for (gsize i = 0; i < n; i++)
    mask[i] = values[i] == 0;
  return mask;
}

static guint
count_changed (const State *a, const State *b, const guint8 *mask, gboolean of_frozen)
{
  guint changed = 0;

  for (guint array = 0; array < 3; array++)
    for (gsize i = 0; i < a->n; i++)
      changed
          += mask[i] == of_frozen
             && memcmp (a->numbers + array * a->n + i, b->numbers + array * a->n + i, sizeof (float)) != 0;
  return changed;
}

/* One step with and without: frozen numbers stay to the bit, the others go the way they would have gone. Then more
 * steps, of batches and of single samples, and none of the frozen ones has moved. */
static void
check (const PlanFixture *fixture, const char *optimizer, FvPlanOptions options, const FvFrozen *frozen,
       guint n)
{
  g_autoptr (FvPlan) all = plan_fixture_plan (fixture, optimizer, options);
  g_autoptr (FvPlan) but = plan_fixture_plan (fixture, optimizer, options);
  g_autofree guint8 *mask = mask_of (fixture->network, frozen);
  State before, stepped, kept;

  learn (all, fixture, n, 1);
  learn (but, fixture, n, 1); /* what the optimiser keeps is not 0 any more */
  before = state_new (but, fixture->network);
  fv_plan_freeze (but, frozen);
  learn (all, fixture, n, 2);
  learn (but, fixture, n, 2);
  stepped = state_new (all, fixture->network);
  kept = state_new (but, fixture->network);
  g_assert_cmpuint (count_changed (&kept, &before, mask, TRUE), ==, 0);
  g_assert_cmpuint (count_changed (&kept, &stepped, mask, FALSE), ==, 0);
  g_free (kept.numbers);
  for (guint step = 3; step < 8; step++)
    learn (but, fixture, step % 2 ? 1 : n, step);
  kept = state_new (but, fixture->network);
  g_assert_cmpuint (count_changed (&kept, &before, mask, TRUE), ==, 0);
  fv_plan_freeze (but, NULL);
  learn (but, fixture, n, 9);
  g_free (stepped.numbers);
  stepped = state_new (but, fixture->network);
  g_assert_cmpuint (count_changed (&kept, &stepped, mask, TRUE), >, 0);
  g_free (before.numbers);
  g_free (stepped.numbers);
  g_free (kept.numbers);
}

static void
test_random_networks (void)
{
  FvRandom random = fv_random_new (31, 1);

  for (guint i = 0; i < N_NETS; i++)
    {
      PlanFixture fixture = plan_fixture_new (plan_fixture_network (&random), N_SAMPLES, &random);
      const FvFrozen *frozen = freeze_some (fixture.network, &random);

      for (guint o = 0; frozen != NULL && fv_optimizer_nth (o) != NULL; o++)
        check (&fixture, fv_optimizer_nth (o)->name, (FvPlanOptions){ 1 + i % 3, NULL }, frozen,
               i % 2 ? N_SAMPLES : 1);
      plan_fixture_clear (&fixture);
    }
}

static void
test_kernels (void)
{
  FvRandom random = fv_random_new (32, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new ("lenet", NULL), N_SAMPLES, &random);
  const FvFrozen *frozen;

  g_assert_true (fv_frozen_parse ("1/2,3,6/3-99,8/0", fixture.network, &frozen, NULL));
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    check (&fixture, "adam", (FvPlanOptions){ 2, fv_kernels_nth (i)->name }, frozen, N_SAMPLES);
  plan_fixture_clear (&fixture);
}

/* Numbers that only the layers can take are frozen there, too. */
static void
test_through_the_layers (void)
{
  FvRandom random = fv_random_new (33, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new ("lenet", NULL), N_SAMPLES, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "momentum", (FvPlanOptions){ .n_threads = 1 });
  gsize n = fv_network_n_parameters (fixture.network), at = fv_network_bias_offset (fixture.network, 3);
  g_autofree float *values = g_memdup2 (fv_parameters_values (fixture.parameters), n * sizeof (float));
  g_autofree guint8 *mask = NULL;
  const FvFrozen *frozen;
  State before, after;

  values[at] = 1e13f; /* beyond FV_PLAN_MAX_VALUE */
  g_assert_true (fv_frozen_parse ("3", fixture.network, &frozen, NULL));
  mask = mask_of (fixture.network, frozen);
  fv_plan_freeze (plan, frozen);
  fv_plan_write (plan, values, NULL);
  before = state_new (plan, fixture.network);
  for (guint step = 1; step <= 3; step++)
    learn (plan, &fixture, N_SAMPLES, step);
  after = state_new (plan, fixture.network);
  g_assert_cmpfloat (after.numbers[at], ==, 1e13f);
  g_assert_cmpuint (count_changed (&after, &before, mask, TRUE), ==, 0);
  g_assert_cmpuint (count_changed (&after, &before, mask, FALSE), >, 0);
  g_free (before.numbers);
  g_free (after.numbers);
  plan_fixture_clear (&fixture);
}

/* Freezing changes no gradient: δ goes through frozen units as ever, and their own ∂E/∂θ is still there to be seen. */
static void
test_gradients (void)
{
  FvRandom random = fv_random_new (34, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new ("lenet", NULL), N_SAMPLES, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "sgd", (FvPlanOptions){ .n_threads = 1 });
  gsize n = fv_network_n_parameters (fixture.network);
  g_autofree float *free_gradient = g_new (float, n), *gradient = g_new (float, n);
  const FvFrozen *frozen;
  FvPlanSum sum;
  guint trouble;

  fv_plan_gradient (plan, fixture.samples, N_SAMPLES, NULL, &sum, free_gradient, &trouble);
  g_assert_true (fv_frozen_parse ("3,6,7", fixture.network, &frozen, NULL));
  fv_plan_freeze (plan, frozen);
  fv_plan_gradient (plan, fixture.samples, N_SAMPLES, NULL, &sum, gradient, &trouble);
  g_assert_cmpmem (gradient, n * sizeof *gradient, free_gradient, n * sizeof *gradient);
  plan_fixture_clear (&fixture);
}

/* A hand may change what is frozen: then that is what stays. */
static void
test_written (void)
{
  FvRandom random = fv_random_new (35, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new ("lenet", NULL), N_SAMPLES, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "momentum", (FvPlanOptions){ .n_threads = 1 });
  gsize n = fv_network_n_parameters (fixture.network);
  g_autofree float *values = g_memdup2 (fv_parameters_values (fixture.parameters), n * sizeof (float));
  const FvFrozen *frozen;
  State after;

  g_assert_true (fv_frozen_parse ("1", fixture.network, &frozen, NULL));
  fv_plan_freeze (plan, frozen);
  learn (plan, &fixture, N_SAMPLES, 1);
  values[7] = 0.625f;
  fv_plan_write (plan, values, NULL);
  learn (plan, &fixture, N_SAMPLES, 2);
  after = state_new (plan, fixture.network);
  g_assert_cmpfloat (after.numbers[7], ==, 0.625f);
  g_free (after.numbers);
  plan_fixture_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/frozen/random-networks", test_random_networks);
  g_test_add_func ("/plan/frozen/kernels", test_kernels);
  g_test_add_func ("/plan/frozen/through-the-layers", test_through_the_layers);
  g_test_add_func ("/plan/frozen/gradients", test_gradients);
  g_test_add_func ("/plan/frozen/written", test_written);
  return g_test_run ();
}
