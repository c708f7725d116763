/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cifar.h"

#include "fv-error.h"
#include "idx-files.h"

#include <string.h>

#define RECORD 3073

/* count records: labels first, first + 1, …; the three colours of record i are i, i + 50 and i + 100. */
static GByteArray *
make_records (guint count, guint first)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < count; i++)
    {
      guint8 record[RECORD];

      record[0] = (guint8)((first + i) % 10);
      for (guint colour = 0; colour < 3; colour++)
        memset (record + 1 + 1024 * colour, (int)(i + 50 * colour), 1024);
      g_byte_array_append (bytes, record, RECORD);
    }
  return bytes;
}

static void
put (const char *folder, const char *name, guint count, guint first)
{
  g_autoptr (GByteArray) bytes = make_records (count, first);

  g_free (files_put (folder, name, bytes->data, bytes->len));
}

static void
test_folder (void)
{
  g_autofree char *folder = files_new ();
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "data_batch_2.bin", 3, 7);
  put (folder, "data_batch_1.bin.gz", 4, 0);
  put (folder, "test_batch.bin", 5, 5);
  g_free (files_put (folder, "batches.meta.txt", (const guint8 *)"airplane\n", 9));
  g_assert_true (fv_dataset_open_halves (folder, &wanted, 0.5, 1, &train, &test, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fv_dataset_count (train), ==, 7);
  g_assert_cmpuint (fv_dataset_count (test), ==, 5);
  g_assert_true (fv_shape_equal (fv_dataset_shape (train), (FvShape){ 3, 32, 32 }));
  g_assert_cmpuint (fv_dataset_n_classes (train), ==, 10);
  g_assert_cmpstr (fv_dataset_class_name (train, 9), ==, "truck");
  g_assert_cmpuint (fv_dataset_label (train, 3), ==, 3); /* the first file's last */
  g_assert_cmpuint (fv_dataset_label (train, 4), ==, 7); /* the second one's first */
  g_assert_cmpuint (fv_dataset_pixels (train, 2)[0], ==, 2);
  g_assert_cmpuint (fv_dataset_pixels (train, 2)[1024], ==, 52);
  g_assert_cmpuint (fv_dataset_pixels (train, 2)[3071], ==, 102);
  g_assert_cmpuint (fv_dataset_label (test, 0), ==, 5);
  files_remove (folder);
}

static void
test_files (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *one = g_build_filename (folder, "data_batch_1.bin", NULL);
  g_autofree char *test = g_build_filename (folder, "test_batch.bin", NULL);
  g_autofree char *own = g_build_filename (folder, "mine.bin", NULL);
  g_autofree char *found = NULL;

  put (folder, "data_batch_1.bin", 3, 0);
  put (folder, "data_batch_2.bin", 3, 0);
  put (folder, "test_batch.bin", 1, 0);
  put (folder, "mine.bin", 2, 0);
  g_assert_cmpstr (fv_dataset_type_of (one, NULL)->name, ==, "cifar");
  for (guint part = 0; part < 2; part++) /* a file is itself, whatever part is asked for */
    {
      g_autoptr (FvDataset) set = fv_dataset_open (one, (FvPart)part, NULL);

      g_assert_cmpuint (fv_dataset_count (set), ==, 3);
    }
  found = fv_cifar_test_path (one);
  g_assert_cmpstr (found, ==, test);
  g_assert_false (fv_dataset_has_test_part (test));
  g_assert_false (fv_dataset_has_test_part (own));
  files_remove (folder);
}

static void
expect_refusal (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_dataset_open (path, FV_PART_TRAIN, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  if (strstr (error->message, path) == NULL || strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s” and “%s”", error->message, path, words);
}

static void
test_refusals (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (GByteArray) bytes = make_records (3, 0);
  g_autofree char *empty = files_put (folder, "empty.bin", NULL, 0);
  g_autofree char *label = NULL;
  g_autofree char *packed = NULL;

  expect_refusal (empty, "found 0 bytes of picture 1");
  for (gsize length = 1; length < bytes->len; length += 97)
    for (guint pack = 0; pack < 2; pack++)
      {
        g_autofree char *cut = NULL;

        if (length % RECORD == 0)
          continue;
        cut = files_put (folder, pack ? "cut.bin.gz" : "cut.bin", bytes->data, length);
        expect_refusal (cut, "wanted records of 3073 bytes");
      }
  bytes->data[2 * RECORD] = 10;
  label = files_put (folder, "label.bin", bytes->data, bytes->len);
  packed = files_put (folder, "label.bin.gz", bytes->data, bytes->len);
  expect_refusal (label, "found the label 10 of picture 3");
  expect_refusal (packed, "found the label 10 of picture 3");
  files_remove (folder);
}

/* Black pictures pack a thousand times; that is not worth unfolding. */
static void
test_bomb (void)
{
  g_autofree char *folder = files_new ();
  gsize length = RECORD * (gsize)20000;
  g_autofree guint8 *zeros = g_malloc0 (length);
  g_autofree char *path = files_put (folder, "bomb.bin.gz", zeros, length);

  expect_refusal (path, "unfold to more than 100 times");
  files_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cifar/folder", test_folder);
  g_test_add_func ("/cifar/files", test_files);
  g_test_add_func ("/cifar/refusals", test_refusals);
  g_test_add_func ("/cifar/bomb", test_bomb);
  return g_test_run ();
}
