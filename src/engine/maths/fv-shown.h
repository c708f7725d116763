/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-explanation.h"

G_BEGIN_DECLS

/* The same as it is shown with a number of decimals, in units of the last one: the sum is rounded first, the
 * remainders go to the terms with the largest ones, so that terms add up to their partial sums, and these with the
 * bias to the sum, exactly, each within one unit. The bias is a θ and reads the same everywhere: it is only
 * rounded. What is no sum (LARGEST), and numbers too large for it, are rounded one by one: closes FALSE. */
typedef struct
{
  guint decimals;
  gboolean closes;
  gint64 *terms;   /* [n_terms] */
  gint64 *partial; /* [n_groups] */
  gint64 bias;
  gint64 sum;
} FvShown;

FvShown *fv_shown_new (const FvExplanation *explanation, guint decimals);
void fv_shown_free (FvShown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvShown, fv_shown_free)

/* The same for any values [count] and what they are to add up to, in units of the last decimal: shown [count] is
 * overwritten, adds up to total exactly, each within one unit of its value. FALSE, each rounded by itself, if that
 * cannot be (total is not the values' sum, or they are too large or not finite). */
gboolean fv_shown_distribute (const double *values, gsize count, guint decimals, gint64 total, gint64 *shown);
/* value in units of the last of decimals, to the nearest; FALSE if it is too large or not finite. */
gboolean fv_shown_round (double value, guint decimals, gint64 *shown);

G_END_DECLS
