/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_KERNELS_VIEW (fovea_kernels_view_get_type ())
G_DECLARE_FINAL_TYPE (FoveaKernelsView, fovea_kernels_view, FOVEA, KERNELS_VIEW, GtkWidget)

GtkWidget *fovea_kernels_view_new (FoveaSession *session);

G_END_DECLS
