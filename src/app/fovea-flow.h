/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOVEA_TYPE_FLOW (fovea_flow_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFlow, fovea_flow, FOVEA, FLOW, GtkWidget)

G_END_DECLS
