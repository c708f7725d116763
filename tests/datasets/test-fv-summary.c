/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits.h"
#include "fv-plane.h"
#include "fv-summary.h"

#include <math.h>

#define N 3000

static const char *const sets[] = { "digits", "digits-other", "xor", NULL };

static FvDataset *
open_set (const char *name)
{
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  g_autoptr (GError) error = NULL;
  FvDataset *set;

  wanted.count = N;
  set = fv_dataset_open_wanted (name, &wanted, &error);
  g_assert_no_error (error);
  return set;
}

/* The means are those fv_dataset_mean() gives, which adds up in another order. */
static void
check_mean (const FvSummary *summary, FvDataset *set, guint class_index)
{
  gsize size = fv_shape_size (fv_dataset_shape (set));
  g_autofree double *mean = g_new (double, size);
  const guint8 *found = fv_summary_mean (summary, class_index);

  g_assert_true (fv_dataset_mean (set, class_index, mean) == (found != NULL));
  for (gsize i = 0; found != NULL && i < size; i++)
    g_assert_cmpfloat (fabs (found[i] - mean[i]), <=, 0.5 + 1e-9);
}

static void
test_sums (void)
{
  for (guint k = 0; sets[k] != NULL; k++)
    {
      g_autoptr (FvDataset) set = open_set (sets[k]);
      g_autoptr (FvSummary) summary = fv_summary_new (set, NULL, NULL);
      guint n_classes = fv_dataset_n_classes (set), sum = 0, largest = 0;

      g_assert_true (fv_summary_dataset (summary) == set);
      g_assert_cmpuint (fv_summary_count (summary, G_MAXUINT), ==, fv_dataset_count (set));
      for (guint i = 0; i < n_classes; i++)
        {
          sum += fv_summary_count (summary, i);
          largest = MAX (largest, fv_summary_count (summary, i));
          check_mean (summary, set, i);
        }
      check_mean (summary, set, G_MAXUINT);
      g_assert_cmpuint (sum, ==, fv_dataset_count (set));
      g_assert_cmpuint (fv_summary_largest (summary), ==, largest);
    }
}

/* A class without samples has no mean; of a part there are only its own. */
static void
test_missing (void)
{
  g_autoptr (FvDataset) set = open_set ("digits");
  g_autoptr (FvDataset) one = fv_dataset_slice (set, 5, 1);
  g_autoptr (FvDataset) none = fv_dataset_slice (set, 5, 0);
  g_autoptr (FvSummary) of_one = fv_summary_new (one, NULL, NULL);
  g_autoptr (FvSummary) of_none = fv_summary_new (none, NULL, NULL);
  guint label = fv_dataset_label (one, 0);
  gsize size = fv_shape_size (fv_dataset_shape (one));

  g_assert_cmpmem (fv_summary_mean (of_one, label), size, fv_dataset_pixels (one, 0), size);
  g_assert_null (fv_summary_mean (of_one, (label + 1) % 10));
  g_assert_null (fv_summary_mean (of_none, G_MAXUINT));
  g_assert_cmpuint (fv_summary_largest (of_none), ==, 0);
}

typedef struct
{
  guint calls, allowed;
  double last;
} Watch;

static gboolean
watch (double fraction, gpointer data)
{
  Watch *self = data;

  g_assert_cmpfloat (fraction, >=, self->last);
  g_assert_cmpfloat (fraction, <=, 1);
  self->last = fraction;
  return ++self->calls <= self->allowed;
}

static void
test_progress (void)
{
  g_autoptr (FvDataset) set = open_set ("digits");
  Watch all = { 0, G_MAXUINT, 0 }, some = { 0, 1, 0 };
  g_autoptr (FvSummary) whole = fv_summary_new (set, watch, &all);
  g_autoptr (FvSummary) stopped = fv_summary_new (set, watch, &some);

  g_assert_nonnull (whole);
  g_assert_cmpuint (all.calls, >=, 3);
  g_assert_cmpfloat (all.last, >, 0.5);
  g_assert_null (stopped);
  g_assert_cmpuint (some.calls, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datasets/summary/sums", test_sums);
  g_test_add_func ("/datasets/summary/missing", test_missing);
  g_test_add_func ("/datasets/summary/progress", test_progress);
  return g_test_run ();
}
