/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-palette.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* The answer in little: a bar a class, its name below, the winner's share beside it. One part. */
typedef struct
{
  FvScene scene;
  double text_scale;
  guint n_classes;
  double pitch, left;
  double top, base;       /* of the bars */
  double number_width;    /* room kept for the winner's share */
  gboolean named, digits; /* names below; digits if the names are too long for it */
} BarsLayout;

static double
widest_name (const FvSceneInput *input, double scale)
{
  double widest = 0;

  for (guint i = 0; input->class_names && input->class_names[i]; i++)
    widest = MAX (widest, fv_text_width (FV_TEXT_TITLE_BOLD, scale, input->class_names[i]));
  return widest;
}

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  BarsLayout *self = g_new0 (BarsLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1, digits;
  g_autofree char *last = NULL;

  self->text_scale = scale;
  self->n_classes = MAX (fv_network_n_classes (input->network), 1);
  last = g_strdup_printf ("%u", self->n_classes - 1);
  self->pitch = width / self->n_classes;
  digits = fv_text_width (FV_TEXT_TITLE_BOLD, scale, last);
  self->digits
      = !input->class_names || !input->class_names[0] || widest_name (input, scale) > self->pitch - 2;
  self->named = !self->digits || digits <= self->pitch - 2;
  self->base = height - (self->named ? round (22 * scale) : 4);
  self->top = round (18 * scale);
  self->number_width = fv_text_width (FV_TEXT_CAPTION_BOLD, scale, "100.0 %");
  return &self->scene;
}

static void
free_layout (FvScene *scene)
{
  g_free (scene);
}

static guint
n_parts (const FvScene *scene)
{
  return 1;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  return (FvRect){ 0, 0, scene->width, scene->height };
}

static void
paint_name (const BarsLayout *self, guint unit, gboolean winner, const FvSceneInput *input, cairo_t *cr)
{
  g_autofree char *digit = g_strdup_printf ("%u", unit);

  if (self->named)
    fv_text_draw (cr, winner ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, self->text_scale, FV_ALIGN_CENTER,
                  (unit + 0.5) * self->pitch, self->base + round (17 * self->text_scale),
                  winner ? input->style.text : input->style.secondary,
                  self->digits ? digit : input->class_names[unit]);
}

/* Beside the top of the winner's bar, or over it where there is no room at the right. */
static void
paint_share (const BarsLayout *self, guint unit, double value, double height, const FvSceneInput *input,
             cairo_t *cr)
{
  g_autofree char *text = fv_number_percent (value, 1);
  double width = fv_text_width (FV_TEXT_CAPTION_BOLD, self->text_scale, text);
  double center = (unit + 0.5) * self->pitch;
  double x = CLAMP (center - width / 2, 0, MAX (self->scene.width - width, 0));

  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_LEFT, x, self->base - height - 5,
                input->style.text, text);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const BarsLayout *self = (const BarsLayout *)scene;
  const double *o = input->trace ? fv_trace_o (input->trace, fv_network_depth (input->network)) : NULL;
  guint winner = input->trace ? fv_trace_class (input->trace) : G_MAXUINT;
  FvColor color = fv_palette_color (fv_palette_pixel (FV_PALETTE_ACTIVATION, input->style.dark, 1, 1));
  double bar = MAX (floor (self->pitch * 0.68), 1);

  fv_pen_horizontal (cr, input->style.hairline, 0, self->base, scene->width);
  for (guint unit = 0; unit < self->n_classes; unit++)
    {
      double value = o && isfinite (o[unit]) ? CLAMP (o[unit], 0, 1) : 0;
      double height = o ? MAX (round (value * (self->base - self->top)), 1) : 0;

      fv_pen_fill (cr, color, (unit + 0.5) * self->pitch - bar / 2, self->base - height, bar, height);
      paint_name (self, unit, unit == winner, input, cr);
      if (unit == winner && isfinite (o[unit]))
        paint_share (self, unit, value, height, input, cr);
    }
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  const BarsLayout *self = (const BarsLayout *)scene;

  if (x < 0 || y < 0 || x >= scene->width || y >= scene->height)
    return FALSE;
  *out = (FvCursor){ .direction = fv_cursor_is_backward (input->cursor) ? FV_BACKWARD : FV_FORWARD,
                     .layer = fv_network_depth (input->network),
                     .unit = MIN ((guint)(x / self->pitch), self->n_classes - 1) };
  return TRUE;
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const BarsLayout *self = (const BarsLayout *)scene;

  *out = (FvRect){ cursor.unit * self->pitch, 0, self->pitch, scene->height };
  return cursor.unit < self->n_classes;
}

const FvSceneType fv_bars_scene = {
  .name = "bars",
  .title = N_ ("Answer"),
  .export_width = 252,
  .export_height = 110,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
  .pick = pick,
  .locate = locate,
};
