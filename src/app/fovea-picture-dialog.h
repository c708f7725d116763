/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fovea-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOVEA_TYPE_PICTURE_DIALOG (fovea_picture_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPictureDialog, fovea_picture_dialog, FOVEA, PICTURE_DIALOG, AdwWindow)

/* One picture, how it is brought to the network's size, and what it is read as. */
GtkWidget *fovea_picture_dialog_new (GtkWindow *parent, FoveaSession *session, GdkPixbuf *pixbuf);
void fovea_picture_dialog_set_pixbuf (FoveaPictureDialog *self, GdkPixbuf *pixbuf);

G_END_DECLS
