/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-cell.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_GROWN (fovea_grown_get_type ())
G_DECLARE_FINAL_TYPE (FoveaGrown, fovea_grown, FOVEA, GROWN, GtkBox)

/* pixels [input shape] of the picture in the network, to begin from if that is asked for; may be NULL. */
void fovea_grown_open (FoveaGrown *self, FvParameters *parameters, FvCell cell, const guint8 *pixels);
void fovea_grown_close (FoveaGrown *self);

G_END_DECLS
