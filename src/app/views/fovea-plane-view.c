/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-plane-view.h"
#include "fovea-canvas.h"

/**
 * fovea_plane_view_new:
 *
 * All that a network of two inputs answers, with the line where it changes its mind.
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_plane_view_new (FoveaSession *session)
{
  return fovea_canvas_new (session, "plane");
}
