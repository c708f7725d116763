/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-read.h"
#include "fv-mark.h"
#include "fv-number.h"
#include "fv-pen.h"

#define GAP    8 /* px between a line and its words */
#define BLOCK  8 /* lines at most that stand together */
#define PITCH  16
#define RADIUS 4 /* of a sign */

/* Lines that stand together, one below the other. */
typedef struct
{
  FvCurveWord lines[BLOCK];
  guint n;
  double width;
} Block;

static double
mark_room (guint mark, double scale)
{
  return mark > 0 ? round (2 * (RADIUS + 3) * scale) : 0;
}

/* Takes text over. */
static void
add_line (Block *block, double scale, FvTextKind kind, FvColor color, guint mark, char *text)
{
  FvCurveWord *line = &block->lines[block->n];

  if (block->n == BLOCK)
    {
      g_free (text);
      return;
    }
  *line = (FvCurveWord){ .kind = kind, .color = color, .paper = TRUE, .mark = mark, .text = text };
  line->box.width = fv_text_width (kind, scale, text) + mark_room (mark, scale);
  line->box.height = round (PITCH * scale);
  block->width = MAX (block->width, line->box.width);
  block->n++;
}

static gboolean
meet (FvRect one, FvRect other)
{
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height
         && other.y < one.y + one.height;
}

/* Beside what is said, and if it can be beside an upright line, too. */
static gboolean
is_free (GArray *words, FvRect box, FvRect area, double upright)
{
  if (box.x < area.x || box.x + box.width > area.x + area.width || box.y < area.y
      || box.y + box.height > area.y + area.height)
    return FALSE;
  if (box.x < upright + 3 && upright - 3 < box.x + box.width)
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    if (meet (box, g_array_index (words, FvCurveWord, i).box))
      return FALSE;
  return TRUE;
}

/* The block beside x: left of it in the right half, as near to the area's top (or bottom) as there is room. */
static gboolean
find_place (GArray *words, const Block *block, FvRect area, double x, double upright, gboolean from_bottom,
            FvRect *out)
{
  double height = block->n * block->lines[0].box.height;
  double step = block->lines[0].box.height / 2;
  gboolean before = x > area.x + area.width / 2;

  for (double down = 2; down + height <= area.height; down += step)
    for (guint side = 0; side < 2; side++)
      {
        *out = (FvRect){ x + GAP, from_bottom ? area.y + area.height - down - height : area.y + down,
                         block->width, height };
        if ((side == 0) == before)
          out->x = x - GAP - block->width;
        if (is_free (words, *out, area, upright))
          return TRUE;
      }
  return FALSE;
}

static gboolean
find_room (GArray *words, const Block *block, FvRect area, double x, double upright, gboolean from_bottom,
           FvRect *out)
{
  return block->n > 0
         && (find_place (words, block, area, x, upright, from_bottom, out)
             || find_place (words, block, area, x, -INFINITY, from_bottom, out));
}

static void
drop_last (Block *block)
{
  g_free (block->lines[--block->n].text);
  block->width = 0;
  for (guint i = 0; i < block->n; i++)
    block->width = MAX (block->width, block->lines[i].box.width);
}

/* Lines for which there is no room are left out, the last ones first. */
static void
place (GArray *words, Block *block, FvRect area, double x, double upright, gboolean from_bottom)
{
  FvRect box = { 0 };

  while (block->n > 0 && !find_room (words, block, area, x, upright, from_bottom, &box))
    drop_last (block);
  for (guint i = 0; i < block->n; i++)
    {
      FvCurveWord line = block->lines[i];

      line.box.x = box.x < x ? box.x + box.width - line.box.width : box.x;
      line.box.y = box.y + i * line.box.height;
      g_array_append_val (words, line);
    }
}

