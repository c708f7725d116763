/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-delta.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-check.h"
#include "fv-pass.h"

/* δ of a cell: ∂E/∂o comes from the layer above or from the loss, and where the cell has a φ it is multiplied by φ′. */

static const FvLayer *
layer_above (FvDetail *self)
{
  return self->at.layer < fv_network_depth (self->network)
             ? fv_network_layer (self->network, self->at.layer + 1)
             : NULL;
}

typedef struct
{
  void (*write) (FvDetail *self, FvRect area);
  const char *sentence;
  guint rules; /* of the article that change this card */
} Way;

static Way
way_of (FvDetail *self)
{
  const FvLayer *above = layer_above (self);

  if (!above)
    return (Way){ fv_detail_delta_loss, _ ("what the loss says of this output's net input"), 0 };
  if (fv_layer_is_convolution (above))
    return (Way){ fv_detail_delta_below,
                  _ ("every δ above that this cell went into, times the weight it went with"),
                  FV_RULE_NO_ROT180 | FV_RULE_O_FOR_PHI };
  if (fv_layer_is_pooling (above))
    return (Way){ fv_detail_delta_pool, _ ("its share of the δ of the block it lies in"),
                  FV_RULE_COPY_TO_ALL | FV_RULE_NO_PHI };
  if (above->weight_rank == 0)
    return (Way){ fv_detail_delta_raster, _ ("the δ of its place in the vector"), FV_RULE_O_FOR_PHI };
  return (Way){ fv_detail_delta_dense, _ ("the δ of every unit above, times the weight to it, all added up"),
                0 };
}

/* The loss of a softmax or of two classes brings φ′ along: δ = p − t. */
static gboolean
has_factor (FvDetail *self)
{

  if (!layer_above (self))
    return self->explanation->factor != 1 && self->explanation->combine == FV_COMBINE_SUM;
  if (fv_detail_has_rule (self, FV_RULE_O_FOR_PHI))
    return TRUE;
  return self->layer && self->layer->activation && !self->layer->activation->whole;
}

void
fv_detail_delta (FvDetail *self)
{
  Way way = way_of (self);
  g_autofree char *name = fv_detail_name (self, self->at.layer);
  g_autofree char *layer = g_strdup_printf (_ ("all of %s, norm"), name);
  double body, band = 0;

  fv_check_switch (self, way.rules);
  fv_detail_head (self, way.sentence);
  fv_check_reserve (self);
  body = self->bottom - self->top;
  if (has_factor (self))
    band = CLAMP (round (body * 0.32), fv_detail_px (self, 104), fv_detail_room (self, 210));
  way.write (self, (FvRect){ self->left, self->top, self->right - self->left, body - band });
  if (band > 0)
    fv_detail_phi_prime (self, (FvRect){ self->left, self->bottom - band, self->right - self->left, band });
  fv_check_write (self, self->layer && self->layer->activation ? "∂E/∂n" : "∂E/∂o", layer);
}
