/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-experiment-report.h"

G_BEGIN_DECLS

/* How the lines of an experiment's runs are told apart without hue: by dashes and by signs along them. Where that
 * suffices, all runs with the same value of one axis have the same dashes, with the same of another the same sign. */
typedef struct
{
  guint dash; /* number of the pattern; 0: solid */
  guint mark; /* 1 + number of the sign (fv-mark.h); 0: none */
} FvTrialLine;

/* Different runs have different ones, as far as there are: 35. */
FvTrialLine fv_trial_line (const FvExperimentReport *report, guint trial);
/* Sets the dashes of a line of that width. */
void fv_trial_line_set_dash (FvTrialLine self, cairo_t *cr, double width);

G_END_DECLS
