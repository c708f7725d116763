/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What does not learn: the unit at the cursor, its layer, all up to that. */
#define FOVEA_TYPE_FREEZE (fovea_freeze_get_type ())
G_DECLARE_FINAL_TYPE (FoveaFreeze, fovea_freeze, FOVEA, FREEZE, GtkWidget)

void fovea_freeze_set_session (FoveaFreeze *self, FoveaSession *session);

G_END_DECLS
