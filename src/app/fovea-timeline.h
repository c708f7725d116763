/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_TIMELINE (fovea_timeline_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTimeline, fovea_timeline, FOVEA, TIMELINE, GtkWidget)

void fovea_timeline_set_session (FoveaTimeline *self, FoveaSession *session);

G_END_DECLS
