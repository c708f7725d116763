/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-palette.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-scores.h"
#include "fv-text.h"

/* The answer in little: a bar a class, its name below, the winner's score over it. One part. */
typedef struct
{
  FvScene scene;
  double text_scale;
  FvScores scores; /* its bounds are those of no trace */
  double pitch;
  double top, base;       /* of the bars */
  gboolean named, digits; /* names below; digits if the names are too long for it */
} BarsLayout;

/* Where there is room for a digit only, what is none of the others is a dash. */
static const char *
class_name (const FvSceneInput *input, const FvScores *scores, gboolean digits, guint nth, char buffer[16])
{
  if (digits && scores->has_other && nth + 1 == scores->n_classes)
    return "–";
  return fv_scores_class_name (input->network, digits ? NULL : input->class_names, nth, buffer);
}

static double
widest_name (const FvSceneInput *input, const FvScores *scores, gboolean digits, double scale)
{
  double widest = 0;
  char buffer[16];

  for (guint i = 0; i < scores->n_classes; i++)
    widest = MAX (widest,
                  fv_text_width (FV_TEXT_TITLE_BOLD, scale, class_name (input, scores, digits, i, buffer)));
  return widest;
}

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  BarsLayout *self = g_new0 (BarsLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;

  self->text_scale = scale;
  self->scores = fv_scores_of (&(FvSceneInput){ .network = input->network });
  self->pitch = width / self->scores.n_classes;
  self->digits = widest_name (input, &self->scores, FALSE, scale) > self->pitch - 2;
  self->named = !self->digits || widest_name (input, &self->scores, TRUE, scale) <= self->pitch - 2;
  self->base = height - (self->named ? round (22 * scale) : 4);
  self->top = round (18 * scale);
  return &self->scene;
}

static void
paint_name (const BarsLayout *self, guint nth, gboolean winner, const FvSceneInput *input, cairo_t *cr)
{
  char buffer[16];

  if (self->named)
    fv_text_draw (cr, winner ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, self->text_scale, FV_ALIGN_CENTER,
                  (nth + 0.5) * self->pitch, self->base + round (17 * self->text_scale),
                  winner ? input->style.text : input->style.secondary,
                  class_name (input, &self->scores, self->digits, nth, buffer));
}

/* "99.5 %", and before it the name that had no room below. g_free(). */
static char *
share_text (const BarsLayout *self, guint nth, double value, const FvSceneInput *input)
{
  g_autofree char *share = fv_scores_text (&self->scores, value);
  char whole[16], shown[16];
  const char *name = class_name (input, &self->scores, FALSE, nth, whole);

  if (self->named && g_str_equal (name, class_name (input, &self->scores, self->digits, nth, shown)))
    return g_steal_pointer (&share);
  return g_strdup_printf ("%s %s", name, share);
}

/* Over the winner's bar. */
static void
paint_share (const BarsLayout *self, guint nth, double value, double top, const FvSceneInput *input,
             cairo_t *cr)
{
  g_autofree char *text = share_text (self, nth, value, input);
  double width = fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale, text);
  double center = (nth + 0.5) * self->pitch;
  double x = CLAMP (center - width / 2, 0, MAX (self->scene.width - width, 0));

  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_LEFT, x, top - 5, input->style.text,
                text);
}

/* From zero up or down. Returns its top. */
static double
paint_bar (const BarsLayout *self, guint nth, double value, double zero, double unit,
           const FvSceneInput *input, cairo_t *cr)
{
  double height = round (fabs (value) * unit), bar = MAX (floor (self->pitch * 0.68), 1);
  FvColor color
      = fv_palette_color (fv_palette_pixel (FV_PALETTE_ACTIVATION, input->style.dark, value < 0 ? -1 : 1, 1));
  double top = value < 0 ? zero : zero - MAX (height, 1);

  fv_pen_fill (cr, color, (nth + 0.5) * self->pitch - bar / 2, top, bar, MAX (height, 1));
  return top;
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const BarsLayout *self = (const BarsLayout *)scene;
  const double *values = input->trace ? fv_trace_scores (input->trace) : NULL;
  FvScores scores = fv_scores_of (input);
  guint winner = input->trace ? fv_trace_class (input->trace) : G_MAXUINT;
  double unit = (self->base - self->top) / (scores.high - scores.low);
  double zero = round (self->base + scores.low * unit);

  fv_pen_horizontal (cr, input->style.hairline, 0, zero, scene->width);
  for (guint i = 0; i < scores.n_classes; i++)
    {
      double value = values && isfinite (values[i]) ? CLAMP (values[i], scores.low, scores.high) : 0;
      double top = values ? paint_bar (self, i, value, zero, unit, input, cr) : zero;

      paint_name (self, i, i == winner, input, cr);
      if (i == winner && isfinite (values[i]))
        paint_share (self, i, values[i], top, input, cr);
    }
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const BarsLayout *self = (const BarsLayout *)scene;

  if (x < 0 || y < 0 || x >= scene->width || y >= scene->height)
    return FALSE;
  *out = (FvCursor){ .direction = fv_cursor_is_backward (input->cursor) ? FV_BACKWARD : FV_FORWARD,
                     .layer = fv_network_depth (input->network) };
  return fv_scores_nearest_unit (&self->scores, MIN ((guint)(x / self->pitch), self->scores.n_classes - 1),
                                 &out->unit);
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const BarsLayout *self = (const BarsLayout *)scene;

  *out = (FvRect){ fv_scores_class_of_unit (&self->scores, cursor.unit) * self->pitch, 0, self->pitch,
                   scene->height };
  return cursor.unit < self->scores.n_units;
}

const FvSceneType fv_bars_scene = {
  .name = "bars",
  .title = N_ ("Answer"),
  .export_width = 252,
  .export_height = 110,
  .layout = layout,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
};
