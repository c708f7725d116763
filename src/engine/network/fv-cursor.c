/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-cursor.h"

#include <glib/gi18n-lib.h>

#include "fv-cursor-private.h"
#include "fv-explain.h"
#include "fv-parameter-shape.h"

guint
fv_cursor_n_steps (const FvNetwork *network)
{
  return 2 * fv_network_depth (network) + 3;
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
    case FV_GRADIENT:
      return 2 * depth + 2 - MAX (self.layer, 1);
    case FV_UPDATE:
    default:
      return 2 * depth + 2;
    }
}

FvCursor
fv_cursor_at_step (const FvNetwork *network, guint step)
{
  FvCursor start = { 0 };

  return fv_cursor_move_layer (start, network, (int)MIN (step, fv_cursor_n_steps (network) - 1));
}

FvCursor
fv_cursor_move_layer (FvCursor self, const FvNetwork *network, int by)
{
  return fv_cursor_move (self, network, FV_GRANULARITY_STEP, by, NULL);
}

/* The input has no step of its own on the way back; turning there leads to the layer above it. */
FvCursor
fv_cursor_turn (FvCursor self, const FvNetwork *network)
{
  if (fv_cursor_is_parameter (self))
    self.input = self.row = self.col = 0;
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

/* Of a dense layer's weights the neighbours are inputs; a bias has none. */
static FvCursor
move_in_kernel (FvCursor self, const FvNetwork *network, int rows, int cols)
{
  FvParameterShape shape = fv_parameter_shape (fv_network_layer (network, self.layer));

  if (self.input == FV_INPUT_BIAS)
    return self;
  if (shape.rows * shape.cols == 1)
    self.input = move_within (self.input, rows + cols, shape.inputs);
  self.row = move_within (self.row, rows, shape.rows);
  self.col = move_within (self.col, cols, shape.cols);
  return self;
}

FvCursor
fv_cursor_move_cell (FvCursor self, const FvNetwork *network, int rows, int cols)
{
  FvShape shape;

  self = fv_cursor_clamp (self, network);
  shape = fv_network_shape (network, self.layer);
  if (fv_cursor_is_parameter (self))
    return fv_cursor_clamp (move_in_kernel (self, network, rows, cols), network);
  self.row = move_within (self.row, rows, shape.rows);
  self.col = move_within (self.col, cols, shape.cols);
  return fv_cursor_clamp (self, network);
}

FvCursor
fv_cursor_move_unit (FvCursor self, const FvNetwork *network, int by)
{
  self = fv_cursor_clamp (self, network);
  self.unit = move_within (self.unit, by, fv_cursor_n_units (self, network));
  return fv_cursor_clamp (self, network);
}

FvGoal
fv_cursor_as_goal (FvCursor self)
{
  return (FvGoal){ self.direction, self.layer, self.unit, self.input, self.row, self.col, self.term };
}

guint
fv_cursor_n_terms (FvCursor self, const FvNetwork *network)
{
  static const FvQuantity quantities[]
      = { FV_QUANTITY_OUTPUT, FV_QUANTITY_LOSS, FV_QUANTITY_DELTA, FV_QUANTITY_GRADIENT, FV_QUANTITY_UPDATE };
  FvPlace place = { quantities[self.direction], self.layer, self.unit, self.input, self.row, self.col };
  gsize count = fv_explain_n_terms (network, place);

  return (guint)CLAMP (count, 1, G_MAXUINT);
}

gboolean
fv_cursor_has_parameters (const FvNetwork *network, guint layer)
{
  return layer > 0 && fv_network_layer (network, layer)->n_biases > 0;
}

guint
fv_cursor_parameter_layer (const FvNetwork *network, guint layer)
{
  guint depth = fv_network_depth (network), found = MIN (layer, depth);

  while (found > 0 && !fv_cursor_has_parameters (network, found))
    found--;
  while (found < depth && !fv_cursor_has_parameters (network, found))
    found++;
  return found;
}

guint
fv_cursor_n_units (FvCursor self, const FvNetwork *network)
{
  if (self.direction == FV_LOSS)
    return 1;
  if (fv_cursor_is_parameter (self))
    return fv_parameter_shape (fv_network_layer (network, self.layer)).units;
  return fv_network_shape (network, self.layer).maps;
}

guint
fv_cursor_kernel_area (FvCursor self, const FvNetwork *network)
{
  const FvLayer *layer;
  guint rows, cols;

  if (self.direction != FV_FORWARD || self.layer == 0)
    return 0;
  layer = fv_network_layer (network, self.layer);
  if (!fv_layer_is_convolution (layer) || layer->weight_shape[1] < layer->input.maps)
    return 0;
  fv_layer_kernel_size (layer, &rows, &cols);
  return rows * cols;
}

/* Which input map the nth kernel of a convolution's unit reads. */
static guint
nth_input (const FvLayer *layer, guint unit, guint nth)
{
  guint input = 0;

  while (fv_layer_kernel (layer, unit, input) < 0 || nth-- > 0)
    input++;
  return input;
}

static guint
rank_of_input (const FvLayer *layer, guint unit, guint input)
{
  guint rank = 0;

  for (guint i = 0; i < input; i++)
    rank += fv_layer_kernel (layer, unit, i) >= 0;
  return rank;
}

/* Where terms come input by input, input is the one that term reads. Elsewhere it says nothing and is kept in range. */
static guint
find_input (FvCursor self, const FvNetwork *network, guint wanted)
{
  guint area = fv_cursor_kernel_area (self, network);

  if (self.direction == FV_LOSS)
    return 0;
  if (area > 0)
    return nth_input (fv_network_layer (network, self.layer), self.unit, self.term / area);
  return MIN (wanted, fv_network_shape (network, self.layer > 0 ? self.layer - 1 : 0).maps - 1);
}

/* The wanted weight of a unit, the bias, or what is nearest. */
static FvCursor
project_parameter (FvCursor self, const FvNetwork *network, FvGoal goal)
{
  const FvLayer *layer = fv_network_layer (network, self.layer);
  FvParameterShape shape = fv_parameter_shape (layer);

  if (goal.input == FV_INPUT_BIAS)
    {
      self.input = FV_INPUT_BIAS;
      self.row = self.col = 0;
      return self;
    }
  self.input = MIN (goal.input, shape.inputs - 1);
  while (!fv_parameter_is_there (layer, self.unit, self.input))
    self.input = (self.input + 1) % shape.inputs;
  self.row = MIN (goal.row, shape.rows - 1);
  self.col = MIN (goal.col, shape.cols - 1);
  return self;
}

static FvCursor
project_cell (FvCursor self, const FvNetwork *network, FvGoal goal)
{
  FvShape shape = fv_network_shape (network, self.layer);

  if (fv_cursor_is_parameter (self))
    return project_parameter (self, network, goal);
  self.row = self.direction == FV_LOSS ? 0 : MIN (goal.row, shape.rows - 1);
  self.col = self.direction == FV_LOSS ? 0 : MIN (goal.col, shape.cols - 1);
  return self;
}

/* Which half of a backward step, and which layer: gradients where one looked at gradients. */
static FvCursor
project_section (FvCursor self, const FvNetwork *network, FvGranularity granularity, FvGoal goal)
{
  guint depth = fv_network_depth (network);

  if (granularity == FV_GRANULARITY_PASS)
    self.layer = MIN (goal.layer, depth);
  else if (self.direction == FV_BACKWARD || self.direction == FV_GRADIENT)
    self.layer
        = goal.direction == FV_BACKWARD && goal.layer == 0 && self.layer <= 1 ? 0 : MAX (self.layer, 1);
  if (self.direction == FV_LOSS)
    self.layer = depth;
  else if (self.direction == FV_UPDATE)
    self.layer = fv_cursor_parameter_layer (network, goal.layer);
  else if (self.direction != FV_FORWARD)
    self.direction = goal.direction == FV_GRADIENT && fv_cursor_has_parameters (network, self.layer)
                         ? FV_GRADIENT
                         : FV_BACKWARD;
  return self;
}

FvCursor
fv_cursor_project (FvCursor self, const FvNetwork *network, FvGranularity granularity, FvGoal goal)
{
  if (granularity >= FV_GRANULARITY_PASS)
    self = project_section (self, network, granularity, goal);
  if (granularity >= FV_GRANULARITY_LAYER)
    self.unit = MIN (goal.unit, fv_cursor_n_units (self, network) - 1);
  if (granularity >= FV_GRANULARITY_MAP)
    self = project_cell (self, network, goal);
  if (granularity >= FV_GRANULARITY_WINDOW)
    self.term = MIN (goal.term, fv_cursor_n_terms (self, network) - 1);
  if (!fv_cursor_is_parameter (self))
    self.input = find_input (self, network, goal.input);
  return self;
}

/* The first term that reads input, if none of the terms around term does. */
static guint
follow_input (FvCursor self, const FvNetwork *network, guint input, guint area)
{
  const FvLayer *layer = fv_network_layer (network, self.layer);

  if (input >= layer->input.maps || fv_layer_kernel (layer, self.unit, input) < 0
      || find_input (self, network, input) == input)
    return self.term;
  return rank_of_input (layer, self.unit, input) * area;
}

FvCursor
fv_cursor_clamp (FvCursor self, const FvNetwork *network)
{
  FvGoal wanted = fv_cursor_as_goal (self);
  guint area;

  self.layer = MIN (self.layer, fv_network_depth (network));
  if (self.direction == FV_LOSS)
    self.layer = fv_network_depth (network);
  if (fv_cursor_is_parameter (self))
    self.layer = fv_cursor_parameter_layer (network, self.layer);
  self = fv_cursor_project (self, network, FV_GRANULARITY_LAYER, wanted);
  area = fv_cursor_kernel_area (self, network);
  if (area > 0)
    {
      guint last = fv_network_layer (network, self.layer)->input.maps - 1;

      self.term = follow_input (self, network, MIN (wanted.input, last), area);
      self.input = find_input (self, network, 0);
    }
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
  return self.direction == FV_BACKWARD || fv_cursor_is_parameter (self);
}

gboolean
fv_cursor_is_parameter (FvCursor self)
{
  return self.direction == FV_GRADIENT || self.direction == FV_UPDATE;
}

const char *
fv_granularity_title (FvGranularity self)
{
  static const char *const titles[] = { N_ ("term"), N_ ("window"), N_ ("map"), N_ ("layer"), N_ ("pass") };

  return self < G_N_ELEMENTS (titles) ? titles[self] : NULL;
}
