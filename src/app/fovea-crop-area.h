/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-gray.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_CROP_AREA (fovea_crop_area_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCropArea, fovea_crop_area, FOVEA, CROP_AREA, GtkWidget)

void fovea_crop_area_set_pixbuf (FoveaCropArea *self, GdkPixbuf *pixbuf);
FvGrayBox fovea_crop_area_get_box (FoveaCropArea *self);
void fovea_crop_area_set_box (FoveaCropArea *self, FvGrayBox box);

/* What a pointer does, in px of the widget. */
void fovea_crop_area_drag_begin (FoveaCropArea *self, double x, double y);
void fovea_crop_area_drag_to (FoveaCropArea *self, double x, double y);

G_END_DECLS
