/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-delta.h"
#include "fv-detail-terms.h"
#include "fv-detail-vectors.h"
#include "fv-number.h"

/* ∂E/∂o_q = Σ_r θ_rq δ_r over the units of the dense layer above. */
void
fv_detail_delta_dense (FvDetail *self, FvRect area)
{
  const FvExplanation *e = self->explanation;
  FvUnit unit = fv_unit_fine (fv_detail_sum_scale (e), self->decimals);
  g_autoptr (FvShown) shown = fv_shown_new (e, fv_unit_places (unit));
  g_autofree char *sum = fv_detail_sum_text (self, unit, shown, FALSE);
  g_autofree char *name = fv_detail_name (self, self->at.layer + 1);
  g_autofree char *delta_head = g_strdup_printf (_ ("δ of %s"), name);
  double delta_scale = fv_detail_delta_scale (self, self->at.layer + 1);
  FvVectors vectors = { .layer = self->at.layer + 1,
                        .right = FV_PALETTE_DELTA,
                        .right_scale = delta_scale,
                        .product = FV_PALETTE_DELTA,
                        .heads = { delta_head, "θ", _ ("products") } };
  FvTermTable table = { .unit = unit,
                        .shown = shown,
                        .left = FV_PALETTE_WEIGHT,
                        .right = FV_PALETTE_DELTA,
                        .product = FV_PALETTE_DELTA,
                        .right_scale = delta_scale,
                        .left_head = "θ",
                        .right_head = "δ",
                        .product_head = _ ("products") };
  double baseline = area.y + area.height - fv_detail_px (self, 10), least = fv_detail_px (self, 420),
         x = area.x;

  for (guint i = 0; i < e->n_terms; i++)
    {
      table.left_scale = MAX (table.left_scale, fabs (e->terms[i].left));
      table.product_scale = MAX (table.product_scale, fabs (e->terms[i].product));
    }
  vectors.bottom = baseline;
  if (area.width - least > fv_detail_px (self, 200))
    x = fv_detail_vectors (self, &vectors, unit, shown, MIN (area.width - least, fv_detail_px (self, 460)));
  table.area = (FvRect){ x, area.y, MIN (area.x + area.width - x, fv_detail_px (self, 480)),
                         baseline - fv_detail_px (self, 26) - area.y };
  fv_detail_column (self, FV_ALIGN_LEFT, x,
                    e->n_terms * fv_detail_px (self, 20) > table.area.height ? _ ("the largest terms")
                                                                             : _ ("all terms"));
  baseline = fv_term_table_write (self, &table) + fv_detail_px (self, 24);
  fv_sheet_rule (&self->sheet, self->style->text, x, baseline - fv_detail_px (self, 18), table.area.width, 1);
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, baseline, self->style->secondary,
                 "∂E/∂o = Σ θ δ =");
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, x + table.area.width, baseline,
                 self->style->text, sum);
  fv_detail_legend (self, FV_PALETTE_DELTA, "δ", -delta_scale, delta_scale);
  fv_detail_legend (self, FV_PALETTE_WEIGHT, _ ("weights"), -table.left_scale, table.left_scale);
}
