/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cifar.h"

#include "fv-error.h"
#include "fv-folder.h"
#include "fv-samples.h"
#include "fv-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIXELS (3 * FV_CIFAR_SIDE * FV_CIFAR_SIDE)
/* Samples between two looks at whether they are still wanted. */
#define LOOK_EVERY 256

static const char *const classes[]
    = { "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck", NULL };

static gboolean
is_cifar (const char *file)
{
  return g_str_has_suffix (file, ".bin") || g_str_has_suffix (file, ".bin.gz");
}

static gboolean
is_train (const char *file)
{
  return is_cifar (file) && g_str_has_prefix (file, "data_batch");
}

static gboolean
is_test (const char *file)
{
  return is_cifar (file) && g_str_has_prefix (file, "test_batch");
}

/* The names path stands for, each with its folder, sorted. A folder without the part asked for gives the other. */
static GPtrArray *
list_files (const char *path, FvPart part)
{
  GPtrArray *files;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      files = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (files, g_strdup (path));
      return files;
    }
  files = fv_folder_list (path, part == FV_PART_TEST ? is_test : is_train);
  if (files->len > 0)
    return files;
  g_ptr_array_unref (files);
  return fv_folder_list (path, part == FV_PART_TEST ? is_train : is_test);
}

static gboolean
refuse_record (const FvStream *file, guint record, gsize got, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE,
               _ ("“%s”: found %zu bytes of picture %u, wanted records of %d bytes, a label and 3@32×32"),
               fv_stream_shown (file), got, record + 1, 1 + PIXELS);
  return FALSE;
}

static gboolean
refuse_label (const FvStream *file, guint record, guint label, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE,
               _ ("“%s”: found the label %u of picture %u, wanted 0 to 9 as CIFAR-10 has them"),
               fv_stream_shown (file), label, record + 1);
  return FALSE;
}

static gboolean
refuse_memory (const FvStream *file, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE,
               _ ("“%s”: found more pictures than there is memory for, wanted fewer"),
               fv_stream_shown (file));
  return FALSE;
}

/* A file of whole records is known by its size; one of any other size need not be read. */
static gboolean
check_size (const FvStream *file, GError **error)
{
  guint64 size = fv_stream_most (file);

  if (fv_stream_is_plain (file) && (size == 0 || size % (1 + PIXELS) != 0))
    return refuse_record (file, (guint)MIN (size / (1 + PIXELS), G_MAXUINT - 1), size % (1 + PIXELS), error);
  return TRUE;
}

/* *more: FALSE at the end of the file. */
static gboolean
read_record (FvStream *file, guint record, FvSamples *samples, gboolean *more, GError **error)
{
  guint8 *pixels;
  guint8 label;
  gsize got;

  if (!fv_stream_read (file, &label, 1, &got, error))
    return FALSE;
  *more = got == 1;
  if (!*more)
    return record > 0 || refuse_record (file, 0, 0, error);
  if (label >= G_N_ELEMENTS (classes) - 1)
    return refuse_label (file, record, label, error);
  pixels = fv_samples_next (samples);
  if (pixels == NULL)
    return refuse_memory (file, error);
  if (!fv_stream_read (file, pixels, PIXELS, &got, error))
    return FALSE;
  if (got < PIXELS)
    return refuse_record (file, record, got + 1, error);
  fv_samples_took (samples, label);
  return TRUE;
}

/* begin and share: which part of all the work this file is. */
static gboolean
read_file (const char *path, const FvDatasetWanted *wanted, double begin, double share, FvSamples *samples,
           GError **error)
{
  g_autoptr (FvStream) file = fv_stream_open (path, error);
  gboolean more = TRUE;

  if (file == NULL || !check_size (file, error))
    return FALSE;
  for (guint record = 0; more; record++)
    {
      if (record % LOOK_EVERY == 0
          && !fv_dataset_wanted_tell (wanted, begin + share * fv_stream_fraction (file), error))
        return FALSE;
      if (!read_record (file, record, samples, &more, error))
        return FALSE;
    }
  return fv_stream_finish (file, error);
}

gboolean
fv_cifar_probe (const char *path)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return is_cifar (path) && g_file_test (path, G_FILE_TEST_EXISTS);
  files = list_files (path, FV_PART_TRAIN);
  return files->len > 0;
}

char *
fv_cifar_test_path (const char *path)
{
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *folder = is_folder ? g_strdup (path) : g_path_get_dirname (path);
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GPtrArray) train = fv_folder_list (folder, is_train);
  g_autoptr (GPtrArray) test = fv_folder_list (folder, is_test);

  if (test->len == 0 || (is_folder ? train->len == 0 : !is_train (file)))
    return NULL;
  return g_strdup (g_ptr_array_index (test, 0));
}

FvDataset *
fv_cifar_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  g_autoptr (GPtrArray) files = list_files (path, wanted->part);
  g_autofree char *name = fv_folder_last_name (path);
  FvSamples samples = { .size = PIXELS };

  for (guint i = 0; i < files->len; i++)
    if (!read_file (g_ptr_array_index (files, i), wanted, (double)i / files->len, 1.0 / files->len, &samples,
                    error))
      {
        fv_samples_clear (&samples);
        return NULL;
      }
  return fv_samples_end (&samples, name, (FvShape){ 3, FV_CIFAR_SIDE, FV_CIFAR_SIDE }, classes);
}
