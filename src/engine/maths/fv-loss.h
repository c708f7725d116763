/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-activation.h"

G_BEGIN_DECLS

/* What the output layer did: n[count], o[count] = φ(n). */
typedef struct
{
  const FvActivation *activation;
  const double *n;
  const double *o;
  gsize count;
} FvOutcome;

/* E of one sample and its δ at the output layer's net input (MATH §2). target is the class, below n_classes (count).
 * Pure; any thread. */
typedef struct
{
  const char *name;    /* as in the text form: "squared" */
  const char *title;   /* N_() */
  const char *formula; /* "−ln pₜ" */
  guint (*n_classes) (gsize count);
  /* Finite also where a probability is 0. */
  double (*value) (FvOutcome outcome, guint target);
  /* delta[count] = ∂E/∂n. */
  void (*delta) (FvOutcome outcome, guint target, double *delta);
  /* The terms behind E, and behind δ of one unit (with its factor), as value and delta compute them; layer is where the
   * outputs live. How many there are: fv_loss_n_terms(). */
  void (*explain) (FvOutcome outcome, guint target, guint layer, FvExplanation *out);
  void (*explain_delta) (FvOutcome outcome, guint target, guint layer, gsize unit, FvExplanation *out);
  /* scores[n_classes (count)]: the largest is the answer; probabilities where the loss has them. */
  void (*scores) (FvOutcome outcome, double *scores);
  /* TRUE if it can stand behind count outputs with that activation. */
  gboolean (*fits) (const FvActivation *activation, gsize count);
  const char *wants;  /* N_(), what fits asks for: "a softmax" */
  gboolean has_other; /* the last class is the implied “other”, which has no output of its own */
  gboolean is_own;    /* taken by an output layer that fits when none is named */
} FvLoss;

/* How many terms stand behind E, and behind δ of one unit. */
gsize fv_loss_n_terms (const FvLoss *self, gsize count);
gsize fv_loss_n_delta_terms (const FvLoss *self, const FvActivation *activation, gsize count);

/* NULL past the end. */
const FvLoss *fv_loss_nth (guint nth);
const FvLoss *fv_loss_from_name (const char *name);

G_END_DECLS
