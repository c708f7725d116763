/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-twins.h"

G_BEGIN_DECLS

/* All that is known of the units of a layer: how they behave over many pictures, what the network can do without each,
 * and how large their weights are. One owner. */
typedef struct
{
  guint layer; /* place */
  guint n_units;
  guint count;           /* pictures looked at */
  FvUnitReport *reports; /* [n_units] */
  double whole;          /* accuracy (0…1) with all units */
  double
      *without; /* [n_units], accuracy without each; NULL: of the output layer, which cannot do without one */
  double *norms; /* [n_units] of the weights of each; NULL: the layer has none */
} FvUnits;

/* Over the first count samples of set, which must fit. layer 1 … depth. NULL if progress (may be NULL) stopped the
 * work. Pure; any thread. */
FvUnits *fv_units_new (FvParameters *parameters, const FvDataset *set, guint count, guint layer,
                       FvProgressFunc progress, gpointer data);
void fv_units_free (FvUnits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvUnits, fv_units_free)

/* The table with a line of names, for spreadsheets: numbers as they are in C, a point before decimals, units from 1.
 * g_free(). */
char *fv_units_to_csv (const FvUnits *self);

G_END_DECLS
