/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOVEA_TYPE_DOCK (fovea_dock_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDock, fovea_dock, FOVEA, DOCK, GtkWidget)

G_END_DECLS
