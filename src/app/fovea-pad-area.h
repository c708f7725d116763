/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-strokes.h"

G_BEGIN_DECLS

/* The square is drawn on in these units, whatever its size on the screen. */
#define FOVEA_PAD_SIDE 252

#define FOVEA_TYPE_PAD_AREA (fovea_pad_area_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPadArea, fovea_pad_area, FOVEA, PAD_AREA, GtkWidget)

/* What mouse, finger and stylus do. */
void fovea_pad_area_pen_down (FoveaPadArea *self, double x, double y, double width);
void fovea_pad_area_pen_down_turned (FoveaPadArea *self, double x, double y);
double fovea_pad_area_pen_width (double pressure);
void fovea_pad_area_pen_move (FoveaPadArea *self, double x, double y, double width);

const FvStrokes *fovea_pad_area_get_strokes (FoveaPadArea *self);
void fovea_pad_area_set_strokes (FoveaPadArea *self, const FvStrokes *strokes);
void fovea_pad_area_undo (FoveaPadArea *self);
void fovea_pad_area_redo (FoveaPadArea *self);
gboolean fovea_pad_area_can_undo (FoveaPadArea *self);
gboolean fovea_pad_area_can_redo (FoveaPadArea *self);
void fovea_pad_area_set_eraser (FoveaPadArea *self, gboolean eraser);
void fovea_pad_area_set_whole (FoveaPadArea *self, gboolean whole);
void fovea_pad_area_set_guides (FoveaPadArea *self, gboolean guides);
void fovea_pad_area_clear (FoveaPadArea *self);

G_END_DECLS
