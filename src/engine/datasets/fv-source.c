/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-digits-type.h"
#include "fv-error.h"
#include "fv-plane.h"

/* Of data without a test part of their own. */
#define TEST_SHARE 0.1
#define SPLIT_SEED 1

/* What is generated and what is offered has a name; all else is found in the file system, from wherever one asks. */
static char *
lasting_name (const char *data)
{
  if (data == NULL || fv_digits_probe (data) || fv_plane_from_name (data) != NULL
      || !g_file_test (data, G_FILE_TEST_EXISTS))
    return g_strdup (data);
  return g_canonicalize_filename (data, NULL);
}

void
fv_source_init (FvSource *self, const char *data, const char *test)
{
  FvDatasetWanted usual = fv_dataset_wanted (FV_PART_TRAIN);

  *self = (FvSource){ .data = lasting_name (data),
                      .test = lasting_name (test),
                      .seed = usual.seed,
                      .distortion = (FvDistortion)usual.distortion,
                      .test_share = TEST_SHARE,
                      .split_seed = SPLIT_SEED };
}

void
fv_source_copy (const FvSource *self, FvSource *out)
{
  *out = *self;
  out->data = g_strdup (self->data);
  out->test = g_strdup (self->test);
}

void
fv_source_clear (FvSource *self)
{
  g_free (self->data);
  g_free (self->test);
  *self = (FvSource){ 0 };
}

gboolean
fv_source_equal (const FvSource *a, const FvSource *b)
{
  return g_strcmp0 (a->data, b->data) == 0 && g_strcmp0 (a->test, b->test) == 0 && a->samples == b->samples
         && a->seed == b->seed && a->distortion == b->distortion && a->test_share == b->test_share
         && a->split_seed == b->split_seed;
}

/* --- Finding again --- */

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
open_both (const FvSource *self, FvDatasetWanted how, FvDataset **train, FvDataset **test, GError **error)
{
  if (self->test == NULL)
    return fv_dataset_open_halves (self->data, &how, self->test_share, self->split_seed, train, test, error);
  how.part = FV_PART_TEST;
  *test = fv_dataset_open_wanted (self->test, &how, error);
  if (*test == NULL)
    return FALSE;
  how.part = FV_PART_TRAIN;
  *train = fv_dataset_open_wanted (self->data, &how, error);
  return *train != NULL;
}

gboolean
fv_source_open (const FvSource *self, const FvDatasetWanted *how, FvDataset **train, FvDataset **test,
                GError **error)
{
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;
  FvDatasetWanted wanted = *how;

  wanted.count = self->samples;
  wanted.seed = self->seed;
  wanted.distortion = self->distortion;
  if (!open_both (self, wanted, &train_set, &test_set, error))
    return FALSE;
  if (fv_dataset_count (test_set) == 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("%s: has too few samples to set some aside for testing"), fv_dataset_name (test_set));
      return FALSE;
    }
  limit (&train_set, self->samples);
  fv_dataset_set_source (train_set, self);
  *train = g_steal_pointer (&train_set);
  *test = g_steal_pointer (&test_set);
  return TRUE;
}

/* --- Telling apart --- */

/* Multiplies and folds, eight bytes at a time: 60000 digits take some milliseconds. */
static guint64
mix (guint64 state, guint64 word)
{
  state = (state ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return state ^ (state >> 29);
}

static guint64
mix_bytes (guint64 state, const guint8 *bytes, gsize count)
{
  guint64 word;
  gsize i = 0;

  for (; i + sizeof word <= count; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      state = mix (state, GUINT64_FROM_LE (word));
    }
  word = 0;
  for (; i < count; i++)
    word = word << 8 | bytes[i];
  return mix (state, word);
}

guint64
fv_source_mark (const FvDataset *set)
{
  FvShape shape = fv_dataset_shape (set);
  guint64 state = mix (mix (mix (1, shape.maps), shape.rows), shape.cols);

  for (guint i = 0; i < fv_dataset_count (set); i++)
    state = mix (mix_bytes (state, fv_dataset_pixels (set, i), fv_shape_size (shape)),
                 fv_dataset_label (set, i));
  return MAX (state, 1);
}
