/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-detail-check.h"
#include "fv-detail-kernel-gradient.h"
#include "fv-detail-terms.h"
#include "fv-detail-vectors.h"
#include "fv-number.h"

/* ∂E/∂θ of one parameter. A kernel's has its own picture; a bias adds δ up; a dense weight has one product; a pool's
 * weight one product a block. */

static double
largest (const FvExplanation *e, gboolean left)
{
  double scale = 0;

  for (guint i = 0; i < e->n_terms; i++)
    scale = MAX (scale, fabs (left ? e->terms[i].left : e->terms[i].right));
  return scale;
}

/* Δ of the unit beside the table, where it is a map. */
static double
write_delta_map (FvDetail *self)
{
  g_autofree char *name = fv_detail_name (self, self->at.layer);
  const double *delta = fv_detail_map_values (self, fv_trace_delta (self->trace, self->at.layer),
                                              self->at.layer, self->at.unit);
  double side = MIN (fv_detail_px (self, 300), self->bottom - self->top);
  FvThing *map;

  if (fv_shape_area (self->shape) <= 1)
    return self->left;
  map = fv_sheet_map (&self->sheet, self->left, self->top, self->shape.rows, self->shape.cols, side, side, 24,
                      FV_PALETTE_DELTA, delta, fv_detail_delta_scale (self, self->at.layer));
  fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->head,
                  self->style->secondary, _ ("Δ of map %u of %s"), self->at.unit + 1, name);
  return self->left + MAX (map->box.width, fv_detail_px (self, 120)) + fv_detail_px (self, 40);
}

/* The gradients of all weights of a dense unit, of which this is one. */
static void
write_row (FvDetail *self, double top)
{
  guint count = (guint)fv_shape_size (self->layer->input);
  guint cols = fv_detail_vector_cols (self, self->at.layer - 1, count), rows = (count + cols - 1) / cols;
  const double *gradient
      = fv_trace_weight_gradient (self->trace, self->at.layer) + (gsize)self->at.unit * count;
  g_autofree double *values = g_new0 (double, (gsize)rows *cols);
  g_autofree char *head = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "∂E/∂θ of the unit's only weight",
                                                        "∂E/∂θ of all %u weights of the unit", count),
                                           count);
  double y = top + fv_detail_px (self, 12), scale = fv_palette_scale_doubles (gradient, count);
  double zoom = floor (MIN ((self->bottom - y) / rows, (self->right - self->left) / cols));
  FvThing *grid;

  if (zoom < 3)
    return;
  zoom = MIN (zoom, 14);
  memcpy (values, gradient, count * sizeof *values);
  grid
      = fv_sheet_grid (&self->sheet, self->left, y, rows, cols, zoom, zoom, FV_PALETTE_WEIGHT, values, scale);
  grid->aim = (FvAim){ .kind = FV_AIM_INPUTS, .cursor = self->at };
  grid->aim.cursor.input = grid->aim.cursor.term = 0;
  for (guint i = count; i < rows * cols; i++)
    fv_thing_hatch (grid, i);
  fv_sheet_ring (
      &self->sheet,
      fv_thing_cells (grid, (int)(self->place.input / cols), (int)(self->place.input % cols), 1, 1),
      zoom < 8 ? 1 : 2);
  fv_detail_caption (self, FV_ALIGN_LEFT, self->left, top, head);
  fv_detail_legend (self, FV_PALETTE_WEIGHT, "∂E/∂θ", -scale, scale);
}

static void
write_table (FvDetail *self, gboolean is_bias)
{
  const FvExplanation *e = self->explanation;
  FvUnit unit = fv_unit_fine (fv_detail_sum_scale (e), self->decimals);
  g_autoptr (FvShown) shown = fv_shown_new (e, fv_unit_places (unit));
  g_autofree char *sum = fv_detail_sum_text (self, unit, shown, FALSE);
  double baseline, x = write_delta_map (self);
  FvTermTable table = { .unit = unit,
                        .shown = shown,
                        .left = FV_PALETTE_DELTA,
                        .right = FV_PALETTE_ACTIVATION,
                        .product = FV_PALETTE_DELTA,
                        .left_scale = largest (e, TRUE),
                        .right_scale = largest (e, FALSE),
                        .left_head = "δ",
                        .right_head = "x",
                        .product_head = is_bias ? "δ" : _ ("products"),
                        .is_plain = is_bias };

  table.product_scale = fv_detail_sum_scale (e);
  table.area = (FvRect){ x, self->top, MIN (self->right - x, fv_detail_px (self, is_bias ? 320 : 520)),
                         self->bottom - fv_detail_px (self, 36) - self->top };
  baseline = fv_term_table_write (self, &table) + fv_detail_px (self, 27);
  fv_sheet_rule (&self->sheet, self->style->text, x, baseline - fv_detail_px (self, 22), table.area.width, 1);
  fv_sheet_textf (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, baseline, self->style->secondary, "%s =",
                  is_bias          ? (e->n_terms > 1 ? "∂E/∂b = Σ δ" : "∂E/∂b = δ")
                  : e->n_terms > 1 ? "∂E/∂θ = Σ δ x"
                                   : "∂E/∂θ = δ x");
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, x + table.area.width, baseline,
                 self->style->text, sum);
  if (!is_bias && self->layer->weight_rank == 2)
    write_row (self, baseline + fv_detail_px (self, 40));
  fv_detail_legend (self, FV_PALETTE_DELTA, "δ", -table.left_scale, table.left_scale);
  if (!is_bias)
    fv_detail_legend (self, FV_PALETTE_ACTIVATION, _ ("activation"), -table.right_scale, table.right_scale);
}

static const char *
sentence_of (FvDetail *self, gboolean is_bias, gboolean is_kernel)
{
  if (is_bias)
    return self->explanation->n_terms > 1
               ? _ ("a bias is added everywhere, so its gradient is the sum of all δ")
               : _ ("a bias is added once, so its gradient is δ");
  if (is_kernel)
    return _ ("what this weight meets wherever the kernel is laid, times the δ there, all added up");
  return self->explanation->n_terms > 1
             ? _ ("what this weight meets in every block, times the δ there, all added up")
             : _ ("what this weight is multiplied with, times the δ of its unit");
}

void
fv_detail_gradient (FvDetail *self)
{
  gboolean is_bias = self->place.input == FV_INPUT_BIAS;
  gboolean is_kernel = fv_layer_is_convolution (self->layer) && !is_bias;
  g_autofree char *name = fv_detail_name (self, self->at.layer);
  g_autofree char *layer = g_strdup_printf (_ ("all of %s, norm"), name);

  fv_check_switch (self, FV_RULE_ARTICLE);
  fv_detail_head (self, sentence_of (self, is_bias, is_kernel));
  fv_check_reserve (self);
  if (is_kernel)
    fv_detail_kernel_gradient (self);
  else
    write_table (self, is_bias);
  fv_check_write (self, is_bias ? "∂E/∂b" : "∂E/∂θ", layer);
}
