/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-pass.h"
#include "fv-plan.h"

/* A random architecture of any layers the tables have: rectangular maps, odd numbers of them, every activation but
 * those no gradient passes, every pooling and border, shared kernels, connection tables, every loss. */
FvNetwork *plan_fixture_network (FvRandom *random);

/* What a plan is compared with: a network, parameters away from their start, samples, and the layers' pass. */
typedef struct
{
  FvNetwork *network;
  FvParameters *parameters;
  guint8 *pixels;
  FvPlanSample *samples; /* [n] */
  guint n;
  FvPass *pass;
} PlanFixture;

/* Takes network over. */
PlanFixture plan_fixture_new (FvNetwork *network, guint n, FvRandom *random);
void plan_fixture_clear (PlanFixture *self);
/* A plan that holds the fixture's parameters; must succeed. */
FvPlan *plan_fixture_plan (const PlanFixture *self, const char *optimizer, FvPlanOptions options);

/* Runs the pass forward on sample nth. TRUE if a rounding could change which cell wins or which side of its kink an
 * activation is on: then plan and layers may rightly differ. */
gboolean plan_fixture_is_near_kink (PlanFixture *self, guint nth);
/* TRUE if the layers' own gradient moves by a tenth of tolerance when no more is done to it than to nudge what each layer
 * hands on by one part in 2²²: float holds 2²⁴, and a sum of some hundred terms loses two bits. What is left of a
 * gradient that cancels, or behind units that are all but saturated, is no measure. */
gboolean plan_fixture_is_fragile (PlanFixture *self, guint first, guint count, double tolerance);
/* The pass's gradient, mean over count samples from first on. */
const double *plan_fixture_gradient (PlanFixture *self, guint first, guint count);
/* max |a − b| ≤ tolerance · max |b| for weights and biases of every layer; else the worst layer's place. */
guint
plan_fixture_find_difference (const PlanFixture *self, const float *a, const double *b, double tolerance);
