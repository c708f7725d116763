/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"
#include "fv-pass.h"

G_BEGIN_DECLS

#define FV_TWINS_ALIKE 0.98 /* |correlation| of two units that say the same */
#define FV_TWINS_SHARE 0.95 /* share of the values at an end of φ's range, to be called saturated */

/* What is amiss with a unit, seen over many pictures. */
typedef enum
{
  FV_UNIT_LIVELY,
  FV_UNIT_DEAD,      /* the same value whatever the picture */
  FV_UNIT_SATURATED, /* nearly always at an end of φ's range */
} FvUnitState;

typedef struct
{
  FvUnitState state;
  double saturated; /* share of its values, 0…1; 0 where φ does not saturate */
  guint twin;       /* the earlier unit it is most like; G_MAXUINT: no earlier one */
  double likeness;  /* correlation with it, −1…1; 0 if one of the two is dead */
  double mean;      /* of its values o: all there is of a dead one */
} FvUnitReport;

/* reports [units of the layer] over the first count samples of set, which must fit, all cells of the maps together.
 * layer 1 … depth. FALSE if progress (may be NULL) stopped the work. Pure; any thread. */
gboolean fv_twins_report (FvParameters *parameters, const FvDataset *set, guint count, guint layer,
                          FvUnitReport *reports, FvProgressFunc progress, gpointer data);
/* TRUE if the unit has a twin: alike or mirrored beyond FV_TWINS_ALIKE. */
gboolean fv_unit_report_is_twin (FvUnitReport self);

G_END_DECLS
