/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"
#include "fv-source.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_DATA_OPTIONS (fovea_data_options_get_type ())
G_DECLARE_FINAL_TYPE (FoveaDataOptions, fovea_data_options, FOVEA, DATA_OPTIONS, GtkWidget)

void fovea_data_options_set_session (FoveaDataOptions *self, FoveaSession *session);
/* What is asked for now: source is the caller's, fv_source_clear(); shape as fovea_session_read_again() takes it. FALSE
 * if nobody knows where the data come from. */
gboolean fovea_data_options_get (FoveaDataOptions *self, FvSource *source, FvShape *shape);

G_END_DECLS
