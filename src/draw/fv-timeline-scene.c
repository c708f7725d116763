/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plot.h"
#include "fv-scene-types.h"
#include "fv-text.h"
#include "fv-timeline.h"

/* Two rails. Above: training, which is the loss curve itself, with the caret at now. Below: the pass, a block a step,
 * forward and backward. Parts: training, pass. */
typedef struct
{
  FvScene scene;
  FvNetwork *network;
  double text_scale;
  FvRect training; /* the curve's area */
  double words_x;  /* at the right of the rails */
  double pass_top, pass_height;
  guint n_steps;
  double pitch, gap; /* of the blocks; gap stands between forward and backward */
} TimelineLayout;

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  TimelineLayout *self = g_new0 (TimelineLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  g_autofree char *widest = g_strdup_printf (_ ("batch %s · epoch %s"), "88 888", "88.88");
  double words = MAX (fv_text_width (FV_TEXT_CAPTION, scale, widest) + 24, 140), room;

  self->network = fv_network_ref (input->network);
  self->text_scale = scale;
  room = width - FV_TIMELINE_LEFT - words - 16;
  self->n_steps = fv_cursor_n_steps (input->network);
  self->gap = room > 500 ? 12 : 6;
  self->words_x = width - words;
  self->pass_height = round (26 * scale);
  self->pass_top = height - 8 - self->pass_height;
  self->training = (FvRect){ FV_TIMELINE_LEFT + 8, 10, MAX (room - 8, 10), MAX (self->pass_top - 28, 10) };
  self->pitch = MAX (room - 8 - self->gap, 10) / self->n_steps;
  return &self->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_network_unref (((TimelineLayout *)scene)->network);
  g_free (scene);
}

static guint
n_parts (const FvScene *scene)
{
  return 2;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  const TimelineLayout *self = (const TimelineLayout *)scene;
  double split = self->pass_top - 3;

  return nth == 0
             ? (FvRect){ FV_TIMELINE_LEFT, 0, scene->width - FV_TIMELINE_LEFT, split }
             : (FvRect){ FV_TIMELINE_LEFT, split, scene->width - FV_TIMELINE_LEFT, scene->height - split };
}

static FvRect
block (const TimelineLayout *self, guint step)
{
  guint half = fv_network_depth (self->network) + 2; /* X, the layers, E */
  double x = self->training.x + step * self->pitch + (step >= half ? self->gap : 0);
  double left = round (x), right = round (x + self->pitch) - 3;

  return (FvRect){ left, self->pass_top, MAX (right - left, 1), self->pass_height };
}

static char *
step_name (const TimelineLayout *self, guint step)
{
  FvCursor at = fv_cursor_at_step (self->network, step);

  if (at.direction == FV_LOSS)
    return g_strdup ("E");
  if (at.direction == FV_UPDATE)
    return g_strdup ("θ");
  if (at.layer == 0)
    return g_strdup ("X");
  return fv_layer_short_name (fv_network_layer (self->network, at.layer));
}

static void
paint_block (const TimelineLayout *self, guint step, guint now, const FvSceneInput *input, cairo_t *cr)
{
  FvRect rect = block (self, step);
  const FvStyle *style = &input->style;
  g_autofree char *name = step_name (self, step);
  FvTextKind kind = step == now ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  double baseline = rect.y + round (rect.height / 2 + 3 * self->text_scale);

  if (step == now)
    fv_pen_fill (cr, style->selected, rect.x, rect.y, rect.width, rect.height - 1);
  fv_pen_fill (cr,
               step == now  ? style->accent
               : step < now ? style->secondary
                            : style->hairline,
               rect.x, rect.y + rect.height - (step == now ? 3 : 2), rect.width, step == now ? 3 : 1);
  if (fv_text_width (kind, self->text_scale, name) <= rect.width + 2)
    fv_text_draw (cr, kind, self->text_scale, FV_ALIGN_CENTER, rect.x + rect.width / 2, baseline,
                  step <= now ? style->text : style->secondary, name);
}

