/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"
#include "fv-pass.h"

G_BEGIN_DECLS

/* What a network can do without each unit of one layer: o of the unit set to 0, everything above worked out anew,
 * over the first count samples of set, which must fit. *whole: accuracy (0…1) with all units; without [units of the
 * layer]: accuracy without each. layer is 1 … depth − 1. FALSE if progress (may be NULL) stopped the work. Pure; any
 * thread. */
gboolean fv_ablation_measure (FvParameters *parameters, const FvDataset *set, guint count, guint layer,
                              double *whole, double *without, FvProgressFunc progress, gpointer data);

G_END_DECLS
