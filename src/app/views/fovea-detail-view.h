/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_DETAIL_VIEW (fovea_detail_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDetailView, fovea_detail_view, FOVEA, DETAIL_VIEW, GtkWidget)

GtkWidget *fovea_detail_view_new (FoveaSession *session);

G_END_DECLS
