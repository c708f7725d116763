/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_MISTAKE_TILE (fovea_mistake_tile_get_type ())
G_DECLARE_FINAL_TYPE (FoveaMistakeTile, fovea_mistake_tile, FOVEA, MISTAKE_TILE, GtkWidget)

GtkWidget *fovea_mistake_tile_new (void);
void
fovea_mistake_tile_show (FoveaMistakeTile *self, FoveaSession *session, FvJudgement *judgement, guint sample);
guint fovea_mistake_tile_get_sample (FoveaMistakeTile *self);

G_END_DECLS
