/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "fixture-measures.h"
#include "fv-random.h"
#include "fv-snapshot.h"

/* Does training for long take more memory than training for a while? Prints what is resident after 10⁴ and after 10⁶
 * steps of one sample, looked at through a snapshot now and then as the window does. */

#define SAMPLES     500
#define FIRST_STEPS 10000
#define LAST_STEPS  1000000
#define GLANCE      1000
#define BUDGET                                                                                               \
  ((gsize)1 << 18) /* full before the first look: a history grows to its budget and stays there */

static FvDataset *
make_set (FvShape shape)
{
  static const char *const names[] = { "dark", "bright", NULL };
  gsize size = fv_shape_size (shape);
  FvRandom random = fv_random_new (1, 0);
  guint8 *pixels = g_new (guint8, SAMPLES * size);
  guint8 *labels = g_new (guint8, SAMPLES);

  for (guint i = 0; i < SAMPLES; i++)
    {
      labels[i] = (guint8)(i % 2);
      for (gsize k = 0; k < size; k++)
        pixels[i * size + k] = (guint8)(60 * labels[i] + fv_random_below (&random, 196));
    }
  return fv_dataset_new_take ("noise", shape, SAMPLES, pixels, labels, names);
}

static void
train_until (FvTraining *training, FvHistory *history, const FvWatch *watch, guint64 steps)
{
  while (fv_training_batches (training) < steps)
    {
      g_assert_cmpint (fv_history_batch (history, NULL), ==, FV_TRAINING_OK);
      if (fv_training_batches (training) % GLANCE == 0)
        fv_snapshot_unref (
            fv_snapshot_new (training, history, (FvSnapshotSight){ .running = TRUE, .watch = watch }));
    }
}

int
main (void)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("8x8x1 conv 3x3x2 tanh; max 2x2; rasterize; dense 4 tanh; softmax 2", NULL);
  g_autoptr (FvDataset) set = make_set (fv_network_shape (network, 0));
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvTraining) training = NULL;
  g_autoptr (FvHistory) history = NULL;
  g_autoptr (FvWatch) watch = fv_watch_new ();
  guint64 first, last;

  options.batch_size = 1;
  options.n_threads = 1;
  training = fv_training_new (network, NULL, set, set, options, NULL);
  history = fv_history_new (training, BUDGET);
  train_until (training, history, watch, FIRST_STEPS);
  first = fixture_resident_kib ();
  train_until (training, history, watch, LAST_STEPS);
  last = fixture_resident_kib ();
  printf ("resident_after_10_4_steps_kb: %" G_GUINT64_FORMAT "\n", first);
  printf ("resident_after_10_6_steps_kb: %" G_GUINT64_FORMAT "\n", last);
  printf ("resident_growth_kb: %d  (asked: at most 1024)\n", (int)(last - first));
  return last > first + 1024;
}
