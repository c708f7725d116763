/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-elementary.h"
#include "fv-error.h"
#include "fv-kernels.h"
#include "fv-random.h"

/* ---- Choosing ---- */

static void
test_choice (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fv_kernels_nth (0));
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    {
      const FvKernels *kernels = fv_kernels_nth (i);

      g_assert_true (fv_kernels_choose (kernels->name, NULL) == kernels);
      g_setenv ("FOVEA_KERNELS", kernels->name, TRUE);
      g_assert_true (fv_kernels_choose (NULL, NULL) == kernels);
    }
  g_unsetenv ("FOVEA_KERNELS");
  g_assert_true (fv_kernels_choose (NULL, NULL) == fv_kernels_nth (0));
  g_assert_null (fv_kernels_choose ("abacus", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "abacus"));
  g_assert_nonnull (strstr (error->message, "plain"));
}

/* ---- φ ---- */

static double
phi_of (FvPhi phi, double n)
{
  switch (phi)
    {
    case FV_PHI_SIGMOID:
      return fv_sigmoid (n);
    case FV_PHI_TANH:
      return fv_tanh (n);
    case FV_PHI_RELU:
      return n > 0 ? n : 0;
    case FV_PHI_LEAKY:
      return n > 0 ? n : 0.01 * n;
    case FV_PHI_LECUN:
      return 1.7159 * fv_tanh (2.0 / 3.0 * n);
    case FV_PHI_IDENTITY:
    case FV_N_PHI:
    default:
      return n;
    }
}

static double
dphi_of (FvPhi phi, double n)
{
  double o = phi_of (phi, n);

  switch (phi)
    {
    case FV_PHI_SIGMOID:
      return o * (1 - o);
    case FV_PHI_TANH:
      return 1 - o * o;
    case FV_PHI_RELU:
      return n > 0;
    case FV_PHI_LEAKY:
      return n > 0 ? 1 : 0.01;
    case FV_PHI_LECUN:
      return 2.0 / 3.0 * (1.7159 - o * o / 1.7159);
    case FV_PHI_IDENTITY:
    case FV_N_PHI:
    default:
      return 1;
    }
}

/* Numbers of every size float has, and those around which something changes. */
static void
fill_numbers (FvRandom *random, float *n, guint count)
{
  static const float special[]
      = { 0,     -0.0f, 1e-38f, -1e-38f, 1e-7f,   -1e-7f,  0.3465f, 0.3467f, 9.0f,  9.2f,  -9.1f,
          88.7f, 88.8f, -88.8f, -104.0f, 1000.0f, -1000.f, 1e10f,   -1e10f,  3e38f, -3e38f };

  for (guint i = 0; i < count; i++)
    n[i] = i < G_N_ELEMENTS (special)
               ? special[i]
               : (float)(fv_random_normal (random) * fv_exp (fv_random_between (random, -12, 4)));
}

#define N_NUMBERS 4096

static void
test_phi (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (1, 1);
  float n[N_NUMBERS], o[N_NUMBERS], d[N_NUMBERS];

  fill_numbers (&random, n, N_NUMBERS);
  for (guint phi = 0; phi < FV_N_PHI; phi++)
    {
      kernels->phi (phi, n, N_NUMBERS, o);
      for (guint i = 0; i < N_NUMBERS; i++)
        d[i] = 1;
      kernels->phi_delta (phi, o, d, N_NUMBERS, d);
      for (guint i = 0; i < N_NUMBERS; i++)
        {
          double right = phi_of (phi, (double)n[i]);

          g_assert_cmpfloat_with_epsilon (o[i], right, 3e-7 * fabs (right) + 1e-37);
          g_assert_cmpfloat_with_epsilon (d[i], dphi_of (phi, (double)n[i]), 3e-7);
        }
    }
}

static void
test_phi_bounds (gconstpointer data)
{
  const FvKernels *kernels = data;
  float x[8] = { NAN, INFINITY, -INFINITY, 20, -20, 9.05f, 8.5f, -8.5f }, o[8];

  for (guint phi = 0; phi < FV_N_PHI; phi++)
    {
      kernels->phi (phi, x, 8, o);
      g_assert_true (isnan (o[0]));
    }
  kernels->phi (FV_PHI_TANH, x, 8, o);
  for (guint i = 1; i < 8; i++)
    g_assert_cmpfloat (fabsf (o[i]), <=, 1);
  g_assert_cmpfloat (o[1], ==, 1);
  g_assert_cmpfloat (o[2], ==, -1);
  kernels->phi (FV_PHI_SIGMOID, x, 8, o);
  g_assert_cmpfloat (o[1], ==, 1);
  g_assert_cmpfloat (o[2], ==, 0);
}

