/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-cell.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_MATTERS (fovea_matters_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMatters, fovea_matters, FOVEA, MATTERS, GtkBox)

/* pixels [input shape] of the picture in the network; NULL: there is none. */
void fovea_matters_open (FoveaMatters *self, FvParameters *parameters, FvCell cell, const guint8 *pixels);
void fovea_matters_close (FoveaMatters *self);

G_END_DECLS
