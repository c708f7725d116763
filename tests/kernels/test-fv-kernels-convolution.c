/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fv-kernels.h"
#include "fv-random.h"

/* Every kernel of a convolution against the sums written out, on random shapes. */

#define N_SHAPES 120
#define EPSILON  3e-5

typedef struct
{
  FvConvolutionShape shape;
  float *x;       /* [inputs][rows][cols][8] */
  float *weights; /* [units][kernel_rows][row] */
  float *biases;
  float *delta; /* [units][out_rows][out_cols][8] */
  float *n;     /* the same, wanted */
} Case;

static float *
floats_new (gsize count)
{
  gsize bytes = (count + 64) * sizeof (float) / 64 * 64 + 64;
  float *floats = aligned_alloc (64, bytes);

  g_assert_nonnull (floats);
  memset (floats, 0, bytes);
  return floats;
}

static float *
random_floats (FvRandom *random, gsize count)
{
  float *floats = floats_new (count);

  for (gsize i = 0; i < count; i++)
    floats[i] = (float)fv_random_between (random, -1, 1);
  return floats;
}

static FvConvolutionShape
random_shape (FvRandom *random)
{
  FvConvolutionShape s
      = { .inputs = 1 + fv_random_below (random, 11), .units = 1 + fv_random_below (random, 9) };
  gboolean keeps = fv_random_below (random, 2);

  s.kernel_rows = 1 + fv_random_below (random, 9);
  s.kernel_cols = 1 + fv_random_below (random, 9);
  s.rows = s.kernel_rows + 1 + fv_random_below (random, 7);
  s.cols = s.kernel_cols + 1 + fv_random_below (random, 7);
  s.out_rows = s.rows - s.kernel_rows + 1;
  s.out_cols = s.cols - s.kernel_cols + 1;
  s.cell = s.inputs > 4 ? (s.inputs + 7) / 8 * 8 : s.inputs;
  s.row = (s.kernel_cols * s.cell + 7) / 8 * 8;
  s.p = 2 + fv_random_below (random, MIN (s.out_rows, s.out_cols) - 1);
  s.pooled_rows = (s.out_rows + (keeps ? s.p - 1 : 0)) / s.p;
  s.pooled_cols = (s.out_cols + (keeps ? s.p - 1 : 0)) / s.p;
  s.fill_wins = keeps && fv_random_below (random, 2);
  return s;
}

static gsize
weight_at (const FvConvolutionShape *s, guint unit, guint input, guint u, guint v)
{
  return ((gsize)unit * s->kernel_rows + u) * s->row + v * s->cell + input;
}

static gsize
x_at (const FvConvolutionShape *s, guint input, guint y, guint x)
{
  return (((gsize)input * s->rows + y) * s->cols + x) * 8;
}

static gsize
out_at (const FvConvolutionShape *s, guint unit, guint y, guint x)
{
  return (((gsize)unit * s->out_rows + y) * s->out_cols + x) * 8;
}

/* Calls body for every unit, cell above, input and tap: weight w, cell below x, cell above o. */
#define FOR_EACH_PRODUCT(s, w, x, o)                                                                         \
  for (guint unit_ = 0; unit_ < (s)->units; unit_++)                                                         \
    for (guint y_ = 0; y_ < (s)->out_rows; y_++)                                                             \
      for (guint x_ = 0; x_ < (s)->out_cols; x_++)                                                           \
        for (guint in_ = 0; in_ < (s)->inputs; in_++)                                                        \
          for (guint u_ = 0; u_ < (s)->kernel_rows; u_++)                                                    \
            for (guint v_ = 0; v_ < (s)->kernel_cols; v_++)                                                  \
              for (gsize w = weight_at (s, unit_, in_, u_, v_), x = x_at (s, in_, y_ + u_, x_ + v_),         \
                         o = out_at (s, unit_, y_, x_), once_ = 1;                                           \
                   once_ > 0; once_--)

static void
find_n (Case *c)
{
  const FvConvolutionShape *s = &c->shape;

  for (guint u = 0; u < s->units; u++)
    for (gsize i = 0; i < (gsize)s->out_rows * s->out_cols * 8; i++)
      c->n[out_at (s, u, 0, 0) + i] = c->biases[u];
  FOR_EACH_PRODUCT (s, w, x, o)
  for (guint l = 0; l < 8; l++)
    c->n[o + l] += c->weights[w] * c->x[x + l];
}

static Case
case_new (FvRandom *random)
{
  Case c = { .shape = random_shape (random) };
  const FvConvolutionShape *s = &c.shape;
  gsize above = (gsize)s->units * s->out_rows * s->out_cols * 8;

  c.x = random_floats (random, (gsize)s->inputs * s->rows * s->cols * 8);
  c.weights = floats_new ((gsize)s->units * s->kernel_rows * s->row);
  for (guint u = 0; u < s->units; u++)
    for (guint i = 0; i < s->inputs; i++)
      for (guint k = 0; k < s->kernel_rows * s->kernel_cols; k++)
        c.weights[weight_at (s, u, i, k / s->kernel_cols, k % s->kernel_cols)]
            = (float)fv_random_between (random, -0.3, 0.3);
  c.biases = random_floats (random, s->units);
  c.delta = random_floats (random, above);
  c.n = floats_new (above);
  find_n (&c);
  return c;
}

