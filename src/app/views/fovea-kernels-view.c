/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-kernels-view.h"
#include "fovea-canvas.h"

/**
 * fovea_kernels_view_new:
 *
 * The kernels of every convolution: rows are inputs, columns are units.
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_kernels_view_new (FoveaSession *session)
{
  return fovea_canvas_new (session, "kernels");
}
