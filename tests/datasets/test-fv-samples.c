/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-samples.h"

#include <string.h>

static const char *const names[] = { "a", "b", NULL };

static void
test_grows (void)
{
  FvSamples samples = { .size = 9 };
  g_autoptr (FvDataset) set = NULL;

  for (guint i = 0; i < 30000; i++)
    {
      guint8 *pixels = fv_samples_next (&samples);

      memset (pixels, (int)(i % 251), 9);
      fv_samples_took (&samples, i % 2);
      g_assert_cmpuint (samples.room, <=, samples.count + samples.count / 2 + 65536 / 9 + 2);
    }
  set = fv_samples_end (&samples, "many", (FvShape){ 1, 3, 3 }, names);
  g_assert_null (samples.pixels);
  g_assert_cmpuint (fv_dataset_count (set), ==, 30000);
  for (guint i = 0; i < 30000; i++)
    {
      g_assert_cmpuint (fv_dataset_pixels (set, i)[8], ==, i % 251);
      g_assert_cmpuint (fv_dataset_label (set, i), ==, i % 2);
    }
}

/* What was asked for but not taken does not count. */
static void
test_none (void)
{
  FvSamples samples = { .size = 4 };
  g_autoptr (FvDataset) set = NULL;

  g_assert_nonnull (fv_samples_next (&samples));
  g_assert_true (fv_samples_next (&samples) == samples.pixels);
  set = fv_samples_end (&samples, "none", (FvShape){ 1, 2, 2 }, names);
  g_assert_cmpuint (fv_dataset_count (set), ==, 0);
}

/* Beyond the cap there is no room, and nothing to be freed. */
static void
test_cap (void)
{
  FvSamples huge = { .size = (gsize)FV_SAMPLES_MAX_BYTES + 1 };

  g_assert_null (fv_samples_next (&huge));
  g_assert_null (huge.pixels);
  fv_samples_clear (&huge);
  fv_samples_clear (&huge);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/grows", test_grows);
  g_test_add_func ("/samples/none", test_none);
  g_test_add_func ("/samples/cap", test_cap);
  return g_test_run ();
}
