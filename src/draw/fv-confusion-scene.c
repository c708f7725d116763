/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-confusion-layout.h"
#include "fv-confusion-words.h"
#include "fv-number.h"
#include "fv-palette.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-scores.h"
#include "fv-text.h"

/* How often each class is read as each. Only mistakes are tinted: what is right would drown them. One part. */

/* One mistake must be seen, however many there are of another kind; more so where it has no number. */
#define FAINTEST            0.12
#define FAINTEST_UNNUMBERED 0.25
/* Below it cells touch each other. */
#define MIN_GAPPED 8

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_confusion_layout_new (input, width, height)->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_confusion_layout_free ((FvConfusionLayout *)scene);
}

/* A judgement of another network says nothing here. */
static const FvJudgement *
judgement_of (const FvConfusionLayout *self, const FvSceneInput *input)
{
  return input->judgement != NULL && fv_judgement_n_classes (input->judgement) == self->n ? input->judgement
                                                                                          : NULL;
}

static void
paint_head (const FvConfusionLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  double right = self->scene.width - self->margin;
  gboolean beside = self->hint_baseline == self->title_baseline;

  fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, self->margin, self->title_baseline,
                input->style.text, _ ("Confusion"));
  if (beside)
    right = MIN (right,
                 MAX (self->x + self->n * self->cell,
                      self->margin + fv_text_width (FV_TEXT_CAPTION, self->text_scale, fv_confusion_hint ())
                          + fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, _ ("Confusion")) + 12));
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, beside ? FV_ALIGN_RIGHT : FV_ALIGN_LEFT,
                beside ? right : self->margin, self->hint_baseline, input->style.secondary,
                fv_confusion_hint ());
}

static void
paint_row_name (const FvConfusionLayout *self, guint nth, gboolean chosen, const FvSceneInput *input,
                cairo_t *cr)
{
  char buffer[16];
  g_autofree char *name
      = fv_confusion_shorten (fv_scores_class_name (input->network, input->class_names, nth, buffer),
                              self->text_scale, self->names_room);
  double ascent = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);
  double descent = fv_text_descent (FV_TEXT_CAPTION, self->text_scale);

  fv_text_draw (cr, chosen ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT,
                self->names_right, self->y + (nth + 0.5) * self->cell + (ascent - descent) / 2,
                chosen ? input->style.text : input->style.secondary, name);
}

static void
paint_column_name (const FvConfusionLayout *self, guint nth, gboolean chosen, const FvSceneInput *input,
                   cairo_t *cr)
{
  char buffer[16];
  g_autofree char *name
      = fv_confusion_shorten (fv_scores_class_name (input->network, input->class_names, nth, buffer),
                              self->text_scale, self->stands ? self->heads_room : self->scene.width);
  FvTextKind kind = chosen ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  FvColor color = chosen ? input->style.text : input->style.secondary;
  double ascent = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);
  double descent = fv_text_descent (FV_TEXT_CAPTION, self->text_scale);
  double middle = self->x + (nth + 0.5) * self->cell;

  if (!self->stands)
    {
      fv_text_draw (cr, kind, self->text_scale, FV_ALIGN_CENTER, middle, self->names_bottom - descent, color,
                    name);
      return;
    }
  cairo_save (cr);
  cairo_translate (cr, round (middle + (ascent - descent) / 2), self->names_bottom);
  cairo_rotate (cr, -G_PI / 2);
  fv_text_draw (cr, kind, self->text_scale, FV_ALIGN_LEFT, 0, 0, color, name);
  cairo_restore (cr);
}

static void
paint_names (const FvConfusionLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  gboolean chosen = input->opened.kind == FV_SELECT_CELL;

  for (guint i = 0; i < self->n; i += self->row_step)
    paint_row_name (self, i, chosen && input->opened.target == i, input, cr);
  for (guint i = 0; i < self->n; i += self->column_step)
    paint_column_name (self, i, chosen && input->opened.read_as == i, input, cr);
}

/* With thin spaces where they have room; NULL if the number has none. */
static char *
number_that_fits (const FvConfusionLayout *self, guint count)
{
  g_autofree char *spaced = fv_number_count (count), *plain = g_strdup_printf ("%u", count);
  double room = self->cell - 3;

  if (self->cell < fv_text_ascent (FV_TEXT_CAPTION, self->text_scale))
    return NULL;
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, spaced) <= room)
    return g_steal_pointer (&spaced);
  return fv_text_width (FV_TEXT_CAPTION, self->text_scale, plain) <= room ? g_steal_pointer (&plain) : NULL;
}

static void
paint_number (const FvConfusionLayout *self, FvRect cell, guint count, FvColor color, cairo_t *cr)
{
  g_autofree char *text = number_that_fits (self, count);
  double ascent = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);
  double descent = fv_text_descent (FV_TEXT_CAPTION, self->text_scale);

  if (text != NULL)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, cell.x + cell.width / 2,
                  cell.y + (cell.height + ascent - descent) / 2, color, text);
}

