/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-foot.h"
#include "fv-detail-softmax.h"
#include "fv-detail-terms.h"
#include "fv-detail-vectors.h"
#include "fv-number.h"

/* n = Θx + b: the vector, the unit's weights and their products as pictures, the largest products in numbers. */

static FvTermTable
new_table (FvDetail *self, FvUnit unit, const FvShown *shown)
{
  const FvExplanation *e = self->explanation;
  FvTermTable table = { .unit = unit,
                        .shown = shown,
                        .left = FV_PALETTE_WEIGHT,
                        .right = FV_PALETTE_ACTIVATION,
                        .product = FV_PALETTE_ACTIVATION,
                        .left_head = "θ",
                        .right_head = "x",
                        .product_head = _ ("products") };

  for (guint i = 0; i < e->n_terms; i++)
    {
      table.left_scale = MAX (table.left_scale, fabs (e->terms[i].left));
      table.product_scale = MAX (table.product_scale, fabs (e->terms[i].product));
    }
  table.right_scale = fv_detail_look (self, self->at.layer - 1).scale;
  return table;
}

/* φ's column, or the classes of a softmax. */
static void
divide (FvDetail *self, FvFoot *foot)
{
  gboolean whole = self->layer->activation && self->layer->activation->whole;
  double room = self->right - self->left;

  foot->right_width = whole
                          ? CLAMP (round (room * 0.34), fv_detail_px (self, 250), fv_detail_px (self, 420))
                          : CLAMP (round (room * 0.155), fv_detail_px (self, 130), fv_detail_px (self, 230));
  foot->right_x = self->right - foot->right_width;
  foot->sum_x = foot->right_x - fv_detail_px (self, whole ? 40 : 26);
}

void
fv_detail_dense (FvDetail *self)
{
  FvUnit unit = fv_unit_of (fv_detail_sum_scale (self->explanation), self->decimals);
  g_autoptr (FvShown) shown = fv_shown_new (self->explanation, fv_unit_places (unit));
  FvTermTable table = new_table (self, unit, shown);
  FvFoot foot = { .shown = shown, .unit = unit };
  FvVectors vectors = { .layer = self->at.layer - 1,
                        .right = FV_PALETTE_ACTIVATION,
                        .right_scale = table.right_scale,
                        .product = FV_PALETTE_ACTIVATION,
                        .heads = { "x", "θ", _ ("products") },
                        .bottom = 0 };
  g_autofree char *index = fv_number_subscript (self->at.unit + 1);
  gboolean whole = self->layer->activation && self->layer->activation->whole;
  double x, least = fv_detail_px (self, 370);

  fv_detail_head (self,
                  whole ? _ ("its logit n, a sum of weighted inputs, and the share it has of all e to the n")
                        : _ ("every input times its weight, all added up; plus the bias, through φ"));
  fv_foot_reserve (self, &foot);
  vectors.bottom = self->bottom;
  divide (self, &foot);
  x = self->layer->weight_rank == 2 && foot.sum_x - self->left - least > fv_detail_px (self, 180)
          ? fv_detail_vectors (self, &vectors, unit, shown, foot.sum_x - self->left - least)
          : self->left;
  table.area = (FvRect){ x, self->top, foot.sum_x - x, self->bottom - self->top };
  fv_detail_column (self, FV_ALIGN_LEFT, x,
                    self->explanation->n_terms * fv_detail_px (self, 20) > table.area.height
                        ? _ ("the largest terms")
                        : _ ("all terms"));
  fv_term_table_write (self, &table);
  if (whole)
    foot.formula = g_strdup ("n = Σ" FV_TEXT_LOWERED "i θ" FV_TEXT_LOWERED "i x" FV_TEXT_LOWERED "i + b");
  else
    foot.formula = g_strdup_printf ("n%s = Σ" FV_TEXT_LOWERED "i θ%s" FV_TEXT_LOWERED "," FV_TEXT_LOWERED
                                    "i x" FV_TEXT_LOWERED "i + b%s",
                                    index, index, index);
  fv_foot_write (self, &foot);
  fv_foot_clear (&foot);
  if (whole)
    fv_detail_softmax (self, (FvRect){ foot.right_x, self->top, foot.right_width, self->bottom - self->top },
                       self->at.unit);
  fv_detail_legend (self, FV_PALETTE_ACTIVATION, _ ("activation"), -table.right_scale, table.right_scale);
  fv_detail_legend (self, FV_PALETTE_WEIGHT, _ ("weights"), -table.left_scale, table.left_scale);
  fv_detail_legend (self, FV_PALETTE_ACTIVATION, _ ("products"), -table.product_scale, table.product_scale);
}
