/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-experiments.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_EXPERIMENT_FORM (fovea_experiment_form_get_type ())
G_DECLARE_FINAL_TYPE (FoveaExperimentForm, fovea_experiment_form, FOVEA, EXPERIMENT_FORM, GtkWidget)

void fovea_experiment_form_set (FoveaExperimentForm *self, const FoveaExperimentWish *wish);
gboolean fovea_experiment_form_get (FoveaExperimentForm *self, FoveaExperimentWish *out);
void fovea_experiment_form_set_base (FoveaExperimentForm *self, const FvSetting *base);

G_END_DECLS