/* "test 0.099", or "test 0.099 (at 490)" if that was measured before; series NULL: the value alone. */
static char *
value_text (const char *series, guint64 batch, guint64 measured, char *value)
{
  g_autofree char *number = value, *count = fv_number_count (measured);
  g_autofree char *text
      = series != NULL ? g_strdup_printf ("%s %s", series, number) : g_steal_pointer (&number);

  if (batch == measured)
    return g_steal_pointer (&text);
  /* Translators: "test 0.099 (at 490)": a value, and the batch at which it was measured */
  return g_strdup_printf (_ ("%s (at %s)"), text, count);
}

static void
add_values (Block *block, double scale, const FvSceneInput *input, guint64 batch, gboolean loss,
            gboolean trains)
{
  FvColor color = input->style.text;
  FvCurvePoint point;

  if (trains && fv_curve_trained_by (input->curve, batch, &point))
    add_line (block, scale, FV_TEXT_CAPTION, color, 0,
              value_text (_ ("training"), batch, point.batch,
                          loss ? fv_curve_loss_text (point.train_loss)
                               : fv_curve_accuracy_text (point.train_accuracy)));
  if (fv_curve_tested_by (input->curve, batch, &point))
    add_line (block, scale, FV_TEXT_CAPTION, color, 0,
              value_text (loss || trains ? _ ("test") : NULL, batch, point.batch,
                          loss ? fv_curve_loss_text (point.test_loss)
                               : fv_curve_accuracy_text (point.test_accuracy)));
}

/* What the other runs had come to by then. */
static void
add_kept_values (Block *block, double scale, const FvSceneInput *input, guint64 batch, gboolean loss)
{
  const FvBranch *branch;
  FvCurvePoint point;

  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    if (batch <= branch->newest && (double)batch > fv_curve_parting (input, branch)
        && fv_curve_tested_by (branch->curve, batch, &point))
      add_line (block, scale, FV_TEXT_CAPTION, input->style.secondary, fv_curve_mark (branch),
                value_text (_ ("test"), batch, point.batch,
                            loss ? fv_curve_loss_text (point.test_loss)
                                 : fv_curve_accuracy_text (point.test_accuracy)));
}

/* Beside the line at a batch: which it is, and what was measured then. */
static void
add_moment (GArray *words, const FvCurveLayout *layout, const FvCurvePlots *plots, const FvSceneInput *input,
            guint64 batch, gboolean reads)
{
  double x = fv_plot_x (&plots->loss, (double)batch), scale = layout->text_scale;
  double other = input->curves.reads ? (double)(reads ? input->batch : input->curves.reading) : -INFINITY;
  double upright = fv_plot_x (&plots->loss, other);
  g_autofree char *count = fv_number_count (batch);
  Block loss = { .n = 0 }, accuracy = { .n = 0 };

  if (x < plots->loss.area.x - 1 || x > plots->loss.area.x + plots->loss.area.width + 1)
    return;
  add_line (&loss, scale, FV_TEXT_CAPTION_BOLD, reads ? input->style.secondary : input->style.accent, 0,
            g_strdup_printf (_ ("batch %s"), count));
  add_values (&loss, scale, input, batch, TRUE, reads);
  add_values (&accuracy, scale, input, batch, FALSE, reads);
  if (reads)
    {
      add_kept_values (&loss, scale, input, batch, TRUE);
      add_kept_values (&accuracy, scale, input, batch, FALSE);
    }
  place (words, &loss, plots->loss.area, x, upright, FALSE);
  place (words, &accuracy, plots->accuracy.area, x, upright, TRUE);
}

/* What cannot be drawn is said: the line ends, and the words tell why. */
static void
add_trouble (GArray *words, const FvCurveLayout *layout, const FvCurvePlots *plots, const FvSceneInput *input)
{
  g_autofree char *count = NULL;
  Block block = { .n = 0 };
  guint64 batch;

  if (!fv_series_find_non_finite (input->curve, FV_SERIES_TRAIN_LOSS, &batch)
      && !fv_series_find_non_finite (input->curve, FV_SERIES_TEST_LOSS, &batch))
    return;
  count = fv_number_count (batch);
  add_line (&block, layout->text_scale, FV_TEXT_CAPTION_BOLD, input->style.wrong, 0,
            g_strdup_printf (_ ("the loss is not a number since batch %s"), count));
  place (words, &block, plots->loss.area, plots->loss.area.x + plots->loss.area.width, -INFINITY, FALSE);
}

