/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-kernels.h"
#include "plan-fixture.h"

#define TOLERANCE 1e-5
#define N_NETS    500
#define N_SAMPLES 13 /* a whole block and a part of one */

/* ---- Agreement with the layers ---- */

typedef struct
{
  guint compared, left_out, wrong;
} Agreement;

static gboolean
scores_agree (const PlanFixture *fixture, FvPlan *plan, guint nth, float *scores, double *wanted)
{
  guint n_classes = fv_network_n_classes (fixture->network);
  FvPlanSample twice[] = { fixture->samples[nth], fixture->samples[nth] };
  double losses[2], loss = fv_pass_loss (fixture->pass, twice[0].target), difference = 0, largest = 0;

  fv_pass_scores (fixture->pass, wanted);
  if (fv_plan_score (plan, twice, 2, NULL, scores, losses) != FV_PLAN_OK)
    return FALSE;
  for (guint k = 0; k < n_classes; k++)
    {
      difference = fmax (difference, fabs ((double)scores[n_classes + k] - wanted[k]));
      largest = fmax (largest, fabs (wanted[k]));
    }
  return difference <= TOLERANCE * largest && fabs (losses[1] - loss) <= TOLERANCE * fmax (1, fabs (loss));
}

/* Twice the same sample is a batch, and its mean gradient that of the one: so samples are judged one by one. */
static void
compare_sample (PlanFixture *fixture, FvPlan *plan, guint nth, Agreement *agreement)
{
  FvPlanSample twice[] = { fixture->samples[nth], fixture->samples[nth] };
  g_autofree float *gradient = g_new (float, fv_network_n_parameters (fixture->network));
  g_autofree float *scores = g_new (float, 2 * fv_network_n_classes (fixture->network));
  g_autofree double *wanted = g_new (double, fv_network_n_classes (fixture->network));
  gboolean is_near_kink = plan_fixture_is_near_kink (fixture, nth);
  FvPlanSum sum;
  guint trouble, place;

  agreement->compared++;
  if (!scores_agree (fixture, plan, nth, scores, wanted))
    {
      g_test_message ("scores of sample %u: %s", nth, fv_network_text (fixture->network));
      agreement->wrong++;
    }
  g_assert_cmpint (fv_plan_gradient (plan, twice, 2, NULL, &sum, gradient, &trouble), ==, FV_PLAN_OK);
  place
      = plan_fixture_find_difference (fixture, gradient, plan_fixture_gradient (fixture, nth, 1), TOLERANCE);
  if (place == 0)
    return;
  if (is_near_kink || plan_fixture_is_fragile (fixture, nth, 1, TOLERANCE))
    {
      agreement->left_out++;
      return;
    }
  g_test_message ("gradient of layer %u, sample %u: %s", place, nth, fv_network_text (fixture->network));
  agreement->wrong++;
}

/* A batch of those samples that agree one by one, of more than a block: all of them in their order. */
static void
compare_batch (PlanFixture *fixture, FvPlan *plan, Agreement *agreement)
{
  g_autofree float *gradient = g_new (float, fv_network_n_parameters (fixture->network));
  FvPlanSum sum;
  guint trouble, place;

  g_assert_cmpint (fv_plan_gradient (plan, fixture->samples, fixture->n, NULL, &sum, gradient, &trouble), ==,
                   FV_PLAN_OK);
  place = plan_fixture_find_difference (fixture, gradient, plan_fixture_gradient (fixture, 0, fixture->n),
                                        TOLERANCE);
  if (place == 0 || plan_fixture_is_fragile (fixture, 0, fixture->n, TOLERANCE))
    return;
  g_test_message ("gradient of layer %u, batch: %s", place, fv_network_text (fixture->network));
  agreement->wrong++;
}

static void
compare_network (FvNetwork *network, const char *kernels, FvRandom *random, Agreement *agreement)
{
  PlanFixture fixture = plan_fixture_new (network, N_SAMPLES, random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, NULL, (FvPlanOptions){ 1, kernels });
  guint before = agreement->left_out;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    g_assert_null (fv_plan_slow_reason (plan, place));
  for (guint i = 0; i < N_SAMPLES; i++)
    compare_sample (&fixture, plan, i, agreement);
  if (agreement->left_out == before)
    compare_batch (&fixture, plan, agreement);
  plan_fixture_clear (&fixture);
}

