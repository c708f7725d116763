/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_STRIP (fovea_strip_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStrip, fovea_strip, FOVEA, STRIP, GtkWidget)

void fovea_strip_set_session (FoveaStrip *self, FoveaSession *session);

G_END_DECLS
