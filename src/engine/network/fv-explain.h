/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cursor.h"
#include "fv-explanation.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* What stands behind one number of a trace: its operands, their products and how they combine. */
typedef enum
{
  FV_QUANTITY_OUTPUT,   /* o of a cell, from n */
  FV_QUANTITY_DELTA,    /* ∂E/∂n of a cell (∂E/∂o where the layer has no φ), from ∂E/∂o */
  FV_QUANTITY_GRADIENT, /* ∂E/∂θ of a weight or bias */
  FV_QUANTITY_LOSS,     /* E */
  FV_QUANTITY_UPDATE,   /* θ − η·g of a weight or bias, with the optimiser's own terms */
} FvQuantity;

/* The place a number has, as --at names it (MATH §7). */
typedef struct
{
  FvQuantity quantity;
  guint layer; /* place; 0 is the input */
  guint unit;
  guint input; /* of a gradient: input map, or input of a dense unit; G_MAXUINT: the bias */
  guint row;
  guint col;
} FvPlace;

/* The explanation of a place that exists; free with fv_explanation_free(). Adding the products in the order listed
 * gives the number of the trace to the bit. Pure; any thread. */
FvExplanation *fv_explain (const FvTrace *trace, FvPlace place);
/* "3/4/2/5", "1/0/bias"; FV_ERROR_VALUE names what was found and the range wanted. */
gboolean fv_place_parse (const FvNetwork *network, FvQuantity quantity, const char *text, FvPlace *out,
                         GError **error);
/* The place a cursor looks at. */
FvPlace fv_place_at_cursor (FvCursor cursor, const FvNetwork *network);

G_END_DECLS
