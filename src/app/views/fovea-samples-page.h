/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_SAMPLES_PAGE (fovea_samples_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSamplesPage, fovea_samples_page, FOVEA, SAMPLES_PAGE, GtkWidget)

GtkWidget *fovea_samples_page_new (FoveaSession *session);

G_END_DECLS
