/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-check.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"

/* Columns end at these; px from the left at usual type. */
typedef struct
{
  double name, analytic, numeric, relative, verdict;
} Columns;

static Columns
columns_of (const FvDetail *self)
{
  /* Legends stand beside it. */
  double room = CLAMP (self->right - self->left - fv_detail_px (self, 190), fv_detail_px (self, 480),
                       fv_detail_px (self, 640));
  double verdict = fv_detail_px (self, 100), rest = room - verdict;

  return (Columns){ self->left, self->left + round (rest * 0.52), self->left + round (rest * 0.77),
                    self->left + rest, self->left + rest + fv_detail_px (self, 16) };
}

void
fv_check_reserve (FvDetail *self)
{
  double foot = self->sheet.height - fv_detail_px (self, 16);
  double top = foot - fv_detail_px (self, 62);

  self->bottom = top - fv_detail_px (self, 20);
  self->legend_baseline = foot - fv_detail_px (self, 56);
  self->legend_column = columns_of (self).verdict + fv_detail_px (self, 110);
  self->legend_x = self->legend_column;
}

/* Eight, fewer where the type is too large for that. */
static guint
digits_of (const FvDetail *self, const Columns *columns, const FvCheckRow *row)
{
  double room = columns->numeric - columns->analytic - fv_detail_px (self, 10);
  guint digits = 8;

  for (; digits > 4; digits--)
    {
      g_autofree char *analytic = fv_detail_exact (row->analytic, digits, TRUE),
                      *numeric = fv_detail_exact (row->numeric, digits, TRUE);

      if (fv_text_width (FV_TEXT_TITLE, self->scale, analytic) <= room
          && fv_text_width (FV_TEXT_TITLE, self->scale, numeric) <= room)
        break;
    }
  return digits;
}

/* A right one is a power of ten, a wrong one a number. */
static char *
error_text (double relative)
{
  return relative < 0.001 ? fv_number_power (relative) : fv_number_short (relative, 3, FALSE);
}

static const char *
verdict_text (FvVerdict state)
{
  switch (state)
    {
    case FV_CHECK_PASS:
      return "✓";
    case FV_CHECK_FAIL:
      return "✗";
    case FV_CHECK_TOO_SMALL:
      return _ ("too small for ε");
    case FV_CHECK_KINK:
    default:
      return _ ("a kink: skipped");
    }
}

static FvColor
verdict_color (const FvDetail *self, FvVerdict state)
{
  return state == FV_CHECK_PASS   ? self->style->check
         : state == FV_CHECK_FAIL ? self->style->wrong
                                  : self->style->secondary;
}

static void
write_numbers (FvDetail *self, const Columns *columns, double baseline, const FvCheckRow *row)
{
  guint digits = digits_of (self, columns, row);
  g_autofree char *analytic = fv_detail_exact (row->analytic, digits, TRUE),
                  *numeric = fv_detail_exact (row->numeric, digits, TRUE);
  g_autofree char *relative = error_text (row->relative);
  gboolean sign = row->state == FV_CHECK_PASS || row->state == FV_CHECK_FAIL;

  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, columns->analytic, baseline, self->style->text,
                 analytic);
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, columns->numeric, baseline, self->style->text,
                 numeric);
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, columns->relative, baseline, self->style->text,
                 relative);
  fv_sheet_text (&self->sheet, sign ? FV_TEXT_TITLE_BOLD : FV_TEXT_CAPTION, FV_ALIGN_LEFT, columns->verdict,
                 baseline, verdict_color (self, row->state), verdict_text (row->state));
}

static void
write_row (FvDetail *self, const Columns *columns, double baseline, const char *name, const FvCheckRow *row,
           gboolean is_layer)
{
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, columns->name, baseline, self->style->text,
                 name);
  if (row->is_running)
    {
      fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, columns->relative, baseline,
                      self->style->secondary, _ ("checking, %d %%"), row->per_mille / 10);
      fv_sheet_switch (&self->sheet, columns->verdict - 4, baseline, FALSE,
                       (FvSceneAction){ FV_SCENE_ACTION_CHECK_LAYER, FALSE }, _ ("Stop"));
    }
  else if (row->has)
    write_numbers (self, columns, baseline, row);
  else if (is_layer)
    fv_sheet_switch (
        &self->sheet, columns->analytic - fv_sheet_switch_width (&self->sheet, _ ("Check the layer")),
        baseline, FALSE, (FvSceneAction){ FV_SCENE_ACTION_CHECK_LAYER, TRUE }, _ ("Check the layer"));
  else
    fv_detail_caption (self, FV_ALIGN_RIGHT, columns->relative, baseline, _ ("nothing to check here"));
}

void
fv_check_write (FvDetail *self, const char *cell, const char *layer)
{
  Columns columns = columns_of (self);
  double foot = self->sheet.height - fv_detail_px (self, 16), head = foot - fv_detail_px (self, 50);

  fv_detail_caption (self, FV_ALIGN_LEFT, columns.name, head, _ ("gradient check"));
  fv_detail_caption (self, FV_ALIGN_RIGHT, columns.analytic, head, _ ("analytic"));
  fv_detail_caption (self, FV_ALIGN_RIGHT, columns.numeric, head, _ ("numeric"));
  fv_detail_caption (self, FV_ALIGN_RIGHT, columns.relative, head, _ ("relative error"));
  fv_sheet_rule (&self->sheet, self->style->hairline, columns.name, head + fv_detail_px (self, 7),
                 columns.verdict + fv_detail_px (self, 84) - columns.name, 1);
  write_row (self, &columns, foot - fv_detail_px (self, 24), cell, &self->input->check_cell, FALSE);
  write_row (self, &columns, foot, layer, &self->input->check_layer, TRUE);
}

void
fv_check_switch (FvDetail *self, guint rules)
{
  static const FvSceneAction actions[2]
      = { { FV_SCENE_ACTION_RULES, 0 }, { FV_SCENE_ACTION_RULES, FV_RULE_ARTICLE } };
  const char *names[2] = { _ ("exact rule"), _ ("as the article prints it") };

  if (rules != 0)
    fv_detail_switch (self, names, fv_trace_rules (self->trace) != 0 ? 1 : 0, actions);
}
