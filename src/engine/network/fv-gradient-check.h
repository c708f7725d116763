/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* Central differences against the analytic gradient, double, ε = 1e-5 (MATH §5): every parameter of every layer,
 * and the input. Points where a winner or a ReLU's side differs between +ε and −ε are kinks: skipped, counted. */
typedef enum
{
  FV_CHECK_PASS,
  FV_CHECK_FAIL,
  FV_CHECK_TOO_SMALL, /* too small for ε: neither right nor wrong */
} FvCheckVerdict;

typedef struct
{
  guint place; /* 0: the input, ∂E/∂X */
  gsize checked;
  gsize skipped_kinks;
  gsize non_zero;        /* analytic gradients that are not 0 */
  double analytic_norm;  /* ‖a‖ */
  double numeric_norm;   /* ‖n‖ */
  double difference;     /* ‖a − n‖ */
  double relative_error; /* ‖a − n‖ / (‖a‖ + ‖n‖), 0 if both are 0 */
  FvCheckVerdict verdict;
} FvLayerCheck;

/* x [input] in the network's own range; results [depth + 1], index = place; layers without parameters have
 * checked = 0 and pass. */
void fv_gradient_check (FvParameters *parameters, const double *x, guint target, FvLayerCheck *results);

G_END_DECLS
