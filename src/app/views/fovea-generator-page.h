/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_GENERATOR_PAGE (fovea_generator_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaGeneratorPage, fovea_generator_page, FOVEA, GENERATOR_PAGE, GtkWidget)

GtkWidget *fovea_generator_page_new (FoveaSession *session);

G_END_DECLS
