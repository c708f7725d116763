/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-sampler.h"

#define COUNT 23
#define BATCH 5

/* Reads a whole epoch into order [COUNT]; returns the number of batches. */
static guint
read_epoch (FvSampler *sampler, guint32 *order)
{
  guint64 epoch = fv_sampler_epoch (sampler);
  guint n_batches = 0;
  guint at = 0;

  while (fv_sampler_epoch (sampler) == epoch)
    {
      const guint32 *indices;
      guint n = fv_sampler_next (sampler, BATCH, &indices);

      g_assert_cmpuint (at + n, <=, COUNT);
      memcpy (order + at, indices, sizeof *indices * n);
      at += n;
      n_batches++;
    }
  g_assert_cmpuint (at, ==, COUNT);
  return n_batches;
}

static void
test_epoch_is_everything_once (void)
{
  FvSampler *sampler = fv_sampler_new (1, COUNT);
  guint32 order[COUNT];

  for (guint epoch = 0; epoch < 3; epoch++)
    {
      gboolean seen[COUNT] = { FALSE };

      g_assert_cmpuint (read_epoch (sampler, order), ==, 5);
      for (guint i = 0; i < COUNT; i++)
        {
          g_assert_false (seen[order[i]]);
          seen[order[i]] = TRUE;
        }
      g_assert_cmpuint (fv_sampler_position (sampler), ==, 0);
    }
  fv_sampler_free (sampler);
}

static void
test_short_last_batch (void)
{
  FvSampler *sampler = fv_sampler_new (1, COUNT);
  const guint32 *indices;

  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (fv_sampler_next (sampler, BATCH, &indices), ==, BATCH);
  g_assert_cmpuint (fv_sampler_position (sampler), ==, 20);
  g_assert_cmpuint (fv_sampler_next (sampler, BATCH, &indices), ==, 3);
  g_assert_cmpuint (fv_sampler_epoch (sampler), ==, 1);
  g_assert_cmpuint (fv_sampler_next (sampler, 1000, &indices), ==, COUNT);
  fv_sampler_free (sampler);
}

static void
test_orders_differ (void)
{
  FvSampler *one = fv_sampler_new (1, COUNT);
  FvSampler *two = fv_sampler_new (2, COUNT);
  guint32 a[COUNT];
  guint32 b[COUNT];
  guint32 c[COUNT];

  read_epoch (one, a);
  read_epoch (one, b);
  read_epoch (two, c);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  g_assert_cmpint (memcmp (a, c, sizeof a), !=, 0);
  fv_sampler_free (one);
  fv_sampler_free (two);
}

/* Any batch can be come back to, also from later epochs and from a sampler that never was there. */
static void
test_seek (void)
{
  FvSampler *one = fv_sampler_new (7, COUNT);
  FvSampler *two = fv_sampler_new (7, COUNT);
  guint32 a[COUNT];
  guint32 b[COUNT];
  const guint32 *indices;

  read_epoch (one, a);
  read_epoch (one, a);
  read_epoch (one, b);
  fv_sampler_seek (one, 1, 10);
  fv_sampler_next (one, BATCH, &indices);
  g_assert_cmpmem (indices, sizeof *indices * BATCH, a + 10, sizeof *a * BATCH);
  fv_sampler_seek (two, 2, 5);
  fv_sampler_next (two, BATCH, &indices);
  g_assert_cmpmem (indices, sizeof *indices * BATCH, b + 5, sizeof *b * BATCH);
  fv_sampler_free (one);
  fv_sampler_free (two);
}

/* A position that another set left behind lies in a later epoch, never past the end. */
static void
test_seek_past_the_end (void)
{
  FvSampler *sampler = fv_sampler_new (7, COUNT);

  fv_sampler_seek (sampler, 3, 2 * COUNT + 4);
  g_assert_cmpuint (fv_sampler_epoch (sampler), ==, 5);
  g_assert_cmpuint (fv_sampler_position (sampler), ==, 4);
  fv_sampler_free (sampler);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sampler/epoch-is-everything-once", test_epoch_is_everything_once);
  g_test_add_func ("/sampler/short-last-batch", test_short_last_batch);
  g_test_add_func ("/sampler/orders-differ", test_orders_differ);
  g_test_add_func ("/sampler/seek", test_seek);
  g_test_add_func ("/sampler/seek-past-the-end", test_seek_past_the_end);
  return g_test_run ();
}