/* A line that plunges below the axis: where it went. */
static void
add_below (GArray *words, const FvCurveLayout *layout, const FvCurvePlots *plots, const FvSceneInput *input)
{
  guint64 last = (guint64)MAX (plots->accuracy.last_batch, 0);
  g_autofree char *count = NULL, *value = NULL;
  Block block = { .n = 0 };
  FvCurvePoint point;

  if (!fv_curve_tested_by (input->curve, last, &point) || point.test_accuracy >= plots->accuracy.low)
    return;
  count = fv_number_count (point.batch);
  value = fv_number_percent (point.test_accuracy, 0);
  add_line (&block, layout->text_scale, FV_TEXT_CAPTION, input->style.secondary, 0,
            /* Translators: an accuracy below the axis, and when: "16 % at batch 520" */
            g_strdup_printf (_ ("%s at batch %s"), value, count));
  place (words, &block, plots->accuracy.area, plots->accuracy.area.x + plots->accuracy.area.width, -INFINITY,
         TRUE);
}

static void
clear_word (gpointer word)
{
  g_free (((FvCurveWord *)word)->text);
}

GArray *
fv_curve_words (const FvCurveLayout *layout, const FvCurvePlots *plots, const FvSceneInput *input)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (FvCurveWord));
  const FvCurveLook *look = &input->curves;

  g_array_set_clear_func (words, clear_word);
  if (input->curve == NULL || fv_curve_length (input->curve) == 0)
    return words;
  add_trouble (words, layout, plots, input);
  if (look->reads)
    add_moment (words, layout, plots, input, look->reading, TRUE);
  if (!look->reads || look->reading != input->batch)
    add_moment (words, layout, plots, input, input->batch, FALSE);
  add_below (words, layout, plots, input);
  if (plots->names.width > 0)
    fv_curve_add_names (words, plots, input);
  return words;
}

/* From the end of a run's line to its name. */
static void
paint_leader (const FvCurveWord *word, const FvSceneInput *input, cairo_t *cr)
{
  static const double dots[] = { 1, 3 };

  cairo_save (cr);
  fv_pen_color (cr, input->style.secondary);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, word->end_x, word->end_y);
  cairo_line_to (cr, word->box.x - 3, word->box.y + word->box.height / 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_word (const FvCurveWord *word, const FvSceneInput *input, cairo_t *cr)
{
  double scale = input->style.text_scale, room = mark_room (word->mark, scale);
  double baseline = word->box.y + round (12 * scale);

  if (word->paper)
    {
      cairo_set_source_rgba (cr, input->style.scene.red, input->style.scene.green, input->style.scene.blue,
                             0.85);
      cairo_rectangle (cr, word->box.x - 2, word->box.y, word->box.width + 4, word->box.height);
      cairo_fill (cr);
    }
  if (word->mark > 0)
    fv_mark_paint (cr, word->mark - 1, word->box.x + (RADIUS + 1) * scale, baseline - RADIUS * scale,
                   RADIUS * scale, input->style.kept, input->style.scene);
  if (word->wraps)
    fv_text_paragraph (cr, word->kind, scale, word->box.x, word->box.y, word->box.width, word->color,
                       word->text);
  else
    fv_text_draw (cr, word->kind, scale, FV_ALIGN_LEFT, word->box.x + room, baseline, word->color,
                  word->text);
}

void
fv_curve_words_paint (GArray *words, const FvSceneInput *input, cairo_t *cr)
{
  for (guint i = 0; i < words->len; i++)
    if (g_array_index (words, FvCurveWord, i).end_x > 0)
      paint_leader (&g_array_index (words, FvCurveWord, i), input, cr);
  for (guint i = 0; i < words->len; i++)
    paint_word (&g_array_index (words, FvCurveWord, i), input, cr);
}
