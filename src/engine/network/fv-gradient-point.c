/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gradient-point.h"

#include "fv-gradient-private.h"

static gsize
cell_of (const FvNetwork *network, FvPlace place)
{
  FvShape shape = fv_network_shape (network, place.layer);

  return ((gsize)place.unit * shape.rows + place.row) * shape.cols + place.col;
}

/* TRUE where a small change of that number moves E, and E has a slope. */
static gboolean
is_checkable (const FvNetwork *network, FvPlace place)
{
  guint depth = fv_network_depth (network);

  if (fv_network_layer (network, depth)->activation->flat || !fv_place_exists (network, place))
    return FALSE;
  /* Some losses are of n of the last layer, and do not see a change of its o. */
  if (place.quantity == FV_QUANTITY_OUTPUT)
    return place.layer < depth;
  return place.quantity == FV_QUANTITY_DELTA || place.quantity == FV_QUANTITY_GRADIENT
         || place.quantity == FV_QUANTITY_UPDATE;
}

static gboolean
nudge_parameter (FvNudge *nudge, const FvTrace *trace, FvPlace place, FvPointCheck *out)
{
  gsize at = fv_place_parameter (nudge->network, place);

  out->analytic = fv_trace_weight_gradient (
      trace, place.layer)[at - fv_network_weight_offset (nudge->network, place.layer)];
  return fv_nudge_numeric (nudge, &fv_pass_parameters (nudge->pass)[at], place.layer, &out->numeric);
}

static gboolean
nudge_cell (FvNudge *nudge, const FvTrace *trace, FvPlace place, FvPointCheck *out)
{
  gsize cell = cell_of (nudge->network, place);
  gboolean has_net = place.layer > 0 && fv_network_layer (nudge->network, place.layer)->activation != NULL;

  if (place.quantity == FV_QUANTITY_DELTA && has_net)
    {
      out->analytic = fv_trace_delta (trace, place.layer)[cell];
      return fv_nudge_numeric_net (nudge, place.layer, cell, &out->numeric);
    }
  out->analytic = fv_trace_d_o (trace, place.layer)[cell];
  return fv_nudge_numeric (nudge, &fv_pass_edit_o (nudge->pass, place.layer)[cell], place.layer + 1,
                           &out->numeric);
}

gboolean
fv_gradient_at (const FvTrace *trace, FvPlace place, FvPointCheck *out)
{
  gboolean is_parameter = place.quantity == FV_QUANTITY_GRADIENT || place.quantity == FV_QUANTITY_UPDATE,
           smooth;
  FvNudge nudge;
  FvCheck check;

  *out = (FvPointCheck){ 0 };
  if (!is_checkable (fv_trace_network (trace), place))
    return FALSE;
  fv_nudge_init_from_trace (&nudge, trace, NULL);
  smooth
      = is_parameter ? nudge_parameter (&nudge, trace, place, out) : nudge_cell (&nudge, trace, place, out);
  check = fv_nudge_judge (out->analytic, out->numeric, nudge.loss);
  out->relative_error = check.relative_error;
  out->verdict = smooth ? check.verdict : FV_CHECK_KINK;
  fv_nudge_clear (&nudge);
  return TRUE;
}

gboolean
fv_gradient_check_layer (const FvTrace *trace, guint place, const int *stop, int *per_mille,
                         FvLayerCheck *result)
{
  const FvLayer *layer = fv_network_layer (fv_trace_network (trace), place);
  gsize offset = fv_network_weight_offset (fv_trace_network (trace), place);
  gboolean done;
  FvNudge nudge;

  fv_nudge_init_from_trace (&nudge, trace, stop);
  nudge.per_mille = per_mille;
  nudge.to_do = layer->n_weights + layer->n_biases + fv_shape_size (layer->input);
  fv_nudge_layer (&nudge, place, fv_trace_weight_gradient (trace, place) - offset,
                  fv_trace_d_o (trace, place - 1), result);
  done = !fv_nudge_is_stopped (&nudge);
  fv_nudge_clear (&nudge);
  return done;
}
