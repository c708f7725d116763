/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_NETWORK_ROW (fovea_network_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaNetworkRow, fovea_network_row, FOVEA, NETWORK_ROW, GtkWidget)

void fovea_network_row_set_session (FoveaNetworkRow *self, FoveaSession *session);

G_END_DECLS
