/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-softmax.h"
#include "fv-detail-terms.h"
#include "fv-number.h"
#include "fv-scores.h"

/* E = −ln p of the right class, with its curve; ½ Σ (o − t)²; or ln (1 + e^…) of two classes. */

#define SAMPLES 101

/* −ln p over p, and the point. */
static void
write_curve (FvDetail *self, FvRect area, double p, double e)
{
  double points[2 * SAMPLES], high = MAX (4, ceil (1.1 * MIN (e, 40))),
                              left = area.x + fv_detail_px (self, 22);
  double bottom = area.y + area.height - fv_detail_px (self, 20), width = area.x + area.width - left, x, y;
  double height = bottom - area.y;

  if (height < fv_detail_px (self, 60))
    return;
  for (guint i = 0; i < SAMPLES; i++)
    {
      double at = exp (-high) + (1 - exp (-high)) * pow (i / (SAMPLES - 1.0), 2);

      points[2 * i] = left + at * width;
      points[2 * i + 1] = bottom - MIN (-log (at), high) / high * height;
    }
  fv_sheet_rule (&self->sheet, self->style->frame, left, bottom, width, 1);
  fv_sheet_rule (&self->sheet, self->style->frame, left, area.y, 1, height);
  fv_detail_caption (self, FV_ALIGN_CENTER, left + width, bottom + fv_detail_px (self, 16), "1");
  fv_detail_caption (self, FV_ALIGN_CENTER, left, bottom + fv_detail_px (self, 16), "0");
  fv_detail_caption (self, FV_ALIGN_LEFT, left + fv_detail_px (self, 44), area.y + fv_detail_px (self, 10),
                     "−ln p");
  fv_detail_caption (self, FV_ALIGN_CENTER, left + width / 2, bottom + fv_detail_px (self, 16), "p");
  if (!isfinite (e) || !isfinite (p))
    return;
  fv_sheet_line (&self->sheet, self->style->curve, 2, FALSE, points, SAMPLES);
  x = floor (left + p * width) + 0.5;
  y = floor (bottom - MIN (e, high) / high * height) + 0.5;
  {
    double guide[] = { x, bottom, x, y, left, y };

    fv_sheet_line (&self->sheet, self->style->accent, 1, TRUE, guide, 3);
  }
  fv_sheet_dot (&self->sheet, self->style->accent, x, y, fv_detail_px (self, 5));
}

static void
write_line (FvDetail *self, double x, double *baseline, gboolean bold, char *text)
{
  fv_sheet_text (&self->sheet, bold ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, FV_ALIGN_LEFT, x, *baseline,
                 bold ? self->style->text : self->style->secondary, text);
  *baseline += fv_detail_px (self, 26);
  g_free (text);
}

static void
write_cross_entropy (FvDetail *self)
{
  const FvExplanation *e = self->explanation;
  guint target = fv_trace_target (self->trace);
  double p = fv_trace_scores (self->trace)[target], room = self->right - self->left;
  double width = CLAMP (round (room * 0.42), fv_detail_px (self, 300), fv_detail_room (self, 520)), x,
         baseline;
  g_autofree char *share = fv_number_fixed (p, 4, FALSE), *loss = fv_number_fixed (e->value, 4, FALSE);
  g_autofree char *log_sum = fv_number_fixed (e->value - e->shift + e->taken, 4, FALSE);
  g_autofree char *shift = fv_number_fixed (e->shift, 4, FALSE),
                  *taken = fv_number_fixed (e->taken, 4, FALSE);
  char buffer[16];
  const char *name = fv_scores_class_name (self->network, self->input->class_names, target, buffer);

  fv_detail_head (self, _ ("how surprised the network is at the right class"));
  fv_detail_softmax (self, (FvRect){ self->left, self->top, width, self->bottom - self->top }, target);
  x = self->left + width + fv_detail_px (self, 70);
  baseline = self->top + fv_detail_px (self, 18);
  write_line (self, x, &baseline, FALSE,
              g_strdup_printf (_ ("The sample is of class %s, whose share is %s."), name, share));
  write_line (self, x, &baseline, TRUE, g_strdup_printf ("E = −ln p = −ln %s = %s", share, loss));
  write_line (self, x, &baseline, FALSE,
              g_strdup_printf ("= ln Σ + m − n = %s + %s − %s", log_sum, shift, taken));
  write_curve (self,
               (FvRect){ x, baseline, MIN (self->right - x, fv_detail_room (self, 420)),
                         MIN (self->bottom - baseline, fv_detail_px (self, 300)) },
               p, e->value);
}

static void
write_table (FvDetail *self)
{
  const FvExplanation *e = self->explanation;
  FvUnit unit = fv_unit_of (fv_detail_sum_scale (e), self->decimals);
  g_autoptr (FvShown) shown = fv_shown_new (e, fv_unit_places (unit));
  g_autofree char *loss = fv_number_fixed (e->value, 4, FALSE);
  g_autofree char *sum = fv_detail_sum_text (self, unit, shown, FALSE);
  FvTermTable table = { .unit = unit,
                        .shown = shown,
                        .left = FV_PALETTE_ACTIVATION,
                        .right = FV_PALETTE_ACTIVATION,
                        .product = FV_PALETTE_ACTIVATION };
  double baseline = self->bottom - fv_detail_px (self, 12);

  for (guint i = 0; i < e->n_terms; i++)
    {
      table.left_scale = table.right_scale = MAX (table.left_scale, fabs (e->terms[i].left));
      table.product_scale = MAX (table.product_scale, fabs (e->terms[i].product));
    }
  table.is_plain = e->combine == FV_COMBINE_LOG1P;
  table.area = (FvRect){ self->left, self->top, MIN (self->right - self->left, fv_detail_px (self, 560)),
                         baseline - fv_detail_px (self, 40) - self->top };
  fv_detail_column (self, FV_ALIGN_LEFT, self->left, table.is_plain ? "e⁻ⁿ" : "(o − t)²");
  fv_term_table_write (self, &table);
  if (e->combine == FV_COMBINE_QUOTIENT)
    fv_sheet_textf (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, self->left, baseline, self->style->text,
                    "E = ½ Σ (o − t)² = %s ÷ %g = %s", sum, e->divisor, loss);
  else
    {
      g_autofree char *power = fv_number_fixed (e->sum, 4, FALSE),
                      *taken = fv_number_fixed (-e->taken, 4, TRUE);

      fv_sheet_textf (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, self->left, baseline,
                      self->style->text, "E = ln (1 + %s)%s%s = %s", power, e->taken != 0 ? " " : "",
                      e->taken != 0 ? taken : "", loss);
    }
}

void
fv_detail_loss (FvDetail *self)
{
  if (self->explanation->combine == FV_COMBINE_LOG)
    {
      write_cross_entropy (self);
      return;
    }
  fv_detail_head (self, self->explanation->combine == FV_COMBINE_LOG1P
                            ? _ ("how surprised the network is at the right one of two classes")
                            : _ ("half the sum of what every output misses its target by, squared"));
  write_table (self);
}
