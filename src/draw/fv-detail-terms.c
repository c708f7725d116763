/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-terms.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LINE 20

typedef enum
{
  PLACES_NONE,
  PLACES_ONE,
  PLACES_BOTH,
} Places;

/* In the order they are shown. */
typedef struct
{
  FvDetail *detail;
  const FvTermTable *table;
  guint *order; /* [n_terms]: index of the term */
  guint n_terms, rank;
  guint last;        /* order[0 … last) have a line of their own, */
  gboolean is_apart; /* and the cursor's, order[rank], one after them */
  Places places;
  FvUnit left_unit, right_unit;
  double line, left_x, times_x, right_x, equals_x, product_x; /* numbers end there */
} Lines;

/* What is not a number is the largest trouble. */
static double
size_of (double product)
{
  return isnan (product) ? INFINITY : fabs (product);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FvExplanation *e = data;
  guint i = *(const guint *)a, j = *(const guint *)b;
  double x = size_of (e->terms[i].product), y = size_of (e->terms[j].product);

  return x > y ? -1 : x < y ? 1 : i < j ? -1 : 1;
}

/* All in the order they are added if they fit, else the largest, and the cursor's if it is not one of them. */
static void
choose (Lines *self)
{
  const FvExplanation *e = self->detail->explanation;
  guint room = (guint)MAX (floor (self->table->area.height / self->line), 3), term = self->detail->at.term;

  self->n_terms = e->n_terms;
  self->order = g_new (guint, MAX (e->n_terms, 1));
  for (guint i = 0; i < e->n_terms; i++)
    self->order[i] = i;
  if (e->n_terms > room)
    g_qsort_with_data (self->order, (int)e->n_terms, sizeof (guint), compare, self->detail->explanation);
  for (self->rank = 0; self->rank < e->n_terms && self->order[self->rank] != term;)
    self->rank++;
  self->last = e->n_terms > room ? room - 1 : e->n_terms;
  self->is_apart = self->rank >= self->last && self->rank < e->n_terms;
  if (self->is_apart)
    self->last--;
}

static void
divide (Lines *self)
{
  FvDetail *d = self->detail;
  double number = fv_text_width (FV_TEXT_TITLE, d->scale, d->decimals > 2 ? "−8.8888" : "−8.888"),
         gap = fv_detail_px (d, 22);

  self->product_x = self->table->area.x + self->table->area.width;
  self->equals_x = self->product_x - number - gap - fv_detail_px (d, 4);
  self->right_x = self->equals_x - fv_detail_px (d, 10);
  self->times_x = self->right_x - number - gap - fv_detail_px (d, 4);
  self->left_x = self->times_x - fv_detail_px (d, 10);
}

static void
add_chip (Lines *self, double x, double baseline, FvPalette palette, double value, double scale)
{
  double side = fv_detail_px (self->detail, 10);
  FvThing *chip
      = fv_sheet_grid (&self->detail->sheet, x, baseline - side, 1, 1, side, side, palette, &value, scale);

  chip->loose = TRUE;
}

static FvThing *
write_number (Lines *self, gboolean bold, double x, double baseline, char *text)
{
  FvDetail *d = self->detail;
  FvThing *thing = fv_sheet_text (&d->sheet, bold ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, FV_ALIGN_RIGHT, x,
                                  baseline, d->style->text, text);

  g_free (text);
  return thing;
}

static FvCursor
cursor_at (Lines *self, guint term)
{
  FvCursor at = self->detail->at;

  at.term = term;
  return at;
}

/* Where they live: "x(85) · θ(12, 85)", or the first alone; g_free(). */
static char *
places_text (Lines *self, guint nth, gboolean both)
{
  const FvTerm *term = &self->detail->explanation->terms[self->order[nth]];
  g_autofree char *left = fv_detail_operand_text (self->detail, term->right_at);
  g_autofree char *right = fv_detail_operand_text (self->detail, term->left_at);

  if (left && right && both)
    return g_strdup_printf ("%s · %s", left, right);
  return g_strdup (left ? left : right);
}

/* All lines say it in one form: the longest that all have room for. */
static void
choose_places (Lines *self)
{
  FvDetail *d = self->detail;
  double number = fv_text_width (FV_TEXT_TITLE, d->scale, d->decimals > 2 ? "−8.8888" : "−8.888");
  double end = (self->table->is_plain ? self->product_x : self->left_x) - number - fv_detail_px (d, 22);

  self->places = PLACES_BOTH;
  for (guint i = 0; i < self->last; i++)
    {
      g_autofree char *both = places_text (self, i, TRUE), *one = places_text (self, i, FALSE);
      double x = self->table->area.x;

      if (both && x + fv_text_width (FV_TEXT_CAPTION_BOLD, d->scale, both) > end)
        self->places = MIN (self->places, PLACES_ONE);
      if (one && x + fv_text_width (FV_TEXT_CAPTION_BOLD, d->scale, one) > end)
        self->places = PLACES_NONE;
    }
}

static void
write_places (Lines *self, guint nth, gboolean bold, double baseline)
{
  FvDetail *d = self->detail;
  g_autofree char *text = places_text (self, nth, self->places == PLACES_BOTH);

  if (text && self->places != PLACES_NONE)
    fv_sheet_text (&d->sheet, bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, FV_ALIGN_LEFT,
                   self->table->area.x, baseline, bold ? d->style->text : d->style->secondary, text);
}

