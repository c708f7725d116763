/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_DATA_VIEW (fovea_data_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDataView, fovea_data_view, FOVEA, DATA_VIEW, GtkWidget)

GtkWidget *fovea_data_view_new (FoveaSession *session);

G_END_DECLS
