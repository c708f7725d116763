/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fv-experiment-report.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_TRIAL_TABLE (fovea_trial_table_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrialTable, fovea_trial_table, FOVEA, TRIAL_TABLE, GtkWidget)

void fovea_trial_table_show (FoveaTrialTable *self, const FvExperimentReport *report);
gboolean fovea_trial_table_get_chosen (FoveaTrialTable *self, guint *trial);
void fovea_trial_table_choose (FoveaTrialTable *self, guint trial);
void fovea_trial_table_sort_by (FoveaTrialTable *self, guint column);

G_END_DECLS
