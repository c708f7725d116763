/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-counts-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-text.h"

#define MARGIN      28
#define COLUMN_GAP  20
#define MAX_COLUMN  300
#define MAX_DIAGRAM 150
#define MIN_DIAGRAM 34

static const struct
{
  const char *name, *short_name;
} columns[FV_COUNTS_COLUMNS] = {
  { N_ ("fully connected"), N_ ("full") },
  { N_ ("locally connected"), N_ ("local") },
  { N_ ("weights shared"), N_ ("shared") },
};

static const char *const rows[FV_COUNTS_ROWS]
    = { N_ ("weights"), N_ ("biases"), N_ ("connections"), N_ ("multiplications") };

const char *
fv_counts_column_name (guint nth, gboolean is_short)
{
  return _ (is_short ? columns[nth].short_name : columns[nth].name);
}

const char *
fv_counts_row_name (guint nth)
{
  return _ (rows[nth]);
}

guint64
fv_counts_row_value (const FvCounts *counts, guint nth)
{
  const guint64 values[FV_COUNTS_ROWS]
      = { counts->weights, counts->biases, counts->connections, counts->multiplies };

  return values[nth];
}

static void
set_columns (FvCountsLayout *self)
{
  double margin = MIN (MARGIN, floor (self->scene.width / 20)), room;

  for (guint i = 0; i < FV_COUNTS_ROWS; i++)
    self->names_width
        = MAX (self->names_width, fv_text_width (FV_TEXT_CAPTION, self->text_scale, _ (rows[i])));
  room = self->scene.width - 2 * margin - self->names_width - FV_COUNTS_COLUMNS * COLUMN_GAP;
  self->column_width = CLAMP (floor (room / FV_COUNTS_COLUMNS), 8, MAX_COLUMN * self->text_scale);
  self->left = margin;
  for (guint i = 0; i < FV_COUNTS_COLUMNS; i++)
    self->column_x[i] = self->left + self->names_width + COLUMN_GAP + i * (self->column_width + COLUMN_GAP);
  self->right = self->column_x[FV_COUNTS_COLUMNS - 1] + self->column_width;
}

/* Words and numbers first, line on line; what height is left gives them air, then a diagram, then a note. */
static void
set_lines (FvCountsLayout *self)
{
  double scale = self->text_scale, ascent = fv_text_ascent (FV_TEXT_CAPTION, scale);
  double small = ascent + fv_text_descent (FV_TEXT_CAPTION, scale);
  double title = fv_text_ascent (FV_TEXT_TITLE, scale) + fv_text_descent (FV_TEXT_TITLE, scale);
  double air = self->scene.height - title - (3 + FV_COUNTS_ROWS) * small - 12, gap, y;

  air = MAX (air, 0);
  gap = MIN (floor (air / 8), round (8 * scale));
  air -= 8 * gap;
  self->title_baseline = gap + fv_text_ascent (FV_TEXT_TITLE, scale);
  self->head_baseline = self->title_baseline + title - fv_text_ascent (FV_TEXT_TITLE, scale) + gap + ascent;
  y = self->head_baseline + small - ascent + gap;
  self->note_baseline = air < small + 8 ? 0 : 1;
  air -= self->note_baseline > 0 ? small + 8 : 0;
  self->diagram_height = air < MIN_DIAGRAM + 12 ? 0 : MIN (air - 12, MAX_DIAGRAM);
  self->diagram_y = y;
  y += self->diagram_height > 0 ? self->diagram_height + 12 : 0;
  self->arithmetic_baseline = y + ascent;
  y += 2 * small + gap + 4;
  self->line = small + gap;
  for (guint i = 0; i < FV_COUNTS_ROWS; i++)
    self->row_baseline[i] = y + i * self->line + ascent;
  y += FV_COUNTS_ROWS * self->line;
  if (self->note_baseline > 0)
    self->note_baseline = y + 4 + ascent;
}

FvCountsLayout *
fv_counts_layout_new (const FvSceneInput *input, double width, double height)
{
  FvCountsLayout *self = g_new0 (FvCountsLayout, 1);

  self->scene.width = width;
  self->scene.height = height;
  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  set_columns (self);
  set_lines (self);
  return self;
}

void
fv_counts_layout_free (FvCountsLayout *self)
{
  g_free (self);
}

/* Cut at the mark, keep bytes of it staying on the first line. */
static gboolean
try_break (const char *text, const char *mark, gsize keep, double text_scale, double width, char *lines[2])
{
  const char *at = strstr (text, mark);

  if (!at)
    return FALSE;
  lines[0] = g_strndup (text, (gsize)(at - text) + keep);
  lines[1] = g_strdup (at + keep);
  g_strstrip (lines[0]);
  if (fv_text_width (FV_TEXT_CAPTION, text_scale, lines[0]) <= width
      && fv_text_width (FV_TEXT_CAPTION, text_scale, lines[1]) <= width)
    return TRUE;
  g_clear_pointer (&lines[0], g_free);
  g_clear_pointer (&lines[1], g_free);
  return FALSE;
}

gboolean
fv_counts_break (const char *arithmetic, double text_scale, double width, char *lines[2])
{
  lines[0] = lines[1] = NULL;
  if (fv_text_width (FV_TEXT_CAPTION, text_scale, arithmetic) <= width)
    {
      lines[0] = g_strdup (arithmetic);
      return TRUE;
    }
  return try_break (arithmetic, " + ", 1, text_scale, width, lines)
         || try_break (arithmetic, "+", 0, text_scale, width, lines)
         || try_break (arithmetic, "·(", 0, text_scale, width, lines);
}
