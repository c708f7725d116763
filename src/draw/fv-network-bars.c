/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-scores.h"
#include "fv-text.h"

/* Scores below this are set grey: they say "not this one". */
#define FAINT 0.01

static const char *
class_name (const FvNetworkLayout *self, const FvSceneInput *input, guint nth, char buffer[16])
{
  return fv_scores_class_name (self->network, input ? input->class_names : NULL, nth, buffer);
}

/* What stands in a class's row: its score, or on the way back the δ of its unit, if it has one. */
static gboolean
value_of (const FvScores *scores, const FvNetworkLook *look, const FvSceneInput *input, guint nth,
          double *value)
{
  guint unit;

  *value = 0;
  if (!input->trace)
    return TRUE;
  if (!fv_network_shows_delta (input))
    {
      *value = fv_trace_scores (input->trace)[nth];
      return TRUE;
    }
  if (!fv_scores_unit_of_class (scores, nth, &unit))
    return FALSE;
  *value = look->values[unit];
  return TRUE;
}

/* A bar from zero, which stands where the range has it. */
static void
paint_bar (cairo_t *cr, const FvSceneInput *input, const FvScores *scores, double value, double x, double top,
           double width, double height)
{
  gboolean delta = fv_network_shows_delta (input);
  FvPalette palette = delta ? FV_PALETTE_DELTA : FV_PALETTE_ACTIVATION;
  double low = delta ? -1 : scores->low, high = delta ? 1 : scores->high, length;
  double zero = floor (x + width * -low / (high - low));

  if (low < 0)
    fv_pen_vertical (cr, input->style.frame, zero, top - 4, height + 8);
  else
    fv_pen_horizontal (cr, input->style.hairline, x, top + height, width);
  if (!isfinite (value))
    return;
  length = round (CLAMP (value, low, high) * width / (high - low));
  /* Even nothing has its mark, so that the eye finds where bars begin. */
  if (length == 0)
    length = value < 0 && low < 0 ? -1 : 1;
  fv_pen_fill (cr, fv_palette_color (fv_palette_pixel (palette, input->style.dark, length < 0 ? -1 : 1, 1)),
               length < 0 ? zero + length : zero, top, fabs (length), height);
}

static void
paint_square (const FvNetworkColumn *column, const FvSceneInput *input, const FvScores *scores, cairo_t *cr,
              double value, double center)
{
  FvNetworkLook look = fv_network_look (input, column->place);
  double side = MIN (column->bars.pitch - 6, 22), top = round (center - side / 2);
  double scale = fv_network_shows_delta (input) ? look.high : MAX (-scores->low, scores->high);
  guint32 pixel = fv_palette_pixel (look.palette, input->style.dark, value, scale);

  if (pixel != FV_PALETTE_NOT_FINITE)
    fv_pen_fill (cr, fv_palette_color (pixel), column->x + 1, top, side - 2, side - 2);
  fv_pen_frame (cr, input->style.frame, column->x + 1, top, side - 2, side - 2, 1);
}

static void
paint_name (const FvNetworkLayout *self, const FvNetworkColumn *column, guint nth, const FvSceneInput *input,
            cairo_t *cr, gboolean bold)
{
  const FvNetworkBars *bars = &column->bars;
  double center = bars->top + (nth + 0.5) * bars->pitch;
  double baseline = round (center + (bars->small ? 4 : 5.5) * self->text_scale);
  FvTextKind kind = bars->small ? (bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION)
                                : (bold ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE);
  gboolean squares = bars->bar_width == 0;
  char buffer[16];

  fv_text_draw (cr, kind, self->text_scale, squares ? FV_ALIGN_LEFT : FV_ALIGN_RIGHT,
                column->x + (squares ? MIN (bars->pitch, 22) + 8 : bars->name_width + 4), baseline,
                bold ? input->style.text : input->style.secondary,
                class_name (self, bars->indices ? NULL : input, nth, buffer));
}

static void
paint_number (const FvNetworkLayout *self, const FvNetworkColumn *column, const FvScores *scores,
              double value, double center, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *number
      = fv_network_shows_delta (input) ? fv_number_fixed (value, 3, TRUE) : fv_scores_text (scores, value);

  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, number) > column->bars.number_width)
    return; /* words for what is not finite: the sentence at the foot says it */
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, column->x + column->maps.width,
                round (center + 4 * self->text_scale),
                fabs (value) >= FAINT ? input->style.text : input->style.secondary, number);
}

