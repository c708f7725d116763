/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cursor-private.h"
#include "fv-parameter-shape.h"

/* The one order of a pass, walked granule by granule. A cell is counted within its unit: row by row, or, of parameters,
 * kernel by kernel with the bias last. */

static guint
kernels_of (const FvLayer *layer, guint unit)
{
  FvParameterShape shape = fv_parameter_shape (layer);
  guint kernels = 0;

  if (!fv_layer_is_convolution (layer))
    return shape.inputs;
  for (guint i = 0; i < shape.inputs; i++)
    kernels += fv_parameter_is_there (layer, unit, i);
  return kernels;
}

static gsize
count_cells (FvCursor self, const FvNetwork *network)
{
  const FvLayer *layer;
  FvParameterShape shape;

  if (self.direction == FV_LOSS)
    return 1;
  if (!fv_cursor_is_parameter (self))
    return fv_shape_area (fv_network_shape (network, self.layer));
  layer = fv_network_layer (network, self.layer);
  shape = fv_parameter_shape (layer);
  return (gsize)kernels_of (layer, self.unit) * shape.rows * shape.cols + 1;
}

static gsize
parameter_cell (FvCursor self, const FvNetwork *network)
{
  const FvLayer *layer = fv_network_layer (network, self.layer);
  FvParameterShape shape = fv_parameter_shape (layer);
  gsize kernel = self.input;

  if (self.input == FV_INPUT_BIAS)
    return count_cells (self, network) - 1;
  for (guint i = 0; fv_layer_is_convolution (layer) && i < self.input; i++)
    kernel -= !fv_parameter_is_there (layer, self.unit, i);
  return (kernel * shape.rows + self.row) * shape.cols + self.col;
}

static gsize
find_cell (FvCursor self, const FvNetwork *network)
{
  if (fv_cursor_is_parameter (self))
    return parameter_cell (self, network);
  return (gsize)self.row * fv_network_shape (network, self.layer).cols + self.col;
}

static FvCursor
put_at_parameter (FvCursor self, const FvNetwork *network, gsize cell)
{
  const FvLayer *layer = fv_network_layer (network, self.layer);
  FvParameterShape shape = fv_parameter_shape (layer);
  gsize area = (gsize)shape.rows * shape.cols, kernel = cell / area;

  self.row = self.col = 0;
  self.input = FV_INPUT_BIAS;
  if (cell + 1 == count_cells (self, network))
    return self;
  self.row = (guint)(cell % area / shape.cols);
  self.col = (guint)(cell % shape.cols);
  if (!fv_layer_is_convolution (layer))
    {
      self.input = (guint)kernel;
      return self;
    }
  for (self.input = 0; !fv_parameter_is_there (layer, self.unit, self.input) || kernel-- > 0;)
    self.input++;
  return self;
}

static FvCursor
put_at_cell (FvCursor self, const FvNetwork *network, gsize cell)
{
  guint cols = fv_network_shape (network, self.layer).cols;

  self.term = 0;
  if (fv_cursor_is_parameter (self))
    return put_at_parameter (self, network, cell);
  self.row = self.direction == FV_LOSS ? 0 : (guint)(cell / cols);
  self.col = self.direction == FV_LOSS ? 0 : (guint)(cell % cols);
  return self;
}

/* δ of the layer below, or of the input, which has no gradients. */
static void
go_below (FvCursor *self)
{
  self->direction = FV_BACKWARD;
  self->layer--;
}

static gboolean
next_update (FvCursor *self, const FvNetwork *network, guint first)
{
  for (guint layer = first; layer <= fv_network_depth (network); layer++)
    if (fv_cursor_has_parameters (network, layer))
      {
        self->direction = FV_UPDATE;
        self->layer = layer;
        return TRUE;
      }
  return FALSE;
}

static gboolean
next_section (FvCursor *self, const FvNetwork *network)
{
  guint depth = fv_network_depth (network);

  switch (self->direction)
    {
    case FV_FORWARD:
      if (self->layer < depth)
        self->layer++;
      else
        self->direction = FV_LOSS;
      return TRUE;
    case FV_LOSS:
      self->direction = FV_BACKWARD;
      self->layer = depth;
      return TRUE;
    case FV_BACKWARD:
      if (self->layer == 0)
        return next_update (self, network, 1);
      if (fv_cursor_has_parameters (network, self->layer))
        self->direction = FV_GRADIENT;
      else
        go_below (self);
      return TRUE;
    case FV_GRADIENT:
      go_below (self);
      return TRUE;
    case FV_UPDATE:
    default:
      return next_update (self, network, self->layer + 1);
    }
}

static void
previous_update (FvCursor *self, const FvNetwork *network)
{
  while (--self->layer > 0)
    if (fv_cursor_has_parameters (network, self->layer))
      return;
  self->direction = FV_BACKWARD;
}

static gboolean
previous_section (FvCursor *self, const FvNetwork *network)
{
  guint depth = fv_network_depth (network);

  switch (self->direction)
    {
    case FV_FORWARD:
      if (self->layer == 0)
        return FALSE;
      self->layer--;
      return TRUE;
    case FV_LOSS:
      self->direction = FV_FORWARD;
      self->layer = depth;
      return TRUE;
    case FV_BACKWARD:
      if (self->layer == depth)
        self->direction = FV_LOSS;
      else if (fv_cursor_has_parameters (network, ++self->layer))
        self->direction = FV_GRADIENT;
      return TRUE;
    case FV_GRADIENT:
      self->direction = FV_BACKWARD;
      return TRUE;
    case FV_UPDATE:
    default:
      previous_update (self, network);
      return TRUE;
    }
}

