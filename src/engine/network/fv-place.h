/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-cursor.h"

G_BEGIN_DECLS

/* The place a number has, as --at names it (MATH §7). A value. */
typedef enum
{
  FV_QUANTITY_OUTPUT, /* o of a cell, from n */
  FV_QUANTITY_SHARE, /* o of an output layer whose φ is a softmax, from all its n; unit n_units: “other” */
  FV_QUANTITY_LOSS,     /* E */
  FV_QUANTITY_DELTA,    /* ∂E/∂n of a cell (∂E/∂o where the layer has no φ), from ∂E/∂o */
  FV_QUANTITY_GRADIENT, /* ∂E/∂θ of a weight or bias */
  FV_QUANTITY_UPDATE,   /* θ − η·g of a weight or bias, with the optimiser's own terms */
} FvQuantity;

typedef struct
{
  FvQuantity quantity;
  guint layer; /* place; 0 is the input */
  guint unit;
  guint input; /* of a parameter: input map, or input of a dense unit; FV_INPUT_BIAS: the bias */
  guint row;   /* of the cell, or of the kernel */
  guint col;
} FvPlace;

gboolean fv_place_exists (const FvNetwork *network, FvPlace place);
/* "3/4/2/5", "1/0/bias"; FV_ERROR_VALUE names what was found and the range wanted. */
gboolean fv_place_parse (const FvNetwork *network, FvQuantity quantity, const char *text, FvPlace *out,
                         GError **error);
/* As it is parsed; g_free(). */
char *fv_place_to_text (const FvNetwork *network, FvPlace place);
/* Where a parameter stands among those of its network; the place must be one. */
gsize fv_place_parameter (const FvNetwork *network, FvPlace place);
/* The place a cursor looks at, and the cursor, at its first term, that looks at a place (a share is looked at as an
 * output). */
FvPlace fv_place_at_cursor (FvCursor cursor, const FvNetwork *network);
FvCursor fv_cursor_at_place (FvPlace place, const FvNetwork *network);

G_END_DECLS
