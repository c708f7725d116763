/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-experiment-report.h"

G_BEGIN_DECLS

/* What of an experiment is shown. Borrowed; all 0: nothing was tried yet. */
typedef struct
{
  const FvExperimentReport *report; /* NULL: nothing was tried yet */
  gboolean accuracy;                /* how the accuracy went is shown, not the loss */
  guint chosen;                     /* which run stands out, from 1; 0: the best one */
} FvExperimentLook;

G_END_DECLS
