/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-curve.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_RUN_ROW (fovea_run_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaRunRow, fovea_run_row, FOVEA, RUN_ROW, GtkWidget)

GtkWidget *fovea_run_row_new (FoveaSession *session, FoveaCurve *curve);
/* curve_of: the run's own, or that of the snapshot for the one that is shown. */
void fovea_run_row_show (FoveaRunRow *self, const FvBranch *branch, const FvCurve *curve_of, gboolean shown);

G_END_DECLS
