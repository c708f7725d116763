/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"
#include "fv-shelf.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_KEEPER (fovea_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FoveaKeeper, fovea_keeper, FOVEA, KEEPER, GObject)

FoveaKeeper *fovea_keeper_new (FoveaSession *session, const char *folder, guint seconds);
void fovea_keeper_take_over (FoveaKeeper *self, FvKept *kept);
void fovea_keeper_put_aside_async (FoveaKeeper *self, GAsyncReadyCallback callback, gpointer data);
gboolean fovea_keeper_put_aside_finish (FoveaKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