static void
paint_mistakes (const FvConfusionLayout *self, FvRect cell, guint count, guint largest, gboolean numbered,
                const FvSceneInput *input, cairo_t *cr)
{
  double faintest = numbered ? FAINTEST : FAINTEST_UNNUMBERED, gap = self->cell >= MIN_GAPPED ? 1 : 0;
  double share = faintest + (1 - faintest) * count / largest;
  guint32 pixel = fv_palette_pixel (FV_PALETTE_ACTIVATION, input->style.dark, share, 1);

  fv_pen_fill (cr, fv_palette_color (pixel), cell.x, cell.y, cell.width - gap, cell.height - gap);
  if (numbered)
    paint_number (self, cell, count, fv_palette_number_color (pixel), cr);
}

/* Numbers are there for all that is right, or for none; the same for what is wrong. */
static gboolean
all_fit (const FvConfusionLayout *self, const FvJudgement *judgement, gboolean right)
{
  guint most = right ? 0 : fv_judgement_largest_mistake (judgement);
  g_autofree char *text = NULL;

  for (guint i = 0; right && i < self->n; i++)
    most = MAX (most, fv_judgement_cell (judgement, i, i));
  text = number_that_fits (self, most);
  return text != NULL;
}

static void
paint_cells (const FvConfusionLayout *self, const FvJudgement *judgement, const FvSceneInput *input,
             cairo_t *cr)
{
  gboolean right_fit = all_fit (self, judgement, TRUE), wrong_fit = all_fit (self, judgement, FALSE);
  guint largest = fv_judgement_largest_mistake (judgement);
  double side = self->n * self->cell;

  fv_pen_frame (cr, input->style.hairline, self->x, self->y, side, side, 1);
  for (guint target = 0; target < self->n; target++)
    for (guint read_as = 0; read_as < self->n; read_as++)
      {
        FvRect cell = fv_confusion_layout_cell (self, target, read_as);
        guint count = fv_judgement_cell (judgement, target, read_as);

        if (target != read_as && count > 0)
          paint_mistakes (self, cell, count, largest, wrong_fit, input, cr);
        else if (target == read_as && right_fit)
          paint_number (self, cell, count, input->style.secondary, cr);
        else if (target == read_as)
          fv_pen_fill (cr, input->style.hairline, cell.x, cell.y, cell.width, cell.height);
      }
}

static void
paint_ring (const FvConfusionLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  FvRect cell;

  if (input->opened.kind != FV_SELECT_CELL || input->opened.target >= self->n
      || input->opened.read_as >= self->n)
    return;
  cell = fv_confusion_layout_cell (self, input->opened.target, input->opened.read_as);
  fv_pen_frame (cr, input->style.ring, cell.x, cell.y, cell.width - 1, cell.height - 1,
                self->cell >= MIN_GAPPED ? 2 : 1);
}

/* How many are right in all, and what the chosen cell is, or how one is chosen. */
static void
paint_foot (const FvConfusionLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *sum = fv_confusion_sum (input), *cell = fv_confusion_cell (input);
  g_autofree char *state = fv_confusion_state (input);
  const char *words = state != NULL ? state : cell;

  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->x, self->sum_baseline,
                input->style.text, sum);
  if (words != NULL)
    fv_text_draw (cr, cell == words ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT,
                  self->x, self->cell_baseline, cell == words ? input->style.text : input->style.secondary,
                  words);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvConfusionLayout *self = (const FvConfusionLayout *)scene;
  const FvJudgement *judgement = judgement_of (self, input);
  g_autofree char *state = NULL;

  paint_head (self, input, cr);
  if (judgement != NULL)
    {
      paint_names (self, input, cr);
      paint_cells (self, judgement, input, cr);
      paint_ring (self, input, cr);
      paint_foot (self, input, cr);
      return;
    }
  state = fv_confusion_state (input);
  if (state != NULL)
    fv_text_paragraph (cr, FV_TEXT_CAPTION, self->text_scale, self->margin, self->y,
                       MAX (self->scene.width - 2 * self->margin, 40), input->style.secondary, state);
}

static gboolean
pick_action (const FvScene *scene, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  const FvConfusionLayout *self = (const FvConfusionLayout *)scene;
  guint target, read_as;

  if (judgement_of (self, input) == NULL || !fv_confusion_layout_at (self, x, y, &target, &read_as))
    return FALSE;
  *out = (FvSceneAction){ FV_SCENE_ACTION_CELL, target * self->n + read_as };
  return TRUE;
}

const FvSceneType fv_confusion_scene = {
  .name = "confusion",
  .title = N_ ("Confusion"),
  .exportable = TRUE,
  .export_width = 520,
  .export_height = 580,
  .layout = layout,
  .free = free_layout,
  .paint_part = paint_part,
  .pick_action = pick_action,
  .speak = fv_confusion_speak,
  .table = fv_confusion_table,
};
