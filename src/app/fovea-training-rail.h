/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-canvas.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_TRAINING_RAIL (fovea_training_rail_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrainingRail, fovea_training_rail, FOVEA, TRAINING_RAIL, GtkWidget)

void fovea_training_rail_set_canvas (FoveaTrainingRail *self, FoveaCanvas *canvas);
/* Where on the canvas it lies; FALSE if there is nothing to go along. */
gboolean fovea_training_rail_get_area (FoveaTrainingRail *self, GtkAllocation *out);

G_END_DECLS
