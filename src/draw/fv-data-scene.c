/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-data-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-data-layout.h"
#include "fv-glyph.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-sample-picture.h"
#include "fv-sample-points.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* What is in a data set: its name and size, the mean picture, and for each class its mean and how many samples it has.
 * One part. */

#define MARGIN 20
#define BAR    0.45 /* of a row's height */

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_data_layout_new (input, width, height)->scene;
}

/* Another set, or more to say of it, is laid out anew. */
static guint
key (const FvSceneInput *input)
{
  const FvDataLook *look = input->data;
  guint hash = 0;

  if (look == NULL || look->set == NULL)
    return 0;
  for (guint i = 0; look->notes != NULL && look->notes[i] != NULL; i++)
    hash = 31 * hash + g_str_hash (look->notes[i]);
  return 31 * hash + g_direct_hash (look->set);
}

static void
paint_words (const FvDataLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_auto (GStrv) lines = fv_data_layout_words (input);
  double y = self->head_top;

  y += fv_text_paragraph (cr, FV_TEXT_TITLE_BOLD, self->text_scale, MARGIN, y, self->words_width,
                          input->style.text, fv_dataset_name (input->data->set))
       + 4;
  for (guint i = 0; lines[i] != NULL; i++)
    y += fv_text_paragraph (cr, FV_TEXT_CAPTION, self->text_scale, MARGIN, y, self->words_width,
                            input->style.secondary, lines[i])
         + 2;
}

static char *
mean_text (const FvDataLayout *self, const FvDataLook *look)
{
  if (look->class_index < self->n_classes)
    /* Translators: below the mean picture of one class. */
    return g_strdup_printf (self->is_points ? _ ("Points of %s") : _ ("Mean of %s"),
                            fv_dataset_class_name (look->set, look->class_index));
  return g_strdup (self->is_points ? _ ("All points") : _ ("Mean of all"));
}

static void
paint_mean (const FvDataLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvDataLook *look = input->data;
  g_autofree char *text = mean_text (self, look);
  FvRect at = self->mean;

  if (self->is_points)
    fv_sample_points_paint (cr, &input->style, at, look->set, look->class_index, G_MAXUINT);
  else
    fv_sample_picture_paint (
        cr, &input->style, input->vectors, at.x, at.y, at.width, fv_dataset_shape (look->set),
        look->summary != NULL ? fv_summary_mean (look->summary, look->class_index) : NULL);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, at.x + at.width / 2,
                at.y + at.height + 4 + fv_text_ascent (FV_TEXT_CAPTION, self->text_scale),
                input->style.secondary, text);
}

static void
paint_row_picture (const FvDataLayout *self, guint nth, FvRect row, const FvSceneInput *input, cairo_t *cr)
{
  const FvDataLook *look = input->data;
  double y = row.y + (row.height - self->picture) / 2;

  if (self->picture <= 0)
    return;
  if (self->is_points)
    fv_glyph_paint (cr, &input->style, nth, row.x + self->picture / 2, y + self->picture / 2, 5);
  else
    fv_sample_picture_paint (cr, &input->style, input->vectors, row.x + 1, floor (y), self->picture,
                             fv_dataset_shape (look->set),
                             look->summary != NULL ? fv_summary_mean (look->summary, nth) : NULL);
}

static void
paint_bar (const FvDataLayout *self, guint nth, FvRect row, double baseline, const FvSceneInput *input,
           cairo_t *cr)
{
  FvSummary *summary = input->data->summary;
  guint count = fv_summary_count (summary, nth), largest = MAX (fv_summary_largest (summary), 1);
  g_autofree char *text = fv_number_count (count);
  double height = MAX (round (BAR * MIN (row.height, 32)), 3);

  fv_pen_fill (cr, input->style.bar, row.x + self->bar_x, floor (row.y + (row.height - height) / 2),
               MAX (round (self->bar_width * count / largest), count > 0 ? 1 : 0), height);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, row.x + self->count_right, baseline,
                input->style.text, text);
}

static void
paint_row (const FvDataLayout *self, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  gboolean here = input->data->class_index == nth;
  FvRect row = fv_data_layout_row (self, nth);
  double ascent = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale);
  double descent = fv_text_descent (FV_TEXT_CAPTION, self->text_scale);
  double baseline = row.y + floor ((row.height + ascent - descent) / 2);
  g_autofree char *number = g_strdup_printf ("%u", nth);

  if (here)
    fv_pen_fill (cr, input->style.selected, row.x - 6, row.y, row.width + 12, row.height);
  paint_row_picture (self, nth, row, input, cr);
  fv_text_draw (cr, here ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT,
                row.x + self->name_x, baseline, input->style.text,
                self->digits ? number : fv_dataset_class_name (input->data->set, nth));
  if (input->data->summary != NULL)
    paint_bar (self, nth, row, baseline, input, cr);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvDataLayout *self = (const FvDataLayout *)scene;

  if (self->n_classes == 0 || input->data == NULL || input->data->set == NULL)
    {
      fv_text_paragraph (cr, FV_TEXT_TITLE, self->text_scale, MARGIN, MARGIN,
                         MAX (scene->width - 2 * MARGIN, 40), input->style.secondary,
                         _ ("There are no data yet."));
      return;
    }
  paint_words (self, input, cr);
  paint_mean (self, input, cr);
  for (guint i = 0; i < self->n_classes; i++)
    paint_row (self, i, input, cr);
}

static gboolean
is_in (FvRect rect, double x, double y)
{
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

/* A click on the class that is looked at, or on the large mean, goes back to all of them. */
static gboolean
pick_action (const FvScene *scene, const FvSceneInput *input, double x, double y, FvSceneAction *out)
{
  const FvDataLayout *self = (const FvDataLayout *)scene;

  if (input->data == NULL)
    return FALSE;
  *out = (FvSceneAction){ FV_SCENE_ACTION_CLASS, G_MAXUINT };
  if (self->n_classes > 0 && is_in (self->mean, x, y))
    return TRUE;
  for (guint i = 0; i < self->n_classes; i++)
    if (is_in (fv_data_layout_row (self, i), x, y))
      {
        out->value = input->data->class_index == i ? G_MAXUINT : i;
        return TRUE;
      }
  return FALSE;
}

double
fv_data_scene_height (const FvSceneInput *input, double width)
{
  return fv_data_layout_height (input, width);
}

const FvSceneType fv_data_scene = {
  .name = "data",
  .title = N_ ("Data"),
  .exportable = TRUE,
  .export_width = 640,
  .export_height = 520,
  .layout = layout,
  .key = key,
  .paint_part = paint_part,
  .pick_action = pick_action,
};
