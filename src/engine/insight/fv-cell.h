/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pass.h"

G_BEGIN_DECLS

/* One cell of one layer that exists (1 … depth), and what is asked of it: its net input n, which goes on growing where
 * o is saturated already. Of a layer without φ that is o; of an output layer the logit. A value; any thread. */
typedef struct
{
  guint layer; /* place */
  guint unit;
  guint row;
  guint col;
} FvCell;

/* Index into [shape of the layer]. */
gsize fv_cell_index (FvCell self, const FvNetwork *network);
/* n of the cell, after fv_pass_output(). */
double fv_cell_value (FvCell self, const FvNetwork *network, const FvPass *pass);
/* The cell in the middle of a unit's map. */
FvCell fv_cell_middle (const FvNetwork *network, guint layer, guint unit);
/* The cell of a unit's map with the largest n, the first of equals. */
FvCell fv_cell_largest (const FvNetwork *network, const FvPass *pass, guint layer, guint unit);

G_END_DECLS
