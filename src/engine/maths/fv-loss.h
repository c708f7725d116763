/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* E of one sample and its δ at the output layer's net input. Pure; any thread. */
typedef struct
{
  const char *name;  /* "cross-entropy" */
  const char *title; /* N_() */
  /* E from net inputs n[count], outputs o[count] and the target class. Finite also where a probability is 0. */
  double (*value) (const double *n, const double *o, gsize count, guint target);
  /* delta[count] = ∂E/∂n. */
  void (*delta) (const double *n, const double *o, gsize count, guint target, double *delta);
} FvLoss;

const FvLoss *fv_loss_nth (guint nth); /* NULL past the end */

G_END_DECLS
