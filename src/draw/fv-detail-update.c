/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-detail-check.h"
#include "fv-number.h"
#include "fv-weight-maps.h"

/* θ ← θ − η·g, line by line as the optimiser computes it, and what it does to the whole kernel. */

/* Those of what is computed with; so many, that what they come to can be computed again, with one less shown. */
#define MOST_DIGITS   6
#define FEWEST_DIGITS 4

/* The formula with numbers in the places of its symbols: "0.9 · 0.0012 + 0.0234". */
static char *
with_numbers (const FvUpdateLine *line, guint digits)
{
  GString *out = g_string_new (NULL);

  for (const char *c = line->formula; *c;)
    {
      guint best = G_MAXUINT;

      /* The longest symbol that stands here: "β₁" before "β". */
      for (guint i = 0; i < line->n_operands; i++)
        if (g_str_has_prefix (c, line->operands[i].symbol)
            && (best == G_MAXUINT
                || strlen (line->operands[i].symbol) > strlen (line->operands[best].symbol)))
          best = i;
      if (best == G_MAXUINT)
        {
          const char *next = g_utf8_next_char (c);

          g_string_append_len (out, c, next - c);
          c = next;
          continue;
        }
      {
        double value = line->operands[best].value;
        g_autofree char *number = fv_detail_exact (value, digits, FALSE);
        gboolean bracket = value < 0 && out->len > 0;

        g_string_append_printf (out, bracket ? "(%s)" : "%s", number);
        c += strlen (line->operands[best].symbol);
      }
    }
  return g_string_free (out, FALSE);
}

/* What is written of a line, no wider than room: "= 0.9 · 0.0012 + 0.0234 = 0.0245", or the value alone where nothing
 * is computed. */
static char *
line_text (FvDetail *self, const FvUpdateLine *line, FvTextKind kind, double room)
{
  gboolean is_plain = line->n_operands == 1 && g_str_equal (line->formula, line->operands[0].symbol);
  char *text = NULL;

  for (guint digits = MOST_DIGITS; digits >= FEWEST_DIGITS; digits--)
    {
      g_autofree char *numbers = with_numbers (line, digits),
                      *value = fv_detail_exact (line->value, is_plain ? digits : digits - 1, TRUE);

      g_free (text);
      text = is_plain ? g_strdup_printf ("= %s", value) : g_strdup_printf ("= %s = %s", numbers, value);
      if (fv_text_width (kind, self->scale, text) <= room)
        break;
    }
  return text;
}

static void
write_lines (FvDetail *self, const FvUpdate *update, double top, double right)
{
  double symbol_x = self->left, formula_x = self->left + fv_detail_px (self, 44), line;
  gboolean two_lines;
  double baseline = top + fv_detail_px (self, 16);

  line = MIN (floor ((self->bottom - top) / MAX (update->n_lines, 1)), fv_detail_px (self, 46));
  /* The formula above its numbers, if there is room for both. */
  two_lines = line >= fv_detail_px (self, 40);
  for (guint i = 0; i < update->n_lines; i++, baseline += line)
    {
      const FvUpdateLine *row = &update->lines[i];
      gboolean last = i + 1 == update->n_lines;
      FvTextKind kind = last ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE;
      g_autofree char *numbers = line_text (self, row, kind, right - formula_x);

      fv_sheet_textf (&self->sheet, kind, FV_ALIGN_LEFT, symbol_x, baseline, self->style->text,
                      last        ? "%s ←"
                      : two_lines ? "%s ="
                                  : "%s",
                      row->symbol);
      if (two_lines)
        fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, formula_x, baseline,
                       self->style->secondary, row->formula);
      fv_sheet_text (&self->sheet, kind, FV_ALIGN_LEFT, formula_x,
                     two_lines ? baseline + fv_detail_px (self, 20) : baseline, self->style->text, numbers);
    }
}

/* θ and ∂E/∂θ of the kernel the cursor is in, side by side. */
static void
write_kernel (FvDetail *self, double x)
{
  FvWeightMaps maps;
  gssize first;
  guint area;
  double side = MIN (fv_detail_px (self, 150), (self->right - x - fv_detail_px (self, 40)) / 2), zoom, middle;
  g_autofree double *weights = NULL;
  const double *values[2];
  const char *heads[] = { "Θ", "∂E/∂Θ" };

  if (self->place.input == FV_INPUT_BIAS || !fv_weight_maps_of (self->layer, &maps))
    return;
  first = fv_weight_maps_first (self->layer, self->at.unit, self->place.input);
  if (first < 0)
    return;
  area = maps.rows * maps.cols;
  weights = g_new (double, area);
  for (guint i = 0; i < area; i++)
    weights[i]
        = (double)fv_parameters_weights (fv_trace_parameters (self->trace), self->at.layer)[(guint)first + i];
  values[0] = weights;
  values[1] = fv_trace_weight_gradient (self->trace, self->at.layer) + first;
  zoom = CLAMP (floor (side / MAX (maps.rows, maps.cols)), 1, 30);
  middle = self->top;
  for (guint k = 0; k < 2; k++)
    {
      double scale = fv_palette_scale_doubles (values[k], area);
      FvThing *grid = fv_sheet_grid (&self->sheet, x + k * (side + fv_detail_px (self, 40)), middle,
                                     maps.rows, maps.cols, zoom, zoom, FV_PALETTE_WEIGHT, values[k], scale);

      grid->aim = (FvAim){ .kind = FV_AIM_CELLS, .cursor = self->at };
      grid->aim.cursor.row = grid->aim.cursor.col = 0;
      fv_sheet_ring (&self->sheet, fv_thing_cells (grid, (int)self->at.row, (int)self->at.col, 1, 1),
                     zoom < 8 ? 1 : 2);
      fv_detail_column (self, FV_ALIGN_LEFT, grid->box.x, heads[k]);
      fv_detail_legend (self, FV_PALETTE_WEIGHT, heads[k], -scale, scale);
    }
}

void
fv_detail_update (FvDetail *self)
{
  const FvStep *step = self->input->step;
  g_autofree char *name = fv_detail_name (self, self->at.layer);
  g_autofree char *layer = g_strdup_printf (_ ("all of %s, norm"), name);
  FvUpdate update = { 0 };
  double kernel_x;

  fv_detail_head (self, _ ("one step of training, as if this sample were a batch of its own"));
  fv_check_reserve (self);
  if (!step)
    {
      fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, self->left,
                     self->top + fv_detail_px (self, 20), self->style->secondary,
                     _ ("There is no optimiser: this network is not being trained."));
      return;
    }
  self->explanation = fv_explain_update (self->trace, self->place, step, &update);
  fv_detail_caption (self, FV_ALIGN_LEFT, self->left, self->head,
                     fv_frozen_has (step->frozen, self->place.layer, self->place.unit)
                         ? _ ("Frozen: the unit stays as it is while the others learn")
                         : _ (step->optimizer->title));
  kernel_x = self->right - MIN (fv_detail_px (self, 350), round ((self->right - self->left) * 0.36));
  write_lines (self, &update, self->top, kernel_x - fv_detail_px (self, 12));
  write_kernel (self, kernel_x);
  fv_check_write (self, "g = ∂E/∂θ", layer);
}
