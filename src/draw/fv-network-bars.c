/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-text.h"

/* Probabilities below this are set grey: they say "not this one". */
#define FAINT 0.01

static const char *
class_name (const FvSceneInput *input, guint unit, char buffer[16])
{
  for (guint i = 0; input->class_names && input->class_names[i]; i++)
    if (i == unit)
      return input->class_names[i];
  g_snprintf (buffer, 16, "%u", unit);
  return buffer;
}

static void
paint_bar (cairo_t *cr, const FvSceneInput *input, double value, double x, double top, double width,
           double height)
{
  gboolean delta = fv_network_shows_delta (input);
  FvPalette palette = delta ? FV_PALETTE_DELTA : FV_PALETTE_ACTIVATION;
  double zero = delta ? floor (x + width / 2) : x, length;

  if (delta)
    fv_pen_vertical (cr, input->style.frame, zero, top - 4, height + 8);
  else
    fv_pen_horizontal (cr, input->style.hairline, x, top + height, width);
  if (!isfinite (value))
    return;
  length = round (CLAMP (value, -1, 1) * (delta ? width / 2 : width));
  /* Even nothing has its mark, so that the eye finds where bars begin. */
  if (length == 0)
    length = value < 0 ? -1 : 1;
  fv_pen_fill (cr, fv_palette_color (fv_palette_pixel (palette, input->style.dark, value < 0 ? -1 : 1, 1)),
               length < 0 ? zero + length : zero, top, fabs (length), height);
}

static void
paint_square (const FvNetworkLayout *self, const FvNetworkColumn *column, const FvSceneInput *input,
              cairo_t *cr, double value, double baseline)
{
  FvNetworkLook look = fv_network_look (input, column->place);
  double side = MIN (column->bars.pitch - 6, 22), top = round (baseline - side + side / 4);
  guint32 pixel = fv_palette_pixel (look.palette, input->style.dark, value, MAX (-look.low, look.high));

  if (pixel != FV_PALETTE_NOT_FINITE)
    fv_pen_fill (cr, fv_palette_color (pixel), column->x + 1, top, side - 2, side - 2);
  fv_pen_frame (cr, input->style.frame, column->x + 1, top, side - 2, side - 2, 1);
}

static void
paint_row (const FvNetworkLayout *self, const FvNetworkColumn *column, guint unit, double value,
           const FvSceneInput *input, cairo_t *cr, gboolean bold)
{
  const FvNetworkBars *bars = &column->bars;
  const FvStyle *style = &input->style;
  gboolean delta = fv_network_shows_delta (input);
  double scale = self->text_scale, center = bars->top + (unit + 0.5) * bars->pitch;
  double baseline = round (center + (bars->small ? 4 : 5.5) * scale),
         thick = MIN (12, floor (bars->pitch / 2));
  double bar_x = column->x + bars->name_width + 16;
  FvTextKind kind = bars->small ? (bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION)
                                : (bold ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE);
  FvColor number_color = fabs (value) >= FAINT ? style->text : style->secondary;
  g_autofree char *number = NULL;
  char buffer[16];

  if (bars->bar_width == 0)
    {
      paint_square (self, column, input, cr, value, baseline);
      fv_text_draw (cr, kind, scale, FV_ALIGN_LEFT, column->x + MIN (bars->pitch, 22) + 8, baseline,
                    bold ? style->text : style->secondary,
                    bars->indices ? class_name (&(FvSceneInput){ 0 }, unit, buffer)
                                  : class_name (input, unit, buffer));
      return;
    }
  fv_text_draw (cr, kind, scale, FV_ALIGN_RIGHT, column->x + bars->name_width + 4, baseline,
                bold ? style->text : style->secondary,
                bars->indices ? class_name (&(FvSceneInput){ 0 }, unit, buffer)
                              : class_name (input, unit, buffer));
  paint_bar (cr, input, value, bar_x, round (center - thick / 2), bars->bar_width, thick);
  if (!input->trace)
    return;
  number = delta ? fv_number_fixed (value, 3, TRUE) : fv_number_percent (value, 1);
  if (fv_text_width (FV_TEXT_CAPTION, scale, number) > bars->number_width)
    return; /* words for what is not finite: the sentence at the foot says it */
  fv_text_draw (cr, FV_TEXT_CAPTION, scale, FV_ALIGN_RIGHT, column->x + column->maps.width,
                round (center + 4 * scale), number_color, number);
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
  g_autofree char *index = fv_number_subscript (target);
  g_autofree char *value = fv_number_fixed (fv_trace_loss (input->trace), 3, FALSE);
  g_autofree char *longest = NULL, *shorter = g_strdup_printf ("E = %s", value);
  g_autofree char *words = NULL, *numbers = NULL;
  char a[16], b[16];
  const char *const *none = NULL;
  FvSceneInput unnamed = { .class_names = none };
  const char *text;

  if (g_str_equal (fv_network_loss (self->network)->name, "cross-entropy"))
    longest = g_strdup_printf ("E = −ln p%s = %s", index, value);
  words = g_strdup_printf (_ ("target %s · read as %s"), class_name (input, target, a),
                           class_name (input, read_as, b));
  numbers = g_strdup_printf (_ ("target %s · read as %s"), class_name (&unnamed, target, a),
                             class_name (&unnamed, read_as, b));
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
  const char *formula = "δ = p − t", *sum = _ ("the bars sum to 0");

  /* True of softmax with cross-entropy only. */
  if (!g_str_equal (fv_network_loss (self->network)->name, "cross-entropy"))
    {
      formula = "δ = ∂E/∂n";
      sum = "";
    }
  if (fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, formula) <= room)
    fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, x, y, input->style.text, formula);
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, sum) <= room)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, x, y + round (21 * self->text_scale),
                  input->style.secondary, sum);
}

void
fv_network_paint_bars (const FvNetworkLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  FvNetworkLook look = fv_network_look (input, column->place);
  double room = self->scene.width - 8 - column->x;
  double y = column->bars.top + column->maps.height + round (32 * self->text_scale);
  gboolean at_cursor
      = input->has_cursor && input->cursor.layer == column->place && input->cursor.direction != FV_LOSS;

  for (guint unit = 0; unit < (column->bars.plain ? 0 : column->maps.count); unit++)
    paint_row (self, column, unit, look.values ? look.values[unit] : 0, input, cr,
               at_cursor ? unit == input->cursor.unit
                         : input->trace && unit == fv_trace_class (input->trace));
  if (!input->trace)
    return;
  if (fv_network_shows_delta (input))
    paint_backward_words (self, input, cr, column->x, y, room);
  else
    paint_forward_words (self, input, cr, column->x, y, room);
}
