/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-data.h"

#include <glib/gi18n-lib.h>

#include "cli-progress.h"
#include "fv-digits-type.h"
#include "fv-error.h"

/* Small sets are there before one could read a line about them. */
#define SILENT_US (G_USEC_PER_SEC / 2)

typedef struct
{
  CliProgress progress;
  gboolean draws;
  gint64 began;
  const int *stop;
} Opening;

static const char *
progress_text (gpointer data)
{
  const Opening *opening = data;

  return opening->draws ? _ ("drawing digits") : _ ("reading data");
}

static gboolean
show_progress (double fraction, gpointer data)
{
  Opening *opening = data;

  if (g_get_monotonic_time () - opening->began > SILENT_US)
    cli_progress_show (&opening->progress, fraction, 1, progress_text, opening);
  return !g_atomic_int_get (opening->stop);
}

static Opening
begin (const char *path, const int *stop)
{
  return (Opening){ .draws = fv_digits_probe (path), .began = g_get_monotonic_time (), .stop = stop };
}

FvDataset *
cli_data_open_part (const char *path, FvPart part, FvShape shape, const int *stop, GError **error)
{
  Opening opening = begin (path, stop);
  FvDatasetWanted asked = fv_dataset_wanted (part);
  FvDataset *set;

  asked.shape = shape;
  asked.progress = show_progress;
  asked.data = &opening;
  set = fv_dataset_open_wanted (path, &asked, error);
  cli_progress_end (&opening.progress);
  return set;
}

static FvDatasetWanted
ask (const CliDataWanted *wanted, Opening *opening)
{
  return (FvDatasetWanted){
    .part = FV_PART_TRAIN,
    .shape = wanted->shape,
    .count = wanted->samples,
    .seed = wanted->seed,
    .distortion = wanted->distortion,
    .progress = show_progress,
    .data = opening,
  };
}

static void
limit (FvDataset **train, guint samples)
{
  FvDataset *whole = *train;

  if (samples == 0 || samples >= fv_dataset_count (whole))
    return;
  *train = fv_dataset_slice (whole, 0, samples);
  fv_dataset_unref (whole);
}

static gboolean
open_both (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test, GError **error)
{
  Opening opening = begin (wanted->data, stop);
  FvDatasetWanted asked = ask (wanted, &opening);
  gboolean opened;

  if (wanted->test != NULL)
    {
      *train = fv_dataset_open_wanted (wanted->data, &asked, error);
      opened = *train != NULL;
    }
  else
    opened = fv_dataset_open_halves (wanted->data, &asked, wanted->test_share, wanted->split_seed, train,
                                     test, error);
  cli_progress_end (&opening.progress);
  if (opened)
    limit (train, wanted->samples);
  return opened;
}

gboolean
cli_data_open (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
               GError **error)
{
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;

  if (wanted->test != NULL)
    {
      test_set = cli_data_open_part (wanted->test, FV_PART_TEST, wanted->shape, stop, error);
      if (test_set == NULL)
        return FALSE;
    }
  if (!open_both (wanted, stop, &train_set, &test_set, error))
    return FALSE;
  if (fv_dataset_count (test_set) == 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("%s: has too few samples to set some aside for testing"), fv_dataset_name (test_set));
      return FALSE;
    }
  *train = g_steal_pointer (&train_set);
  *test = g_steal_pointer (&test_set);
  return TRUE;
}
