/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-bench-measure.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <time.h>

#include "fv-error.h"
#include "fv-random.h"
#include "fv-training.h"

#define SLICES         10
#define SAMPLES        2048
#define MAX_BYTES      (1u << 30)
#define NOISE          102 /* of 255: how much of a pixel is chance */
#define WARM_UP        200
#define LATENCY_TIME   3.0
#define PROFILE_SHARE  0.2 /* of the seconds of training */
#define STOPWATCH_STEP 1e-3

static double
seconds_now (CliClock clock)
{
  struct timespec now;

  clock_gettime (clock == CLI_CLOCK_CPU ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

/* The value that share of values[count], sorted by this, are below. */
static double
quantile (double *values, guint count, double share)
{
  qsort (values, count, sizeof *values, compare);
  return values[MIN ((guint)(share * count), count - 1)];
}

static double
median (double *values, guint count)
{
  double high = quantile (values, count, 0.5);

  return count % 2 == 1 ? high : (values[count / 2 - 1] + high) / 2;
}

/* ---- Data ---- */

static void
draw (FvRandom *random, const guint8 *prototype, guint8 *pixels, gsize size)
{
  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8)(((255 - NOISE) * prototype[i] + NOISE * fv_random_below (random, 256)) / 255);
}

/* A random picture for each class, and samples that are one of them under noise. */
static void
draw_all (gsize size, guint n_classes, guint count, guint8 *prototypes, guint8 *pixels, guint8 *labels)
{
  FvRandom random = fv_random_new (1, 0);

  for (gsize i = 0; i < n_classes * size; i++)
    prototypes[i] = (guint8)fv_random_below (&random, 256);
  for (guint i = 0; i < count; i++)
    {
      labels[i] = (guint8)fv_random_below (&random, n_classes);
      draw (&random, prototypes + labels[i] * size, pixels + i * size, size);
    }
}

static char **
class_names (guint n_classes)
{
  char **names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

/* So many that no batch is short. */
static FvDataset *
make_data (const CliBench *self, GError **error)
{
  FvShape shape = fv_network_shape (self->network, 0);
  gsize size = fv_shape_size (shape);
  guint n_classes = fv_network_n_classes (self->network), n_drawn = MIN (n_classes, 10);
  guint count = MAX (SAMPLES / self->batch_size, 1) * self->batch_size;
  g_auto (GStrv) names = class_names (n_classes);
  g_autofree guint8 *prototypes = NULL;
  guint8 *pixels, *labels;

  if (size * count > MAX_BYTES)
    count = self->batch_size;
  if (size * count > MAX_BYTES)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("--batch: %u pictures of %zu bytes are more than the %u MB that are kept for them"),
                   count, size, MAX_BYTES >> 20);
      return NULL;
    }
  prototypes = g_malloc (n_drawn * size);
  pixels = g_malloc (count * size);
  labels = g_malloc (count);
  draw_all (size, n_drawn, count, prototypes, pixels, labels);
  return fv_dataset_new_take ("noise", shape, count, pixels, labels, (const char *const *)names);
}

/* ---- Training ---- */

static gboolean
stopped (GError **error)
{
  g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before the end"));
  return FALSE;
}

static gboolean
train_batches (const CliBench *self, FvTraining *training, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    switch (fv_training_batch (training, self->stop))
      {
      case FV_TRAINING_STOPPED:
        return stopped (error);
      case FV_TRAINING_NON_FINITE:
        g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("training left the finite numbers in layer %u"),
                     fv_training_trouble (training));
        return FALSE;
      case FV_TRAINING_OK:
      default:
        break;
      }
  return TRUE;
}

/* Samples a second over a slice of time. *stride: how many batches go between looks at the clock, which takes time
 * itself; it grows until they are worth it. */
static gboolean
train_slice (const CliBench *self, FvTraining *training, guint *stride, double *rate, GError **error)
{
  double began = seconds_now (self->clock), now = began;
  guint64 samples = 0;

  while (now - began < self->seconds / (SLICES + 1))
    {
      double before = now;

      if (!train_batches (self, training, *stride, error))
        return FALSE;
      samples += (guint64)*stride * self->batch_size;
      now = seconds_now (self->clock);
      if (now - before < STOPWATCH_STEP / 2)
        *stride *= 2;
    }
  *rate = (double)samples / (now - began);
  return TRUE;
}

