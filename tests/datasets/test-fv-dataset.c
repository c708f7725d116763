/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset.h"

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

static gboolean
has_same_pixels (const FvDataset *a, const FvDataset *b)
{
  gboolean same = fv_dataset_count (a) == fv_dataset_count (b);

  for (guint i = 0; i < fv_dataset_count (a) && same; i++)
    same = memcmp (fv_dataset_pixels (a, i), fv_dataset_pixels (b, i), 4) == 0;
  return same;
}

static void
test_split_again (void)
{
  g_autoptr (FvDataset) set = make (100);
  FvDataset *train[3], *test[3];
  static const guint64 seeds[] = { 3, 3, 4 };

  for (guint i = 0; i < 3; i++)
    fv_dataset_split (set, 0.5, seeds[i], &train[i], &test[i]);
  g_assert_true (has_same_pixels (test[0], test[1]));
  g_assert_false (has_same_pixels (test[0], test[2]));
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

/* Halves share the pixels of the whole and keep them. */
static void
test_split_outlives_the_whole (void)
{
  FvDataset *set = make (50);
  const guint8 *pixels = fv_dataset_pixels (set, 0);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;

  fv_dataset_split (set, 0.2, 9, &train, &test);
  fv_dataset_unref (set);
  for (guint i = 0; i < 40; i++)
    {
      guint sample = fv_dataset_pixels (train, i)[0];

      g_assert_true (fv_dataset_pixels (train, i) == pixels + 4 * sample);
      g_assert_cmpuint (fv_dataset_label (train, i), ==, sample % 3);
    }
  g_assert_cmpstr (fv_dataset_class_name (test, 2), ==, "two");
  g_assert_cmpstr (fv_dataset_name (test), ==, "numbers");
}

static void
test_part_of_a_part (void)
{
  g_autoptr (FvDataset) set = make (100);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  g_autoptr (FvDataset) slice = NULL;
  g_autoptr (FvDataset) again = NULL;

  fv_dataset_split (set, 0.5, 9, &train, &test);
  slice = fv_dataset_slice (train, 10, 20);
  again = fv_dataset_slice (slice, 5, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (fv_dataset_pixels (again, i) == fv_dataset_pixels (train, 15 + i));
      g_assert_cmpuint (fv_dataset_label (again, i), ==, fv_dataset_label (train, 15 + i));
    }
}

static void
test_verified (void)
{
  g_autoptr (FvDataset) set = make (4);
  g_autoptr (FvDataset) part = NULL;

  g_assert_false (fv_dataset_is_verified (set));
  fv_dataset_set_verified (set);
  part = fv_dataset_slice (set, 0, 2);
  g_assert_true (fv_dataset_is_verified (set));
  g_assert_true (fv_dataset_is_verified (part));
}

static void
test_count_classes (void)
{
  g_autoptr (FvDataset) set = make (8);
  g_autoptr (FvDataset) part = fv_dataset_slice (set, 6, 1);
  guint counts[3] = { 7, 7, 7 };

  fv_dataset_count_classes (set, counts);
  g_assert_cmpuint (counts[0], ==, 3);
  g_assert_cmpuint (counts[1], ==, 3);
  g_assert_cmpuint (counts[2], ==, 2);
  fv_dataset_count_classes (part, counts);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 0);
}

static void
test_mean (void)
{
  g_autoptr (FvDataset) set = make (8);
  g_autoptr (FvDataset) none = fv_dataset_slice (set, 3, 1);
  double mean[4] = { -1, -1, -1, -1 };

  g_assert_false (fv_dataset_mean (none, 1, mean)); /* sample 3 is of class 0 */
  g_assert_cmpfloat (mean[0], ==, -1);
  g_assert_true (fv_dataset_mean (set, G_MAXUINT, mean));
  g_assert_cmpfloat (mean[0], ==, 3.5);
  g_assert_true (fv_dataset_mean (set, 2, mean)); /* 2 and 5 */
  g_assert_cmpfloat (mean[3], ==, 3.5);
  g_assert_true (fv_dataset_mean (set, 1, mean)); /* 1, 4 and 7 */
  g_assert_cmpfloat (mean[3], ==, 4);
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
  g_test_add_func ("/dataset/split-outlives-the-whole", test_split_outlives_the_whole);
  g_test_add_func ("/dataset/part-of-a-part", test_part_of_a_part);
  g_test_add_func ("/dataset/verified", test_verified);
  g_test_add_func ("/dataset/count-classes", test_count_classes);
  g_test_add_func ("/dataset/mean", test_mean);
  return g_test_run ();
}