static void
test_largest (gconstpointer data)
{
  const FvKernels *kernels = data;
  float x[16] = { 1, -7, 3, 0, -0.0f, 2, 5, 6, -8, 1, 1, 1, 1, 1, 1, 1 };

  g_assert_cmpfloat (kernels->largest (x, 8), ==, 7);
  g_assert_cmpfloat (kernels->largest (x, 16), ==, 8);
  x[12] = -INFINITY;
  g_assert_true (isinf (kernels->largest (x, 16)));
  x[3] = NAN;
  g_assert_true (isnan (kernels->largest (x, 16)));
}

/* Subnormal numbers count as 0 while asked for, and no longer. */
static void
test_flush (gconstpointer data)
{
  const FvKernels *kernels = data;
  volatile float small = 1e-30f, product;
  guint state = kernels->flush_begin ();

  product = small * 1e-10f;
#ifdef __SSE2__
  g_assert_cmpfloat (product, ==, 0);
#endif
  kernels->flush_end (state);
  product = small * 1e-10f;
  g_assert_cmpfloat (product, >, 0);
}

/* ---- Between lanes and samples ---- */

static void
fill (FvRandom *random, float *x, gsize count)
{
  for (gsize i = 0; i < count; i++)
    x[i] = (float)fv_random_between (random, -1, 1);
}

static void
test_to_samples (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (2, 1);
  enum
  {
    MOST = 27,
    STRIDE = 40
  };
  float lanes[MOST * 8] __attribute__ ((aligned (32))), samples[8 * STRIDE];

  fill (&random, lanes, MOST * 8);
  for (guint count = 1; count <= MOST; count++)
    {
      kernels->to_samples (lanes, count, samples, STRIDE);
      for (guint i = 0; i < count; i++)
        for (guint s = 0; s < 8; s++)
          g_assert_cmpfloat (samples[s * STRIDE + i], ==, lanes[i * 8 + s]);
      /* What pads a row of eight is 0: a dense gradient reads it. */
      for (guint i = count; i < (count + 7) / 8 * 8; i++)
        g_assert_cmpfloat (samples[i], ==, 0);
    }
}

static void
test_cells (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (3, 1);
  enum
  {
    MAPS = 19,
    AREA = 6,
    STRIDE = 160
  };
  float lanes[MAPS * AREA * 8] __attribute__ ((aligned (32))),
      back[MAPS * AREA * 8] __attribute__ ((aligned (32))), samples[8 * STRIDE];

  fill (&random, lanes, MAPS * AREA * 8);
  for (guint maps = 1; maps <= MAPS; maps++)
    {
      guint cell = maps > 4 ? (maps + 7) / 8 * 8 : maps;

      kernels->to_cells (lanes, maps, AREA, cell, samples, STRIDE);
      for (guint m = 0; m < cell; m++)
        for (guint a = 0; a < AREA; a++)
          for (guint s = 0; s < 8; s++)
            g_assert_cmpfloat (samples[s * STRIDE + a * cell + m], ==,
                               m < maps ? lanes[(m * AREA + a) * 8 + s] : 0);
      kernels->from_cells (samples, STRIDE, maps, AREA, cell, back);
      g_assert_cmpmem (back, maps * AREA * 8 * sizeof (float), lanes, maps * AREA * 8 * sizeof (float));
    }
}

static void
test_winners_to_samples (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (4, 1);
  enum
  {
    COUNT = 21,
    STRIDE = 32
  };
  float delta[COUNT * 8] __attribute__ ((aligned (32))), deltas[8 * STRIDE];
  gint32 winner[COUNT * 8] __attribute__ ((aligned (32)));
  guint8 winners[8 * STRIDE];

  fill (&random, delta, COUNT * 8);
  for (guint i = 0; i < COUNT * 8; i++)
    winner[i] = (gint32)fv_random_below (&random, 257) - 1;
  winner[5] = -1;
  winner[6] = 255;
  kernels->winners_to_samples (winner, delta, COUNT, winners, deltas, STRIDE);
  for (guint i = 0; i < COUNT; i++)
    for (guint s = 0; s < 8; s++)
      {
        g_assert_cmpuint (winners[s * STRIDE + i], ==, (guint)MAX (winner[i * 8 + s], 0));
        g_assert_cmpfloat (deltas[s * STRIDE + i], ==, winner[i * 8 + s] < 0 ? 0 : delta[i * 8 + s]);
      }
}

