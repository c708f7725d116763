/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-scene-place.h"

#include "fv-place.h"
#include "fv-scores.h"

gboolean
fv_scene_is_class (const FvSceneInput *input, guint place)
{
  return place == fv_network_depth (input->network) && fv_scores_of (input).n_units > 1;
}

static gboolean
parameter_value (const FvSceneInput *input, FvCursor at, double *value)
{
  const FvNetwork *network = input->network;
  gsize nth;

  if (!fv_place_exists (network, fv_place_at_cursor (at, network)))
    return FALSE;
  nth = fv_place_parameter (network, fv_place_at_cursor (at, network));
  if (at.direction == FV_UPDATE)
    {
      *value = input->parameters ? (double)fv_parameters_values (input->parameters)[nth] : 0;
      return input->parameters != NULL;
    }
  if (!input->trace)
    return FALSE;
  /* The gradients of a layer stand one after the other, as its parameters do: weights, then biases. */
  *value = at.input == FV_INPUT_BIAS
               ? fv_trace_bias_gradient (input->trace,
                                         at.layer)[nth - fv_network_bias_offset (network, at.layer)]
               : fv_trace_weight_gradient (input->trace,
                                           at.layer)[nth - fv_network_weight_offset (network, at.layer)];
  return TRUE;
}

gboolean
fv_scene_value (const FvSceneInput *input, FvCursor at, double *value)
{
  FvShape shape = fv_network_shape (input->network, at.layer);
  gsize cell = ((gsize)at.unit * shape.rows + at.row) * shape.cols + at.col;

  if (fv_cursor_is_parameter (at))
    return parameter_value (input, at, value);
  if (!input->trace || at.direction == FV_LOSS || cell >= fv_shape_size (shape))
    return FALSE;
  *value = fv_cursor_is_backward (at) ? fv_trace_delta (input->trace, at.layer)[cell]
                                      : fv_trace_o (input->trace, at.layer)[cell];
  return TRUE;
}
