/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-scene-types.h"
#include "fv-text.h"
#include "fv-timeline-layout.h"

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  FvTimelineLayout *self = g_new0 (FvTimelineLayout, 1);
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  g_autofree char *newest = g_strdup_printf (_ ("batch %s · epoch %s"), "88 888", "88.88");
  g_autofree char *earlier = g_strdup_printf (_ ("batch %s of %s"), "88 888", "88 888");
  double widest
      = MAX (fv_text_width (FV_TEXT_CAPTION, scale, newest), fv_text_width (FV_TEXT_CAPTION, scale, earlier));
  double words = MAX (widest + 24, 140), room;

  self->network = fv_network_ref (input->network);
  self->text_scale = scale;
  room = width - words - 16;
  self->n_steps = fv_cursor_n_steps (input->network);
  self->gap = room > 500 ? 12 : 6;
  self->words_x = width - words;
  self->pass_height = round (26 * scale);
  self->pass_top = height - 8 - self->pass_height;
  self->training = (FvRect){ 8, 10, MAX (room - 8, 10), MAX (self->pass_top - 28, 10) };
  self->pitch = MAX (room - 8 - 2 * self->gap, 10) / self->n_steps;
  return &self->scene;
}

static void
free_layout (FvScene *scene)
{
  fv_network_unref (((FvTimelineLayout *)scene)->network);
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
  const FvTimelineLayout *self = (const FvTimelineLayout *)scene;
  double split = self->pass_top - 3;

  return nth == 0 ? (FvRect){ 0, 0, scene->width, split }
                  : (FvRect){ 0, split, scene->width, scene->height - split };
}

void
fv_timeline_words (const FvTimelineLayout *self, cairo_t *cr, double baseline, FvColor color,
                   const char *text)
{
  if (self->words_x + fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) <= self->scene.width)
    fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT, self->words_x, baseline, color, text);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvTimelineLayout *self = (const FvTimelineLayout *)scene;

  if (nth == 0)
    fv_timeline_paint_training (self, input, cr);
  else
    fv_timeline_paint_pass (self, input, cr);
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  return fv_timeline_pick_pass ((const FvTimelineLayout *)scene, input, x, y, out);
}

static gboolean
locate (const FvScene *scene, FvCursor cursor, FvRect *out)
{
  const FvTimelineLayout *self = (const FvTimelineLayout *)scene;

  *out = fv_timeline_block (self, MIN (fv_cursor_step (cursor, self->network), self->n_steps - 1));
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
