/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_PREFERENCES (fovea_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FoveaPreferences, fovea_preferences, FOVEA, PREFERENCES, AdwPreferencesWindow)

void fovea_preferences_show (GtkWindow *parent, FoveaSession *session);

G_END_DECLS