static void
paint_row (const FvNetworkLayout *self, const FvNetworkColumn *column, const FvScores *scores, guint nth,
           const FvSceneInput *input, cairo_t *cr, gboolean bold)
{
  const FvNetworkBars *bars = &column->bars;
  FvNetworkLook look = fv_network_look (input, column->place);
  double center = bars->top + (nth + 0.5) * bars->pitch, thick = MIN (12, floor (bars->pitch / 2)), value;
  double bar_x = column->x + bars->name_width + 16;
  gboolean there = value_of (scores, &look, input, nth, &value);

  paint_name (self, column, nth, input, cr, bold);
  if (bars->bar_width == 0)
    {
      if (there)
        paint_square (column, input, scores, cr, value, center);
      else
        fv_pen_dash (cr, input->style.frame, column->x, center - 11, MIN (bars->pitch - 6, 22), 22);
      return;
    }
  if (!there)
    {
      /* No unit, no δ: not the same as a bar of nothing. */
      fv_pen_dash (cr, input->style.frame, bar_x, center - 11, bars->bar_width, 22);
      return;
    }
  paint_bar (cr, input, scores, value, bar_x, round (center - thick / 2), bars->bar_width, thick);
  if (input->trace)
    paint_number (self, column, scores, value, center, input, cr);
}

/* The longest of texts that fits the room, NULL if none does. */
static const char *
longest_fit (FvTextKind kind, double scale, const char *const *texts, guint n, double room)
{
  for (guint i = 0; i < n; i++)
    if (texts[i] && fv_text_width (kind, scale, texts[i]) <= room)
      return texts[i];
  return NULL;
}

static void
paint_forward_words (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, double x, double y,
                     double room)
{
  guint target = fv_trace_target (input->trace), read_as = fv_trace_class (input->trace);
  g_autofree char *value = fv_number_fixed (fv_trace_loss (input->trace), 3, FALSE);
  g_autofree char *formula = fv_scores_loss_formula (self->network, target);
  g_autofree char *longest = g_strdup_printf ("%s = %s", formula, value);
  g_autofree char *shorter = g_strdup_printf ("E = %s", value);
  g_autofree char *words = NULL, *numbers = NULL;
  char a[16], b[16];
  const char *text;

  words = g_strdup_printf (_ ("target %s · read as %s"), class_name (self, input, target, a),
                           class_name (self, input, read_as, b));
  numbers = g_strdup_printf (_ ("target %s · read as %s"), class_name (self, NULL, target, a),
                             class_name (self, NULL, read_as, b));
  text = longest_fit (FV_TEXT_TITLE_BOLD, self->text_scale, (const char *const[]){ longest, shorter }, 2,
                      room);
  if (text)
    fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, y, input->style.text, text);
  text = longest_fit (FV_TEXT_CAPTION, self->text_scale, (const char *const[]){ words, numbers }, 2, room);
  if (text)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, y + round (21 * self->text_scale),
                  target == read_as ? input->style.secondary : input->style.wrong, text);
}

static void
paint_backward_words (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, double x, double y,
                      double room)
{
  gboolean sums_to_zero;
  const char *formula = fv_scores_delta_formula (self->network, &sums_to_zero);
  const char *sum = sums_to_zero ? _ ("the bars sum to 0") : "";

  if (fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, formula) <= room)
    fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, y, input->style.text, formula);
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, sum) <= room)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, y + round (21 * self->text_scale),
                  input->style.secondary, sum);
}

static gboolean
is_bold (const FvNetworkColumn *column, const FvScores *scores, guint nth, const FvSceneInput *input)
{
  if (input->has_cursor && input->cursor.layer == column->place && input->cursor.direction != FV_LOSS)
    return nth == fv_scores_class_of_unit (scores, input->cursor.unit);
  return input->trace && nth == fv_trace_class (input->trace);
}

void
fv_network_paint_bars (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvScores scores = fv_scores_of (input);
  double room = self->scene.width - 8 - column->x;
  double y = column->bars.top + column->maps.height + round (32 * self->text_scale);

  for (guint row = 0; row < column->bars.rows; row++)
    paint_row (self, column, &scores, row, input, cr, is_bold (column, &scores, row, input));
  if (!input->trace)
    return;
  if (fv_network_shows_delta (input))
    paint_backward_words (self, input, cr, column->x, y, room);
  else
    paint_forward_words (self, input, cr, column->x, y, room);
}
