/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_CURVES (fovea_curves_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCurves, fovea_curves, FOVEA, CURVES, GtkWidget)

void fovea_curves_set_session (FoveaCurves *self, FoveaSession *session);

G_END_DECLS
