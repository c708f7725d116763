/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-progress.h"
#include "fovea-session.h"

G_BEGIN_DECLS

/* fovea_session_open_async() that can be watched and stopped; progress may be NULL. */
void fovea_session_open_watched (FoveaSession *self, GFile *file, FoveaProgress *progress,
                                 GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
