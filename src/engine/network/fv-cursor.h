/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* Where one looks: a place in the pass, down to one term of one sum. A value. Pure functions; any thread. */
typedef enum
{
  FV_FORWARD,
  FV_LOSS,
  FV_BACKWARD, /* δ of a cell */
  FV_GRADIENT, /* ∂E/∂θ of a parameter */
  FV_UPDATE,   /* θ ← θ − η·g of a parameter */
} FvDirection;

/* input of a bias. */
#define FV_INPUT_BIAS G_MAXUINT

/* What FvCursor had before coarse steps: see there. */
typedef struct
{
  FvDirection direction;
  guint layer, unit, input, row, col, term;
} FvGoal;

typedef struct
{
  FvDirection direction;
  guint layer; /* place; 0 is the input; the loss is said by direction, with layer = depth */
  guint unit;  /* output map or unit */
  /* The other end. Forward in a convolution with a kernel for each input map: the map term reads; backward below a
   * convolution: the unit above it comes from; of a parameter: its input map (or input of a dense unit) or
   * FV_INPUT_BIAS; 0 else. */
  guint input;
  guint row; /* cell of the unit, or of the kernel */
  guint col;
  guint term; /* of the terms behind the cell, in the order of fv_explain() */
  /* A text editor's column: stepping through a smaller layer and back finds unit and cell again. Kept by
   * fv_cursor_move() for itself, forgotten as soon as something else moves the cursor; may be all 0. */
  FvGoal goal;
} FvCursor;

/* Steps of the pass by layer: X, 1 … depth, the loss E, then depth … 1 backward, each with its gradient, and the
 * update. */
guint fv_cursor_n_steps (const FvNetwork *network);
/* Which step the cursor is in, from 0. */
guint fv_cursor_step (FvCursor self, const FvNetwork *network);
/* The cursor at the first cell of step number step (clamped). */
FvCursor fv_cursor_at_step (const FvNetwork *network, guint step);
/* One step on (+1) or back (−1), keeping unit and cell where they exist there; stays at either end. */
FvCursor fv_cursor_move_layer (FvCursor self, const FvNetwork *network, int by);
/* The same place on the other way (B): forward C3 ↔ backward C3. */
FvCursor fv_cursor_turn (FvCursor self, const FvNetwork *network);
/* Neighbouring cell or unit; stays inside. Of a parameter: neighbour in its kernel. */
FvCursor fv_cursor_move_cell (FvCursor self, const FvNetwork *network, int rows, int cols);
FvCursor fv_cursor_move_unit (FvCursor self, const FvNetwork *network, int by);
/* Brings every member into the ranges of network (after the network changed, or a member was set); input leads where
 * term reads another. */
FvCursor fv_cursor_clamp (FvCursor self, const FvNetwork *network);
gboolean fv_cursor_equal (FvCursor a, FvCursor b); /* but for the goal */
/* TRUE in the backward half, where pictures show δ. */
gboolean fv_cursor_is_backward (FvCursor self);
/* TRUE if the cursor looks at a parameter, not a cell. */
gboolean fv_cursor_is_parameter (FvCursor self);

/* The one total order: forward X … depth, E, then for depth … 1 the δ of the layer's cells and the gradients of its
 * parameters, ∂E/∂X, and the updates of all parameters; within a layer unit by unit (a unit's weights, then its bias),
 * cell by cell, term by term. A cell without terms counts as one. */
typedef enum
{
  FV_GRANULARITY_TERM,
  FV_GRANULARITY_WINDOW, /* cell or parameter */
  FV_GRANULARITY_MAP,    /* unit */
  FV_GRANULARITY_LAYER,  /* of one direction */
  FV_GRANULARITY_PASS,   /* forward, loss, backward, update */
} FvGranularity;

const char *fv_granularity_title (FvGranularity self); /* N_(); NULL past the end */

/* by granules on (> 0) or back; what is finer stays as it is, as far as it exists there. On k times and back k times is
 * the identity, from any cursor. At either end it stays. *made (may be NULL) gets how many were made: by, or fewer. */
FvCursor
fv_cursor_move (FvCursor self, const FvNetwork *network, FvGranularity granularity, int by, int *made);

G_END_DECLS
