/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels-single.h"
#include "fv-plan-private.h"

G_BEGIN_DECLS

/* A stage with what one sample does in it. Cells are [rows][cols][cell], as fv-kernels-single.h has them; all arrays
 * have its slack, which is 0 in o and x. */
typedef struct _FvSingleStage FvSingleStage;

/* Where gradients go. */
typedef struct
{
  const FvStep *weights; /* NULL: no step is taken, and gradient [n_floats] is overwritten */
  const FvStep *biases;
  float *gradient;
} FvSingleAim;

/* One kind of stage. Parameters are the plan's; those of a step are changed in place. */
typedef struct
{
  void (*init) (FvSingleStage *self);
  /* Parameters are new: orders them as the kernels want them. NULL: as they stand. */
  void (*prepare) (FvSingleStage *self);
  /* o before φ; learns: winners are kept for the way back. */
  void (*output) (FvSingleStage *self, gboolean learns);
  /* delta, ∂E/∂n, → d_x. */
  void (*backpropagate) (FvSingleStage *self);
  /* NULL: it has no parameters. Returns the largest number a step left. */
  float (*learn) (FvSingleStage *self, const FvSingleAim *aim);
} FvSingleKind;

struct _FvSingleStage
{
  const FvSingleKind *kind;
  const FvStage *stage;
  FvPlan *plan; /* borrowed */
  const FvSingleKernels *kernels;
  gboolean is_last; /* φ is the loss's business */

  FvShape input;      /* what lies below, not yet rasterized */
  guint x_cell;       /* floats of a cell of x */
  guint cell;         /* of a cell of o */
  const float *below; /* [input], the o of the stage below */
  float *d_below;     /* its delta; NULL at the bottom */
  float *x;           /* what the kernels read: below, or own_x [input], made of it */
  float *own_x;
  float *d_x; /* ∂E/∂x: d_below, or own; NULL at the bottom */
  float *own_d_x;
  float *o;          /* [output] */
  float *delta;      /* [output] ∂E/∂o, and then ∂E/∂n in its place */
  float x_bound;     /* no |x| is larger */
  float delta_bound; /* no |δ| is larger */

  /* Pooling: which cells of x make a cell of s, [output area] groups of spots whose factors are weights, or the place
   * in the block for what is not a weighted sum. Convolution: those of the max pooling it could not do itself, and
   * work space for the way back. */
  FvSingleGroup *groups;
  FvSingleSpot *spots;
  gint32 *winner; /* [output] place in the block of the cell that won, −1 for a filled-in zero */

  /* Convolution. */
  FvSingleConvolution shape;
  FvSingleWindow window;
  float *weights;          /* [kernel rows][kernel cols][inputs][units, padded to 8] */
  float *n;                /* [middle], if max pooling is not done by the kernel */
  float *gradient;         /* of eight units */
  gint32 *corners;         /* [output area] where the windows of a cell begin in x … */
  gint32 *steps;           /* … and how much further on that of each place in its block does */
  FvSingleGroup *lit;      /* [cells · places in a block] those with a δ */
  FvSingleSpot *lit_spots; /* [cells · places][units] */
};

extern const FvSingleKind fv_single_convolution;
extern const FvSingleKind fv_single_pooling;
extern const FvSingleKind fv_single_dense;

guint fv_single_padded (guint count);     /* to a multiple of 8 */
guint fv_single_cell (guint maps);        /* floats of a cell with so many maps */
gsize fv_single_floats (FvShape shape);   /* of all its cells */
float *fv_single_array_new (gsize count); /* zeros, with slack; free() */

/* A step of count floats at place at in the plan's arrays, along gradient; returns the largest it left. */
float fv_single_step (FvPlan *plan, const FvStep *step, gsize at, gsize count, const float *gradient);

/* fv-plan-single-groups.c: groups and spots of a pooling over maps of such a shape. Free with g_free(). */
void fv_single_pooling_groups (const FvPoolingLayer *pooling, FvShape input, FvSingleGroup **groups,
                               FvSingleSpot **spots);
/* fv-plan-single-pooling.c: max pooling of x into o and winner. fills: in blocks that stand out over the border a
 * zero takes part. */
void fv_single_pool_max (const FvSingleStage *self, const float *x, gboolean fills);

/* fv-plan-single-bounds.c: no number can overflow. Forward: FALSE if o might; x_bound is set. Backward, from
 * delta_bound: FALSE if the δ below, *below, or a gradient might. */
gboolean fv_single_bound_output (FvSingleStage *self, float *o_bound);
gboolean fv_single_bound_gradient (FvSingleStage *self, float *below);

G_END_DECLS
