/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-explain.h"
#include "fv-model.h"

G_BEGIN_DECLS

/* The one sample a verb looks at. */
typedef struct
{
  const char *data; /* a set, or NULL or "digits": generated */
  guint nth;
  guint rules; /* FvRules of the trace */
} CliSample;

/* Traces it through the model. *set (may be NULL) gets a new reference on the set it is of, NULL where it is generated.
 * NULL without an error: the generated digits do not fit the model, and nothing else was asked for. Errors as the
 * readers have them; FV_ERROR_VALUE where there are fewer samples. */
FvTrace *cli_sample_trace (const FvModel *model, CliSample wanted, FvDataset **set, GError **error);

/* The step the optimiser of a model would take next, at the rate its schedule began with; borrowed from model. */
FvStep cli_step_of (const FvModel *model);

G_END_DECLS
