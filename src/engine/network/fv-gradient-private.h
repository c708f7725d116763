/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gradient-check.h"
#include "fv-pass.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* Central differences: a pass whose numbers are nudged one by one. */

/* Which way everything that can flip stands: winners, and the sides of n at which φ' jumps. */
typedef struct
{
  gint32 *marks;
  gsize count;
} FvSides;

typedef struct
{
  FvPass *pass;
  FvNetwork *network;
  guint target;
  double loss; /* unmoved */
  const int *stop;
  int *per_mille;    /* NULL, or how much of to_do is done */
  gsize done, to_do; /* elements */
  FvSides plus, minus;
} FvNudge;

/* A pass forward and backward of parameters on x [input], ready to be nudged. rules: FvRules. */
void fv_nudge_init (FvNudge *self, FvParameters *parameters, const double *x, guint target, guint rules,
                    const int *stop);
/* What a trace recorded, forward only, ready to be nudged. */
void fv_nudge_init_from_trace (FvNudge *self, const FvTrace *trace, const int *stop);
void fv_nudge_clear (FvNudge *self);
gboolean fv_nudge_is_stopped (const FvNudge *self);
/* (E(v+ε) − E(v−ε)) / 2ε; FALSE at a kink. value is a parameter of layer place, or one of its inputs; it is left as it
 * was, what lies above is not. */
gboolean fv_nudge_numeric (FvNudge *self, double *value, guint place, double *gradient);
/* The same for n of one cell of layer place, which has φ. */
gboolean fv_nudge_numeric_net (FvNudge *self, guint place, gsize cell, double *gradient);
/* values [count] are nudged one by one, layer place and those above computed anew; analytic [count]. */
FvCheck fv_nudge_values (FvNudge *self, guint place, double *values, const double *analytic, gsize count);
/* One element by itself. */
FvCheck fv_nudge_judge (double analytic, double numeric, double loss);
/* All parameters and the input of layer place, against what the pass found before it was nudged: gradient
 * [n_parameters] and d_x [input of the layer]. */
void
fv_nudge_layer (FvNudge *self, guint place, const double *gradient, const double *d_x, FvLayerCheck *result);

G_END_DECLS
