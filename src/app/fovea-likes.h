/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_LIKES (fovea_likes_get_type ())
G_DECLARE_FINAL_TYPE (FoveaLikes, fovea_likes, FOVEA, LIKES, GtkPopover)

void fovea_likes_set_session (FoveaLikes *self, FoveaSession *session);

G_END_DECLS
