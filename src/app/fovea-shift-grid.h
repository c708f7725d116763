/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From so many pixels to the left to so many to the right, and as far up and down. */
#define FOVEA_SHIFT_FARTHEST 4
#define FOVEA_SHIFT_SIDE     (2 * FOVEA_SHIFT_FARTHEST + 1)

#define FOVEA_TYPE_SHIFT_GRID (fovea_shift_grid_get_type ())
G_DECLARE_FINAL_TYPE (FoveaShiftGrid, fovea_shift_grid, FOVEA, SHIFT_GRID, GtkWidget)

/* What a drawing is read as at each shift. */
typedef struct
{
  const char *texts[FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE]; /* the class, from the top left; borrowed */
  gboolean right[FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE];    /* as it is where it was drawn */
} FoveaShifts;

/* NULL: nothing is read. right, down: the shift now. */
void fovea_shift_grid_set (FoveaShiftGrid *self, const FoveaShifts *shifts, int right, int down);

G_END_DECLS
