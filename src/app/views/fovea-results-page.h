/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_RESULTS_PAGE (fovea_results_page_get_type ())
G_DECLARE_FINAL_TYPE (FoveaResultsPage, fovea_results_page, FOVEA, RESULTS_PAGE, GtkWidget)

GtkWidget *fovea_results_page_new (FoveaSession *session);

G_END_DECLS
