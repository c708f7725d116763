/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-optimizer.h"

#include <glib/gi18n-lib.h>

/* θ ← θ − η·g */
static void
update_sgd (FvHyper hyper, const double *gradient, gsize count, float *values, float *const *slots)
{
  for (gsize i = 0; i < count; i++)
    values[i] = (float)((double)values[i] - hyper.rate * gradient[i]);
}

/* v ← μ·v + g, θ ← θ − η·v. θ follows v as it is stored, so a saved v is the whole state. */
static void
update_momentum (FvHyper hyper, const double *gradient, gsize count, float *values, float *const *slots)
{
  float *velocity = slots[0];

  for (gsize i = 0; i < count; i++)
    {
      velocity[i] = (float)(hyper.momentum * (double)velocity[i] + gradient[i]);
      values[i] = (float)((double)values[i] - hyper.rate * (double)velocity[i]);
    }
}

static const FvOptimizer optimizers[] = {
  { .name = "sgd", .title = N_ ("Gradient descent"), .n_slots = 0, .update = update_sgd },
  { .name = "momentum",
    .title = N_ ("Momentum"),
    .n_slots = 1,
    .slot_names = { "momentum" },
    .update = update_momentum },
};

const FvOptimizer *
fv_optimizer_nth (guint nth)
{
  return nth < G_N_ELEMENTS (optimizers) ? &optimizers[nth] : NULL;
}

const FvOptimizer *
fv_optimizer_from_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    if (g_str_equal (optimizers[i].name, name))
      return &optimizers[i];
  return NULL;
}
