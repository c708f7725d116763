/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_CONFUSION (fovea_confusion_get_type ())
G_DECLARE_FINAL_TYPE (FoveaConfusion, fovea_confusion, FOVEA, CONFUSION, GtkWidget)

void fovea_confusion_set_session (FoveaConfusion *self, FoveaSession *session);
void fovea_confusion_set_gallery (FoveaConfusion *self, GtkWidget *gallery);

G_END_DECLS
