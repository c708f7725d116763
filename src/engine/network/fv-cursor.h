/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network.h"

G_BEGIN_DECLS

/* Where one looks: a place in the pass, down to one term of one sum. A value. Pure functions; any thread. */
typedef enum
{
  FV_FORWARD,
  FV_LOSS,
  FV_BACKWARD,
  FV_UPDATE,
} FvDirection;

typedef struct
{
  FvDirection direction;
  guint layer; /* place; 0 is the input; the loss is said by direction, with layer = depth */
  guint unit;  /* output map or unit */
  guint input; /* input map */
  guint row;   /* cell of the unit */
  guint col;
  guint term; /* of the sum behind the cell */
} FvCursor;

/* Steps of the pass by layer: X, 1 … depth, the loss E, then depth … 1 backward. */
guint fv_cursor_n_steps (const FvNetwork *network);
/* Which step the cursor is in, from 0. */
guint fv_cursor_step (FvCursor self, const FvNetwork *network);
/* The cursor at the first cell of step number step (clamped). */
FvCursor fv_cursor_at_step (const FvNetwork *network, guint step);
/* One layer on (+1) or back (−1), keeping unit and cell where they exist there; stays at either end. */
FvCursor fv_cursor_move_layer (FvCursor self, const FvNetwork *network, int by);
/* The same place on the other way (B): forward C3 ↔ backward C3. */
FvCursor fv_cursor_turn (FvCursor self, const FvNetwork *network);
/* Neighbouring cell or unit; stays inside. */
FvCursor fv_cursor_move_cell (FvCursor self, const FvNetwork *network, int rows, int cols);
FvCursor fv_cursor_move_unit (FvCursor self, const FvNetwork *network, int by);
/* Brings every member into the ranges of network (after the network changed). */
FvCursor fv_cursor_clamp (FvCursor self, const FvNetwork *network);
gboolean fv_cursor_equal (FvCursor a, FvCursor b);
/* TRUE in the backward half, where pictures show δ. */
gboolean fv_cursor_is_backward (FvCursor self);

G_END_DECLS
