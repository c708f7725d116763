/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_TROUBLE_BANNER (fovea_trouble_banner_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTroubleBanner, fovea_trouble_banner, FOVEA, TROUBLE_BANNER, GtkWidget)

void fovea_trouble_banner_set_session (FoveaTroubleBanner *self, FoveaSession *session);

G_END_DECLS
