/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset-types.h"

#include "fv-error.h"
#include "idx-files.h"

#include <string.h>

/* Each row of the table has what those who walk it need, and refuses what is not there. */
static void
test_types (void)
{
  guint n = 0;

  for (const FvDatasetType *type; (type = fv_dataset_type_nth (n)) != NULL; n++)
    {
      g_assert_cmpstr (type->name, !=, NULL);
      g_assert_cmpstr (type->title, !=, NULL);
      g_assert_true (type->test_path != NULL && type->open != NULL);
      g_assert_false (type->probe ("/nowhere/at-all"));
      g_assert_false (type->probe ("/dev/null"));
    }
  g_assert_cmpuint (n, >=, 1);
}

static void
test_open_nothing (void)
{
  static const char *const paths[]
      = { "/nowhere/at-all", "/dev/null", "/", "/nowhere/train-images-idx3-ubyte.gz" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_dataset_open (paths[i], FV_PART_TRAIN, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

/* What is generated is opened like anything else, its test part from other samples of the kind. */
static void
test_generated (void)
{
  static const char *const names[] = { "digits", "xor", "points" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;
      gsize size;

      wanted.count = 30;
      g_assert_true (fv_dataset_has_test_part (names[i]));
      g_assert_true (fv_dataset_open_halves (names[i], &wanted, 0.5, 1, &train, &test, NULL));
      g_assert_cmpuint (fv_dataset_count (train), ==, 30);
      g_assert_cmpuint (fv_dataset_count (test), >=, 30);
      size = fv_shape_size (fv_dataset_shape (train));
      g_assert_cmpint (memcmp (fv_dataset_pixels (train, 0), fv_dataset_pixels (test, 0), size), !=, 0);
    }
}

/* A pair of count blank pictures of 2×2. */
static char *
put_pair (const char *folder, const char *prefix, guint8 count)
{
  guint8 images[16 + 4 * 255] = { 0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2 };
  guint8 labels[8 + 255] = { 0, 0, 8, 1, 0, 0, 0, count };

  for (guint i = 0; i < count; i++)
    {
      labels[8 + i] = (guint8)(i % 10);
      memset (images + 16 + 4 * i, (int)i, 4);
    }
  files_put_pair (folder, prefix, images, 16 + 4 * count, labels, 8 + count);
  return g_strdup_printf ("%s/%s-images-idx3-ubyte", folder, prefix);
}

static void
test_halves (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *alone = put_pair (folder, "train", 40);
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  g_autofree char *beside = NULL;

  for (guint i = 0; i < 2; i++) /* as a folder, as a file */
    {
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;

      g_assert_true (fv_dataset_open_halves (i == 0 ? folder : alone, &wanted, 0.25, 3, &train, &test, NULL));
      g_assert_cmpuint (fv_dataset_count (train), ==, 30);
      g_assert_cmpuint (fv_dataset_count (test), ==, 10);
    }
  beside = put_pair (folder, "t10k", 7);
  for (guint i = 0; i < 3; i++) /* …, the test part alone */
    {
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;
      const char *path = i == 0 ? folder : i == 1 ? alone : beside;

      g_assert_true (fv_dataset_open_halves (path, &wanted, 0.25, 3, &train, &test, NULL));
      g_assert_cmpuint (fv_dataset_count (train), ==, i < 2 ? 40 : 5);
      g_assert_cmpuint (fv_dataset_count (test), ==, i < 2 ? 7 : 2);
    }
  files_remove (folder);
}

typedef struct
{
  guint calls;
  guint stop_after;
  double last;
} Watch;

static gboolean
on_progress (double fraction, gpointer data)
{
  Watch *watch = data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  return watch->calls++ < watch->stop_after;
}

/* Whatever is read can be watched, and stopped. */
static void
test_progress (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *idx = put_pair (folder, "train", 40);
  g_autofree guint8 *record = g_malloc0 (3073);
  g_autofree char *cifar = files_put (folder, "data_batch_1.bin", record, 3073);
  g_autofree char *csv = files_put (folder, "a.csv", (const guint8 *)"1,2,3,4,0\n5,6,7,8,1\n", 20);
  const char *const paths[] = { idx, cifar, csv, "digits" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
      Watch watch = { 0, G_MAXUINT, 0 };
      g_autoptr (FvDataset) set = NULL;
      g_autoptr (GError) error = NULL;

      wanted.count = 500;
      wanted.progress = on_progress;
      wanted.data = &watch;
      set = fv_dataset_open_wanted (paths[i], &wanted, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (watch.calls, >=, 1);
      watch = (Watch){ 0, 0, 0 };
      g_assert_null (fv_dataset_open_wanted (paths[i], &wanted, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_CANCELLED);
    }
  files_remove (folder);
}

/* Published sets that are there have their name, and are what they are called. */
static void
test_offers (void)
{
  const FvDatasetOffer *offer;

  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    {
      g_autoptr (FvDataset) set = NULL;

      if (g_str_equal (offer->name, "my-digits"))
        continue; /* which need not be there */
      set = fv_dataset_open (offer->name, FV_PART_TEST, NULL);
      g_assert_nonnull (set);
      g_assert_true (fv_dataset_is_verified (set));
      g_assert_true (g_str_has_prefix (fv_dataset_name (set), offer->title));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-types/table", test_types);
  g_test_add_func ("/dataset-types/open-nothing", test_open_nothing);
  g_test_add_func ("/dataset-types/generated", test_generated);
  g_test_add_func ("/dataset-types/halves", test_halves);
  g_test_add_func ("/dataset-types/progress", test_progress);
  g_test_add_func ("/dataset-types/offers", test_offers);
  return g_test_run ();
}
