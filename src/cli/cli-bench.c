/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-bench-measure.h"
#include "cli-options.h"
#include "cli-peak.h"
#include "cli-stop.h"
#include "fv-counts.h"

#define MAX_BATCH   65536
#define MAX_SECONDS 3600

/* As they were typed. */
typedef struct
{
  char *net, *batch, *threads, *seconds, *clock;
  gboolean explain;
} Texts;

static const char *const clocks[] = { "wall", "cpu" };
static const char *const phases[FV_PLAN_N_PHASES] = { "forward", "backward", "gradient" };

static const char *
clock_name (guint i)
{
  return i < G_N_ELEMENTS (clocks) ? clocks[i] : NULL;
}

/* Multiply-adds of one sample. */
typedef struct
{
  double n[FV_PLAN_N_PHASES];
} Work;

/* Of the gradients at a convolution's cells, how many are not 0 for sure: under max pooling one of each block. */
static double
share_of_gradients (const FvNetwork *network, guint place)
{
  const FvLayer *layer = fv_network_layer (network, place);
  const FvLayer *above = place < fv_network_depth (network) ? fv_network_layer (network, place + 1) : NULL;
  g_autofree char *text = above != NULL ? fv_layer_to_text (above) : NULL;

  if (text == NULL || !g_str_has_prefix (text, "max "))
    return 1;
  return MIN (1, (double)fv_shape_size (above->output) / (double)fv_shape_size (layer->output));
}

/* TRUE if some layer below has parameters, so that the gradient must go on down. */
static gboolean
goes_further_down (const FvNetwork *network, guint place)
{
  for (guint below = 1; below < place; below++)
    if (fv_network_layer (network, below)->weight_rank > 0)
      return TRUE;
  return FALSE;
}

static Work
work_of (const FvNetwork *network, guint place)
{
  const FvLayer *layer = fv_network_layer (network, place);
  double share = share_of_gradients (network, place);
  FvCounts counts;
  Work work = { { 0 } };

  if (!fv_counts_of_layer (layer, FV_CONNECTED_SHARED, &counts)
      && !fv_counts_of_layer (layer, FV_CONNECTED_FULLY, &counts))
    return work;
  work.n[FV_PLAN_FORWARD] = (double)counts.multiplies;
  work.n[FV_PLAN_GRADIENT] = share * (double)counts.multiplies;
  if (goes_further_down (network, place))
    work.n[FV_PLAN_BACKWARD] = share * (double)counts.multiplies;
  return work;
}

/* Adds up what the layers have to do. */
static double
print_layers (const FvNetwork *network, const CliBenchResult *result)
{
  double whole = 0;

  printf ("layer_0_pack_us: %.4f\n", 1e6 * result->seconds[0][FV_PLAN_FORWARD]);
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      Work work = work_of (network, place);

      for (guint phase = 0; phase < FV_PLAN_N_PHASES; phase++)
        {
          double seconds = result->seconds[place][phase];

          whole += work.n[phase];
          if (seconds <= 0)
            continue;
          printf ("layer_%u_%s_us: %.4f\n", place, phases[phase], 1e6 * seconds);
          if (work.n[phase] > 0)
            printf ("layer_%u_%s_gflops: %.2f\n", place, phases[phase], 2e-9 * work.n[phase] / seconds);
        }
    }
  return whole;
}

static void
print_result (const CliBench *bench, const CliBenchResult *result)
{
  double peak = cli_peak_gflops (), whole;

  printf ("net: %s\n", fv_network_text (bench->network));
  printf ("batch: %u\n", bench->batch_size);
  printf ("threads: %u\n", result->n_threads);
  printf ("kernels: %s\n", result->kernels);
  printf ("clock: %s\n", clocks[bench->clock]);
  printf ("loss_first: %.4f\n", result->loss_first);
  printf ("loss_last: %.4f\n", result->loss_last);
  printf ("train_samples_per_s_best: %.1f\n", result->samples_per_s_best);
  printf ("train_samples_per_s_median: %.1f\n", result->samples_per_s_median);
  printf ("latency_us_median: %.2f\n", result->latency_us_median);
  printf ("latency_us_p99: %.2f\n", result->latency_us_p99);
  whole = print_layers (bench->network, result);
  printf ("peak_gflops: %.1f\n", peak);
  printf ("fraction: %.3f\n", 2e-9 * whole * result->samples_per_s_best / peak / result->n_threads);
}

/* Which layers have no kernel of their own, and why. */
static gboolean
explain (FvNetwork *network, GError **error)
{
  g_autoptr (FvPlan) plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = 1 }, error);
  guint n_slow = 0;

  if (plan == NULL)
    return FALSE;
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const char *reason = fv_plan_slow_reason (plan, place);
      g_autofree char *text = fv_layer_to_text (fv_network_layer (network, place));

      if (reason == NULL)
        continue;
      printf ("slow_layer_%u: %s; %s\n", place, text, reason);
      n_slow++;
    }
  printf ("slow_layers: %u\n", n_slow);
  printf ("explained: %s\n", n_slow == 0 ? _ ("every layer has a fast kernel")
                                         : _ ("the slow layers go through their own functions"));
  fflush (stdout);
  return TRUE;
}

static CliExit
bench_network (const char *net, gboolean explained, CliBench *bench)
{
  GError *error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (net, &error);
  g_autofree CliBenchResult *result = g_new0 (CliBenchResult, 1);

  if (network == NULL)
    {
      cli_fail (error);
      return CLI_MISUSED;
    }
  bench->network = network;
  bench->stop = cli_stop_catch ();
  if ((explained && !explain (network, &error)) || !cli_bench_measure (bench, result, &error))
    return cli_fail (error);
  print_result (bench, result);
  return CLI_FINE;
}

static CliExit
read_and_bench (int argc, char **argv, const Texts *texts)
{
  CliBench bench = { .batch_size = 32, .seconds = 5 };
  guint clock = CLI_CLOCK_WALL;
  GError *error = NULL;

  if (!cli_no_more ("bench", argc, argv, &error)
      || !cli_read_count ("--batch", texts->batch, 1, MAX_BATCH, &bench.batch_size, &error)
      || !cli_read_threads (texts->threads, &bench.n_threads, &error)
      || !cli_read_number ("--seconds", texts->seconds, 0.01, MAX_SECONDS, &bench.seconds, &error)
      || !cli_read_choice ("--clock", texts->clock, clock_name, &clock, &error))
    return cli_fail (error);
  bench.clock = (CliClock)clock;
  return bench_network (texts->net != NULL ? texts->net : "lenet", texts->explain, &bench);
}

CliExit
cli_bench (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "net", 0, 0, G_OPTION_ARG_STRING, &texts.net, N_ ("A preset or the text of an architecture (lenet)"),
      N_ ("NET") },
    { "batch", 'b', 0, G_OPTION_ARG_STRING, &texts.batch, N_ ("Samples of one step (32)"), "B" },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &texts.threads,
      N_ ("Threads that compute; they change no number (one core fewer than there are)"), "N" },
    { "seconds", 0, 0, G_OPTION_ARG_STRING, &texts.seconds, N_ ("How long training is measured (5)"), "S" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &texts.clock,
      N_ ("wall, or cpu: the processor time of all threads, for one thread on a busy machine (wall)"), "C" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &texts.explain,
      N_ ("Also say which layers have no fast kernel, and why"), NULL },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("bench", entries, &argc, &argv, &exit))
    exit = read_and_bench (argc, argv, &texts);
  g_free (texts.net);
  g_free (texts.batch);
  g_free (texts.threads);
  g_free (texts.seconds);
  g_free (texts.clock);
  return exit;
}