static gboolean
measure_training (const CliBench *self, FvTraining *training, CliBenchResult *out, GError **error)
{
  const FvCurve *curve = fv_training_curve (training);
  double rates[SLICES + 1];
  guint stride = 1;

  for (guint i = 0; i <= SLICES; i++)
    if (!train_slice (self, training, &stride, &rates[i], error))
      return FALSE;
  out->samples_per_s_median = median (rates + 1, SLICES); /* and they are sorted now */
  out->samples_per_s_best = rates[SLICES];
  out->loss_first = fv_curve_nth (curve, 0).train_loss;
  out->loss_last = fv_curve_nth (curve, fv_curve_length (curve) - 1).train_loss;
  return TRUE;
}

/* ---- One image, and layer by layer ---- */

static gboolean
measure_latency (const CliBench *self, FvPlan *plan, const FvPlanSample *sample, CliBenchResult *out,
                 GError **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree float *scores = g_new (float, fv_network_n_classes (self->network));
  double end = seconds_now (self->clock) + MIN (self->seconds, LATENCY_TIME), now;

  for (guint i = 0; i < WARM_UP && seconds_now (self->clock) < end; i++)
    fv_plan_score (plan, sample, 1, NULL, scores, NULL);
  do
    {
      double began = seconds_now (self->clock), took;

      if (fv_plan_score (plan, sample, 1, self->stop, scores, NULL) == FV_PLAN_STOPPED)
        return stopped (error);
      now = seconds_now (self->clock);
      took = now - began;
      g_array_append_val (times, took);
    }
  while (now < end);
  out->latency_us_median = 1e6 * median ((double *)times->data, times->len);
  out->latency_us_p99 = 1e6 * quantile ((double *)times->data, times->len, 0.99);
  return TRUE;
}

static void
gather (const FvDataset *set, guint first, guint n, FvPlanSample *samples)
{
  for (guint i = 0; i < n; i++)
    samples[i] = (FvPlanSample){ fv_dataset_pixels (set, first + i), fv_dataset_label (set, first + i) };
}

/* The watch takes time too, so this training is not the one that is timed as a whole. */
static gboolean
measure_layers (const CliBench *self, FvPlan *plan, const FvDataset *set, FvPlanSample *samples,
                CliBenchResult *out, GError **error)
{
  FvHyper hyper = fv_training_options ().hyper;
  double end = seconds_now (CLI_CLOCK_WALL) + self->seconds * PROFILE_SHARE;
  guint64 done = 0;
  FvPlanSum sum;
  guint trouble;

  fv_plan_profile (plan, TRUE);
  do
    {
      gather (set, (guint)(done % fv_dataset_count (set)), self->batch_size, samples);
      if (fv_plan_learn (plan, samples, self->batch_size, hyper, done / self->batch_size + 1, self->stop,
                         &sum, &trouble)
          == FV_PLAN_STOPPED)
        return stopped (error);
      done += self->batch_size;
    }
  while (seconds_now (CLI_CLOCK_WALL) < end);
  for (guint place = 0; place <= fv_network_depth (self->network); place++)
    for (guint phase = 0; phase < FV_PLAN_N_PHASES; phase++)
      out->seconds[place][phase] = fv_plan_seconds (plan, place, phase) / (double)done;
  return TRUE;
}

gboolean
cli_bench_measure (const CliBench *self, CliBenchResult *out, GError **error)
{
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvDataset) set = make_data (self, error);
  g_autoptr (FvTraining) training = NULL;
  g_autoptr (FvParameters) parameters = NULL;
  g_autoptr (FvPlan) plan = NULL;
  g_autofree FvPlanSample *samples = NULL;

  options.batch_size = self->batch_size;
  options.n_threads = self->n_threads;
  if (set != NULL)
    training = fv_training_new (self->network, NULL, set, NULL, options, error);
  if (training == NULL || !measure_training (self, training, out, error))
    return FALSE;
  plan = fv_plan_new (self->network, options.optimizer, (FvPlanOptions){ .n_threads = self->n_threads },
                      error);
  if (plan == NULL)
    return FALSE;
  parameters = fv_training_parameters (training);
  fv_plan_write (plan, fv_parameters_values (parameters), NULL);
  g_strlcpy (out->kernels, fv_plan_kernels (plan), sizeof out->kernels);
  out->n_threads = fv_plan_n_threads (plan);
  samples = g_new (FvPlanSample, self->batch_size);
  gather (set, 0, 1, samples);
  return measure_latency (self, plan, samples, out, error)
         && measure_layers (self, plan, set, samples, out, error);
}
