/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-foot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

void
fv_foot_reserve (FvDetail *detail, FvFoot *self)
{
  self->n_baseline = detail->legend_baseline - fv_detail_px (detail, 36);
  self->bias_baseline = self->n_baseline - fv_detail_px (detail, 31);
  self->rule = self->bias_baseline + fv_detail_px (detail, 10);
  detail->bottom = self->bias_baseline - fv_detail_px (detail, 22);
}

static void
write_line (FvDetail *detail, const FvFoot *self, double baseline, const char *label, const char *number,
            gboolean bold)
{
  double width = fv_text_width (FV_TEXT_TITLE_BOLD, detail->scale, "−88.888");

  fv_detail_caption (detail, FV_ALIGN_RIGHT, self->sum_x - width - fv_detail_px (detail, 20), baseline,
                     label);
  fv_sheet_text (&detail->sheet, bold ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, FV_ALIGN_RIGHT, self->sum_x,
                 baseline, detail->style->text, number);
}

static void
write_sums (FvDetail *detail, FvFoot *self)
{
  g_autofree char *note = fv_unit_note (self->unit);
  double width = fv_text_width (FV_TEXT_TITLE_BOLD, detail->scale, "−88.888");

  if (!self->lower)
    {
      self->lower_label = g_strdup (detail->explanation->has_bias ? "Σ + b = n" : "Σ = n");
      self->lower = fv_detail_sum_text (detail, self->unit, self->shown, FALSE);
    }
  if (!self->upper && detail->explanation->has_bias)
    {
      self->upper_label = g_strdup (_ ("bias b"));
      self->upper = fv_detail_bias_text (detail, self->unit, self->shown, TRUE);
    }
  if (self->upper)
    write_line (detail, self, self->bias_baseline, self->upper_label, self->upper, FALSE);
  fv_sheet_rule (&detail->sheet, detail->style->text, self->sum_x - width - 4, self->rule, width + 4, 1);
  write_line (detail, self, self->n_baseline, self->lower_label, self->lower, TRUE);
  if (note)
    fv_detail_caption (detail, FV_ALIGN_RIGHT, self->sum_x, self->n_baseline + fv_detail_px (detail, 16),
                       note);
}

static void
write_words (FvDetail *detail, const FvFoot *self)
{
  double width = self->sum_x - detail->left - fv_text_width (FV_TEXT_TITLE_BOLD, detail->scale, "−88.888")
                 - fv_detail_px (detail, 30)
                 - MAX (fv_text_width (FV_TEXT_CAPTION, detail->scale, self->lower_label),
                        self->upper ? fv_text_width (FV_TEXT_CAPTION, detail->scale, self->upper_label) : 0);

  fv_detail_term_line (detail, detail->left, self->bias_baseline, width);
  if (self->formula)
    fv_sheet_text (&detail->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, detail->left, self->n_baseline,
                   detail->style->secondary, self->formula);
}

/* The map with the cell ringed; clicking another goes there. */
static double
write_map (FvDetail *detail, const FvFoot *self)
{
  g_autofree char *name = fv_detail_name (detail, detail->at.layer);
  double side = MIN (self->right_width, floor ((detail->bottom - detail->top) * 0.45));
  FvThing *map = fv_detail_output_map (detail, detail->at.layer, detail->at.unit, self->right_x, detail->top,
                                       self->right_width, side, 40);

  map->aim = (FvAim){ .kind = FV_AIM_CELLS, .cursor = detail->at };
  map->aim.cursor.row = map->aim.cursor.col = 0;
  fv_sheet_ring (&detail->sheet, fv_thing_cells (map, (int)detail->at.row, (int)detail->at.col, 1, 1),
                 map->grid.cell_width < 8 ? 1 : 2);
  fv_sheet_textf (&detail->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->right_x, detail->head,
                  detail->style->secondary, _ ("map %u of %s"), detail->at.unit + 1, name);
  return map->box.y + map->box.height;
}

void
fv_foot_write (FvDetail *detail, FvFoot *self)
{
  const FvExplanation *e = detail->explanation;
  double top = fv_shape_is_vector (detail->shape) ? detail->top : write_map (detail, self);
  double phi_top = MAX (top + fv_detail_px (detail, 24), self->n_baseline - fv_detail_room (detail, 240));

  write_sums (detail, self);
  write_words (detail, self);
  if (detail->layer->activation && !detail->layer->activation->whole)
    fv_detail_phi (detail,
                   (FvRect){ self->right_x, phi_top, self->right_width,
                             self->n_baseline - fv_detail_px (detail, 24) - phi_top },
                   detail->layer->activation, e->net, e->value, self->sum_x + fv_detail_px (detail, 8),
                   self->n_baseline);
}

void
fv_foot_clear (FvFoot *self)
{
  g_free (self->formula);
  g_free (self->upper_label);
  g_free (self->upper);
  g_free (self->lower_label);
  g_free (self->lower);
}
