/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-explain.h"
#include "fv-gradient-point.h"

G_BEGIN_DECLS

/* What an explanation says, on stdout. */
typedef struct
{
  const FvTrace *trace;
  FvPlace place;
  const char *phase;
  const FvExplanation *explanation;
  const FvUpdate *update;    /* NULL but for an update */
  const FvPointCheck *check; /* NULL where there is nothing to check */
} CliExplained;

/* key: value lines, numbers with 9 significant digits. */
void cli_explain_print_text (const CliExplained *self);
/* One JSON object on one line, numbers with 17 digits, so that they read back as they were; what is not finite is null. */
void cli_explain_print_json (const CliExplained *self);

G_END_DECLS
