/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_LAYERS_PAGE (fovea_layers_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaLayersPage, fovea_layers_page, FOVEA, LAYERS_PAGE, GtkWidget)

GtkWidget *fovea_layers_page_new (FoveaSession *session);

G_END_DECLS
