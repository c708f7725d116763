/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_STOP_BOX (fovea_stop_box_get_type ())
G_DECLARE_FINAL_TYPE (FoveaStopBox, fovea_stop_box, FOVEA, STOP_BOX, GtkWidget)

void fovea_stop_box_set_session (FoveaStopBox *self, FoveaSession *session);

G_END_DECLS
