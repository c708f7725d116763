/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-number.h"
#include "fv-scene-place.h"
#include "fv-scene.h"
#include "fv-scores.h"

/* Places and values in words that are spoken; people count from 1. */

static char *
speak_cell (const FvSceneInput *input, FvCursor at, const char *name)
{
  FvShape shape = fv_network_shape (input->network, at.layer);
  char buffer[16];

  if (fv_scene_is_class (input, at.layer))
    /* Translators: spoken: a unit of the output layer: "Y class 3" */
    return g_strdup_printf (_ ("%s class %s"), name,
                            fv_scores_class_name (input->network, input->class_names, at.unit, buffer));
  if (fv_shape_is_vector (shape))
    /* Translators: spoken: a unit of a layer: "F6 unit 12" */
    return g_strdup_printf (_ ("%s unit %u"), name, at.unit + 1);
  if (shape.maps == 1)
    /* Translators: spoken: a cell of a layer with one map */
    return g_strdup_printf (_ ("%s row %u, column %u"), name, at.row + 1, at.col + 1);
  /* Translators: spoken: a cell of a layer: "C3 map 4, row 2, column 5" */
  return g_strdup_printf (_ ("%s map %u, row %u, column %u"), name, at.unit + 1, at.row + 1, at.col + 1);
}

static char *
speak_parameter (const FvSceneInput *input, FvCursor at, const char *name)
{
  const FvLayer *layer = fv_network_layer (input->network, at.layer);

  if (at.input == FV_INPUT_BIAS)
    /* Translators: spoken: "C3 unit 4, bias" */
    return g_strdup_printf (_ ("%s unit %u, bias"), name, at.unit + 1);
  if (layer->weight_rank == 2)
    /* Translators: spoken: "F6 unit 12, weight of input 3" */
    return g_strdup_printf (_ ("%s unit %u, weight of input %u"), name, at.unit + 1, at.input + 1);
  if (layer->weight_rank == 4 && layer->weight_shape[1] > 1)
    /* Translators: spoken: a weight of a kernel: "C3 unit 4, input 2, weight in row 1, column 3" */
    return g_strdup_printf (_ ("%s unit %u, input %u, weight in row %u, column %u"), name, at.unit + 1,
                            at.input + 1, at.row + 1, at.col + 1);
  return g_strdup_printf (_ ("%s unit %u, weight in row %u, column %u"), name, at.unit + 1, at.row + 1,
                          at.col + 1);
}

static char *
speak_value (const FvSceneInput *input, FvCursor at, double value)
{
  g_autofree char *number = NULL;
  FvScores scores;

  if (at.direction == FV_FORWARD && fv_scene_is_class (input, at.layer))
    {
      scores = fv_scores_of (input);
      return fv_scores_text (&scores, value);
    }
  number = at.direction == FV_FORWARD ? fv_number_fixed (value, 3, FALSE) : fv_number_short (value, 3, FALSE);
  if (at.direction == FV_BACKWARD)
    return g_strdup_printf ("δ %s", number);
  /* Translators: spoken: the derivative of the error by a weight; %s is a number */
  return at.direction == FV_GRADIENT ? g_strdup_printf (_ ("gradient %s"), number)
                                     : g_steal_pointer (&number);
}

char *
fv_scene_speak (const FvSceneInput *input)
{
  FvCursor at = fv_cursor_clamp (input->cursor, input->network);
  g_autofree char *name
      = at.layer > 0 ? fv_layer_short_name (fv_network_layer (input->network, at.layer)) : g_strdup ("X");
  g_autofree char *where = NULL, *number = NULL;
  double value;

  if (at.direction == FV_LOSS)
    {
      if (input->trace)
        number = fv_number_fixed (fv_trace_loss (input->trace), 3, FALSE);
      /* Translators: spoken: what the network is wrong by, without or with its value */
      return number ? g_strdup_printf (_ ("loss: %s"), number) : g_strdup (_ ("loss"));
    }
  where = fv_cursor_is_parameter (at) ? speak_parameter (input, at, name) : speak_cell (input, at, name);
  if (!fv_scene_value (input, at, &value))
    return g_steal_pointer (&where);
  number = speak_value (input, at, value);
  /* Translators: spoken: a place in the network and what stands there: "C3 map 4, row 2, column 5: 0.42" */
  return g_strdup_printf (_ ("%s: %s"), where, number);
}
