/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Kernels at several moments of training, side by side. */
#define FOVEA_TYPE_COURSE (fovea_course_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCourse, fovea_course, FOVEA, COURSE, GtkWidget)

void fovea_course_set_session (FoveaCourse *self, FoveaSession *session);

G_END_DECLS
