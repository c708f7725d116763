/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

#define FV_OPTIMIZER_MAX_SLOTS 2

/* How θ follows its gradient (MATH §6, PyTorch's conventions). One row an optimiser. */
typedef struct
{
  double rate;     /* η */
  double momentum; /* μ; β₁ of adam */
  double decay;    /* λ of weight decay: λθ is added to the gradient of weights, never of biases */
} FvHyper;

typedef struct
{
  const char *name;  /* "momentum" */
  const char *title; /* N_() */
  double rate;       /* η when nothing is said */
  guint n_slots;     /* F32 numbers it keeps for each parameter, 0 before the first step */
  const char *slot_names[FV_OPTIMIZER_MAX_SLOTS]; /* as in model files: N.weight.momentum */
  /* Step number step (the first is 1) of count parameters. values[count] and slots[n_slots][count] are changed;
   * gradient[count] is of the mean loss over the batch. All arithmetic is double, what is stored is F32. */
  void (*update) (FvHyper hyper, guint64 step, const double *gradient, gsize count, float *values,
                  float *const *slots);
} FvOptimizer;

const FvOptimizer *fv_optimizer_nth (guint nth); /* NULL past the end */
const FvOptimizer *fv_optimizer_from_name (const char *name);

/* The step of a whole network: gradient, values and slots are [n_parameters] in its order, and decay spares the
 * biases. */
void fv_optimizer_step (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                        const double *gradient, float *values, float *const *slots);

G_END_DECLS
