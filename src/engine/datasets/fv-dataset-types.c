/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset-types.h"

#include "fv-error.h"
#include "fv-path.h"
#include "fv-cifar.h"
#include "fv-csv.h"
#include "fv-digits-type.h"
#include "fv-digits.h"
#include "fv-drawings.h"
#include "fv-idx.h"
#include "fv-pictures.h"
#include "fv-plane.h"

#include <glib/gi18n-lib.h>

/* Every kind of data set that can be opened: the one place to add another. */
static const FvDatasetType types[] = {
  { "digits", N_ ("Digits, generated"), fv_digits_probe, fv_digits_test_path, fv_digits_open },
  { "plane", N_ ("Two inputs, generated: xor, and, or, points"), fv_plane_probe, fv_plane_test_path,
    fv_plane_open },
  { "strokes", N_ ("Digits drawn on the pad"), fv_drawings_probe, fv_drawings_test_path, fv_drawings_open },
  { "idx", N_ ("MNIST-like IDX files"), fv_idx_probe, fv_idx_test_path, fv_idx_open },
  { "cifar", N_ ("CIFAR-10 binary files"), fv_cifar_probe, fv_cifar_test_path, fv_cifar_open },
  { "csv", N_ ("A table of pixels (CSV)"), fv_csv_probe, fv_csv_test_path, fv_csv_open },
  { "pictures", N_ ("A folder with a folder of pictures for each class"), fv_pictures_probe,
    fv_pictures_test_path, fv_pictures_open },
};

/* Where distributions put published sets. */
static const FvDatasetOffer offers[] = {
  { "fashion-mnist", "Fashion-MNIST", "/usr/share/datasets/fashion-mnist" },
};

const FvDatasetType *
fv_dataset_type_nth (guint nth)
{
  return nth < G_N_ELEMENTS (types) ? &types[nth] : NULL;
}

/* The user's own digits are offered always: there is a sentence where there are none yet. */
static const FvDatasetOffer *
mine (void)
{
  static FvDatasetOffer offer;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      offer = (FvDatasetOffer){ FV_DRAWINGS_MINE, _ ("my digits"), fv_drawings_path () };
      g_once_init_leave (&made, 1);
    }
  return &offer;
}

const FvDatasetOffer *
fv_dataset_offer_nth (guint nth)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (fv_idx_probe (offers[i].path) && nth-- == 0)
      return &offers[i];
  return nth == 0 ? mine () : NULL;
}

/* The folder behind the name of an offer; any other path is itself. */
static const char *
resolve (const char *path)
{
  const FvDatasetOffer *offer;

  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    if (g_str_equal (offer->name, path) && !g_file_test (path, G_FILE_TEST_EXISTS))
      return offer->path;
  return path;
}

static void
refuse (const char *path, GError **error)
{
  g_autofree char *shown = fv_path_shown (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("“%s”: there is no such file or folder"), shown);
  else
    g_set_error (
        error, FV_ERROR, FV_ERROR_DATA,
        _ ("“%s”: found no data set, wanted IDX files (train-images-idx3-ubyte.gz and "
           "train-labels-idx1-ubyte.gz), CIFAR-10 files (data_batch_1.bin), a table of pixels (.csv) "
           "or a folder with a folder of PNG or JPEG pictures for each class"),
        shown);
}

const FvDatasetType *
fv_dataset_type_of (const char *path, GError **error)
{
  const char *place = resolve (path);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].probe (place))
      return &types[i];
  refuse (path, error);
  return NULL;
}

FvDataset *
fv_dataset_open_wanted (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  const FvDatasetType *type = fv_dataset_type_of (path, error);

  return type != NULL ? type->open (resolve (path), wanted, error) : NULL;
}

FvDataset *
fv_dataset_open (const char *path, FvPart part, GError **error)
{
  FvDatasetWanted wanted = fv_dataset_wanted (part);

  return fv_dataset_open_wanted (path, &wanted, error);
}

static char *
test_path (const char *path)
{
  const FvDatasetType *type = fv_dataset_type_of (path, NULL);

  return type != NULL ? type->test_path (resolve (path)) : NULL;
}

gboolean
fv_dataset_has_test_part (const char *path)
{
  g_autofree char *place = test_path (path);

  return place != NULL;
}

gboolean
fv_dataset_open_halves (const char *path, const FvDatasetWanted *wanted, double test_share,
                        guint64 split_seed, FvDataset **train, FvDataset **test, GError **error)
{
  FvDatasetWanted part = *wanted;
  g_autofree char *place = test_path (path);
  g_autoptr (FvDataset) first = NULL;

  part.part = FV_PART_TRAIN;
  first = fv_dataset_open_wanted (path, &part, error);
  if (first == NULL)
    return FALSE;
  if (place == NULL)
    {
      fv_dataset_split (first, test_share, split_seed, train, test);
      return TRUE;
    }
  part.part = FV_PART_TEST;
  part.shape = fv_dataset_shape (first); /* whatever it was, the other half is like it */
  *test = fv_dataset_open_wanted (place, &part, error);
  if (*test == NULL)
    return FALSE;
  *train = g_steal_pointer (&first);
  return TRUE;
}

FvDatasetWanted
fv_dataset_wanted (FvPart part)
{
  return (FvDatasetWanted){ .part = part, .seed = 1, .distortion = FV_DISTORTION_MEDIUM };
}

gboolean
fv_dataset_wanted_tell (const FvDatasetWanted *self, double fraction, GError **error)
{
  if (self->progress == NULL || self->progress (CLAMP (fraction, 0, 1), self->data))
    return TRUE;
  g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Reading was stopped"));
  return FALSE;
}