static void
case_clear (Case *c)
{
  free (c->x);
  free (c->weights);
  free (c->biases);
  free (c->delta);
  free (c->n);
}

static void
assert_close (const float *got, const float *wanted, gsize count, double scale)
{
  for (gsize i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (got[i], wanted[i], EPSILON * scale);
}

static gsize
x_floats (const FvConvolutionShape *s)
{
  return (gsize)s->inputs * s->rows * s->cols * 8;
}

static gsize
weight_floats (const FvConvolutionShape *s)
{
  return (gsize)s->units * s->kernel_rows * s->row;
}

static void
check_convolve (const FvKernels *kernels, const Case *c)
{
  gsize count = (gsize)c->shape.units * c->shape.out_rows * c->shape.out_cols * 8;
  float *o = floats_new (count);

  kernels->convolve (&c->shape, c->x, c->weights, c->biases, o);
  assert_close (o, c->n, count, 1);
  free (o);
}

/* The winner's number and value, as the layers choose them: the first of the largest, a filled-in zero only above all. */
static float
find_winner (const Case *c, guint unit, guint y, guint x, guint lane, gint32 *winner)
{
  const FvConvolutionShape *s = &c->shape;
  gboolean is_partial = (y + 1) * s->p > s->out_rows || (x + 1) * s->p > s->out_cols;
  float best = -INFINITY;

  for (guint r = 0; r < s->p && y * s->p + r < s->out_rows; r++)
    for (guint k = 0; k < s->p && x * s->p + k < s->out_cols; k++)
      {
        float n = c->n[out_at (s, unit, y * s->p + r, x * s->p + k) + lane];

        if (n > best)
          {
            best = n;
            *winner = (gint32)(r * s->p + k);
          }
      }
  if (!s->fill_wins || !is_partial || best >= 0)
    return best;
  *winner = -1;
  return 0;
}

/* Where a rounding decides the winner any of those that come near will do. */
static void
check_convolve_max (const FvKernels *kernels, const Case *c)
{
  const FvConvolutionShape *s = &c->shape;
  gsize count = (gsize)s->units * s->pooled_rows * s->pooled_cols * 8;
  float *o = floats_new (count), *scratch = floats_new (kernels->convolve_max_scratch (s));
  gint32 *winner = (gint32 *)floats_new (count);
  guint differ = 0;

  kernels->convolve_max (s, c->x, c->weights, c->biases, o, winner, scratch);
  for (gsize i = 0; i < count; i++)
    {
      gsize cell = i / 8, area = (gsize)s->pooled_rows * s->pooled_cols;
      gint32 wanted = 0;
      float value = find_winner (c, (guint)(cell / area), (guint)(cell % area / s->pooled_cols),
                                 (guint)(cell % s->pooled_cols), i % 8, &wanted);

      g_assert_cmpfloat_with_epsilon (o[i], value, EPSILON);
      differ += winner[i] != wanted;
    }
  g_assert_cmpuint (200 * differ, <=, count);
  free (o);
  free (scratch);
  free (winner);
}

static void
check_back (const FvKernels *kernels, const Case *c)
{
  const FvConvolutionShape *s = &c->shape;
  float *d_x = floats_new (x_floats (s)), *wanted = floats_new (x_floats (s)),
        *scratch = floats_new (kernels->convolve_back_scratch (s));

  FOR_EACH_PRODUCT (s, w, x, o)
  for (guint l = 0; l < 8; l++)
    wanted[x + l] += c->weights[w] * c->delta[o + l];
  kernels->convolve_back (s, c->delta, c->weights, d_x, scratch);
  assert_close (d_x, wanted, x_floats (s), 1);
  free (d_x);
  free (wanted);
  free (scratch);
}

static void
find_gradient (const Case *c, const float *delta, float *gradient, float *biases)
{
  const FvConvolutionShape *s = &c->shape;
  gsize above = (gsize)s->out_rows * s->out_cols * 8;

  FOR_EACH_PRODUCT (s, w, x, o)
  for (guint l = 0; l < 8; l++)
    gradient[w] += c->x[x + l] * delta[o + l];
  for (guint u = 0; u < s->units; u++)
    for (gsize i = 0; i < above; i++)
      biases[u] += delta[u * above + i];
}

static void
check_gradient (const FvKernels *kernels, const Case *c)
{
  const FvConvolutionShape *s = &c->shape;
  gsize above = (gsize)s->out_rows * s->out_cols * 8;
  float *gradient = floats_new (weight_floats (s)), *wanted = floats_new (weight_floats (s)),
        *biases = floats_new (s->units), *wanted_biases = floats_new (s->units);
  guint half = s->units / 2;

  find_gradient (c, c->delta, wanted, wanted_biases);
  kernels->convolve_gradient (s, 1, c->x, 0, c->delta, 0, 0, half, gradient);
  kernels->convolve_gradient (s, 1, c->x, 0, c->delta, 0, half, s->units - half, gradient);
  kernels->bias_gradient (1, c->delta, 0, above, above / 8, 0, s->units, biases);
  assert_close (gradient, wanted, weight_floats (s), 10);
  assert_close (biases, wanted_biases, s->units, 10);
  free (gradient);
  free (wanted);
  free (biases);
  free (wanted_biases);
}

/* δ of winners only, in both forms: one in six is 0. dense [units][out_rows][out_cols][8]. */
static void
make_winners (const Case *c, FvRandom *random, gsize stride, guint8 *winner, float *delta, float *dense)
{
  const FvConvolutionShape *s = &c->shape;

  for (guint lane = 0; lane < 8; lane++)
    for (guint u = 0; u < s->units; u++)
      for (guint y = 0; y < s->pooled_rows; y++)
        for (guint x = 0; x < s->pooled_cols; x++)
          {
            gsize at = lane * stride + ((gsize)u * s->pooled_rows + y) * s->pooled_cols + x;
            guint r = fv_random_below (random, MIN (s->p, s->out_rows - y * s->p)),
                  k = fv_random_below (random, MIN (s->p, s->out_cols - x * s->p));

            winner[at] = (guint8)(r * s->p + k);
            delta[at] = fv_random_below (random, 6) == 0 ? 0 : (float)fv_random_between (random, -1, 1);
            dense[out_at (s, u, y * s->p + r, x * s->p + k) + lane] = delta[at];
          }
}

static void
check_winners (const FvKernels *kernels, Case *c, FvRandom *random)
{
  const FvConvolutionShape *s = &c->shape;
  gsize stride = (gsize)s->units * s->pooled_rows * s->pooled_cols + 3,
        cells = (gsize)s->rows * s->cols * s->cell + s->row + 8;
  float *delta = floats_new (8 * stride), *x = floats_new (8 * cells), *d_x = floats_new (8 * cells),
        *scratch = floats_new (kernels->winners_scratch (s)), *gradient = floats_new (weight_floats (s)),
        *wanted = floats_new (weight_floats (s)), *biases = floats_new (s->units),
        *wanted_biases = floats_new (s->units), *lanes = floats_new (x_floats (s)),
        *wanted_d_x = floats_new (x_floats (s));
  guint8 *winner = g_new0 (guint8, 8 * stride);
  guint half = s->units / 2;

  memset (c->delta, 0, (gsize)s->units * s->out_rows * s->out_cols * 8 * sizeof (float));
  make_winners (c, random, stride, winner, delta, c->delta);
  find_gradient (c, c->delta, wanted, wanted_biases);
  kernels->to_cells (c->x, s->inputs, (gsize)s->rows * s->cols, s->cell, x, cells);
  kernels->winners_gradient (s, 8, x, cells, delta, winner, stride, 0, half, gradient, biases, scratch);
  kernels->winners_gradient (s, 8, x, cells, delta, winner, stride, half, s->units - half, gradient, biases,
                             scratch);
  assert_close (gradient, wanted, weight_floats (s), 10);
  assert_close (biases, wanted_biases, s->units, 10);

  FOR_EACH_PRODUCT (s, w, below, o)
  for (guint l = 0; l < 8; l++)
    wanted_d_x[below + l] += c->weights[w] * c->delta[o + l];
  for (guint lane = 0; lane < 8; lane++)
    kernels->winners_back (s, delta + lane * stride, winner + lane * stride, c->weights, d_x + lane * cells,
                           scratch);
  kernels->from_cells (d_x, cells, s->inputs, (gsize)s->rows * s->cols, s->cell, lanes);
  assert_close (lanes, wanted_d_x, x_floats (s), 1);
  g_free (winner);
  free (delta);
  free (x);
  free (d_x);
  free (scratch);
  free (gradient);
  free (wanted);
  free (biases);
  free (wanted_biases);
  free (lanes);
  free (wanted_d_x);
}

static void
test_shapes (gconstpointer data)
{
  const FvKernels *kernels = data;
  FvRandom random = fv_random_new (7, 1);

  for (guint i = 0; i < N_SHAPES; i++)
    {
      Case c = case_new (&random);

      check_convolve (kernels, &c);
      check_convolve_max (kernels, &c);
      check_back (kernels, &c);
      check_gradient (kernels, &c);
      check_winners (kernels, &c, &random);
      case_clear (&c);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/kernels/convolution/%s", fv_kernels_nth (i)->name);

      g_test_add_data_func (path, fv_kernels_nth (i), test_shapes);
    }
  return g_test_run ();
}