static void
test_agreement (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (20, 1);
  Agreement agreement = { 0 };

  for (guint i = 0; i < N_NETS; i++)
    compare_network (plan_fixture_network (&random), kernels->name, &random, &agreement);
  g_test_message ("%s: %u networks, %u samples, %u left out, %u wrong", kernels->name, N_NETS,
                  agreement.compared, agreement.left_out, agreement.wrong);
  g_assert_cmpuint (agreement.wrong, ==, 0);
  g_assert_cmpuint (100 * agreement.left_out, <, agreement.compared);
}

/* Those whose shapes the kernels were made for, and all presets. */
static void
test_presets (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (21, 1);
  Agreement agreement = { 0 };
  static const char *const more[] = {
    "32x32x3 conv 5x5x8 relu; max 2x2; conv 3x3x32 relu; max 2x2; rasterize; softmax 10",
    "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh table=lenet5; max 2x2; rasterize; softmax 10",
    "28x28x1 conv 7x7x6 tanh; max 2x2; conv 3x3x16 sigmoid shared; mean 2x2; rasterize; softmax 10",
  };

  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    if (!g_str_equal (fv_preset_nth (i)->name, "perceptron"))
      compare_network (fv_network_new (fv_preset_nth (i)->name, NULL), kernels->name, &random, &agreement);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    compare_network (fv_network_new (more[i], NULL), kernels->name, &random, &agreement);
  g_assert_cmpuint (agreement.wrong, ==, 0);
}

/* ---- Steps ---- */

#define TEXT                                                                                                 \
  "14x13x2 conv 3x3x5 tanh; max 2x2 keep; conv 2x2x9 relu table=0,1/2/3/4/0,2,4/1,3/0,1,2,3,4/2,3/0,4; "     \
  "mean 2x2; "                                                                                               \
  "rasterize; dense 21 lecun; softmax 5"

/* A run's whole state. */
typedef struct
{
  gsize count;
  float *values;
  float *slots[FV_OPTIMIZER_MAX_SLOTS];
} State;

static State
state_new (const FvNetwork *network)
{
  State state = { .count = fv_network_n_parameters (network) };

  state.values = g_new0 (float, state.count);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    state.slots[i] = g_new0 (float, state.count);
  return state;
}

static void
state_clear (State *self)
{
  g_free (self->values);
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_free (self->slots[i]);
}

static void
assert_same_bits (const State *a, const State *b)
{
  g_assert_cmpmem (a->values, a->count * sizeof (float), b->values, b->count * sizeof (float));
  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    g_assert_cmpmem (a->slots[i], a->count * sizeof (float), b->slots[i], b->count * sizeof (float));
}

static const FvHyper hyper = { .rate = 0.02, .momentum = 0.8, .decay = 0.01 };

/* Batches of a size that leaves a part of a block, and one larger than a chunk. */
static State
train (const PlanFixture *fixture, const char *optimizer, FvPlanOptions options)
{
  g_autoptr (FvPlan) plan = plan_fixture_plan (fixture, optimizer, options);
  State state = state_new (fixture->network);
  static const guint sizes[] = { 37, 8, 150, 9, 64, 2 };
  FvPlanSum sum;
  guint trouble;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_assert_cmpint (fv_plan_learn (plan, fixture->samples, sizes[i], hyper, i + 1, NULL, &sum, &trouble), ==,
                     FV_PLAN_OK);
  fv_plan_read (plan, state.values, state.slots);
  return state;
}

