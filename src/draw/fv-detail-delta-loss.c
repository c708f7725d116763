/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-delta.h"
#include "fv-number.h"
#include "fv-scores.h"

/* δ of the outputs, a line each with its bar, and the arithmetic of the cursor's. */

typedef struct
{
  FvDetail *detail;
  FvRect area;
  guint count, first, last;
  double line, name_x, o_x, target_x, bar_x, bar_width, delta_x, scale;
  FvUnit unit;
  gboolean has_target; /* δ = p − t of a softmax */
} Table;

static void
divide (Table *self)
{
  FvDetail *d = self->detail;
  double number = fv_text_width (FV_TEXT_TITLE_BOLD, d->scale, "−8.888") + fv_detail_px (d, 24);
  guint room;

  self->line
      = CLAMP (floor (self->area.height / MAX (self->count, 1)), fv_detail_px (d, 20), fv_detail_px (d, 32));
  room = (guint)MAX (floor (self->area.height / self->line), 1);
  self->first = 0;
  self->last = self->count;
  if (self->count > room)
    {
      self->first = MIN (d->at.unit - MIN (room / 2, d->at.unit), self->count - room);
      self->last = self->first + room;
    }
  self->name_x = self->area.x;
  self->delta_x = self->area.x + self->area.width;
  self->o_x = self->area.x + fv_detail_px (d, 130) + number;
  self->target_x = self->o_x + (self->has_target ? fv_detail_px (d, 40) : 0);
  self->bar_x = self->target_x + fv_detail_px (d, 30);
  self->bar_width = self->delta_x - number - self->bar_x;
}

static void
write_bar (Table *self, double delta, double baseline)
{
  FvDetail *d = self->detail;
  double zero = self->bar_x + floor (self->bar_width / 2), length;

  if (self->bar_width < fv_detail_px (d, 40))
    return;
  length = isfinite (delta) && self->scale > 0 ? round (delta / self->scale * (self->bar_width / 2 - 2)) : 0;
  fv_sheet_rule (&d->sheet, d->style->frame, zero, baseline - fv_detail_px (d, 14), 1, fv_detail_px (d, 18));
  fv_sheet_rule (
      &d->sheet,
      fv_palette_color (fv_palette_pixel (FV_PALETTE_DELTA, d->style->dark, length < 0 ? -1 : 1, 1)),
      length < 0 ? zero + length : zero + 1, baseline - fv_detail_px (d, 10), fabs (length),
      fv_detail_px (d, 10));
}

static void
write_line (Table *self, guint nth, double baseline)
{
  FvDetail *d = self->detail;
  gboolean here = nth == d->at.unit * fv_shape_area (d->shape) + d->at.row;
  double delta = fv_trace_delta (d->trace, d->at.layer)[nth], o = fv_trace_o (d->trace, d->at.layer)[nth];
  FvTextKind kind = here ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE;
  g_autofree char *o_text = fv_number_fixed (o, d->decimals, FALSE),
                  *delta_text = fv_unit_text (self->unit, delta, TRUE);
  g_autofree char *unit_name = g_strdup_printf (_ ("unit %u"), nth + 1);
  FvScores scores = fv_scores_of (d->input);
  FvCursor at = d->at;
  char buffer[16];

  at.unit = fv_shape_area (d->shape) > 1 ? d->at.unit : nth;
  at.row = fv_shape_area (d->shape) > 1 ? nth : 0;
  at.term = 0;
  if (here)
    fv_sheet_rule (&d->sheet, d->style->selected, self->area.x - 6, baseline - fv_detail_px (d, 15),
                   self->area.width + 12, fv_detail_px (d, 20));
  fv_sheet_text (
      &d->sheet, kind, FV_ALIGN_LEFT, self->name_x, baseline, here ? d->style->text : d->style->secondary,
      scores.n_units > 1 ? fv_scores_class_name (d->network, d->input->class_names, nth, buffer) : unit_name);
  fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->o_x, baseline, d->style->text, o_text);
  if (self->has_target)
    fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->target_x, baseline, d->style->text,
                   nth == fv_trace_target (d->trace) ? "1" : "0");
  write_bar (self, delta, baseline);
  fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->delta_x, baseline, d->style->text, delta_text);
  fv_sheet_hidden (
      &d->sheet,
      (FvRect){ self->area.x, baseline - fv_detail_px (d, 15), self->area.width, fv_detail_px (d, 20) },
      (FvAim){ .kind = FV_AIM_CURSOR, .cursor = at });
}