static void
test_pack (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (5, 1);
  enum
  {
    COUNT = 29
  };
  guint8 bytes[8][COUNT];
  const guint8 *pixels[8];
  float lanes[COUNT * 8] __attribute__ ((aligned (32)));

  for (guint s = 0; s < 8; s++)
    {
      pixels[s] = bytes[s];
      for (guint i = 0; i < COUNT; i++)
        bytes[s][i] = (guint8)fv_random_below (&random, 256);
    }
  kernels->pack (pixels, COUNT, -1, 2.0f / 255, lanes);
  for (guint i = 0; i < COUNT; i++)
    for (guint s = 0; s < 8; s++)
      g_assert_cmpfloat_with_epsilon (lanes[i * 8 + s], -1 + 2.0 * bytes[s][i] / 255, 1.5e-7);
}

/* ---- Dense ---- */

#define UNITS 11
#define ROW   40

static void
check_dense (const FvKernels *kernels, guint inputs, FvRandom *random)
{
  FvDenseShape shape = { inputs, UNITS, ROW, FV_PHI_IDENTITY };
  float x[ROW * 8] __attribute__ ((aligned (32))), o[UNITS * 8] __attribute__ ((aligned (32))),
      d_x[ROW * 8] __attribute__ ((aligned (32)));
  float weights[UNITS * ROW], biases[UNITS];

  fill (random, x, ROW * 8);
  fill (random, weights, UNITS * ROW);
  fill (random, biases, UNITS);
  kernels->dense (&shape, x, weights, biases, o);
  for (guint u = 0; u < UNITS; u++)
    for (guint s = 0; s < 8; s++)
      {
        double sum = (double)biases[u];

        for (guint i = 0; i < inputs; i++)
          sum += (double)weights[u * ROW + i] * (double)x[i * 8 + s];
        g_assert_cmpfloat_with_epsilon (o[u * 8 + s], sum, 1e-5);
      }
  kernels->dense_back (&shape, o, weights, d_x);
  for (guint i = 0; i < inputs; i++)
    for (guint s = 0; s < 8; s++)
      {
        double sum = 0;

        for (guint u = 0; u < UNITS; u++)
          sum += (double)weights[u * ROW + i] * (double)o[u * 8 + s];
        g_assert_cmpfloat_with_epsilon (d_x[i * 8 + s], sum, 3e-5);
      }
}

/* With a step and without, from 0 and from what is there. */
static void
check_dense_gradient (const FvKernels *kernels, guint inputs, FvRandom *random)
{
  enum
  {
    N = 13,
    STRIDE = 48
  };
  FvDenseShape shape = { inputs, UNITS, ROW, FV_PHI_IDENTITY };
  FvStep step = { .kind = FV_STEP_SGD, .rate = 0.5f };
  float x[N * STRIDE] = { 0 }, delta[UNITS * N], gradient[UNITS * ROW], values[UNITS * ROW] = { 0 };

  for (guint s = 0; s < N; s++)
    fill (random, x + s * STRIDE, inputs);
  fill (random, delta, UNITS * N);
  kernels->dense_gradient (&shape, N, x, STRIDE, delta, N, 2, 7, NULL, gradient, FALSE, NULL, NULL);
  kernels->dense_gradient (&shape, N, x, STRIDE, delta, N, 2, 7, &step, gradient, TRUE, values, NULL);
  for (guint u = 0; u < UNITS; u++)
    for (guint i = 0; i < inputs; i++)
      {
        double sum = 0;

        for (guint s = 0; s < N; s++)
          sum += (double)x[s * STRIDE + i] * (double)delta[u * N + s];
        if (u >= 2 && u < 9)
          g_assert_cmpfloat_with_epsilon (gradient[u * ROW + i], sum, 1e-5);
        g_assert_cmpfloat_with_epsilon (values[u * ROW + i], u >= 2 && u < 9 ? -0.5 * 2 * sum : 0, 1e-5);
      }
}

static void
test_dense (gconstpointer data)
{
  FvRandom random = fv_random_new (6, 1);

  for (guint inputs = 1; inputs <= ROW; inputs++)
    {
      check_dense (data, inputs, &random);
      check_dense_gradient (data, inputs, &random);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "phi", test_phi },
    { "phi-bounds", test_phi_bounds },
    { "largest", test_largest },
    { "flush", test_flush },
    { "to-samples", test_to_samples },
    { "cells", test_cells },
    { "winners-to-samples", test_winners_to_samples },
    { "pack", test_pack },
    { "dense", test_dense },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels/choice", test_choice);
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
      {
        g_autofree char *path = g_strdup_printf ("/kernels/%s/%s", fv_kernels_nth (i)->name, tests[t].name);

        g_test_add_data_func (path, fv_kernels_nth (i), tests[t].func);
      }
  return g_test_run ();
}
