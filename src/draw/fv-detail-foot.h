/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* What the forward cards of layers with weights end with: the term at the cursor, b, the rule, n; and at the right the
 * map (or the units) the number belongs to, with φ below it. */
typedef struct
{
  const FvShown *shown; /* borrowed */
  FvUnit unit;
  double sum_x; /* right edge of the sums */
  double right_x, right_width;
  char *formula; /* under the term; owned */
  /* Instead of b and Σ + b = n, where the last step is another one; owned. */
  char *upper_label, *upper, *lower_label, *lower;
  double bias_baseline, n_baseline, rule; /* set by reserve */
} FvFoot;

/* Takes the room from the card's bottom. */
void fv_foot_reserve (FvDetail *detail, FvFoot *self);
void fv_foot_write (FvDetail *detail, FvFoot *self);
void fv_foot_clear (FvFoot *self);

G_END_DECLS
