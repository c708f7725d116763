/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-scene-place.h"
#include "fv-scene.h"
#include "fv-scores.h"

/* "C3 · unit 2 · cell (6, 2)"; people count from 1. */
static char *
place_text (const FvSceneInput *input, FvCursor at, FvShape shape)
{
  g_autofree char *name
      = at.layer > 0 ? fv_layer_short_name (fv_network_layer (input->network, at.layer)) : g_strdup ("X");

  if (fv_scene_is_class (input, at.layer))
    {
      char buffer[16];
      return g_strdup_printf (_ ("%s · class %s"), name,
                              fv_scores_class_name (input->network, input->class_names, at.unit, buffer));
    }
  if (fv_shape_is_vector (shape))
    return g_strdup_printf (_ ("%s · unit %u"), name, at.unit + 1);
  if (at.layer == 0 && shape.maps == 1)
    return g_strdup_printf (_ ("%s · cell (%u, %u)"), name, at.row + 1, at.col + 1);
  return g_strdup_printf (_ ("%s · unit %u · cell (%u, %u)"), name, at.unit + 1, at.row + 1, at.col + 1);
}

/* "C3 · unit 2 · θ(3, 1) of input 4" */
static char *
parameter_text (const FvSceneInput *input, FvCursor at)
{
  const FvLayer *layer = fv_network_layer (input->network, at.layer);
  g_autofree char *name = fv_layer_short_name (layer);

  if (at.input == FV_INPUT_BIAS)
    /* Translators: the bias of a unit, after the name of its layer */
    return g_strdup_printf (_ ("%s · unit %u · b"), name, at.unit + 1);
  if (layer->weight_rank == 2)
    /* Translators: the weight of a unit for one of its inputs, after the name of its layer */
    return g_strdup_printf (_ ("%s · unit %u · θ of input %u"), name, at.unit + 1, at.input + 1);
  if (layer->weight_rank == 4 && layer->weight_shape[1] > 1)
    /* Translators: the weight in row and column of a unit's kernel for one of its inputs */
    return g_strdup_printf (_ ("%s · unit %u · θ(%u, %u) of input %u"), name, at.unit + 1, at.row + 1,
                            at.col + 1, at.input + 1);
  return g_strdup_printf (_ ("%s · unit %u · θ(%u, %u)"), name, at.unit + 1, at.row + 1, at.col + 1);
}

static char *
describe_parameter (const FvSceneInput *input, FvCursor at)
{
  g_autofree char *where = parameter_text (input, at), *number = NULL;
  double value;

  if (!fv_scene_value (input, at, &value))
    return g_steal_pointer (&where);
  number = fv_number_short (value, 3, FALSE);
  if (at.direction == FV_GRADIENT)
    /* Translators: a weight and its gradient */
    return g_strdup_printf (_ ("%s: ∂E/∂θ = %s"), where, number);
  /* Translators: a place in the network and the value there */
  return g_strdup_printf (_ ("%s = %s"), where, number);
}

char *
fv_scene_describe (const FvSceneInput *input)
{
  FvCursor at = fv_cursor_clamp (input->cursor, input->network);
  FvScores scores;
  g_autofree char *where = NULL, *number = NULL;
  double value;

  if (at.direction == FV_LOSS && input->trace)
    {
      number = fv_number_fixed (fv_trace_loss (input->trace), 3, FALSE);
      return g_strdup_printf (_ ("loss E = %s"), number);
    }
  if (fv_cursor_is_parameter (at))
    return describe_parameter (input, at);
  where = place_text (input, at, fv_network_shape (input->network, at.layer));
  if (!fv_scene_value (input, at, &value))
    return g_steal_pointer (&where);
  if (fv_cursor_is_backward (at))
    {
      number = fv_number_short (value, 3, FALSE);
      /* Translators: a place in the network and its δ there */
      return g_strdup_printf (_ ("%s: δ = %s"), where, number);
    }
  scores = fv_scores_of (input);
  number = fv_scene_is_class (input, at.layer) ? fv_scores_text (&scores, value)
                                               : fv_number_fixed (value, 3, FALSE);
  /* Translators: a place in the network and the value there */
  return g_strdup_printf (_ ("%s = %s"), where, number);
}

char *
fv_scene_describe_pin (const FvSceneInput *input)
{
  FvSceneInput pinned = *input;
  g_autofree char *where = NULL;

  if (!input->has_pin)
    return NULL;
  pinned.cursor = input->pin;
  /* Beside a δ stands a δ. */
  if (!fv_cursor_is_parameter (input->pin) && input->pin.direction != FV_LOSS)
    pinned.cursor.direction = fv_cursor_is_backward (input->cursor) ? FV_BACKWARD : FV_FORWARD;
  where = fv_scene_describe (&pinned);
  /* Translators: %s is a place that is kept in sight, and its value */
  return g_strdup_printf (_ ("pinned: %s"), where);
}
