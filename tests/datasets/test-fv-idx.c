/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx.h"

#include "fv-error.h"
#include "fv-idx-writer.h"
#include "idx-files.h"

#include <string.h>

/* 3 images of 2×4 and their labels, as plain files. */
static const guint8 images[] = { 0, 0, 8, 3, 0, 0,  0,  3,  0,  0,  0,  2,  0,  0,  0,  4,  1,  2,  3,  4,
                                 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 255 };
static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9 };

static FvDataset *
expect (const char *path, FvPart part)
{
  g_autoptr (GError) error = NULL;
  FvDataset *set = fv_dataset_open (path, part, &error);

  g_assert_no_error (error);
  return set;
}

/* One sentence that names the file and says all of parts (up to NULL). */
static void
expect_refusal (const char *path, const char *first, ...)
{
  g_autoptr (GError) error = NULL;
  va_list parts;

  g_assert_null (fv_dataset_open (path, FV_PART_TRAIN, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == FV_ERROR);
  g_assert_null (strchr (error->message, '\n'));
  va_start (parts, first);
  for (const char *part = first; part != NULL; part = va_arg (parts, const char *))
    if (strstr (error->message, part) == NULL)
      g_error ("“%s” does not say “%s”", error->message, part);
  va_end (parts);
}

static void
check_contents (const FvDataset *set)
{
  FvShape shape = { 1, 2, 4 };

  g_assert_cmpuint (fv_dataset_count (set), ==, 3);
  g_assert_true (fv_shape_equal (fv_dataset_shape (set), shape));
  g_assert_cmpmem (fv_dataset_pixels (set, 0), 24, images + 16, 24);
  g_assert_cmpuint (fv_dataset_label (set, 0), ==, 7);
  g_assert_cmpuint (fv_dataset_label (set, 2), ==, 9);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 10);
  g_assert_cmpstr (fv_dataset_class_name (set, 9), ==, "9");
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "train-images-idx3-ubyte", "train-labels-idx1-ubyte" },
    { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz" },
    { "train-images.idx3-ubyte", "train-labels.idx1-ubyte" },
    { "t10k-images.idx3-ubyte.gz", "t10k-labels-idx1-ubyte" },
    { "dev-images-idx3-ubyte.gz", "dev-labels-idx1-ubyte.gz" },
    { "own-digits-train-images-idx3-ubyte.gz", "own-digits-train-labels-idx1-ubyte.gz" },
    { "images-idx3-ubyte", "labels-idx1-ubyte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = files_new ();
      g_autofree char *image_path = files_put (folder, names[i][0], images, sizeof images);
      g_autofree char *label_path = files_put (folder, names[i][1], labels, sizeof labels);
      const char *const paths[] = { folder, image_path, label_path };

      for (guint k = 0; k < G_N_ELEMENTS (paths); k++)
        {
          g_autoptr (FvDataset) set = expect (paths[k], FV_PART_TRAIN);

          check_contents (set);
        }
      files_remove (folder);
    }
}

/* Other names are not ours to read. */
static void
test_other_names (void)
{
  static const char *const names[] = { "train-images-idx3-ubyte.bz2",
                                       "trainimages-idx3-ubyte",
                                       "train-images-idx1-ubyte",
                                       "train-images",
                                       "notes.txt",
                                       "train-images-idx3-ubyte~" };
  g_autofree char *folder = files_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = files_put (folder, names[i], images, sizeof images);

      g_assert_false (fv_idx_probe (path));
      g_assert_false (fv_idx_probe (folder));
      expect_refusal (path, names[i], "train-images-idx3-ubyte.gz", NULL);
    }
  files_remove (folder);
}

/* Pairs told apart by their only label. */
static char *
folder_of (const char *const *prefixes)
{
  char *folder = files_new ();

  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      guint8 own[sizeof labels];

      memcpy (own, labels, sizeof labels);
      own[8] = (guint8)i;
      files_put_pair (folder, prefixes[i], images, sizeof images, own, sizeof own);
    }
  return folder;
}

static void
test_parts (void)
{
  static const struct
  {
    const char *prefixes[4];
    guint train, test;
    gboolean has_test;
  } rows[] = {
    { { "t10k", "train" }, 1, 0, TRUE },
    { { "test", "train" }, 1, 0, TRUE },
    { { "emnist-digits-test", "emnist-digits-train" }, 1, 0, TRUE },
    { { "dev" }, 0, 0, FALSE },
    { { "train" }, 0, 0, FALSE },
    { { "t10k" }, 0, 0, FALSE },
    { { "alpha", "beta" }, 0, 0, FALSE },
    { { "dev", "t10k", "train" }, 2, 1, TRUE },
    { { "dev", "t10k" }, 0, 1, TRUE },
    { { "latest", "train" }, 1, 0, FALSE }, /* “latest” is no “test” */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = folder_of (rows[i].prefixes);
      g_autoptr (FvDataset) train = expect (folder, FV_PART_TRAIN);
      g_autoptr (FvDataset) test = expect (folder, FV_PART_TEST);

      g_assert_cmpuint (fv_dataset_label (train, 0), ==, rows[i].train);
      g_assert_cmpuint (fv_dataset_label (test, 0), ==, rows[i].test);
      g_assert_cmpint (fv_dataset_has_test_part (folder), ==, rows[i].has_test);
      g_assert_true (g_str_has_suffix (fv_dataset_name (train), rows[i].prefixes[rows[i].train]));
      files_remove (folder);
    }
}