static void
test_threads (void)
{
  FvRandom random = fv_random_new (22, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 150, &random);
  static const guint counts[] = { 2, 3, 4, 8 };

  for (guint o = 0; fv_optimizer_nth (o) != NULL; o++)
    {
      const char *optimizer = fv_optimizer_nth (o)->name;
      State alone = train (&fixture, optimizer, (FvPlanOptions){ .n_threads = 1 });

      for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
        {
          State together = train (&fixture, optimizer, (FvPlanOptions){ .n_threads = counts[i] });

          assert_same_bits (&alone, &together);
          state_clear (&together);
        }
      state_clear (&alone);
    }
  plan_fixture_clear (&fixture);
}

/* All that multiply and add in one operation. */
static void
test_same_bits_of_kernels (void)
{
  FvRandom random = fv_random_new (23, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 150, &random);
  State first = { 0 };

  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    {
      const char *name = fv_kernels_nth (i)->name;
      State state;

      if (g_str_equal (name, "plain"))
        continue;
      state = train (&fixture, "adam", (FvPlanOptions){ 1, name });
      if (first.count > 0)
        assert_same_bits (&first, &state);
      state_clear (&first);
      first = state;
    }
  state_clear (&first);
  plan_fixture_clear (&fixture);
}

static void
assert_near (const float *a, const float *b, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (a[i], b[i], 1e-6 + 1e-5 * fabs ((double)b[i]));
}

/* A plan's step is fv_optimizer_step() along the plan's own gradient. */
static void
check_steps (const PlanFixture *fixture, const FvOptimizer *optimizer)
{
  g_autoptr (FvPlan) plan = plan_fixture_plan (fixture, optimizer->name, (FvPlanOptions){ .n_threads = 1 });
  State wanted = state_new (fixture->network), got = state_new (fixture->network);
  g_autofree float *gradient = g_new (float, wanted.count);
  g_autofree double *wide = g_new (double, wanted.count);
  FvPlanSum sum;
  guint trouble;

  fv_plan_read (plan, wanted.values, wanted.slots);
  for (guint step = 1; step <= 4; step++)
    {
      fv_plan_gradient (plan, fixture->samples, 20, NULL, &sum, gradient, &trouble);
      for (gsize i = 0; i < wanted.count; i++)
        wide[i] = (double)gradient[i];
      fv_optimizer_step (optimizer, fixture->network, hyper, step, wide, wanted.values, wanted.slots);
      g_assert_cmpint (fv_plan_learn (plan, fixture->samples, 20, hyper, step, NULL, &sum, &trouble), ==,
                       FV_PLAN_OK);
      fv_plan_read (plan, got.values, got.slots);
      assert_near (got.values, wanted.values, got.count);
      for (guint i = 0; i < optimizer->n_slots; i++)
        assert_near (got.slots[i], wanted.slots[i], got.count);
    }
  state_clear (&wanted);
  state_clear (&got);
}

static void
test_optimizers (void)
{
  FvRandom random = fv_random_new (24, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 20, &random);

  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    check_steps (&fixture, fv_optimizer_nth (i));
  plan_fixture_clear (&fixture);
}

/* Weights between maps that are not connected are 0 before and after. */
static void
test_unconnected (void)
{
  FvRandom random = fv_random_new (25, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 150, &random);
  const FvLayer *layer = fv_network_layer (fixture.network, 3);
  State state = train (&fixture, "adam", (FvPlanOptions){ .n_threads = 1 });
  const float *weights = state.values + fv_network_weight_offset (fixture.network, 3);
  guint zeros = 0;

  for (gsize i = 0; i < layer->n_weights; i++)
    if (weights[i] == 0 && !signbit (weights[i]))
      zeros++;
  g_assert_cmpuint (zeros, ==, layer->n_weights - layer->n_free);
  state_clear (&state);
  plan_fixture_clear (&fixture);
}

