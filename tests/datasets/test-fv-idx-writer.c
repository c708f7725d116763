/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset-types.h"
#include "fv-idx-writer.h"

#include "fv-digits.h"
#include "fv-error.h"
#include "idx-files.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_round_trip (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 300, FV_DISTORTION_STRONG, NULL, NULL);
  g_autoptr (FvDataset) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fv_idx_write_pair (set, folder, "train", &error));
  g_assert_no_error (error);
  back = fv_dataset_open (folder, FV_PART_TRAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fv_dataset_count (back), ==, 300);
  g_assert_true (fv_shape_equal (fv_dataset_shape (back), fv_dataset_shape (set)));
  g_assert_cmpmem (fv_dataset_pixels (back, 0), 300 * 784, fv_dataset_pixels (set, 0), 300 * 784);
  for (guint i = 0; i < 300; i++)
    g_assert_cmpuint (fv_dataset_label (back, i), ==, fv_dataset_label (set, i));
  files_remove (folder);
}

/* The names people's other programs look for; the same bytes each time; no time in the header. */
static void
test_same_bytes (void)
{
  static const char *const names[] = { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz" };
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 20, FV_DISTORTION_MILD, NULL, NULL);
  g_autofree char *a = files_new ();
  g_autofree char *b = files_new ();

  g_assert_true (fv_idx_write_pair (set, a, "train", NULL));
  g_assert_true (fv_idx_write_pair (set, b, "train", NULL));
  for (guint i = 0; i < 2; i++)
    {
      static const guint8 header[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255 };
      g_autofree char *path_a = g_build_filename (a, names[i], NULL);
      g_autofree char *path_b = g_build_filename (b, names[i], NULL);
      g_autofree char *bytes_a = NULL;
      g_autofree char *bytes_b = NULL;
      gsize length_a, length_b;

      g_assert_true (g_file_get_contents (path_a, &bytes_a, &length_a, NULL));
      g_assert_true (g_file_get_contents (path_b, &bytes_b, &length_b, NULL));
      g_assert_cmpmem (bytes_a, length_a, bytes_b, length_b);
      g_assert_cmpmem (bytes_a, 10, header, 10);
    }
  files_remove (a);
  files_remove (b);
}

static void
test_makes_folders (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *outer = g_build_filename (folder, "a", NULL);
  g_autofree char *inner = g_build_filename (outer, "b", NULL);
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 10, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fv_idx_write_pair (set, inner, "train", &error));
  g_assert_no_error (error);
  files_remove (inner);
  files_remove (folder);
}

static void
test_refusals (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *file = files_put (folder, "in-the-way", (const guint8 *)"x", 1);
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 10, FV_DISTORTION_MILD, NULL, NULL);
  FvShape colour = { 3, 2, 2 };
  static const char *const names[] = { "a", NULL };
  g_autoptr (FvDataset) coloured
      = fv_dataset_new_take ("colours", colour, 1, g_malloc0 (12), g_malloc0 (1), names);
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_idx_write_pair (set, file, "train", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "in-the-way"));
  g_clear_error (&error);
  g_assert_false (fv_idx_write_pair (coloured, folder, "train", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "3 maps"));
  files_remove (folder);
}

/* What cannot be replaced is left as it was, and no half-written file beside it. */
static void
test_cannot_replace (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *path = g_build_filename (folder, "train-images-idx3-ubyte.gz", NULL);
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 10, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (GError) error = NULL;

  /* A folder where the file should go cannot be replaced by one, also not by root. */
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (fv_idx_write_pair (set, folder, "train", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* empty: no stray file */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx-writer/round-trip", test_round_trip);
  g_test_add_func ("/idx-writer/same-bytes", test_same_bytes);
  g_test_add_func ("/idx-writer/makes-folders", test_makes_folders);
  g_test_add_func ("/idx-writer/refusals", test_refusals);
  g_test_add_func ("/idx-writer/cannot-replace", test_cannot_replace);
  return g_test_run ();
}
