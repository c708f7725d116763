/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"

G_BEGIN_DECLS

/* Kernels that people have written by hand, to stand beside what was learned (MATH §9). A row of the table each. */
typedef struct
{
  const char *name;   /* stable */
  const char *title;  /* N_() */
  gboolean has_angle; /* degrees, from the horizontal, counter-clockwise */
  /* values [rows][cols], as they lie over the picture, overwritten. random: where chance decides. */
  void (*fill) (guint rows, guint cols, double angle, FvRandom *random, double *values);
} FvRecipe;

const FvRecipe *fv_recipe_nth (guint nth); /* NULL past the end */
const FvRecipe *fv_recipe_from_name (const char *name);
/* The same, with the weights above 0 adding up to 1 (where there are any), so that none drowns the others. Pure; any
 * thread. */
void
fv_recipe_fill (const FvRecipe *self, guint rows, guint cols, double angle, FvRandom *random, double *values);

G_END_DECLS
