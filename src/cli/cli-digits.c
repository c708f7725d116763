/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-options.h"
#include "cli-progress.h"
#include "cli-stop.h"
#include "fv-error.h"
#include "fv-idx-writer.h"

#define MAX_COUNT 1000000

typedef struct
{
  guint count;
  guint64 seed;
  FvDistortion distortion;
  gboolean others;
  const char *folder;
} Wanted;

typedef struct
{
  CliProgress progress;
  const int *stop;
} Making;

static const char *
progress_text (gpointer data)
{
  return _ ("drawing digits");
}

static gboolean
show_progress (double fraction, gpointer data)
{
  Making *making = data;

  cli_progress_show (&making->progress, fraction, 1, progress_text, NULL);
  return !g_atomic_int_get (making->stop);
}

static char *
pixels_sha256 (const FvDataset *set)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = fv_shape_size (fv_dataset_shape (set));

  for (guint i = 0; i < fv_dataset_count (set); i++)
    g_checksum_update (checksum, fv_dataset_pixels (set, i), (gssize)size);
  return g_strdup (g_checksum_get_string (checksum));
}

static CliExit
write_digits (const Wanted *wanted)
{
  Making making = { .stop = cli_stop_catch () };
  g_autoptr (FvDataset) set = (wanted->others ? fv_digits_new_with_others : fv_digits_new) (
      wanted->seed, 0, wanted->count, wanted->distortion, show_progress, &making);
  g_autofree char *images = g_build_filename (wanted->folder, "train-images-idx3-ubyte.gz", NULL);
  g_autofree char *labels = g_build_filename (wanted->folder, "train-labels-idx1-ubyte.gz", NULL);
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  cli_progress_end (&making.progress);
  if (set == NULL)
    return cli_fail (g_error_new_literal (FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped: nothing was written")));
  if (!fv_idx_write_pair (set, wanted->folder, "train", &error))
    return cli_fail (error);
  sha256 = pixels_sha256 (set);
  printf ("count: %u\n", wanted->count);
  printf ("seed: %" G_GUINT64_FORMAT "\n", wanted->seed);
  printf ("distortion: %s\n", fv_distortion_name (wanted->distortion));
  printf ("images: %s\n", images);
  printf ("labels: %s\n", labels);
  printf ("sha256: %s\n", sha256);
  return CLI_FINE;
}

CliExit
cli_digits (int argc, char **argv)
{
  Wanted wanted = { .count = 10000, .seed = 1, .distortion = FV_DISTORTION_MEDIUM };
  g_autofree char *count = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *distortion = NULL;
  g_autofree char *folder = NULL;
  const GOptionEntry entries[] = {
    { "count", 'n', 0, G_OPTION_ARG_STRING, &count, N_ ("How many (10000)"), "N" },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &seed, N_ ("Equal seeds give equal digits (1)"), "S" },
    { "distortion", 0, 0, G_OPTION_ARG_STRING, &distortion, N_ ("mild, medium, strong or scanned (medium)"),
      "D" },
    { "others", 0, 0, G_OPTION_ARG_NONE, &wanted.others, N_ ("One of every 24 is no digit: class 10"), NULL },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &folder, N_ ("Where to, made if it is missing"), N_ ("FOLDER") },
    { NULL },
  };
  GError *error = NULL;
  CliExit exit;

  if (!cli_options_parse ("digits", entries, &argc, &argv, &exit))
    return exit;
  if (folder == NULL)
    return cli_fail_missing ("digits", "--out");
  if (!cli_read_count ("--count", count, 1, MAX_COUNT, &wanted.count, &error)
      || !cli_read_unsigned ("--seed", seed, 0, G_MAXUINT64, &wanted.seed, &error)
      || !cli_read_distortion (distortion, &wanted.distortion, &error)
      || !cli_no_more ("digits", argc, argv, &error))
    return cli_fail (error);
  wanted.folder = folder;
  return write_digits (&wanted);
}
