/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-dataset.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_SAMPLE_GRID (fovea_sample_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSampleGrid, fovea_sample_grid, FOVEA, SAMPLE_GRID, GtkWidget)

void fovea_sample_grid_show (FoveaSampleGrid *self, FvDataset *set, guint class_index);
guint fovea_sample_grid_get_count (FoveaSampleGrid *self);
guint fovea_sample_grid_get_chosen (FoveaSampleGrid *self);
void fovea_sample_grid_choose (FoveaSampleGrid *self, guint sample);

G_END_DECLS
