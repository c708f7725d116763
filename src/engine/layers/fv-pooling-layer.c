/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pooling-layer.h"

#include <glib/gi18n-lib.h>

#include "fv-error.h"
#include "fv-layer-types.h"

static gboolean
check_block (const FvPoolingLayer *self, GError **error)
{
  FvShape input = self->layer.input;

  if (self->block_rows != self->block_cols)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("blocks of %u×%u are not square; wanted p×p"),
                 self->block_rows, self->block_cols);
  else if (self->block_rows > input.rows || self->block_rows > input.cols)
    g_set_error (error, FV_ERROR, FV_ERROR_NETWORK, _ ("blocks of %u×%u do not fit on maps of %u×%u"),
                 self->block_rows, self->block_cols, input.rows, input.cols);
  else
    return TRUE;
  return FALSE;
}

static gboolean
infer (FvLayer *layer, GError **error)
{
  FvPoolingLayer *self = (FvPoolingLayer *)layer;

  if (!check_block (self, error))
    return FALSE;
  layer->output
      = (FvShape){ layer->input.maps, fv_downsampled (layer->input.rows, self->block_rows, self->border),
                   fv_downsampled (layer->input.cols, self->block_rows, self->border) };
  return TRUE;
}

static void
output (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;
  const FvPooling *pooling = fv_pooling_nth (self->kind);
  gsize above = fv_shape_area (layer->output), below = fv_shape_area (layer->input);

  for (guint map = 0; map < layer->input.maps; map++)
    pooling->downsample (pass->x + map * below, layer->input.rows, layer->input.cols, self->block_rows,
                         self->border, pass->n + map * above,
                         pass->winner != NULL ? pass->winner + map * above : NULL);
}

static void
backpropagate (const FvLayer *layer, const FvLayerPass *pass)
{
  const FvPoolingLayer *self = (const FvPoolingLayer *)layer;
  const FvPooling *pooling = fv_pooling_nth (self->kind);
  gsize above = fv_shape_area (layer->output), below = fv_shape_area (layer->input);

  if (pass->d_x == NULL)
    return;
  for (guint map = 0; map < layer->input.maps; map++)
    pooling->upsample (pass->delta + map * above, pass->winner + map * above, layer->input.rows,
                       layer->input.cols, self->block_rows, self->border, pass->d_x + map * below);
}

static const FvOption options[] = {
  { .name = "kind",
    .title = N_ ("kind"),
    .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, kind),
    .choice = fv_pooling_choice,
    .positional = TRUE },
  { .name = "rows",
    .title = N_ ("block rows"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, block_rows),
    .minimum = 2,
    .maximum = 16 },
  { .name = "cols",
    .title = N_ ("block columns"),
    .kind = FV_OPTION_COUNT,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, block_cols),
    .minimum = 2,
    .maximum = 16 },
  { .name = "border",
    .title = N_ ("border"),
    .kind = FV_OPTION_CHOICE,
    .offset = G_STRUCT_OFFSET (FvPoolingLayer, border),
    .choice = fv_border_choice },
  { NULL },
};

const FvLayerType fv_pooling_type = {
  .name = "pooling",
  .title = N_ ("pooling"),
  .letter = "S",
  .instance_size = sizeof (FvPoolingLayer),
  .options = options,
  .keyword = fv_pooling_choice,
  .infer = infer,
  .output = output,
  .backpropagate = backpropagate,
  .has_winner = TRUE,
};
