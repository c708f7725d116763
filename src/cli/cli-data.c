/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-data.h"

#include <glib/gi18n-lib.h>

#include "cli-progress.h"
#include "fv-error.h"

#define USUAL_DIGITS  60000
#define TEST_DIGITS   2000
#define TEST_FRACTION 0.1

typedef struct
{
  CliProgress progress;
  const int *stop;
} Drawing;

typedef FvDataset *(*DrawDigits) (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                                  FvProgressFunc progress, gpointer data);

static const char *
progress_text (gpointer data)
{
  return _ ("drawing digits");
}

static gboolean
show_progress (double fraction, gpointer data)
{
  Drawing *drawing = data;

  cli_progress_show (&drawing->progress, fraction, 1, progress_text, NULL);
  return !g_atomic_int_get (drawing->stop);
}

/* "digits", or "digits-other" with examples of what is none. NULL: another kind of data. */
static DrawDigits
digits_of (const char *name)
{
  if (g_str_equal (name, "digits"))
    return fv_digits_new;
  return g_str_equal (name, "digits-other") ? fv_digits_new_with_others : NULL;
}

/* The digits to test with come from a seed of their own, far from any that is asked for. */
static gboolean
draw_digits (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
             GError **error)
{
  Drawing drawing = { .stop = stop };
  guint count = wanted->samples > 0 ? wanted->samples : USUAL_DIGITS;
  DrawDigits draw = digits_of (wanted->data);

  *train = draw (wanted->seed, 0, count, wanted->distortion, show_progress, &drawing);
  cli_progress_end (&drawing.progress);
  if (*train != NULL && wanted->test == NULL)
    *test = draw (~wanted->seed, 0, TEST_DIGITS, wanted->distortion, NULL, NULL);
  if (*train != NULL)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before training began"));
  return FALSE;
}

/* As many to test with as to learn from. */
static gboolean
draw_plane (const CliDataWanted *wanted, FvDataset **train, FvDataset **test)
{
  const FvPlaneSet *set = fv_plane_from_name (wanted->data);
  guint count = wanted->samples > 0 ? wanted->samples : FV_PLANE_SAMPLES;

  *train = fv_plane_new (set, wanted->seed, count);
  if (wanted->test == NULL)
    *test = fv_plane_new (set, ~wanted->seed, count);
  return TRUE;
}

static void
split (FvDataset **train, guint64 seed, FvDataset **test)
{
  FvDataset *whole = *train;

  fv_dataset_split (whole, TEST_FRACTION, seed, train, test);
  fv_dataset_unref (whole);
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
open_folder (const CliDataWanted *wanted, FvDataset **train, FvDataset **test, GError **error)
{
  *train = fv_dataset_open (wanted->data, FV_PART_TRAIN, error);
  if (*train == NULL)
    return FALSE;
  if (wanted->test == NULL && fv_dataset_has_test_part (wanted->data))
    {
      *test = fv_dataset_open (wanted->data, FV_PART_TEST, error);
      if (*test == NULL)
        return FALSE;
    }
  else if (wanted->test == NULL)
    split (train, wanted->seed, test);
  limit (train, wanted->samples);
  return TRUE;
}

static gboolean
open_kind (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test, GError **error)
{
  if (digits_of (wanted->data) != NULL)
    return draw_digits (wanted, stop, train, test, error);
  if (fv_plane_from_name (wanted->data) != NULL)
    return draw_plane (wanted, train, test);
  return open_folder (wanted, train, test, error);
}

gboolean
cli_data_open (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
               GError **error)
{
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;

  if (wanted->test != NULL)
    {
      test_set = fv_dataset_open (wanted->test, FV_PART_TEST, error);
      if (test_set == NULL)
        return FALSE;
    }
  if (!open_kind (wanted, stop, &train_set, &test_set, error))
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
