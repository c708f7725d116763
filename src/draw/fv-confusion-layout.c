/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-confusion-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-scores.h"
#include "fv-text.h"

#define GAP       6
#define MARGIN    28
#define NARROW    400 /* px: below, the margin gives way */
#define MAX_CELL  44
#define MAX_FEW   176 /* px: a matrix of few classes is at most so large, of two cells 88 */
#define WIDE_NAME 26  /* px: shorter names lie, longer ones stand */

const char *
fv_confusion_hint (void)
{
  /* Translators: over the confusion matrix, whose columns are what pictures are read as */
  return _ ("read as →, one row per target");
}

static double
line_height (double scale)
{
  return fv_text_ascent (FV_TEXT_CAPTION, scale) + fv_text_descent (FV_TEXT_CAPTION, scale);
}

static double
widest_name (const FvSceneInput *input, guint n, double scale)
{
  double widest = 0;
  char buffer[16];

  for (guint i = 0; i < n; i++)
    widest
        = MAX (widest, fv_text_width (FV_TEXT_CAPTION_BOLD, scale,
                                      fv_scores_class_name (input->network, input->class_names, i, buffer)));
  return widest;
}

/* Title, what the axes are (beside it or below), then the columns' names. Returns where the cells begin. */
static double
set_head (FvConfusionLayout *self, double widest)
{
  double scale = self->text_scale, line = line_height (scale), y;
  double title = fv_text_width (FV_TEXT_TITLE_BOLD, scale, _ ("Confusion"));
  double hint = fv_text_width (FV_TEXT_CAPTION, scale, fv_confusion_hint ());

  self->title_baseline = GAP + fv_text_ascent (FV_TEXT_TITLE_BOLD, scale);
  self->hint_baseline = self->title_baseline;
  y = self->title_baseline + fv_text_descent (FV_TEXT_TITLE_BOLD, scale) + GAP;
  if (title + hint + 3 * GAP > self->scene.width - 2 * self->margin)
    {
      self->hint_baseline = y + fv_text_ascent (FV_TEXT_CAPTION, scale);
      y += line;
    }
  self->stands = widest > WIDE_NAME * scale;
  self->heads_room = self->stands ? MIN (widest, floor (0.25 * self->scene.height)) : line;
  self->names_bottom = y + self->heads_room;
  return self->names_bottom + 4;
}

static void
set_cells (FvConfusionLayout *self, double widest)
{
  double scale = self->text_scale, line = line_height (scale), foot = 2 * line + 2 * GAP, room;

  self->names_room = MIN (widest, floor (0.3 * self->scene.width));
  self->names_right = self->margin + self->names_room;
  self->x = self->names_right + GAP;
  room = MIN (self->scene.width - self->margin - self->x, self->scene.height - self->y - foot - GAP);
  self->cell = CLAMP (floor (room / self->n), 1, floor (MAX (MAX_CELL, MAX_FEW / self->n) * scale));
  self->row_step = (guint)ceil (line / self->cell);
  self->column_step = (guint)ceil ((self->stands ? line : widest + 3) / self->cell);
  self->sum_baseline = self->y + self->n * self->cell + GAP + 4 + fv_text_ascent (FV_TEXT_CAPTION, scale);
  self->cell_baseline = self->sum_baseline + line + 2;
}

FvConfusionLayout *
fv_confusion_layout_new (const FvSceneInput *input, double width, double height)
{
  FvConfusionLayout *self = g_new0 (FvConfusionLayout, 1);
  double widest;

  self->scene.width = width;
  self->scene.height = height;
  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  self->n = MAX (fv_network_n_classes (input->network), 1);
  self->margin = width < NARROW * self->text_scale ? floor (width / 40) : MARGIN;
  widest = widest_name (input, self->n, self->text_scale);
  self->y = set_head (self, widest);
  set_cells (self, widest);
  return self;
}

void
fv_confusion_layout_free (FvConfusionLayout *self)
{
  g_free (self);
}

FvRect
fv_confusion_layout_cell (const FvConfusionLayout *self, guint target, guint read_as)
{
  return (FvRect){ self->x + read_as * self->cell, self->y + target * self->cell, self->cell, self->cell };
}

gboolean
fv_confusion_layout_at (const FvConfusionLayout *self, double x, double y, guint *target, guint *read_as)
{
  double side = self->n * self->cell;

  if (x < self->x || y < self->y || x >= self->x + side || y >= self->y + side)
    return FALSE;
  *target = (guint)((y - self->y) / self->cell);
  *read_as = (guint)((x - self->x) / self->cell);
  return TRUE;
}

char *
fv_confusion_shorten (const char *name, double text_scale, double width)
{
  char *text = g_strdup (name);

  while (g_utf8_strlen (text, -1) > 1 && fv_text_width (FV_TEXT_CAPTION_BOLD, text_scale, text) > width)
    *g_utf8_find_prev_char (text, text + strlen (text)) = '\0';
  g_strchomp (text);
  return text;
}
