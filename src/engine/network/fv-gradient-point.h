/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gradient-check.h"
#include "fv-place.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* The gradient check of what a trace shows, quick enough to stand beside it. A trace made with rules is checked as the
 * article prints it, and fails where that is wrong. Pure; any thread. */
typedef struct
{
  double analytic;
  double numeric;        /* (E(+ε) − E(−ε)) / 2ε */
  double relative_error; /* |a − n| / (|a| + |n|), 0 if both are 0 */
  FvVerdict verdict;     /* of one element (MATH §5), or FV_CHECK_KINK */
} FvPointCheck;

/* The element at a place: FV_QUANTITY_GRADIENT and UPDATE nudge the parameter, DELTA nudges n (o, where there is no φ),
 * OUTPUT nudges o. FALSE: there is nothing to check there (the loss, a share, a sign). */
gboolean fv_gradient_at (const FvTrace *trace, FvPlace place, FvPointCheck *out);

/* All parameters and the whole input of a layer (place 1 … depth), for a worker: *stop (may be NULL) is looked at between
 * elements, FALSE if it was set; *per_mille (may be NULL) is set atomically as it goes on, 1000 at the end. */
gboolean fv_gradient_check_layer (const FvTrace *trace, guint place, const int *stop, int *per_mille,
                                  FvLayerCheck *result);

G_END_DECLS
