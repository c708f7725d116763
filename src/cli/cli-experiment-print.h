/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-experiment-report.h"
#include "fv-network.h"

G_BEGIN_DECLS

/* The results on stdout: a line a run, then which was best. */
void cli_experiment_print (const FvExperimentReport *report, const FvNetwork *network);

G_END_DECLS