static void
test_write_and_read (void)
{
  FvRandom random = fv_random_new (26, 1);

  for (guint i = 0; i < 50; i++)
    {
      PlanFixture fixture = plan_fixture_new (plan_fixture_network (&random), 1, &random);
      g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "adam", (FvPlanOptions){ .n_threads = 1 });
      State wrote = state_new (fixture.network), read = state_new (fixture.network);

      fv_plan_read (plan, wrote.values, wrote.slots);
      g_assert_cmpmem (wrote.values, wrote.count * sizeof (float), fv_parameters_values (fixture.parameters),
                       wrote.count * sizeof (float));
      for (gsize k = 0; k < wrote.count; k++)
        {
          wrote.slots[0][k] = wrote.values[k] * 2;
          wrote.slots[1][k] = wrote.values[k] * wrote.values[k];
        }
      fv_plan_write (plan, wrote.values, wrote.slots);
      fv_plan_read (plan, read.values, read.slots);
      assert_same_bits (&wrote, &read);
      state_clear (&wrote);
      state_clear (&read);
      plan_fixture_clear (&fixture);
    }
}

/* ---- What must change nothing ---- */

static void
check_unchanged (FvPlan *plan, const PlanFixture *fixture, FvHyper by, const int *stop, FvPlanState wanted,
                 guint wanted_trouble)
{
  State before = state_new (fixture->network), after = state_new (fixture->network);
  FvPlanSum sum = { -1, 77 };
  guint trouble = 0;

  fv_plan_read (plan, before.values, before.slots);
  g_assert_cmpint (fv_plan_learn (plan, fixture->samples, fixture->n, by, 1, stop, &sum, &trouble), ==,
                   wanted);
  fv_plan_read (plan, after.values, after.slots);
  assert_same_bits (&before, &after);
  if (wanted_trouble > 0)
    g_assert_cmpuint (trouble, ==, wanted_trouble);
  state_clear (&before);
  state_clear (&after);
}

static void
write_one (const PlanFixture *fixture, FvPlan *plan, guint place, float value)
{
  g_autofree float *values = g_memdup2 (fv_parameters_values (fixture->parameters),
                                        fv_network_n_parameters (fixture->network) * sizeof (float));

  values[fv_network_weight_offset (fixture->network, place)] = value;
  fv_plan_write (plan, values, NULL);
}

static void
test_non_finite (void)
{
  FvRandom random = fv_random_new (27, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 70, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "momentum", (FvPlanOptions){ .n_threads = 2 });
  FvHyper huge = hyper;

  huge.rate = 1e39;
  check_unchanged (plan, &fixture, huge, NULL, FV_PLAN_NON_FINITE, 0);
  huge.rate = 1e300;
  check_unchanged (plan, &fixture, huge, NULL, FV_PLAN_NON_FINITE, 0);
  write_one (&fixture, plan, 6, NAN);
  check_unchanged (plan, &fixture, hyper, NULL, FV_PLAN_NON_FINITE, 6);
  write_one (&fixture, plan, 3, INFINITY);
  check_unchanged (plan, &fixture, hyper, NULL, FV_PLAN_NON_FINITE, 3);
  /* Finite, though float would overflow on the way: the layers go on, and so does the plan. */
  write_one (&fixture, plan, 6, 3e38f);
  g_assert_cmpint (
      fv_plan_learn (plan, fixture.samples, fixture.n, hyper, 1, NULL, &(FvPlanSum){ 0 }, &(guint){ 0 }), ==,
      FV_PLAN_OK);
  plan_fixture_clear (&fixture);
}

/* A network without bounds on its activations grows until a step fails; the one that does leaves all as it was. */
static void
test_divergence (void)
{
  FvRandom random = fv_random_new (28, 1);
  PlanFixture fixture = plan_fixture_new (
      fv_network_new ("6x6x1 conv 3x3x4 relu; rasterize; dense 9 identity; dense 3 identity; "
                      "loss=squared",
                      NULL),
      40, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "sgd", (FvPlanOptions){ .n_threads = 2 });
  FvHyper steep = { .rate = 50 };
  FvPlanState state = FV_PLAN_OK;
  FvPlanSum sum;
  guint trouble = 0, steps = 0;

  while (state == FV_PLAN_OK && steps < 1000)
    {
      State now = state_new (fixture.network);

      fv_plan_read (plan, now.values, NULL);
      g_assert_cmpuint (fv_network_find_non_finite (fixture.network, now.values), ==, 0);
      state_clear (&now);
      state = fv_plan_learn (plan, fixture.samples, fixture.n, steep, ++steps, NULL, &sum, &trouble);
    }
  g_assert_cmpint (state, ==, FV_PLAN_NON_FINITE);
  g_assert_cmpuint (trouble, >, 0);
  check_unchanged (plan, &fixture, steep, NULL, FV_PLAN_NON_FINITE, 0);
  plan_fixture_clear (&fixture);
}

