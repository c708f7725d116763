/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-loss.h"

#include <glib/gi18n-lib.h>

#include "fv-elementary.h"

/* E = −ln p_t of a softmax, from the logits: ln Σ e^(z_k − m) + m − z_t stays finite where p_t is 0. */
static double
cross_entropy_value (const double *n, const double *o, gsize count, guint target)
{
  double largest = n[0], sum = 0.0;

  for (gsize i = 1; i < count; i++)
    if (n[i] > largest)
      largest = n[i];
  for (gsize i = 0; i < count; i++)
    sum += fv_exp (n[i] - largest);
  return fv_log (sum) + (largest - n[target]);
}

/* δ = p − t. */
static void
cross_entropy_delta (const double *n, const double *o, gsize count, guint target, double *delta)
{
  for (gsize i = 0; i < count; i++)
    delta[i] = o[i] - (i == target ? 1.0 : 0.0);
}

static const FvLoss losses[] = {
  { "cross-entropy", N_ ("cross-entropy"), cross_entropy_value, cross_entropy_delta },
};

const FvLoss *
fv_loss_nth (guint nth)
{
  return nth < G_N_ELEMENTS (losses) ? &losses[nth] : NULL;
}
