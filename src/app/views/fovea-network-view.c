/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-network-view.h"
#include "fovea-canvas.h"

/**
 * fovea_network_view_new:
 *
 * The whole network, a column a layer.
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_network_view_new (FoveaSession *session)
{
  return fovea_canvas_new (session, "network");
}
