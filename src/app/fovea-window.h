/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

#include "fovea-session.h"
#include "fv-source.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_WINDOW (fovea_window_get_type ())
G_DECLARE_FINAL_TYPE (FoveaWindow, fovea_window, FOVEA, WINDOW, AdwApplicationWindow)

FoveaWindow *fovea_window_new (GtkApplication *application, FoveaSession *session);
FoveaSession *fovea_window_get_session (FoveaWindow *self);
void fovea_window_open (FoveaWindow *self, GFile *file);
void fovea_window_keep (FoveaWindow *self, const char *folder);
void fovea_window_offer (FoveaWindow *self, GPtrArray *offers);

/* fovea-window-data.c */
GMenuModel *fovea_window_data_menu (FoveaWindow *self);
void fovea_window_read_again (FoveaWindow *self, const FvSource *source, FvShape shape);

G_END_DECLS
