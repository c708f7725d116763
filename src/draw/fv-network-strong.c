/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <math.h>

FvRect
fv_network_spot_rect (const FvNetworkLayout *self, FvNetworkSpot spot)
{
  return fv_network_layout_cell (self, spot.column, spot.unit, spot.row, spot.col);
}

/* Cell number nth of layer place, which a layer of units may follow; FALSE if it is not shown. */
static gboolean
spot_of (const FvNetworkLayout *self, guint place, gsize nth, FvNetworkSpot *out)
{
  FvShape shape = fv_network_shape (self->network, place);
  gsize area = fv_shape_area (shape);
  FvCursor at = { .layer = place,
                  .unit = (guint)(nth / area),
                  .row = (guint)(nth % area / shape.cols),
                  .col = (guint)(nth % shape.cols) };

  return fv_network_layout_find (self, at, &out->column, &out->unit, &out->row, &out->col);
}

static gsize
number_of (const FvNetworkLayout *self, FvCursor at)
{
  FvShape shape = fv_network_shape (self->network, at.layer);

  return ((gsize)at.unit * shape.rows + at.row) * shape.cols + at.col;
}

static gboolean
sums_everything (const FvNetworkLayout *self, guint place)
{
  return place > 0 && place <= fv_network_depth (self->network)
         && fv_network_layer (self->network, place)->weight_rank == 2;
}

/* Kept in order, the largest first. */
static void
offer (const FvNetworkLayout *self, FvNetworkStrong *strong, guint place, gsize from, gsize to,
       double product)
{
  FvNetworkSpot left, right;
  guint i;

  if (!isfinite (product) || product == 0
      || (strong->n == FV_NETWORK_STRONG && fabs (product) <= fabs (strong->product[strong->n - 1]))
      || !spot_of (self, place - 1, from, &left) || !spot_of (self, place, to, &right))
    return;
  if (strong->n < FV_NETWORK_STRONG)
    strong->n++;
  for (i = strong->n - 1; i > 0 && fabs (product) > fabs (strong->product[i - 1]); i--)
    {
      strong->from[i] = strong->from[i - 1];
      strong->to[i] = strong->to[i - 1];
      strong->product[i] = strong->product[i - 1];
    }
  strong->from[i] = left;
  strong->to[i] = right;
  strong->product[i] = product;
}

static void
offer_below (const FvNetworkLayout *self, const FvSceneInput *input, FvCursor at, FvNetworkStrong *strong)
{
  const float *weights = fv_parameters_weights (input->parameters, at.layer);
  const double *o = fv_trace_o (input->trace, at.layer - 1);
  gsize n = fv_shape_size (fv_network_shape (self->network, at.layer - 1)), to = number_of (self, at);

  for (gsize i = 0; i < n; i++)
    offer (self, strong, at.layer, i, to, (double)weights[to * n + i] * o[i]);
}

static void
offer_above (const FvNetworkLayout *self, const FvSceneInput *input, FvCursor at, FvNetworkStrong *strong)
{
  const float *weights = fv_parameters_weights (input->parameters, at.layer + 1);
  const double *delta = fv_trace_delta (input->trace, at.layer + 1);
  gsize n = fv_shape_size (fv_network_shape (self->network, at.layer)), from = number_of (self, at);

  for (gsize i = 0; i < fv_shape_size (fv_network_shape (self->network, at.layer + 1)); i++)
    offer (self, strong, at.layer + 1, from, i, (double)weights[i * n + from] * delta[i]);
}

FvNetworkStrong
fv_network_strong (const FvNetworkLayout *self, const FvSceneInput *input)
{
  FvNetworkStrong strong = { .n = 0 };
  FvCursor at = fv_cursor_clamp (input->cursor, self->network);

  if (!input->trace || !input->parameters || !input->has_cursor || fv_cursor_is_parameter (at))
    return strong;
  if (!fv_network_shows_delta (input))
    {
      if (sums_everything (self, at.layer))
        offer_below (self, input, at, &strong);
      return strong;
    }
  /* What rasterizing renames has no column of its own: δ comes from beyond. */
  if (at.layer < fv_network_depth (self->network)
      && self->column_of[at.layer + 1] == self->column_of[at.layer])
    {
      at = (FvCursor){ .layer = at.layer + 1, .unit = (guint)number_of (self, at) };
    }
  if (sums_everything (self, at.layer + 1))
    offer_above (self, input, at, &strong);
  return strong;
}
