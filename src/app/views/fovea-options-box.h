/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_OPTIONS_BOX (fovea_options_box_get_type ())
G_DECLARE_FINAL_TYPE (FoveaOptionsBox, fovea_options_box, FOVEA, OPTIONS_BOX, GtkWidget)

void fovea_options_box_set_session (FoveaOptionsBox *self, FoveaSession *session);

G_END_DECLS
