/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_EXPERIMENTS_PAGE (fovea_experiments_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaExperimentsPage, fovea_experiments_page, FOVEA, EXPERIMENTS_PAGE, GtkWidget)

GtkWidget *fovea_experiments_page_new (FoveaSession *session);

G_END_DECLS
