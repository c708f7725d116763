/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plot.h"

G_BEGIN_DECLS

/* Where the curves of an experiment and the names of its runs stand: a value of what is shown and of the room there is,
 * which painting, picking and tests share. */

#define FV_EXPERIMENT_MARGIN 28

typedef struct
{
  guint trial;
  guint place; /* among all, the best being 0 */
  guint rank;  /* from 1; 0: it has none */
  gboolean stands_out;
  gboolean has_end;
  double end_x, end_y; /* of its line */
  FvRect box;          /* of all of its row */
  FvRect words_box;    /* of the words alone, wrapped */
  char *words;
  char *value; /* at the right end of the row */
} FvTrialName;

typedef struct
{
  double text_scale;
  FvSeries series;
  FvPlot plot;
  double step; /* between lines of the grid; 0: 1, 3, 10 … */
  double title_baseline, foot_baseline;
  GArray *names;   /* FvTrialName, down the figure */
  guint n_unnamed; /* runs whose names found no room */
  FvRect rest;     /* where that is said */
} FvExperimentFigure;

/* Of a report that has runs. */
FvExperimentFigure *fv_experiment_figure_new (const FvSceneInput *input, double width, double height);
void fv_experiment_figure_free (FvExperimentFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExperimentFigure, fv_experiment_figure_free)

/* "Test loss": what the curves are of, translated; borrowed. */
const char *fv_experiment_figure_title (const FvExperimentFigure *self);
/* The run whose name or line is at (x, y); FALSE if none is near. */
gboolean fv_experiment_figure_pick (const FvExperimentFigure *self, const FvSceneInput *input, double x,
                                    double y, guint *trial);

G_END_DECLS