/* "= 0.2902 − 0 = 0.2902", or what else the loss does. */
static char *
arithmetic (FvDetail *self)
{
  const FvExplanation *e = self->explanation;
  g_autofree char *value = fv_number_short (e->value, 4, FALSE);
  g_autofree char *factor = fv_number_short (e->factor, 4, FALSE);

  if (e->combine == FV_COMBINE_AGAINST)
    {
      g_autofree char *sum = fv_number_short (e->sum, 4, FALSE), *own = fv_number_short (e->shift, 4, FALSE);

      return g_strdup_printf ("δ = o (d − Σ o d) = %s · (%s − %s) = %s", factor, own, sum, value);
    }
  if (e->n_terms == 2)
    {
      g_autofree char *o = fv_number_short (e->terms[0].product, 4, FALSE);
      g_autofree char *t = fv_number_short (-e->terms[1].product, 4, FALSE);
      g_autofree char *miss = fv_number_short (e->net, 4, FALSE);

      if (e->factor != 1)
        return g_strdup_printf ("δ = (%s − %s) · %s = %s", o, t, factor, value);
      return g_strdup_printf ("δ = %s − %s = %s", o, t, miss);
    }
  return g_strdup_printf ("δ = %s", value);
}

void
fv_detail_delta_loss (FvDetail *detail, FvRect area)
{
  gboolean sums_to_zero = FALSE;
  const char *formula = fv_scores_delta_formula (detail->network, &sums_to_zero);
  g_autofree char *line = arithmetic (detail), *note = NULL, *head = NULL;
  double bottom = area.y + area.height - fv_detail_px (detail, 44);
  Table self = { .detail = detail,
                 .count = (guint)fv_shape_size (detail->shape),
                 .scale = fv_detail_delta_scale (detail, detail->at.layer) };
  double baseline = area.y + fv_detail_px (detail, 15);

  self.area
      = (FvRect){ area.x + 6, area.y, MIN (area.width - 12, fv_detail_px (detail, 640)), bottom - area.y };
  self.has_target = detail->layer->activation && detail->layer->activation->whole
                    && detail->explanation->combine == FV_COMBINE_SUM;
  self.unit = fv_unit_fine (self.scale, detail->decimals);
  note = fv_unit_note (self.unit);
  head = g_strdup_printf ("δ %s", note ? note : "");
  divide (&self);
  fv_detail_column (detail, FV_ALIGN_LEFT, self.name_x, _ ("class"));
  fv_detail_column (detail, FV_ALIGN_RIGHT, self.o_x, self.has_target ? "p" : "o");
  if (self.has_target)
    fv_detail_column (detail, FV_ALIGN_RIGHT, self.target_x, "t");
  fv_detail_column (detail, FV_ALIGN_RIGHT, self.delta_x, head);
  for (guint i = self.first; i < self.last; i++, baseline += self.line)
    write_line (&self, i, baseline);
  baseline = area.y + area.height - fv_detail_px (detail, 14);
  fv_sheet_text (&detail->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, area.x, baseline, detail->style->text,
                 line);
  if (fv_text_width (FV_TEXT_TITLE_BOLD, detail->scale, line) + fv_detail_px (detail, 300) < area.width)
    fv_sheet_textf (&detail->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, area.x + area.width, baseline,
                    detail->style->secondary, sums_to_zero ? _ ("%s; all δ sum to 0") : "%s", formula);
  fv_detail_legend (detail, FV_PALETTE_DELTA, "δ", -self.scale, self.scale);
}
