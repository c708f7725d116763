/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes a spin button step 0.01, 0.02, 0.05, 0.1 …; any number in between may be typed. */
void fovea_rate_setup (GtkSpinButton *spin);
double fovea_rate_get (GtkSpinButton *spin);
void fovea_rate_set (GtkSpinButton *spin, double rate);

G_END_DECLS
