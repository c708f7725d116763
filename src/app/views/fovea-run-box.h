/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_RUN_BOX (fovea_run_box_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRunBox, fovea_run_box, FOVEA, RUN_BOX, GtkWidget)

void fovea_run_box_set_session (FoveaRunBox *self, FoveaSession *session);

G_END_DECLS
