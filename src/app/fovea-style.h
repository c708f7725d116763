/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-style.h"

G_BEGIN_DECLS

FvStyle fovea_style_now (void);
GdkRGBA fovea_style_rgba (FvColor color);
void fovea_style_watch (GtkWidget *widget, GCallback callback);

G_END_DECLS
