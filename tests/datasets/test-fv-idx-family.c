/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx-family.h"

#include "fv-error.h"
#include "idx-files.h"

#include <string.h>

/* Two pictures of 2×3 and labels 1 and 26. */
static const guint8 images[]
    = { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16 };
static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 2, 1, 26 };

static FvDataset *
open_named (const char *folder, const char *prefix, const guint8 *label_bytes, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s-images-idx3-ubyte", folder, prefix);

  files_put_pair (folder, prefix, images, sizeof images, label_bytes, sizeof labels);
  return fv_dataset_open (path, FV_PART_TRAIN, error);
}

/* EMNIST stands on its side, and its letters begin at 1. */
static void
test_letters (void)
{
  static const guint8 upright[] = { 1, 4, 2, 5, 3, 6 };
  g_autofree char *folder = files_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FvDataset) set = open_named (folder, "emnist-letters-train", labels, &error);

  g_assert_no_error (error);
  g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 1, 3, 2 }));
  g_assert_cmpmem (fv_dataset_pixels (set, 0), 6, upright, 6);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 26);
  g_assert_cmpuint (fv_dataset_label (set, 0), ==, 0);
  g_assert_cmpstr (fv_dataset_class_name (set, fv_dataset_label (set, 0)), ==, "A");
  g_assert_cmpstr (fv_dataset_class_name (set, fv_dataset_label (set, 1)), ==, "Z");
  files_remove (folder);
}

static void
test_wrong_letters (void)
{
  static const guint8 wrong[][sizeof labels]
      = { { 0, 0, 8, 1, 0, 0, 0, 2, 1, 27 }, { 0, 0, 8, 1, 0, 0, 0, 2, 0, 1 } };
  static const char *const words[]
      = { "label 27 of image 2, wanted 1 to 26", "label 0 of image 1, wanted 1 to 26" };
  g_autofree char *folder = files_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_named (folder, "emnist-letters-train", wrong[i], &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, words[i]));
      g_assert_nonnull (strstr (error->message, "emnist-letters-train-labels"));
    }
  files_remove (folder);
}

/* A folder of several sets: each is tested with its own. */
static void
test_partners (void)
{
  static const char *const parts[]
      = { "emnist-balanced-train", "emnist-balanced-test", "emnist-letters-train", "emnist-letters-test" };
  g_autofree char *folder = files_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    files_put_pair (folder, parts[i], images, sizeof images, labels, sizeof labels);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i += 2)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s-images-idx3-ubyte", folder, parts[i]);
      FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;

      g_assert_true (fv_dataset_open_halves (path, &wanted, 0.5, 1, &train, &test, NULL));
      g_assert_true (g_str_has_suffix (fv_dataset_name (test), parts[i + 1]));
    }
  files_remove (folder);
}

static void
test_by_name (void)
{
  static const struct
  {
    const char *path;
    const char *name;
    guint n_classes;
  } rows[] = {
    { "/x/emnist-byclass-train-images-idx3-ubyte.gz", "EMNIST by class", 62 },
    { "/x/emnist_balanced.test.images-idx3-ubyte", "EMNIST balanced", 47 },
    { "/x/emnist-bymerge-train-images-idx3-ubyte", "EMNIST by merge", 47 },
    { "/x/emnist-mnist-train-images-idx3-ubyte", "EMNIST", 10 },
    { "/x/KMNIST/train-images-idx3-ubyte.gz", "KMNIST", 10 },
    { "/x/fashion-mnist/t10k-images-idx3-ubyte.gz", "Fashion-MNIST", 10 },
    { "/x/mnist/t10k-images-idx3-ubyte.gz", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const FvIdxFamily *family = fv_idx_family_by_name (rows[i].path);
      g_auto (GStrv) names = NULL;

      g_assert_cmpstr (family != NULL ? family->name : NULL, ==, rows[i].name);
      if (family == NULL)
        continue;
      names = fv_idx_family_class_names (family);
      g_assert_cmpuint (g_strv_length (names), ==, rows[i].n_classes);
    }
}

/* Debian's Fashion-MNIST, where it is: known by its contents alone, whatever folder and files are called; and no
 * longer itself with one bit changed. */
static void
test_verified (void)
{
  const FvDatasetOffer *offer = fv_dataset_offer_nth (0);
  g_autofree char *image_path = NULL;
  g_autofree char *label_path = NULL;
  FvIdxFile image_file, label_file;
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TEST);

  if (offer == NULL)
    return;
  image_path = g_build_filename (offer->path, "t10k-images-idx3-ubyte.gz", NULL);
  label_path = g_build_filename (offer->path, "t10k-labels-idx1-ubyte.gz", NULL);
  g_assert_true (fv_idx_file_read (&image_file, image_path, 3, &wanted, NULL));
  g_assert_true (fv_idx_file_read (&label_file, label_path, 1, &wanted, NULL));
  g_assert_cmpstr (fv_idx_published (&image_file, &label_file)->family->name, ==, "Fashion-MNIST");
  image_file.data[1234567] ^= 1;
  g_assert_null (fv_idx_published (&image_file, &label_file));
  image_file.data[1234567] ^= 1;
  label_file.data[9] ^= 1;
  g_assert_null (fv_idx_published (&image_file, &label_file));
  fv_idx_file_clear (&image_file);
  fv_idx_file_clear (&label_file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx-family/letters", test_letters);
  g_test_add_func ("/idx-family/wrong-letters", test_wrong_letters);
  g_test_add_func ("/idx-family/partners", test_partners);
  g_test_add_func ("/idx-family/by-name", test_by_name);
  g_test_add_func ("/idx-family/verified", test_verified);
  return g_test_run ();
}
