/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-draft.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_LAYER_ROW (fovea_layer_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaLayerRow, fovea_layer_row, FOVEA, LAYER_ROW, GtkListBoxRow)

/* The nth row of an architecture being edited; 0 is the input. */
GtkWidget *fovea_layer_row_new (guint nth);
/* Where it stands, of how many: the input stays first, and is not removed. */
void fovea_layer_row_set_place (FoveaLayerRow *self, guint nth, guint n_rows);
/* Its shape and arithmetic, or its mistake, and its text where another is typed. */
void fovea_layer_row_show (FoveaLayerRow *self, FvDraftRow row);
const char *fovea_layer_row_get_text (FoveaLayerRow *self);
void fovea_layer_row_focus_text (FoveaLayerRow *self);

G_END_DECLS
