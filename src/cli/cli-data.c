/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-data.h"

#include <glib/gi18n-lib.h>

#include "cli-progress.h"
#include "fv-digits-type.h"
#include "fv-source.h"

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

/* fv_source_clear() */
static FvSource
source_of (const CliDataWanted *wanted)
{
  FvSource source;

  fv_source_init (&source, wanted->data, wanted->test);
  source.samples = wanted->samples;
  source.seed = wanted->seed;
  source.distortion = wanted->distortion;
  source.test_share = wanted->test_share;
  source.split_seed = wanted->split_seed;
  return source;
}

gboolean
cli_data_open (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
               GError **error)
{
  Opening opening = begin (wanted->data, stop);
  FvDatasetWanted how = fv_dataset_wanted (FV_PART_TRAIN);
  FvSource source = source_of (wanted);
  gboolean opened;

  how.shape = wanted->shape;
  how.progress = show_progress;
  how.data = &opening;
  opened = fv_source_open (&source, &how, train, test, error);
  cli_progress_end (&opening.progress);
  fv_source_clear (&source);
  return opened;
}
