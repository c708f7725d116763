/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* Central differences against the analytic gradient, double, ε = 1e-5 (MATH §5): every parameter and every input of
 * every layer. Points where a winner or a ReLU's side differs between +ε and −ε are kinks: skipped, counted. */
typedef enum
{
  FV_CHECK_PASS,
  FV_CHECK_FAIL,
  FV_CHECK_TOO_SMALL, /* too small for ε: neither right nor wrong */
  FV_CHECK_KINK,      /* of one element alone: a winner or a side differs between +ε and −ε */
} FvVerdict;

const char *fv_verdict_name (FvVerdict self); /* "pass", "fail", "too small", "kink"; never translated */

/* One set of numbers: a layer's parameters, or its input. */
typedef struct
{
  gsize checked;
  gsize skipped_kinks;
  gsize non_zero;        /* analytic gradients that are not 0 */
  double analytic_norm;  /* ‖a‖ */
  double numeric_norm;   /* ‖n‖ */
  double difference;     /* ‖a − n‖ */
  double relative_error; /* ‖a − n‖ / (‖a‖ + ‖n‖), 0 if both are 0 */
  FvVerdict verdict;     /* pass where nothing was checked */
} FvCheck;

typedef struct
{
  guint place;
  FvCheck parameters; /* Θ and b together */
  FvCheck input;      /* ∂E/∂x */
  gboolean trusted;   /* enough gradients are not 0 that agreement means something (MATH §5) */
} FvLayerCheck;

/* TRUE if E has a gradient to check: a sign has none. FV_ERROR_VALUE names the layer. */
gboolean fv_gradient_check_possible (const FvNetwork *network, GError **error);
/* rules: FvRules, for the gradient of the article as printed; 0 for what is right. x [input] in the network's own range;
 * results [depth], that of place at place − 1. stop (may be NULL) is looked at now and then: FALSE if it was set. */
gboolean fv_gradient_check (FvParameters *parameters, const double *x, guint target, guint rules,
                            const int *stop, FvLayerCheck *results);

/* The whole of it in one. */
typedef struct
{
  gsize checked;
  gsize skipped_kinks;
  guint too_small; /* sets that were too small to judge */
  guint failed;    /* sets */
  guint untrusted; /* layers */
  double max_relative_error;
} FvCheckSummary;
void fv_check_summary_add (FvCheckSummary *self, const FvLayerCheck *results, guint depth);

G_END_DECLS
