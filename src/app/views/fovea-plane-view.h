/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

GtkWidget *fovea_plane_view_new (FoveaSession *session);

G_END_DECLS
