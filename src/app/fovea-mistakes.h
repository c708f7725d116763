/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_MISTAKES (fovea_mistakes_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMistakes, fovea_mistakes, FOVEA, MISTAKES, GtkWidget)

void fovea_mistakes_set_session (FoveaMistakes *self, FoveaSession *session);

G_END_DECLS
