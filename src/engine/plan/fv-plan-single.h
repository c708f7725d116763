/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plan-private.h"

G_BEGIN_DECLS

/* One sample alone through the stages of a plan, its maps in lanes (fv-kernels-single.h), on the caller's thread. It
 * reads and changes the plan's parameters where they stand; what it needs in another order too, it orders anew when
 * the plan's version says that somebody else has changed them. The plan must have stages. */
FvPlanSingle *fv_plan_single_new (FvPlan *plan);
void fv_plan_single_free (FvPlanSingle *self);

/* As fv_plan_learn(), fv_plan_gradient() and fv_plan_score() with n = 1. Where numbers are so large that float might
 * overflow, the layers are asked instead. */
FvPlanState fv_plan_single_learn (FvPlanSingle *self, const FvPlanSample *sample, FvHyper hyper, guint64 step,
                                  FvPlanSum *sum, guint *trouble);
FvPlanState fv_plan_single_gradient (FvPlanSingle *self, const FvPlanSample *sample, FvPlanSum *sum,
                                     float *gradient, guint *trouble);
FvPlanState
fv_plan_single_score (FvPlanSingle *self, const FvPlanSample *sample, float *scores, double *loss);

G_END_DECLS
