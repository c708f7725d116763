/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic of the fast way through a network, in float. One source, compiled for each kind of processor; a set
 * is a table of functions, chosen when a plan is made. Sets whose multiply-add is one operation give the same bits.
 *
 * "Lanes" are the innermost eight floats of an array, one for each of eight samples: [maps][rows][cols][8]. Arrays
 * must not overlap unless it is said, and those of lanes are aligned to 32 bytes. Pure; any thread. */

typedef enum
{
  FV_PHI_IDENTITY,
  FV_PHI_SIGMOID,
  FV_PHI_TANH,
  FV_PHI_RELU,
  FV_PHI_LEAKY,
  FV_PHI_LECUN,
  FV_N_PHI,
} FvPhi;

/* θ from its gradient: the formulas are those of fv-optimizer.c. */
typedef enum
{
  FV_STEP_SGD,
  FV_STEP_MOMENTUM,
  FV_STEP_NESTEROV,
  FV_STEP_ADAM,
  FV_N_STEPS,
} FvStepKind;

typedef struct
{
  FvStepKind kind;
  float rate;
  float momentum;
  float decay;   /* 0 for biases */
  float m_scale; /* of Adam: 1/(1 − β₁ᵗ) */
  float v_scale; /* 1/(1 − β₂ᵗ) */
} FvStep;

typedef struct
{
  const char *name; /* "avx2" */

  /* Subnormal numbers count as 0 from now on, in this thread; returns what to give flush_end(). Results are then
   * alike on processors that could not do it quickly otherwise. */
  guint (*flush_begin) (void);
  void (*flush_end) (guint state);

  /* o[count] = φ(n[count]); o may be n. count is a multiple of 8. */
  void (*phi) (FvPhi phi, const float *n, gsize count, float *o);
  /* delta[count] = d_o[count] · φ'(n), from o = φ(n); delta may be d_o. */
  void (*phi_delta) (FvPhi phi, const float *o, const float *d_o, gsize count, float *delta);

  /* One step of values[count] and slots[…][count] along gradient[count]; count is a multiple of 8. Returns the
   * largest |θ| and |slot| it left; NaN if one is. */
  float (*step) (const FvStep *step, const float *gradient, gsize count, float *values, float *const *slots);
} FvKernels;

/* In order of preference; NULL past the end. Only those this processor can run. */
const FvKernels *fv_kernels_nth (guint nth);
/* name NULL: what the variable FOVEA_KERNELS says; if it says nothing, the best there is. FV_ERROR_VALUE names those
 * there are. */
const FvKernels *fv_kernels_choose (const char *name, GError **error);

G_END_DECLS
