/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-softmax.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-scores.h"

/* Lines of the table: the units, and “other” where it is implied, in the order of the classes. */
typedef struct
{
  FvDetail *detail;
  FvRect area;
  FvExplanation *share; /* of the cursor's unit; its terms are the exponentials */
  FvShown *shown;
  guint n_units, unit;
  gboolean has_other;
  guint first, last; /* lines shown */
  double line, name_x, logit_x, power_x, share_x;
} Table;

/* Index of the exponential of a line; “other” is the last line and the first term. */
static guint
term_of_line (const Table *self, guint nth)
{
  return self->has_other ? (nth == self->n_units ? 0 : nth + 1) : nth;
}

static void
divide (Table *self)
{
  FvDetail *d = self->detail;
  guint lines = self->n_units + (self->has_other ? 1 : 0), room;
  double least = fv_detail_px (d, 20), head = fv_detail_px (d, 6),
         number = fv_text_width (FV_TEXT_TITLE, d->scale, "−88.888");

  self->line = CLAMP (floor ((self->area.height - head) / (lines + 3)), least, fv_detail_room (d, 30));
  room = (guint)MAX (floor ((self->area.height - head) / self->line) - 3, 1);
  self->first = 0;
  self->last = lines;
  if (lines > room)
    {
      self->first = MIN (self->unit - MIN (room / 2, self->unit), lines - room);
      self->last = self->first + room;
    }
  self->share_x = self->area.x + self->area.width;
  self->power_x = self->share_x - number - fv_detail_px (d, 10);
  self->logit_x = self->power_x - number - fv_detail_px (d, 16);
  self->name_x = self->area.x;
}

static void
write_line (Table *self, guint nth, double baseline)
{
  FvDetail *d = self->detail;
  guint term = term_of_line (self, nth);
  gboolean here = nth == self->unit, is_other = nth == self->n_units;
  FvTextKind kind = here ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE;
  FvUnit unit = { 0, d->decimals };
  double n = is_other ? 0 : fv_trace_n (d->trace, d->at.layer)[nth];
  g_autofree char *logit
      = fv_number_fixed (n, fabs (n) < 9.9995 || d->decimals == 0 ? d->decimals : d->decimals - 1, FALSE);
  g_autofree char *power = self->shown->closes ? fv_unit_shown (unit, self->shown->terms[term], FALSE)
                                               : fv_unit_text (unit, self->share->terms[term].product, FALSE);
  g_autofree char *share = fv_number_percent (self->share->terms[term].product / self->share->sum, 1);
  char buffer[16];
  FvCursor at = d->at;

  if (here)
    fv_sheet_rule (&d->sheet, d->style->selected, self->area.x - 6, baseline - fv_detail_px (d, 15),
                   self->area.width + 12, fv_detail_px (d, 20));
  fv_sheet_text (
      &d->sheet, kind, FV_ALIGN_LEFT, self->name_x, baseline, here ? d->style->text : d->style->secondary,
      is_other ? _ ("other") : fv_scores_class_name (d->network, d->input->class_names, nth, buffer));
  fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->logit_x, baseline, d->style->text, logit);
  fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->power_x, baseline, d->style->text, power);
  fv_sheet_text (&d->sheet, kind, FV_ALIGN_RIGHT, self->share_x, baseline, d->style->text, share);
  if (is_other)
    return;
  at.unit = nth;
  fv_sheet_hidden (
      &d->sheet,
      (FvRect){ self->area.x, baseline - fv_detail_px (d, 15), self->area.width, fv_detail_px (d, 20) },
      (FvAim){ .kind = FV_AIM_CURSOR, .cursor = at });
}

/* Of the lines that are not shown, and of all. */
static void
write_total (Table *self, double baseline)
{
  FvDetail *d = self->detail;
  FvUnit unit = { 0, d->decimals };
  g_autofree char *sum = self->shown->closes ? fv_unit_shown (unit, self->shown->sum, FALSE)
                                             : fv_unit_text (unit, self->share->sum, FALSE);
  guint hidden = self->n_units + (self->has_other ? 1 : 0) - (self->last - self->first);

  fv_sheet_rule (&d->sheet, d->style->text, self->area.x, baseline - fv_detail_px (d, 17), self->area.width,
                 1);
  if (hidden > 0)
    fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->name_x, baseline, d->style->secondary,
                    g_dngettext (GETTEXT_PACKAGE, "Σ, with %u more class", "Σ, with %u more classes", hidden),
                    hidden);
  else
    fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, self->name_x, baseline, d->style->secondary, "Σ");
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, self->power_x, baseline, d->style->text, sum);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, self->share_x, baseline, d->style->text, "100 %");
}

/* p = e^(n − m) / Σ, two lines high. */
static void
write_fraction (Table *self, double top)
{
  FvDetail *d = self->detail;
  FvUnit unit = { 0, 4 };
  const FvTerm *term = &self->share->terms[self->share->winner];
  g_autofree char *upper = fv_unit_text (unit, term->product, FALSE);
  g_autofree char *lower = fv_unit_text (unit, self->share->sum, FALSE);
  g_autofree char *value = fv_unit_text (unit, self->share->net, FALSE);
  g_autofree char *right = g_strdup_printf ("= %s", value);
  double width
      = MAX (fv_text_width (FV_TEXT_TITLE, d->scale, upper), fv_text_width (FV_TEXT_TITLE, d->scale, lower));
  double x = self->name_x, middle = top + fv_detail_px (d, 24);
  FvThing *thing;

  thing = fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, middle + fv_detail_px (d, 5),
                         d->style->text, "p =");
  x += thing->box.width + fv_detail_px (d, 10);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, x + width / 2, middle - fv_detail_px (d, 6),
                 d->style->text, upper);
  fv_sheet_rule (&d->sheet, d->style->text, x - 3, middle, width + 6, 1);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, x + width / 2, middle + fv_detail_px (d, 17),
                 d->style->text, lower);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, x + width + fv_detail_px (d, 10),
                 middle + fv_detail_px (d, 5), d->style->text, right);
}

void
fv_detail_softmax (FvDetail *detail, FvRect area, guint unit)
{
  FvPlace place = detail->place;
  Table self = { .detail = detail, .area = area, .unit = unit };
  double baseline;

  place.quantity = FV_QUANTITY_SHARE;
  place.unit = unit;
  self.share = fv_explain (detail->trace, place);
  self.shown = fv_shown_new (self.share, detail->decimals);
  self.n_units = (guint)fv_shape_size (detail->shape);
  self.has_other = self.share->n_terms > self.n_units;
  divide (&self);
  fv_detail_column (detail, FV_ALIGN_LEFT, self.name_x, _ ("class"));
  fv_detail_column (detail, FV_ALIGN_RIGHT, self.logit_x, _ ("logit n"));
  fv_detail_column (detail, FV_ALIGN_RIGHT, self.power_x, "eⁿ⁻ᵐ");
  fv_detail_column (detail, FV_ALIGN_RIGHT, self.share_x, _ ("share p"));
  baseline = area.y + fv_detail_px (detail, 15);
  for (guint i = self.first; i < self.last; i++, baseline += self.line)
    write_line (&self, i, baseline);
  write_total (&self, baseline + fv_detail_px (detail, 6));
  write_fraction (&self, baseline + fv_detail_px (detail, 20));
  fv_explanation_free (self.share);
  fv_shown_free (self.shown);
}
