/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cursor.h"
#include "fv-explanation.h"
#include "fv-optimizer.h"
#include "fv-pass.h"
#include "fv-place.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* What stands behind one number of a trace: its operands, their products and how they combine. Pure; any thread. */

/* The explanation of a place that exists; free with fv_explanation_free(). Adding the products in the order listed
 * gives the number of the trace to the bit, also where the trace follows the article as printed.
 * Of FV_QUANTITY_UPDATE: one step of plain gradient descent is not known here, see fv_explain_update(): NULL. */
FvExplanation *fv_explain (const FvTrace *trace, FvPlace place);

/* What a step of training needs beside the gradient. Borrowed. */
typedef struct
{
  const FvOptimizer *optimizer;
  FvHyper hyper;
  guint64 step;              /* number of this step; the first is 1 */
  const float *const *slots; /* [n_slots][n_parameters] before the step; NULL: all 0 */
  const FvFrozen *frozen;    /* units it leaves alone; NULL: none */
} FvStep;

/* θ ← θ − η·g for one parameter, as if this sample were a batch of its own: g is the gradient of the trace. Two terms,
 * θ · 1 and −η · direction (Adam: −1 · the whole of it); value is what F32 keeps. lines (may be NULL) gets the
 * optimiser's own arithmetic, line by line. */
FvExplanation *fv_explain_update (const FvTrace *trace, FvPlace place, const FvStep *step, FvUpdate *lines);

/* How many terms stand behind a place, from the architecture alone; at once. */
gsize fv_explain_n_terms (const FvNetwork *network, FvPlace place);

G_END_DECLS
