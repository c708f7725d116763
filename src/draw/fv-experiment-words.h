/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* "Adam · rate 0.03", or briefly "Adam · 0.03": what tells a run from the others, and why it ended early; translated,
 * g_free(). */
char *fv_experiment_words (const FvExperimentReport *report, guint trial, gboolean brief);
/* "Run 3 of 9. Best so far: Adam · rate 0.03, test accuracy 98.10 %", translated: for who listens; g_free(). */
char *fv_experiment_speak (const FvSceneInput *input);
/* The table of results; NULL if there are none. g_free(). */
char *fv_experiment_table (const FvSceneInput *input);

G_END_DECLS