static void
test_lonely (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *path = files_put (folder, "train-images-idx3-ubyte.gz", images, sizeof images);
  g_autofree char *other = files_put (folder, "dev-labels-idx1-ubyte", labels, sizeof labels);

  expect_refusal (path, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte", NULL);
  expect_refusal (other, "dev-labels-idx1-ubyte", "dev-images-idx3-ubyte", NULL);
  expect_refusal (folder, "alone", NULL);
  files_remove (folder);
}

static void
test_many_classes (void)
{
  g_autofree char *folder = files_new ();
  guint8 letters[sizeof labels];
  g_autoptr (FvDataset) set = NULL;

  memcpy (letters, labels, sizeof labels);
  letters[9] = 26;
  files_put_pair (folder, "letters", images, sizeof images, letters, sizeof letters);
  set = expect (folder, FV_PART_TRAIN);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 27);
  g_assert_cmpstr (fv_dataset_class_name (set, 26), ==, "26");
  files_remove (folder);
}

/* What a header can say wrong: offset and bytes to put there, in images or labels. */
typedef struct
{
  gboolean in_labels;
  guint at;
  guint8 bytes[4];
  guint n_bytes;
  const char *found;
  const char *wanted;
} Fault;

static const Fault faults[] = {
  { FALSE, 0, { 0x89, 'P', 'N', 'G' }, 4, "89 50 4e 47", "00 00 08 03" },
  { FALSE, 2, { 0x0d }, 1, "32-bit floating-point", "unsigned bytes" },
  { FALSE, 2, { 0x09 }, 1, "signed bytes", "unsigned bytes" },
  { FALSE, 2, { 0x0b }, 1, "16-bit integers", "unsigned bytes" },
  { FALSE, 2, { 0x0c }, 1, "32-bit integers", "unsigned bytes" },
  { FALSE, 2, { 0x0e }, 1, "64-bit floating-point", "unsigned bytes" },
  { FALSE, 2, { 0x42 }, 1, "0x42", "0x08" },
  { FALSE, 3, { 1 }, 1, "labels", "images" },
  { TRUE, 3, { 3 }, 1, "images", "labels" },
  { FALSE, 3, { 4 }, 1, "4 sizes", "images" },
  { FALSE, 4, { 0, 0, 0, 0 }, 4, "promises nothing", "one image" },
  { FALSE, 4, { 0xff, 0xff, 0xff, 0xff }, 4, "34359738360", "2147483648" },
  { FALSE, 8, { 0xff, 0xff, 0xff, 0xff }, 4, "4294967295×4", "65535" },
  { FALSE, 12, { 0, 0, 0, 0 }, 4, "2×0", "65535" },
  { FALSE, 8, { 0, 0, 0xff, 0xff }, 4, "found", "786420" },
  { TRUE, 4, { 0, 0, 0, 4 }, 4, "3 bytes", "4" },
  { TRUE, 4, { 0, 0, 0, 2 }, 4, "", "2" },
  { FALSE, 4, { 0, 0, 0, 2 }, 4, "", "16" },
};

static void
test_faults (void)
{
  for (guint packed = 0; packed < 2; packed++)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      {
        const Fault *fault = &faults[i];
        g_autofree char *folder = files_new ();
        guint8 bad_images[sizeof images], bad_labels[sizeof labels];

        memcpy (bad_images, images, sizeof images);
        memcpy (bad_labels, labels, sizeof labels);
        memcpy ((fault->in_labels ? bad_labels : bad_images) + fault->at, fault->bytes, fault->n_bytes);
        files_pack_next (packed);
        files_put_pair (folder, "train", bad_images, sizeof images, bad_labels, sizeof labels);
        files_pack_next (FALSE);
        /* In gzip one byte too many is all that can be known; the rest of the sentence is the same. */
        if (packed && *fault->found == '\0')
          expect_refusal (folder, fault->in_labels ? "train-labels" : "train-images", "after its data", NULL);
        else
          expect_refusal (folder, fault->in_labels ? "train-labels" : "train-images", fault->found,
                          fault->wanted, NULL);
        files_remove (folder);
      }
}

static void
test_counts_differ (void)
{
  static const guint8 four[] = { 0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4 };
  g_autofree char *folder = files_new ();

  files_put_pair (folder, "train", images, sizeof images, four, sizeof four);
  expect_refusal (folder, "train-labels-idx1-ubyte", "4 labels", "3 images", NULL);
  files_remove (folder);
}

static void
test_empty (void)
{
  g_autofree char *folder = files_new ();

  files_put_pair (folder, "train", images, 0, labels, sizeof labels);
  expect_refusal (folder, "train-images-idx3-ubyte", "empty", NULL);
  files_remove (folder);
}

static void
test_extra_bytes (void)
{
  g_autofree char *folder = files_new ();
  guint8 longer[sizeof images + 1] = { 0 };

  memcpy (longer, images, sizeof images);
  files_put_pair (folder, "train", longer, sizeof longer, labels, sizeof labels);
  expect_refusal (folder, "train-images", "25 bytes", "24", NULL);
  files_remove (folder);
}

static void
test_folder_in_place_of_file (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *inner = g_build_filename (folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *label_path = files_put (folder, "train-labels-idx1-ubyte", labels, sizeof labels);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  expect_refusal (label_path, "train-images-idx3-ubyte", "wanted a file", NULL);
  files_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx/names", test_names);
  g_test_add_func ("/idx/other-names", test_other_names);
  g_test_add_func ("/idx/parts", test_parts);
  g_test_add_func ("/idx/lonely", test_lonely);
  g_test_add_func ("/idx/many-classes", test_many_classes);
  g_test_add_func ("/idx/faults", test_faults);
  g_test_add_func ("/idx/counts-differ", test_counts_differ);
  g_test_add_func ("/idx/empty", test_empty);
  g_test_add_func ("/idx/extra-bytes", test_extra_bytes);
  g_test_add_func ("/idx/folder-in-place-of-file", test_folder_in_place_of_file);
  return g_test_run ();
}
