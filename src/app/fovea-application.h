/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

#include "fovea-window.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_APPLICATION (fovea_application_get_type ())
G_DECLARE_FINAL_TYPE (FoveaApplication, fovea_application, FOVEA, APPLICATION, AdwApplication)

FoveaApplication *fovea_application_new (GApplicationFlags flags);
FoveaWindow *fovea_application_new_window (FoveaApplication *self);

G_END_DECLS