static void
write_line (Lines *self, guint nth, double baseline)
{
  FvDetail *d = self->detail;
  const FvTermTable *table = self->table;
  guint index = self->order[nth];
  const FvTerm *term = &d->explanation->terms[index];
  gboolean bold = index == d->at.term;
  double number = fv_text_width (FV_TEXT_TITLE_BOLD, d->scale, d->decimals > 2 ? "−8.8888" : "−8.888")
                  + fv_detail_px (d, 12);

  if (bold)
    fv_sheet_rule (&d->sheet, d->style->selected, table->area.x - 6, baseline - fv_detail_px (d, 15),
                   table->area.width + 12, fv_detail_px (d, LINE));
  write_places (self, nth, bold, baseline);
  if (!table->is_plain)
    {
      add_chip (self, self->left_x - number, baseline, table->right, term->right, table->right_scale);
      add_chip (self, self->right_x - number, baseline, table->left, term->left, table->left_scale);
      write_number (self, bold, self->left_x, baseline, fv_unit_text (self->right_unit, term->right, FALSE));
      fv_detail_caption (d, FV_ALIGN_CENTER, self->times_x, baseline, "×");
      write_number (self, bold, self->right_x, baseline, fv_unit_text (self->left_unit, term->left, FALSE));
      fv_detail_caption (d, FV_ALIGN_CENTER, self->equals_x, baseline, "=");
    }
  add_chip (self, self->product_x - number, baseline, table->product, term->product, table->product_scale);
  write_number (self, bold, self->product_x, baseline,
                fv_detail_term_text (d, table->unit, table->shown, index, TRUE));
  fv_sheet_hidden (
      &d->sheet,
      (FvRect){ table->area.x, baseline - fv_detail_px (d, 15), table->area.width, fv_detail_px (d, LINE) },
      (FvAim){ .kind = FV_AIM_CURSOR, .cursor = cursor_at (self, index) });
}

/* All that have no line, in one, added up as shown; it leads to the next of them. */
static void
write_others (Lines *self, double baseline)
{
  FvDetail *d = self->detail;
  const FvShown *shown = self->table->shown;
  guint count = self->n_terms - self->last - (self->is_apart ? 1 : 0);
  guint next = self->is_apart ? self->rank + 1 : self->last;
  g_autofree char *label
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "the other %u", "the other %u", count), count);
  gint64 units = 0;
  double sum = 0;
  FvThing *thing;

  for (guint i = self->last; i < self->n_terms; i++)
    if (!self->is_apart || i != self->rank)
      {
        sum += d->explanation->terms[self->order[i]].product;
        units += shown ? shown->terms[self->order[i]] : 0;
      }
  thing = fv_sheet_text (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->table->area.x, baseline,
                         d->style->secondary, label);
  thing->aim = (FvAim){ .kind = FV_AIM_CURSOR,
                        .cursor = cursor_at (self, self->order[next < self->n_terms ? next : self->last]) };
  write_number (self, FALSE, self->product_x, baseline,
                shown && shown->closes ? fv_unit_shown (self->table->unit, units, TRUE)
                                       : fv_unit_text (self->table->unit, sum, TRUE))
      ->aim
      = thing->aim;
}

static FvUnit
unit_for (FvPalette palette, double scale, guint decimals)
{
  return palette == FV_PALETTE_DELTA ? fv_unit_fine (scale, decimals) : fv_unit_of (scale, decimals);
}

/* "δ ×10⁻³", or only its power where the column before leaves no room. */
static void
write_head (Lines *self, double before, double x, const char *head, FvUnit unit)
{
  g_autofree char *note = fv_unit_note (unit);
  g_autofree char *both = head ? g_strdup_printf ("%s%s%s", head, note ? " " : "", note ? note : "") : NULL;

  if (both && x - fv_text_width (FV_TEXT_CAPTION, self->detail->scale, both) < before)
    fv_detail_column (self->detail, FV_ALIGN_RIGHT, x, note ? note : head);
  else if (both)
    fv_detail_column (self->detail, FV_ALIGN_RIGHT, x, both);
}

double
fv_term_table_write (FvDetail *detail, const FvTermTable *table)
{
  Lines self = { .detail = detail, .table = table, .line = fv_detail_px (detail, LINE) };
  double baseline = table->area.y + fv_detail_px (detail, 15);

  choose (&self);
  divide (&self);
  choose_places (&self);
  self.left_unit = unit_for (table->left, table->left_scale, detail->decimals);
  self.right_unit = unit_for (table->right, table->right_scale, detail->decimals);
  /* What stands first on a line is the second factor: x · θ. */
  if (!table->is_plain)
    {
      write_head (&self, table->area.x, self.left_x, table->right_head, self.right_unit);
      write_head (&self, self.left_x + 10, self.right_x, table->left_head, self.left_unit);
    }
  write_head (&self, table->is_plain ? table->area.x : self.right_x + 10, self.product_x, table->product_head,
              table->unit);
  for (guint i = 0; i < self.last; i++, baseline += self.line)
    write_line (&self, i, baseline);
  if (self.is_apart)
    {
      write_line (&self, self.rank, baseline);
      baseline += self.line;
    }
  if (self.n_terms - self.last > (self.is_apart ? 1 : 0))
    {
      write_others (&self, baseline);
      baseline += self.line;
    }
  g_free (self.order);
  return baseline - fv_detail_px (detail, 15);
}
