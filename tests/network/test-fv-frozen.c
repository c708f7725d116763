/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-draft.h"
#include "fv-error.h"
#include "fv-gate.h"
#include "fv-optimizer.h"

#define TEXT                                                                                                 \
  "12x12x1 conv 3x3x4 tanh; trainable 2x2; conv 3x3x6 tanh table=0,1/1,2/2,3/3,0/0,1,2/0,1,2,3; rasterize; " \
  "dense 8 tanh; softmax 5"

static FvNetwork *
make (const char *text)
{
  g_autoptr (GError) error = NULL;
  FvNetwork *network = fv_network_new (text, &error);

  g_assert_no_error (error);
  return network;
}

static const FvFrozen *
parse (const char *text, const FvNetwork *network)
{
  g_autoptr (GError) error = NULL;
  const FvFrozen *frozen;

  g_assert_true (fv_frozen_parse (text, network, &frozen, &error));
  g_assert_no_error (error);
  return frozen;
}

static void
test_text (void)
{
  g_autoptr (FvNetwork) network = make ("lenet");
  static const struct
  {
    const char *text, *canonical;
  } cases[] = {
    { "", "" },
    { " none ", "" },
    { "1", "1/0-5" },
    { "c1", "1/0-5" },
    { "3/4", "3/4" },
    { "3/4-4", "3/4" },
    { "C3/7-9, 3/4,1/0", "1/0,3/4,3/7-9" },
    { "3/0-3,3/4-9,3/2", "3/0-9" },
    { "3/4,3/6,3/5", "3/4-6" },
    { "y/9", "8/9" },
    { "1,3/0-15,6", "1/0-5,3/0-15,6/0-119" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FvFrozen *frozen = parse (cases[i].text, network);

      g_assert_cmpstr (fv_frozen_text (frozen), ==, cases[i].canonical);
      g_assert_true (parse (cases[i].canonical, network) == frozen);
      g_assert_true (fv_frozen_fits (frozen, network));
      g_assert_true ((frozen == NULL) == (*cases[i].canonical == '\0'));
    }
}

static void
test_refused (void)
{
  g_autoptr (FvNetwork) network = make ("lenet");
  static const char *const texts[]
      = { "0",  "9", "2", "4/0",   "3/16", "3/4-3", "3/4-16", "3/-1",    "3/",    "/3",
          "3,", ",", "x", "3/1/2", "3/a",  "3/1-",  "+3",     "3/1-2-3", "none,3" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      const FvFrozen *frozen = (gpointer)1;

      g_assert_false (fv_frozen_parse (texts[i], network, &frozen, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
      g_assert_null (frozen);
    }
}

/* Against a table of yes and no, through thousands of changes. */
#define LAYERS 3
#define UNITS  7

static void
assert_as (const FvFrozen *frozen, gboolean wanted[LAYERS][UNITS])
{
  guint all = 0;

  for (guint layer = 0; layer < LAYERS; layer++)
    {
      guint count = 0;

      for (guint unit = 0; unit < UNITS; unit++)
        {
          g_assert_cmpint (fv_frozen_has (frozen, layer + 1, unit), ==, wanted[layer][unit]);
          count += wanted[layer][unit];
        }
      g_assert_cmpuint (fv_frozen_count (frozen, layer + 1), ==, count);
      all += count;
    }
  g_assert_cmpuint (fv_frozen_count (frozen, 0), ==, all);
  g_assert_true ((frozen == NULL) == (all == 0));
  for (guint i = 1; i < fv_frozen_n_ranges (frozen); i++)
    {
      FvFrozenRange before = fv_frozen_range (frozen, i - 1), after = fv_frozen_range (frozen, i);

      g_assert_true (before.layer < after.layer
                     || (before.layer == after.layer && before.first + before.count < after.first));
    }
}

static void
test_changes (void)
{
  FvRandom random = fv_random_new (1, 1);
  gboolean wanted[LAYERS][UNITS] = { 0 };
  const FvFrozen *frozen = NULL;

  for (guint i = 0; i < 4000; i++)
    {
      FvFrozenRange range = { fv_random_below (&random, LAYERS) + 1, fv_random_below (&random, UNITS), 0 };
      gboolean is_frozen = fv_random_below (&random, 2);

      range.count = fv_random_below (&random, UNITS - range.first + 1);
      for (guint unit = range.first; unit < range.first + range.count; unit++)
        wanted[range.layer - 1][unit] = is_frozen;
      frozen = fv_frozen_change (frozen, range, is_frozen);
      assert_as (frozen, wanted);
    }
}

/* The same sets from many threads at once are the same values. */
#define N_THREADS 4
#define N_SETS    300

typedef struct
{
  const FvFrozen *found[N_SETS];
} Finder;

static void
find_all (gpointer data)
{
  Finder *self = data;

  for (guint i = 0; i < N_SETS; i++)
    self->found[i] = fv_frozen_change (NULL, (FvFrozenRange){ 40, i, 3 }, TRUE);
}

static void
test_threads (void)
{
  g_autofree Finder *finders = g_new0 (Finder, N_THREADS);
  FvThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = fv_thread_start ("finder", 0, find_all, &finders[i]);
  for (guint i = 0; i < N_THREADS; i++)
    fv_thread_join (threads[i]);
  for (guint i = 1; i < N_THREADS; i++)
    g_assert_cmpmem (finders[i].found, sizeof finders[i].found, finders[0].found, sizeof finders[0].found);
}

static void
test_fits (void)
{
  g_autoptr (FvNetwork) network = make (TEXT);

  g_assert_cmpuint (fv_frozen_n_units (fv_network_layer (network, 2)), ==, 4);
  g_assert_cmpuint (fv_frozen_n_units (fv_network_layer (network, 4)), ==, 0);
  g_assert_true (fv_frozen_fits (NULL, network));
  g_assert_true (fv_frozen_fits (fv_frozen_change (NULL, (FvFrozenRange){ 3, 0, 6 }, TRUE), network));
  g_assert_false (fv_frozen_fits (fv_frozen_change (NULL, (FvFrozenRange){ 3, 0, 7 }, TRUE), network));
  g_assert_false (fv_frozen_fits (fv_frozen_change (NULL, (FvFrozenRange){ 4, 0, 1 }, TRUE), network));
  g_assert_false (fv_frozen_fits (fv_frozen_change (NULL, (FvFrozenRange){ 7, 0, 1 }, TRUE), network));
}

/* What belongs to a frozen unit, parameter by parameter. */
static gboolean
is_frozen (const FvNetwork *network, const FvFrozen *frozen, gsize at)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      gsize weights = fv_network_weight_offset (network, place),
            biases = fv_network_bias_offset (network, place);

      if (at >= weights && at < weights + layer->n_weights)
        return fv_frozen_has (frozen, place,
                              (guint)((at - weights) / (layer->n_weights / layer->output.maps)));
      if (at >= biases && at < biases + layer->n_biases)
        return fv_frozen_has (frozen, place, (guint)(at - biases));
    }
  g_assert_not_reached ();
}

/* Frozen parameters and what is kept of them stay to the bit; the others step as if nothing were frozen. */
static void
check_step (const FvOptimizer *optimizer, const FvNetwork *network, const FvFrozen *frozen)
{
  gsize n = fv_network_n_parameters (network);
  g_autofree double *gradient = g_new (double, n);
  g_autofree float *before = g_new (float, 3 * n), *all = g_new (float, 3 * n), *but = g_new (float, 3 * n);
  float *all_slots[] = { all + n, all + 2 * n }, *but_slots[] = { but + n, but + 2 * n };
  FvHyper hyper = { .rate = 0.1, .momentum = 0.7, .decay = 0.05 };

  for (gsize i = 0; i < n; i++)
    gradient[i] = (double)((i * 7) % 29) - 14.0;
  for (gsize i = 0; i < 3 * n; i++)
    before[i] = all[i] = but[i] = (float)((i * 11) % 31) / 8 + 0.125f;
  fv_optimizer_step (optimizer, network, hyper, 3, gradient, all, all_slots);
  fv_optimizer_step_thawed (optimizer, network, hyper, 3, frozen, gradient, but, but_slots);
  for (guint array = 0; array < 1 + optimizer->n_slots; array++)
    for (gsize i = 0; i < n; i++)
      g_assert_cmpfloat (but[array * n + i], ==,
                         is_frozen (network, frozen, i) ? before[array * n + i] : all[array * n + i]);
}

static void
test_step (void)
{
  g_autoptr (FvNetwork) network = make (TEXT);
  static const char *const texts[] = { "none", "1", "1/1", "2/0,2/3", "3/1-4", "5/0,5/7,6", "1,2,3,5,6" };

  for (guint o = 0; fv_optimizer_nth (o) != NULL; o++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      check_step (fv_optimizer_nth (o), network, parse (texts[i], network));
}

/* A layer that goes on in another network stays frozen there. */
static void
test_carry (void)
{
  g_autoptr (FvNetwork) from = make (TEXT);
  g_autoptr (FvNetwork) to
      = make ("12x12x1 conv 3x3x4 tanh; conv 5x5x2 tanh; rasterize; dense 8 tanh; softmax 5");
  const FvFrozen *frozen = parse ("1/1-2,3/0,6/4", from);

  g_assert_cmpstr (fv_frozen_text (fv_frozen_carry (frozen, from, to)), ==, "1/1-2,5/4");
  g_assert_true (fv_frozen_carry (frozen, from, from) == frozen);
  g_assert_null (fv_frozen_carry (NULL, from, to));
  g_assert_null (fv_frozen_carry (parse ("3", from), from, to));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/frozen/text", test_text);
  g_test_add_func ("/network/frozen/refused", test_refused);
  g_test_add_func ("/network/frozen/changes", test_changes);
  g_test_add_func ("/network/frozen/threads", test_threads);
  g_test_add_func ("/network/frozen/fits", test_fits);
  g_test_add_func ("/network/frozen/step", test_step);
  g_test_add_func ("/network/frozen/carry", test_carry);
  return g_test_run ();
}
