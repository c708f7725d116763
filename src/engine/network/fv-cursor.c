/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cursor.h"

/* The pass in steps: 0 … depth forward (0 is the input), depth + 1 the loss, then depth … 1 backward. */
guint
fv_cursor_n_steps (const FvNetwork *network)
{
  return 2 * fv_network_depth (network) + 2;
}

guint
fv_cursor_step (FvCursor self, const FvNetwork *network)
{
  guint depth = fv_network_depth (network);

  switch (self.direction)
    {
    case FV_FORWARD:
      return self.layer;
    case FV_LOSS:
      return depth + 1;
    case FV_BACKWARD:
    case FV_UPDATE:
    default:
      return 2 * depth + 2 - MAX (self.layer, 1);
    }
}

/* Direction and layer of a step; the rest stays as it is. */
static FvCursor
put_at_step (FvCursor self, const FvNetwork *network, guint step)
{
  guint depth = fv_network_depth (network);

  if (step <= depth)
    {
      self.direction = FV_FORWARD;
      self.layer = step;
    }
  else if (step == depth + 1)
    {
      self.direction = FV_LOSS;
      self.layer = depth;
    }
  else
    {
      self.direction = FV_BACKWARD;
      self.layer = 2 * depth + 2 - step;
    }
  return fv_cursor_clamp (self, network);
}

FvCursor
fv_cursor_at_step (const FvNetwork *network, guint step)
{
  return put_at_step ((FvCursor){ 0 }, network, MIN (step, fv_cursor_n_steps (network) - 1));
}

FvCursor
fv_cursor_move_layer (FvCursor self, const FvNetwork *network, int by)
{
  int step = (int)fv_cursor_step (self, network) + by;

  return put_at_step (self, network, (guint)CLAMP (step, 0, (int)fv_cursor_n_steps (network) - 1));
}

/* The input has no step of its own on the way back; turning there leads to the layer above it. */
FvCursor
fv_cursor_turn (FvCursor self, const FvNetwork *network)
{
  self.direction = fv_cursor_is_backward (self) ? FV_FORWARD : FV_BACKWARD;
  if (self.direction == FV_BACKWARD)
    self.layer = MAX (self.layer, 1);
  return fv_cursor_clamp (self, network);
}

static guint
move_within (guint value, int by, guint count)
{
  return (guint)CLAMP ((gint64)value + by, 0, (gint64)count - 1);
}

FvCursor
fv_cursor_move_cell (FvCursor self, const FvNetwork *network, int rows, int cols)
{
  FvShape shape = fv_network_shape (network, self.layer);

  self.row = move_within (self.row, rows, shape.rows);
  self.col = move_within (self.col, cols, shape.cols);
  self.term = 0;
  return self;
}

FvCursor
fv_cursor_move_unit (FvCursor self, const FvNetwork *network, int by)
{
  self.unit = move_within (self.unit, by, fv_network_shape (network, self.layer).maps);
  self.term = 0;
  return self;
}

FvCursor
fv_cursor_clamp (FvCursor self, const FvNetwork *network)
{
  FvShape shape, below;

  self.layer = MIN (self.layer, fv_network_depth (network));
  shape = fv_network_shape (network, self.layer);
  below = fv_network_shape (network, self.layer > 0 ? self.layer - 1 : 0);
  self.unit = MIN (self.unit, shape.maps - 1);
  self.row = MIN (self.row, shape.rows - 1);
  self.col = MIN (self.col, shape.cols - 1);
  self.input = MIN (self.input, below.maps - 1);
  return self;
}

gboolean
fv_cursor_equal (FvCursor a, FvCursor b)
{
  return a.direction == b.direction && a.layer == b.layer && a.unit == b.unit && a.input == b.input
         && a.row == b.row && a.col == b.col && a.term == b.term;
}

gboolean
fv_cursor_is_backward (FvCursor self)
{
  return self.direction == FV_BACKWARD || self.direction == FV_UPDATE;
}
