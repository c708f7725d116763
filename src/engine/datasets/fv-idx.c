/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx.h"

#include "fv-error.h"
#include "fv-path.h"
#include "fv-idx-family.h"
#include "fv-idx-pairs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Numbers, ten of them at least, so that a part of a set of digits still has them all. */
static char **
number_classes (const FvIdxFile *labels)
{
  guint n_classes = 10;
  char **names;

  for (guint i = 0; i < labels->sizes[0]; i++)
    n_classes = MAX (n_classes, labels->data[i] + 1u);
  names = g_new0 (char *, n_classes + 1);
  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

/* Makes the first class of the family 0. */
static gboolean
shift_labels (const char *path, FvIdxFile *labels, const FvIdxFamily *family, guint n_classes, GError **error)
{
  guint first = family->first_label;

  for (guint i = 0; i < labels->sizes[0]; i++)
    {
      guint8 label = labels->data[i];

      if (label < first || label - first >= n_classes)
        {
          g_autofree char *shown = fv_path_shown (path);

          g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                       _ ("“%s”: found the label %u of image %u, wanted %u to %u as %s has them"), shown,
                       label, i + 1, first, first + n_classes - 1, family->name);
          return FALSE;
        }
      labels->data[i] = (guint8)(label - first);
    }
  return TRUE;
}

/* Puts the rows of each image where its columns are. */
static void
transpose (FvIdxFile *images)
{
  guint rows = images->sizes[1], cols = images->sizes[2];
  gsize size = (gsize)rows * cols;
  g_autofree guint8 *one = g_malloc (size);

  for (guint i = 0; i < images->sizes[0]; i++)
    {
      guint8 *image = images->data + size * i;

      memcpy (one, image, size);
      for (guint row = 0; row < rows; row++)
        for (guint col = 0; col < cols; col++)
          image[(gsize)col * rows + row] = one[(gsize)row * cols + col];
    }
  images->sizes[1] = cols;
  images->sizes[2] = rows;
}

static gboolean
check_counts (const char *path, const FvIdxFile *images, const FvIdxFile *labels, GError **error)
{
  g_autofree char *shown = NULL;

  if (images->sizes[0] == labels->sizes[0])
    return TRUE;
  shown = fv_path_shown (path);
  g_set_error (error, FV_ERROR, FV_ERROR_DATA,
               _ ("“%s”: found %u labels, wanted one for each of the %u images"), shown, labels->sizes[0],
               images->sizes[0]);
  return FALSE;
}

/* Takes the data of both. */
static FvDataset *
new_set (const char *name, FvIdxFile *images, FvIdxFile *labels, const FvIdxFamily *family)
{
  g_auto (GStrv) names = family != NULL ? fv_idx_family_class_names (family) : number_classes (labels);
  FvShape shape = { 1, images->sizes[1], images->sizes[2] };

  return fv_dataset_new_take (name, shape, images->sizes[0], g_steal_pointer (&images->data),
                              g_steal_pointer (&labels->data), (const char *const *)names);
}

static FvDataset *
new_published (const FvIdxPublished *published, FvIdxFile *images, FvIdxFile *labels)
{
  /* Translators: name of a data set and which part of it; its contents were compared with the original. */
  g_autofree char *name
      = g_strdup_printf (_ ("%s, %s, verified"), published->family->name, _ (published->part));
  FvDataset *set = new_set (name, images, labels, published->family);

  fv_dataset_set_verified (set);
  return set;
}

static FvDataset *
make_set (const FvIdxPair *pair, FvIdxFile *images, FvIdxFile *labels, GError **error)
{
  const FvIdxPublished *published;
  const FvIdxFamily *family;

  if (!check_counts (pair->labels, images, labels, error))
    return NULL;
  published = fv_idx_published (images, labels);
  if (published != NULL)
    return new_published (published, images, labels);
  family = fv_idx_family_by_name (pair->images);
  if (family != NULL)
    {
      g_auto (GStrv) names = fv_idx_family_class_names (family);

      if (!shift_labels (pair->labels, labels, family, g_strv_length (names), error))
        return NULL;
      if (family->transposed)
        transpose (images);
    }
  return new_set (pair->name, images, labels, family);
}

static FvDataset *
open_pair (const FvIdxPair *pair, const FvDatasetWanted *wanted, GError **error)
{
  FvIdxFile images = { 0 }, labels = { 0 };
  FvDatasetWanted silent = *wanted;
  FvDataset *set = NULL;

  silent.progress = NULL; /* the labels are a small part of it */
  if (fv_idx_file_read (&labels, pair->labels, 1, &silent, error)
      && fv_idx_file_read (&images, pair->images, 3, wanted, error))
    set = make_set (pair, &images, &labels, error);
  fv_idx_file_clear (&images);
  fv_idx_file_clear (&labels);
  return set;
}

gboolean
fv_idx_probe (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR)
             ? fv_idx_folder_has_any (path)
             : fv_idx_is_name (path) && g_file_test (path, G_FILE_TEST_EXISTS);
}

FvDataset *
fv_idx_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  FvIdxPair pair = { NULL, NULL, NULL };
  FvDataset *dataset = NULL;

  if (fv_idx_pair_find (path, wanted->part, &pair, error))
    dataset = open_pair (&pair, wanted, error);
  fv_idx_pair_clear (&pair);
  return dataset;
}

char *
fv_idx_test_path (const char *path)
{
  return fv_idx_pair_test_of (path);
}
