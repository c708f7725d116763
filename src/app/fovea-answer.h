/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"

G_BEGIN_DECLS

gboolean fovea_answer_is_other (FoveaSession *session, guint class_index);
gboolean fovea_answer_is_trusted (FoveaSession *session);
char *fovea_answer_text (FoveaSession *session, const guint8 *pixels);
char *fovea_answer_built_in (FoveaSession *session, const guint8 *pixels);

G_END_DECLS
