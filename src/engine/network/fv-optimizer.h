/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* How θ follows its gradient (MATH §6, PyTorch's conventions). One row an optimiser. */
typedef struct
{
  double rate;     /* η */
  double momentum; /* μ */
} FvHyper;

typedef struct
{
  const char *name;          /* "momentum" */
  const char *title;         /* N_() */
  guint n_slots;             /* F32 numbers it keeps for each parameter */
  const char *slot_names[2]; /* as in model files: N.weight.momentum */
  /* values[count] and slots[n_slots][count] are changed; gradient[count] is of the mean loss over the batch. */
  void (*update) (FvHyper hyper, const double *gradient, gsize count, float *values, float *const *slots);
} FvOptimizer;

const FvOptimizer *fv_optimizer_nth (guint nth); /* NULL past the end */
const FvOptimizer *fv_optimizer_from_name (const char *name);

G_END_DECLS
