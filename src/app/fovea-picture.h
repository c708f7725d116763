/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-shape.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_PICTURE (fovea_picture_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPicture, fovea_picture, FOVEA, PICTURE, GtkWidget)

GtkWidget *fovea_picture_new (int side);
void fovea_picture_set_pixels (FoveaPicture *self, FvShape shape, const guint8 *pixels);
void fovea_picture_set_label (FoveaPicture *self, const char *label);

G_END_DECLS