static void
words (const TimelineLayout *self, cairo_t *cr, double baseline, FvColor color, const char *text)
{
  if (self->words_x + fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) <= self->scene.width)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->words_x, baseline, color, text);
}

static void
paint_pass (const TimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  guint now = input->has_cursor ? fv_cursor_step (input->cursor, self->network) : G_MAXUINT;
  g_autofree char *text = NULL;

  for (guint step = 0; step < self->n_steps; step++)
    paint_block (self, step, now == G_MAXUINT ? self->n_steps : now, input, cr);
  if (now == G_MAXUINT)
    return;
  text = g_strdup_printf (_ ("step %u of %u"), now + 1, self->n_steps);
  words (self, cr, self->pass_top + round (self->pass_height / 2 + 3 * self->text_scale),
         input->style.secondary, text);
}

static void
paint_moment (const TimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *batch = fv_number_count (input->batch), *epoch = fv_number_fixed (input->epoch, 2, FALSE);
  g_autofree char *first = g_strdup_printf (_ ("batch %s · epoch %s"), batch, epoch);
  double baseline = self->training.y + round (14 * self->text_scale);
  FvCurvePoint point;

  words (self, cr, baseline, input->style.text, first);
  if (input->curve && fv_curve_last_test (input->curve, &point))
    {
      g_autofree char *value = fv_number_fixed (point.test_loss, 3, FALSE);
      g_autofree char *second = g_strdup_printf (_ ("test loss %s"), value);
      words (self, cr, baseline + round (17 * self->text_scale), input->style.secondary, second);
    }
}

static void
paint_training (const TimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvStyle *style = &input->style;
  FvRect area = self->training;
  guint n = input->curve ? fv_curve_length (input->curve) : 0;
  double last = n > 0 ? (double)fv_curve_nth (input->curve, n - 1).batch : 0, low, high, x;
  FvPlot plot = { area, MAX (MAX (last, (double)input->batch) * 1.15, 10), 0.01, 3, TRUE };

  if (fv_series_range (input->curve, FV_SERIES_TRAIN_LOSS, TRUE, &low, &high))
    {
      plot.low = MAX (low * 0.8, high * 1e-4);
      plot.high = MAX (high, plot.low * 2);
    }
  plot.area.height -= 6;
  fv_pen_horizontal (cr, style->frame, area.x, area.y + area.height, area.width);
  fv_plot_line (&plot, cr, style->curve, input->curve, FV_SERIES_TRAIN_LOSS, 1.25, FALSE);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, area.x + 4, area.y + area.height - 6,
                style->secondary, _ ("loss"));
  x = floor (fv_plot_x (&plot, (double)input->batch));
  fv_pen_vertical (cr, style->accent, x, area.y - 6, area.height + 6);
  fv_pen_color (cr, style->accent);
  cairo_arc (cr, x + 0.5, area.y + area.height, 5, 0, 2 * G_PI);
  cairo_fill (cr);
  paint_moment (self, input, cr);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const TimelineLayout *self = (const TimelineLayout *)scene;

  if (nth == 0)
    paint_training (self, input, cr);
  else
    paint_pass (self, input, cr);
}

/* A block of the pass: unit and cell stay where they are in that layer. */
static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const TimelineLayout *self = (const TimelineLayout *)scene;

  for (guint step = 0; step < self->n_steps; step++)
    {
      FvRect rect = block (self, step);
      FvCursor at;

      if (x < rect.x || x >= rect.x + rect.width + 3 || y < rect.y - 3 || y >= rect.y + rect.height + 3)
        continue;
      at = fv_cursor_at_step (self->network, step);
      *out = input->has_cursor ? input->cursor : at;
      out->direction = at.direction;
      out->layer = at.layer;
      *out = fv_cursor_clamp (*out, self->network);
      return TRUE;
    }
  return FALSE;
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const TimelineLayout *self = (const TimelineLayout *)scene;

  *out = block (self, MIN (fv_cursor_step (cursor, self->network), self->n_steps - 1));
  return TRUE;
}

const FvSceneType fv_timeline_scene = {
  .name = "timeline",
  .title = N_ ("Timeline"),
  .export_width = 1280,
  .export_height = 100,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
};
