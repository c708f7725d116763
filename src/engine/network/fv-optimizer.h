/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-frozen.h"
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

/* The arithmetic of one parameter's step, line by line, in the order it is computed. */
#define FV_UPDATE_MAX_LINES    6
#define FV_UPDATE_MAX_OPERANDS 6
typedef struct
{
  const char *symbol;  /* what the line gives: "v", "θ" */
  const char *formula; /* "μ·v + g" */
  guint n_operands;
  struct
  {
    const char *symbol; /* "μ" */
    double value;
  } operands[FV_UPDATE_MAX_OPERANDS]; /* as they stand in formula, each once */
  double value;                       /* of a line that is stored: as F32 keeps it */
  gboolean is_stored;                 /* in θ or in a slot */
} FvUpdateLine;

typedef struct
{
  guint n_lines;
  FvUpdateLine lines[FV_UPDATE_MAX_LINES]; /* the last gives θ */
  double factor; /* θ − factor · direction, in double, is what θ is stored from */
  double direction;
} FvUpdate;

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
  /* The same for one parameter that now is value, with slots[n_slots] of its own, in words and numbers: the last line's
   * value is what update would store, to the bit. */
  void (*explain) (FvHyper hyper, guint64 step, double gradient, float value, const float *slots,
                   FvUpdate *out);
} FvOptimizer;

const FvOptimizer *fv_optimizer_nth (guint nth); /* NULL past the end */
const FvOptimizer *fv_optimizer_from_name (const char *name);

/* Of a parameter whose unit is frozen: it stays. */
void fv_optimizer_explain_frozen (double gradient, float value, FvUpdate *out);

/* The step of a whole network: gradient, values and slots are [n_parameters] in its order, and decay spares the
 * biases. */
void fv_optimizer_step (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                        const double *gradient, float *values, float *const *slots);
/* The same but for the units of frozen (NULL: none), of which nothing is changed, neither values nor slots. */
void
fv_optimizer_step_thawed (const FvOptimizer *self, const FvNetwork *network, FvHyper hyper, guint64 step,
                          const FvFrozen *frozen, const double *gradient, float *values, float *const *slots);

G_END_DECLS
