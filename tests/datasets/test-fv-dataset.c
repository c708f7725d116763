/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset.h"

#include "fv-error.h"

#include <string.h>

static const char *const names[] = { "nought", "one", "two", NULL };

/* count pictures of 1@2×2: all pixels of sample i are i, its class is i modulo 3. */
static FvDataset *
make (guint count)
{
  FvShape shape = { 1, 2, 2 };
  guint8 *pixels = g_malloc (MAX (count, 1) * 4);
  guint8 *labels = g_malloc (MAX (count, 1));

  for (guint i = 0; i < count; i++)
    {
      memset (pixels + 4 * i, (int)i, 4);
      labels[i] = (guint8)(i % 3);
    }
  return fv_dataset_new_take ("numbers", shape, count, pixels, labels, names);
}

static void
test_values (void)
{
  g_autoptr (FvDataset) set = make (7);
  FvShape shape = { 1, 2, 2 };

  g_assert_cmpstr (fv_dataset_name (set), ==, "numbers");
  g_assert_true (fv_shape_equal (fv_dataset_shape (set), shape));
  g_assert_cmpuint (fv_dataset_count (set), ==, 7);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, 3);
  g_assert_cmpstr (fv_dataset_class_name (set, 2), ==, "two");
  g_assert_cmpstr (fv_dataset_class_names (set)[0], ==, "nought");
  g_assert_null (fv_dataset_class_names (set)[3]);
  g_assert_true (fv_dataset_class_names (set)[0] != names[0]); /* its own copy */
  g_assert_cmpuint (fv_dataset_pixels (set, 6)[3], ==, 6);
  g_assert_cmpuint (fv_dataset_label (set, 5), ==, 2);
}

static void
test_references (void)
{
  FvDataset *set = make (2);

  g_assert_true (fv_dataset_ref (set) == set);
  fv_dataset_unref (set);
  g_assert_cmpuint (fv_dataset_count (set), ==, 2); /* still there */
  fv_dataset_unref (set);
  fv_dataset_unref (NULL);
}

static void
test_slice (void)
{
  g_autoptr (FvDataset) set = make (10);
  g_autoptr (FvDataset) part = fv_dataset_slice (set, 4, 3);
  g_autoptr (FvDataset) none = fv_dataset_slice (set, 10, 0);

  g_assert_cmpuint (fv_dataset_count (none), ==, 0);
  g_assert_cmpuint (fv_dataset_count (part), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (fv_dataset_pixels (part, i)[0], ==, 4 + i);
      g_assert_cmpuint (fv_dataset_label (part, i), ==, (4 + i) % 3);
    }
}

/* Every sample is in one half, once, with its own label. */
static void
test_split (void)
{
  g_autoptr (FvDataset) set = make (200);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  const FvDataset *halves[2];
  guint seen[200] = { 0 };
  guint in_order = 0;

  fv_dataset_split (set, 0.25, 3, &train, &test);
  g_assert_cmpuint (fv_dataset_count (test), ==, 50);
  g_assert_cmpuint (fv_dataset_count (train), ==, 150);
  halves[0] = train;
  halves[1] = test;
  for (guint h = 0; h < 2; h++)
    for (guint i = 0; i < fv_dataset_count (halves[h]); i++)
      {
        guint sample = fv_dataset_pixels (halves[h], i)[0];

        seen[sample]++;
        in_order += sample == i;
        g_assert_cmpuint (fv_dataset_label (halves[h], i), ==, sample % 3);
      }
  for (guint i = 0; i < 200; i++)
    g_assert_cmpuint (seen[i], ==, 1);
  g_assert_cmpuint (in_order, <, 20); /* chosen at random */
}

static void
test_split_again (void)
{
  g_autoptr (FvDataset) set = make (100);
  FvDataset *train[3], *test[3];
  static const guint64 seeds[] = { 3, 3, 4 };

  for (guint i = 0; i < 3; i++)
    fv_dataset_split (set, 0.5, seeds[i], &train[i], &test[i]);
  g_assert_cmpmem (fv_dataset_pixels (test[0], 0), 200, fv_dataset_pixels (test[1], 0), 200);
  g_assert_cmpint (memcmp (fv_dataset_pixels (test[0], 0), fv_dataset_pixels (test[2], 0), 200), !=, 0);
  for (guint i = 0; i < 3; i++)
    {
      fv_dataset_unref (train[i]);
      fv_dataset_unref (test[i]);
    }
}

static void
test_split_edges (void)
{
  static const struct
  {
    guint count;
    double fraction;
    guint n_test;
  } rows[] = { { 10, 0, 0 }, { 10, 1, 10 }, { 2, 0.01, 1 }, { 2, 0.99, 1 }, { 1, 0.2, 0 }, { 0, 0.5, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FvDataset) set = make (rows[i].count);
      g_autoptr (FvDataset) train = NULL;
      g_autoptr (FvDataset) test = NULL;

      fv_dataset_split (set, rows[i].fraction, 1, &train, &test);
      g_assert_cmpuint (fv_dataset_count (test), ==, rows[i].n_test);
      g_assert_cmpuint (fv_dataset_count (train) + fv_dataset_count (test), ==, rows[i].count);
    }
}

/* Each row of the table has what those who walk it need, and refuses what is not there. */
static void
test_types (void)
{
  guint n = 0;

  for (const FvDatasetType *type; (type = fv_dataset_type_nth (n)) != NULL; n++)
    {
      g_assert_cmpstr (type->name, !=, NULL);
      g_assert_cmpstr (type->title, !=, NULL);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/values", test_values);
  g_test_add_func ("/dataset/references", test_references);
  g_test_add_func ("/dataset/slice", test_slice);
  g_test_add_func ("/dataset/split", test_split);
  g_test_add_func ("/dataset/split-again", test_split_again);
  g_test_add_func ("/dataset/split-edges", test_split_edges);
  g_test_add_func ("/dataset/types", test_types);
  g_test_add_func ("/dataset/open-nothing", test_open_nothing);
  return g_test_run ();
}
