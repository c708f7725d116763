/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-recipe.h"

#include <glib/gi18n-lib.h>

#include "fv-elementary.h"

#define PI 3.14159265358979323846

/* Row nth of Pascal's triangle with n numbers: the smoothest weights of that length. */
static void
binomial (guint n, double *out)
{
  out[0] = 1;
  for (guint i = 1; i < n; i++)
    out[i] = out[i - 1] * (double)(n - i) / (double)i;
}

/* How a smooth run of n weights slopes: that of n − 2, with its neighbour on either side taken from it. */
static void
slope (guint n, double *out)
{
  g_autofree double *smooth = g_new0 (double, n);

  for (guint i = 0; i < n; i++)
    out[i] = 0;
  if (n < 3)
    {
      out[0] = -1;
      out[n - 1] = n > 1 ? 1 : 0;
      return;
    }
  binomial (n - 2, smooth);
  for (guint i = 0; i < n - 2; i++)
    {
      out[i] -= smooth[i];
      out[i + 2] += smooth[i];
    }
}

typedef void (*Profile) (guint n, double *out);

static void
outer (guint rows, guint cols, Profile down, Profile across, double *values)
{
  g_autofree double *left = g_new (double, rows), *right = g_new (double, cols);

  down (rows, left);
  across (cols, right);
  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      values[row * cols + col] = left[row] * right[col];
}

static void
blur (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  outer (rows, cols, binomial, binomial, values);
}

static void
sobel_x (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  outer (rows, cols, binomial, slope, values);
}

static void
sobel_y (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  outer (rows, cols, slope, binomial, values);
}

static void
zero (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  for (guint i = 0; i < rows * cols; i++)
    values[i] = 0;
}

static void
identity (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  zero (rows, cols, angle, random, values);
  values[(rows / 2) * cols + cols / 2] = 1;
}

/* The middle against its eight neighbours. */
static void
laplacian (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  guint middle_row = rows / 2, middle_col = cols / 2, n = 0;

  zero (rows, cols, angle, random, values);
  for (guint row = middle_row > 0 ? middle_row - 1 : 0; row < MIN (middle_row + 2, rows); row++)
    for (guint col = middle_col > 0 ? middle_col - 1 : 0; col < MIN (middle_col + 2, cols); col++, n++)
      values[row * cols + col] = -1;
  values[middle_row * cols + middle_col] = n - 1;
}

/* A wave under a bell, its mean taken away so that it does not answer to plain brightness; two waves' lengths across. */
static void
gabor (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  double side = MAX (rows, cols), wave = MAX (side / 2, 2), sigma = side / 4;
  double along_x = fv_cos (angle * PI / 180), along_y = -fv_sin (angle * PI / 180), sum = 0, bells = 0;
  g_autofree double *bell = g_new (double, (gsize)rows *cols);

  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      {
        double x = col - (cols - 1) / 2.0, y = row - (rows - 1) / 2.0;
        gsize nth = (gsize)row * cols + col;

        bell[nth] = fv_exp (-(x * x + y * y) / (2 * sigma * sigma));
        values[nth] = bell[nth] * fv_cos (2 * PI * (x * along_x + y * along_y) / wave);
        sum += values[nth];
        bells += bell[nth];
      }
  for (gsize i = 0; i < (gsize)rows * cols; i++)
    values[i] -= bell[i] * sum / bells;
}

static void
chance (guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  for (guint i = 0; i < rows * cols; i++)
    values[i] = fv_random_normal (random);
}

static const FvRecipe recipes[] = {
  { "blur", N_ ("Blur"), FALSE, blur },
  { "edge", N_ ("Edge (Laplacian)"), FALSE, laplacian },
  { "sobel-x", N_ ("Sobel, Left to Right"), FALSE, sobel_x },
  { "sobel-y", N_ ("Sobel, Top to Bottom"), FALSE, sobel_y },
  { "gabor", N_ ("Gabor"), TRUE, gabor },
  { "identity", N_ ("Identity"), FALSE, identity },
  { "random", N_ ("Random"), FALSE, chance },
  { "zero", N_ ("Zero"), FALSE, zero },
};

const FvRecipe *
fv_recipe_nth (guint nth)
{
  return nth < G_N_ELEMENTS (recipes) ? &recipes[nth] : NULL;
}

const FvRecipe *
fv_recipe_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    if (g_strcmp0 (recipes[i].name, name) == 0)
      return &recipes[i];
  return NULL;
}

void
fv_recipe_fill (const FvRecipe *self, guint rows, guint cols, double angle, FvRandom *random, double *values)
{
  double above = 0;

  self->fill (rows, cols, angle, random, values);
  for (gsize i = 0; i < (gsize)rows * cols; i++)
    above += MAX (values[i], 0);
  for (gsize i = 0; i < (gsize)rows * cols && above > 0; i++)
    values[i] /= above;
}