static void
test_stop (void)
{
  FvRandom random = fv_random_new (29, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 70, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "momentum", (FvPlanOptions){ .n_threads = 2 });
  int stop = 1;

  check_unchanged (plan, &fixture, hyper, &stop, FV_PLAN_STOPPED, 0);
  g_assert_cmpint (fv_plan_score (plan, fixture.samples, fixture.n, &stop, NULL, NULL), ==, FV_PLAN_STOPPED);
  plan_fixture_clear (&fixture);
}

/* What no kernel knows goes through the layers and says so. */
static void
test_slow (void)
{
  FvRandom random = fv_random_new (30, 1);
  PlanFixture fixture
      = plan_fixture_new (fv_network_new ("5x5x1 rasterize; dense 7 tanh; dense 3 sign", NULL), 9, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "sgd", (FvPlanOptions){ .n_threads = 1 });
  g_autofree float *gradient = g_new (float, fv_network_n_parameters (fixture.network));
  FvPlanSum sum;
  guint trouble;

  for (guint place = 1; place <= 3; place++)
    g_assert_nonnull (fv_plan_slow_reason (plan, place));
  g_assert_cmpint (fv_plan_gradient (plan, fixture.samples, 9, NULL, &sum, gradient, &trouble), ==,
                   FV_PLAN_OK);
  g_assert_cmpuint (
      plan_fixture_find_difference (&fixture, gradient, plan_fixture_gradient (&fixture, 0, 9), 1e-7), ==, 0);
  plan_fixture_clear (&fixture);
}

static void
test_sum (void)
{
  FvRandom random = fv_random_new (31, 1);
  PlanFixture fixture = plan_fixture_new (fv_network_new (TEXT, NULL), 70, &random);
  g_autoptr (FvPlan) plan = plan_fixture_plan (&fixture, "sgd", (FvPlanOptions){ .n_threads = 1 });
  double loss = 0;
  guint correct = 0, trouble;
  FvPlanSum sum;

  for (guint i = 0; i < fixture.n; i++)
    {
      plan_fixture_is_near_kink (&fixture, i);
      loss += fv_pass_loss (fixture.pass, fixture.samples[i].target);
      correct += fv_pass_class (fixture.pass) == fixture.samples[i].target;
    }
  g_assert_cmpint (fv_plan_learn (plan, fixture.samples, fixture.n, hyper, 1, NULL, &sum, &trouble), ==,
                   FV_PLAN_OK);
  g_assert_cmpfloat_with_epsilon (sum.loss, loss, 1e-5 * loss);
  g_assert_cmpuint (sum.correct, ==, correct);
  plan_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    {
      const FvKernels *kernels = fv_kernels_nth (i);
      g_autofree char *agreement = g_strdup_printf ("/plan/agreement/%s", kernels->name);
      g_autofree char *presets = g_strdup_printf ("/plan/presets/%s", kernels->name);

      g_test_add_data_func (agreement, kernels, test_agreement);
      g_test_add_data_func (presets, kernels, test_presets);
    }
  g_test_add_func ("/plan/threads", test_threads);
  g_test_add_func ("/plan/same-bits-of-kernels", test_same_bits_of_kernels);
  g_test_add_func ("/plan/optimizers", test_optimizers);
  g_test_add_func ("/plan/unconnected", test_unconnected);
  g_test_add_func ("/plan/write-and-read", test_write_and_read);
  g_test_add_func ("/plan/non-finite", test_non_finite);
  g_test_add_func ("/plan/divergence", test_divergence);
  g_test_add_func ("/plan/stop", test_stop);
  g_test_add_func ("/plan/slow", test_slow);
  g_test_add_func ("/plan/sum", test_sum);
  return g_test_run ();
}
