/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_LAYERS (fovea_layers_get_type ())
G_DECLARE_FINAL_TYPE (FoveaLayers, fovea_layers, FOVEA, LAYERS, GtkWidget)

void fovea_layers_set_session (FoveaLayers *self, FoveaSession *session);
/* The batch that is read; FALSE: none is. */
gboolean fovea_layers_get_reading (FoveaLayers *self, guint64 *batch);

G_END_DECLS
