/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives every tooltip in root a line as long as its words need: GTK reckons with Latin letters, so that Chinese ones,
 * twice as wide, are broken in the middle. */
void fovea_tooltip_widen (GtkWidget *root);

G_END_DECLS
