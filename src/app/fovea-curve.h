/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_CURVE (fovea_curve_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCurve, fovea_curve, FOVEA, CURVE, GtkWidget)

void fovea_curve_set_session (FoveaCurve *self, FoveaSession *session);
/* How much closer: below 1 farther. */
void fovea_curve_zoom (FoveaCurve *self, double closer);
void fovea_curve_show_all (FoveaCurve *self);
/* The batch that is read; FALSE: none is. */
gboolean fovea_curve_get_reading (FoveaCurve *self, guint64 *batch);
gboolean fovea_curve_get_hidden (FoveaCurve *self, guint branch);
void fovea_curve_set_hidden (FoveaCurve *self, guint branch, gboolean hidden);

G_END_DECLS
