/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plot.h"
#include "fv-span.h"

G_BEGIN_DECLS

/* Where the scene "curve" puts loss and accuracy, one above the other over the same batches, and what of the other
 * runs belongs to them. */

#define FV_CURVE_MARGIN 28

typedef struct
{
  FvScene scene;
  double text_scale;
  double loss_baseline, accuracy_baseline, foot_baseline;
  FvRect loss, accuracy; /* the plots, as wide as they can be */
} FvCurveLayout;

/* A value. Both plots have the same batches at their edges. */
typedef struct
{
  FvPlot loss, accuracy;
  double loss_step; /* between lines of the grid; 0: they stand at 1, 3, 10 … */
  double accuracy_step;
  FvRect names; /* right of both, where the runs are named; width 0: there is one run alone */
} FvCurvePlots;

FvScene *fv_curve_layout_new (const FvSceneInput *input, double width, double height);
FvCurvePlots fv_curve_plots (const FvCurveLayout *self, const FvSceneInput *input);
/* All batches there are, of the runs in sight. */
FvSpan fv_curve_all (const FvSceneInput *input);
/* Those that are looked at. */
FvSpan fv_curve_in_sight (const FvSceneInput *input);

/* The other runs that are laid over: branches with a curve that are not hidden. NULL past the end. */
const FvBranch *fv_curve_nth_kept (const FvSceneInput *input, guint nth);
/* The run that is shown; NULL if that is not known. */
const FvBranch *fv_curve_shown (const FvSceneInput *input);
/* The first batch after which a run went otherwise than the one that is shown. */
double fv_curve_parting (const FvSceneInput *input, const FvBranch *branch);

G_END_DECLS
