/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

#include "fv-network.h"
#include "fv-units.h"

G_BEGIN_DECLS

/* A row of the table of units: what one unit of a layer is like. */
#define FOVEA_TYPE_UNIT_ITEM (fovea_unit_item_get_type ())
G_DECLARE_FINAL_TYPE (FoveaUnitItem, fovea_unit_item, FOVEA, UNIT_ITEM, GObject)

typedef enum
{
  FOVEA_UNIT_NUMBER,
  FOVEA_UNIT_STATE,
  FOVEA_UNIT_NORM,
  FOVEA_UNIT_WITHOUT,
  FOVEA_UNIT_DIFFERENCE,
  FOVEA_UNIT_FROZEN,
  FOVEA_UNIT_N_COLUMNS,
} FoveaUnitColumn;

FoveaUnitItem *fovea_unit_item_new (const FvUnits *units, guint unit, const FvNetwork *network);
guint fovea_unit_item_get_unit (FoveaUnitItem *self);
/* Whether it learns is not measured, but told; "text-changed" says that a cell says something else. */
gboolean fovea_unit_item_get_frozen (FoveaUnitItem *self);
void fovea_unit_item_set_frozen (FoveaUnitItem *self, gboolean frozen);
/* N_() */
const char *fovea_unit_column_title (FoveaUnitColumn column);
/* What the cell says, g_free(), and what its column is sorted by: a state by how much is amiss. */
char *fovea_unit_item_text (FoveaUnitItem *self, FoveaUnitColumn column);
double fovea_unit_item_key (FoveaUnitItem *self, FoveaUnitColumn column);
/* "C3 map 4 is dead: 0 for all 2 000 test pictures"; NULL: nothing is amiss with it. g_free(). */
char *fovea_unit_item_sentence (FoveaUnitItem *self);

G_END_DECLS
