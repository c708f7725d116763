/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-recipe.h"

static double *
fill (const char *name, guint rows, guint cols, double angle)
{
  double *values = g_new (double, rows *cols);
  FvRandom random = fv_random_new (1, 0);

  fv_recipe_fill (fv_recipe_from_name (name), rows, cols, angle, &random, values);
  return values;
}

/* At every size: finite, and what is above 0 adds up to 1 or is nothing. */
static void
all (void)
{
  const FvRecipe *recipe;

  for (guint nth = 0; (recipe = fv_recipe_nth (nth)) != NULL; nth++)
    for (guint rows = 1; rows < 9; rows++)
      for (guint cols = 1; cols < 9; cols++)
        {
          g_autofree double *values = fill (recipe->name, rows, cols, 30);
          double above = 0;

          for (guint i = 0; i < rows * cols; i++)
            {
              g_assert_true (isfinite (values[i]));
              above += MAX (values[i], 0);
            }
          g_assert_true (above == 0 || fabs (above - 1) < 1e-12);
        }
}

/* The textbook's numbers, three by three. */
static void
textbook (void)
{
  static const struct
  {
    const char *name;
    double over;
    double values[9];
  } table[] = {
    { "blur", 16, { 1, 2, 1, 2, 4, 2, 1, 2, 1 } },      { "sobel-x", 4, { -1, 0, 1, -2, 0, 2, -1, 0, 1 } },
    { "sobel-y", 4, { -1, -2, -1, 0, 0, 0, 1, 2, 1 } }, { "edge", 8, { -1, -1, -1, -1, 8, -1, -1, -1, -1 } },
    { "identity", 1, { 0, 0, 0, 0, 1, 0, 0, 0, 0 } },   { "zero", 1, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree double *values = fill (table[i].name, 3, 3, 0);

      for (guint k = 0; k < 9; k++)
        g_assert_cmpfloat_with_epsilon (values[k], table[i].values[k] / table[i].over, 1e-15);
    }
}

/* A wave's stripes stand across its angle, and plain brightness does not move it. */
static void
wave (void)
{
  g_autofree double *lying = fill ("gabor", 7, 7, 0), *standing = fill ("gabor", 7, 7, 90);
  double sum = 0;

  for (guint row = 0; row < 7; row++)
    for (guint col = 0; col < 7; col++)
      {
        g_assert_cmpfloat_with_epsilon (lying[row * 7 + col], standing[col * 7 + row], 1e-9);
        sum += lying[row * 7 + col];
      }
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-12);
  g_assert_cmpfloat (lying[3 * 7 + 3], >, 0);
  g_assert_cmpfloat (lying[3 * 7 + 5], <, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/all", all);
  g_test_add_func ("/recipe/textbook", textbook);
  g_test_add_func ("/recipe/wave", wave);
  return g_test_run ();
}
