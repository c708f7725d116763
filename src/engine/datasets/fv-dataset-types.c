/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset.h"

#include "fv-error.h"
#include "fv-idx.h"
#include "fv-plane.h"

#include <glib/gi18n-lib.h>

/* Every kind of data set that can be opened: the one place to add another. */
static const FvDatasetType types[] = {
  { "plane", N_ ("Two inputs, generated: xor, and, or, points"), fv_plane_probe, fv_plane_open },
  { "idx", N_ ("MNIST-like IDX files"), fv_idx_probe, fv_idx_open },
};

const FvDatasetType *
fv_dataset_type_nth (guint nth)
{
  return nth < G_N_ELEMENTS (types) ? &types[nth] : NULL;
}

static void
refuse (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("“%s”: there is no such file or folder"), shown);
  else
    g_set_error (
        error, FV_ERROR, FV_ERROR_DATA,
        _ ("“%s”: found no data set, wanted a folder with files named like train-images-idx3-ubyte.gz and "
           "train-labels-idx1-ubyte.gz, or one of the two"),
        shown);
}

FvDataset *
fv_dataset_open (const char *path, FvPart part, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].probe (path))
      return types[i].open (path, part, error);
  refuse (path, error);
  return NULL;
}

gboolean
fv_dataset_has_test_part (const char *path)
{
  return fv_plane_probe (path) || fv_idx_has_test_part (path);
}
