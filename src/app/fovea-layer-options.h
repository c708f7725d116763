/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *fovea_layer_options_new (GtkEditable *text);

G_END_DECLS
