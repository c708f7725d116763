/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-random.h"

#include <math.h>

/* xoshiro256** from the state 1, 2, 3, 4: the first numbers of its authors' program. */
static void
test_algorithm (void)
{
  static const guint64 wanted[] = { 11520u, 0u, 1509978240u, 1215971899390074240u, 1216172134540287360u };
  FvRandom random = { { 1, 2, 3, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpuint (fv_random_next (&random), ==, wanted[i]);
}

/* Pinned: stored training runs and generated digits depend on them. */
static void
test_pinned (void)
{
  FvRandom random = fv_random_new (1, 0);

  g_assert_cmphex (fv_random_next (&random), ==, 0x27713c490ea1c623u);
  g_assert_cmphex (fv_random_next (&random), ==, 0x8153b5811297bb12u);
  g_assert_cmpfloat (fv_random_uniform (&random), ==, 0x1.541b052ce79c2p-2);
  g_assert_cmpfloat (fv_random_normal (&random), ==, -0x1.0cb75e4cb1519p-1);
  g_assert_cmpuint (fv_random_below (&random, 1000), ==, 433);
}

static void
test_state_is_a_value (void)
{
  FvRandom random = fv_random_new (5, 6);
  FvRandom remembered;
  double first;

  fv_random_normal (&random);
  remembered = random;
  first = fv_random_normal (&random);
  g_assert_cmpfloat (fv_random_normal (&random), !=, first);
  random = remembered;
  g_assert_cmpfloat (fv_random_normal (&random), ==, first);
}

/* Neighbouring streams and seeds: about half of all bits differ, in every number. */
static void
test_streams (void)
{
  guint differing = 0;

  for (guint i = 0; i < 1000; i++)
    {
      FvRandom a = fv_random_new (i, i);
      FvRandom b = fv_random_new (i, i + 1);
      FvRandom c = fv_random_new (i + 1, i);

      for (guint k = 0; k < 4; k++)
        {
          guint64 x = fv_random_next (&a);

          differing += (guint)__builtin_popcountll (x ^ fv_random_next (&b));
          differing += (guint)__builtin_popcountll (x ^ fv_random_next (&c));
        }
    }
  /* 8000 words of 64 bits: mean 256000, deviation 358 */
  g_assert_cmpuint (differing, >, 256000 - 1800);
  g_assert_cmpuint (differing, <, 256000 + 1800);
}

static void
test_no_shared_states (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint seed = 0; seed < 200; seed++)
    for (guint stream = 0; stream < 200; stream++)
      {
        FvRandom random = fv_random_new (seed, stream);
        guint64 first = fv_random_next (&random);

        g_assert_true (g_hash_table_add (seen, g_memdup2 (&first, sizeof first)));
      }
}

static void
test_moments (void)
{
  enum
  {
    N = 400000
  };
  FvRandom random = fv_random_new (3, 1);
  double uniform = 0, uniform_square = 0, normal = 0, normal_square = 0, fourth = 0;

  for (guint i = 0; i < N; i++)
    {
      double u = fv_random_uniform (&random);
      double n = fv_random_normal (&random);

      g_assert_true (u >= 0 && u < 1);
      g_assert_true (isfinite (n));
      uniform += u / N;
      uniform_square += u * u / N;
      normal += n / N;
      normal_square += n * n / N;
      fourth += n * n * n * n / N;
    }
  /* five deviations of each mean */
  g_assert_cmpfloat (fabs (uniform - 0.5), <, 0.0023);
  g_assert_cmpfloat (fabs (uniform_square - 1.0 / 3), <, 0.0024);
  g_assert_cmpfloat (fabs (normal), <, 0.008);
  g_assert_cmpfloat (fabs (normal_square - 1), <, 0.0112);
  g_assert_cmpfloat (fabs (fourth - 3), <, 0.08);
}

static void
test_between (void)
{
  FvRandom random = fv_random_new (3, 2);
  double least = 10, most = -10;

  for (guint i = 0; i < 10000; i++)
    {
      double x = fv_random_between (&random, -2, 3);

      least = MIN (least, x);
      most = MAX (most, x);
    }
  g_assert_cmpfloat (least, >=, -2);
  g_assert_cmpfloat (least, <, -1.99);
  g_assert_cmpfloat (most, <, 3);
  g_assert_cmpfloat (most, >, 2.99);
}

/* 3·2^30 is where taking a remainder would favour the lower third by half. */
static void
test_below_fair (void)
{
  const guint32 limit = 3u << 30;
  FvRandom random = fv_random_new (4, 0);
  guint thirds[3] = { 0 };

  for (guint i = 0; i < 90000; i++)
    {
      guint32 x = fv_random_below (&random, limit);

      g_assert_cmpuint (x, <, limit);
      thirds[x >> 30]++;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (thirds[i], >, 30000 - 710); /* five deviations */
      g_assert_cmpuint (thirds[i], <, 30000 + 710);
    }
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (fv_random_below (&random, 1), ==, 0);
}

static void
test_shuffle (void)
{
  guint places[6][6] = { 0 };

  for (guint trial = 0; trial < 12000; trial++)
    {
      FvRandom random = fv_random_new (9, trial);
      guint32 indices[6] = { 0, 1, 2, 3, 4, 5 };
      guint seen = 0;

      fv_random_shuffle (&random, indices, 6);
      for (guint i = 0; i < 6; i++)
        {
          seen |= 1u << indices[i];
          places[indices[i]][i]++;
        }
      g_assert_cmphex (seen, ==, 0x3f);
    }
  for (guint i = 0; i < 6; i++)
    for (guint k = 0; k < 6; k++)
      {
        g_assert_cmpuint (places[i][k], >, 2000 - 204); /* five deviations */
        g_assert_cmpuint (places[i][k], <, 2000 + 204);
      }
}

static void
test_shuffle_small (void)
{
  FvRandom random = fv_random_new (9, 0);
  guint32 one = 7;

  fv_random_shuffle (&random, NULL, 0);
  fv_random_shuffle (&random, &one, 1);
  g_assert_cmpuint (one, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/algorithm", test_algorithm);
  g_test_add_func ("/random/pinned", test_pinned);
  g_test_add_func ("/random/state-is-a-value", test_state_is_a_value);
  g_test_add_func ("/random/streams", test_streams);
  g_test_add_func ("/random/no-shared-states", test_no_shared_states);
  g_test_add_func ("/random/moments", test_moments);
  g_test_add_func ("/random/between", test_between);
  g_test_add_func ("/random/below-fair", test_below_fair);
  g_test_add_func ("/random/shuffle", test_shuffle);
  g_test_add_func ("/random/shuffle-small", test_shuffle_small);
  return g_test_run ();
}
