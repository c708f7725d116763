/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-explanation.h"

G_BEGIN_DECLS

/* φ, from net inputs n to outputs o, and back. One row of the table an activation; softmax is one too, over the
 * whole vector at once, and only an output layer may carry it. Pure; any thread. */
typedef struct _FvActivation FvActivation;
struct _FvActivation
{
  const char *name;               /* as written in the text form */
  const char *title;              /* N_() */
  const char *formula;            /* "tanh(n)" */
  const char *derivative_formula; /* "1 − o²" */
  /* o[count] = φ(n[count]); o may be n. */
  void (*output) (const double *n, gsize count, double *o);
  /* delta[count] = ∂E/∂n from d_o[count] = ∂E/∂o, at n and o; delta may be d_o. */
  void (*delta) (const double *n, const double *o, const double *d_o, gsize count, double *delta);
  /* Of a whole one: the exponentials behind o[count], in the order they are summed, a share (the caller says whose, by
   * winner); shift is the largest n, which was taken out. NULL for those that work element by element. */
  void (*explain) (const double *n, gsize count, guint layer, FvExplanation *out);
  double input_low; /* what it likes to be fed: the input range, MATH §3 */
  double low;       /* outputs lie between these; infinite for ReLU */
  double high;
  double target_low;  /* what a squared error asks of an output that should be off … */
  double target_high; /* … and on: inside the range, where it can be reached */
  double saturation; /* |o| beyond which a unit counts as saturated (from the middle of low…high); 0: never */
  double gain;       /* of Xavier's initialisation (6/(in+out)) */
  gboolean he;       /* initialise after He instead */
  gboolean flat;     /* passes no gradient (sign): learns by the perceptron rule, as an output only */
  gboolean kink;     /* φ' jumps at n = 0 (ReLU): the gradient check must step around it */
  gboolean whole;    /* over the whole vector (softmax) */
};

const FvActivation *fv_activation_nth (guint nth); /* NULL past the end */
const FvActivation *fv_activation_from_name (const char *name);
/* For option tables: the names of those that work element by element. */
const char *fv_activation_choice (guint nth);

/* φ'(n) of one that works element by element, at n and o = φ(n). */
double fv_activation_slope (const FvActivation *self, double n, double o);
/* Are there outputs at which it lets no δ through, or next to none: saturated, or off? self may be NULL. */
gboolean fv_activation_blocks (const FvActivation *self);
/* How many of o[count] are such outputs. */
gsize fv_activation_count_flat (const FvActivation *self, const double *o, gsize count);
double fv_dsigmoid (double o); /* σ'(n) = o(1−o), from the output */
double fv_dtanh (double o);    /* tanh'(n) = 1−o², from the output */
double fv_dlecun (double o);   /* (2/3)(1.7159 − o²/1.7159), from the output */

G_END_DECLS
