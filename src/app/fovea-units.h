/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_UNITS (fovea_units_get_type ())
G_DECLARE_FINAL_TYPE (FoveaUnits, fovea_units, FOVEA, UNITS, AdwWindow)

FoveaUnits *fovea_units_new (GtkWindow *parent, FoveaSession *session);

G_END_DECLS
