/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"
#include "fv-experiment.h"

G_BEGIN_DECLS

/* What somebody wants tried. A value. */
typedef struct
{
  FvExperimentGrid grid;
  gboolean by_batches; /* length counts batches, not epochs */
  guint length;        /* of each run */
  gboolean from_now;   /* from the weights that are shown, not the first of this training … */
  const FvActivation
      *drawn_for; /* … or from others, drawn from its seed as for hidden layers with this φ; or NULL */
} FoveaExperimentWish;

#define FOVEA_EXPERIMENT_MAX_LENGTH 1000000

/* As the settings remember it: "rate=0.1, 0.03; batches=500"; g_free(). What is not understood is passed over. */
char *fovea_experiment_wish_to_text (const FoveaExperimentWish *self);
void fovea_experiment_wish_parse (const char *text, FoveaExperimentWish *out);

#define FOVEA_TYPE_EXPERIMENTS (fovea_experiments_get_type ())
G_DECLARE_FINAL_TYPE (FoveaExperiments, fovea_experiments, FOVEA, EXPERIMENTS, GObject)

FoveaExperiments *fovea_experiments_new (FoveaSession *session);
gboolean fovea_experiments_begin (FoveaExperiments *self, const FoveaExperimentWish *wish, GError **error);
void fovea_experiments_stop (FoveaExperiments *self);
gboolean fovea_experiments_get_running (FoveaExperiments *self);
FvExperimentReport *fovea_experiments_get_report (FoveaExperiments *self);
const char *fovea_experiments_get_subject (FoveaExperiments *self);
FvSetting fovea_experiments_get_base (FoveaExperiments *self);
gboolean fovea_experiments_use (FoveaExperiments *self, guint trial, GError **error);

G_END_DECLS