/* The first cell of the next unit, or the last one's first of the previous: coarse moves project what is finer. */
static gboolean
next_unit (FvCursor *self, const FvNetwork *network)
{
  if (self->unit + 1 < fv_cursor_n_units (*self, network))
    self->unit++;
  else if (next_section (self, network))
    self->unit = 0;
  else
    return FALSE;
  *self = put_at_cell (*self, network, 0);
  return TRUE;
}

static gboolean
previous_unit (FvCursor *self, const FvNetwork *network)
{
  if (self->unit > 0)
    self->unit--;
  else if (previous_section (self, network))
    self->unit = fv_cursor_n_units (*self, network) - 1;
  else
    return FALSE;
  *self = put_at_cell (*self, network, 0);
  return TRUE;
}

static gboolean
next_cell (FvCursor *self, const FvNetwork *network)
{
  gsize cell = find_cell (*self, network);

  if (cell + 1 == count_cells (*self, network))
    return next_unit (self, network);
  *self = put_at_cell (*self, network, cell + 1);
  return TRUE;
}

static gboolean
previous_cell (FvCursor *self, const FvNetwork *network)
{
  gsize cell = find_cell (*self, network);

  if (cell > 0)
    *self = put_at_cell (*self, network, cell - 1);
  else if (!previous_unit (self, network))
    return FALSE;
  else
    *self = put_at_cell (*self, network, count_cells (*self, network) - 1);
  return TRUE;
}

static gboolean
next_step (FvCursor *self, const FvNetwork *network)
{
  guint step = fv_cursor_step (*self, network);

  while (next_section (self, network))
    if (fv_cursor_step (*self, network) != step)
      return TRUE;
  return FALSE;
}

/* To the first section of the step before, which a projection begins with. */
static gboolean
previous_step (FvCursor *self, const FvNetwork *network)
{
  guint step = fv_cursor_step (*self, network);
  FvCursor before = *self;

  if (step == 0)
    return FALSE;
  while (previous_section (&before, network))
    {
      if (fv_cursor_step (before, network) + 1 < step)
        break;
      *self = before;
    }
  return TRUE;
}

static guint
pass_of (FvCursor self)
{
  return self.direction == FV_GRADIENT ? FV_BACKWARD : self.direction;
}

static gboolean
next_pass (FvCursor *self, const FvNetwork *network)
{
  static const int next[] = { FV_LOSS, FV_BACKWARD, FV_UPDATE, -1, -1 };
  int pass = next[pass_of (*self)];

  if (pass < 0)
    return FALSE;
  self->direction = (FvDirection)pass;
  return TRUE;
}

static gboolean
previous_pass (FvCursor *self, const FvNetwork *network)
{
  static const int previous[] = { -1, FV_FORWARD, FV_LOSS, -1, FV_BACKWARD };
  int pass = previous[pass_of (*self)];

  if (pass < 0)
    return FALSE;
  self->direction = (FvDirection)pass;
  return TRUE;
}

typedef gboolean (*Go) (FvCursor *self, const FvNetwork *network);

static const Go on[] = { NULL, next_cell, next_unit, next_section, next_pass, next_step };
static const Go back[]
    = { NULL, previous_cell, previous_unit, previous_section, previous_pass, previous_step };

static int
go (FvCursor *self, const FvNetwork *network, Go once, int count)
{
  int made = 0;

  while (made < count && once (self, network))
    made++;
  return made;
}

/* Whole cells at once. */
static int
go_on_by_terms (FvCursor *self, const FvNetwork *network, int count)
{
  int left = count;

  for (;;)
    {
      int rest = (int)(fv_cursor_n_terms (*self, network) - 1 - self->term);

      if (left <= rest)
        {
          self->term += (guint)left;
          return count;
        }
      if (!next_cell (self, network))
        {
          self->term += (guint)rest;
          return count - left + rest;
        }
      left -= rest + 1;
    }
}

static int
go_back_by_terms (FvCursor *self, const FvNetwork *network, int count)
{
  int left = count;

  for (;;)
    {
      if (left <= (int)self->term)
        {
          self->term -= (guint)left;
          return count;
        }
      left -= (int)self->term;
      self->term = 0;
      if (!previous_cell (self, network))
        return count - left;
      self->term = fv_cursor_n_terms (*self, network) - 1;
      left--;
    }
}

FvCursor
fv_cursor_move (FvCursor self, const FvNetwork *network, FvGranularity granularity, int by, int *made)
{
  FvCursor at = fv_cursor_clamp (self, network);
  FvGoal goal = at.goal;
  int count = by < 0 ? -MAX (by, -G_MAXINT) : by, done;

  if (!fv_cursor_equal (fv_cursor_project (at, network, granularity, goal), at))
    goal = fv_cursor_as_goal (at);
  if (granularity == FV_GRANULARITY_TERM)
    done = by < 0 ? go_back_by_terms (&at, network, count) : go_on_by_terms (&at, network, count);
  else
    done = go (&at, network, by < 0 ? back[granularity] : on[granularity], count);
  at = fv_cursor_project (at, network, granularity, goal);
  at.goal = goal;
  if (made != NULL)
    *made = by < 0 ? -done : done;
  return at;
}
