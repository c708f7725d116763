/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-data-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-text.h"

#define MARGIN 20
#define GAP    8
/* px at the usual size of type */
#define MEAN         112
#define PICTURE      28
#define MIN_PICTURE  12
#define NAME         96 /* the longest name that is written out */
#define MIN_COLUMN   240
#define COLUMN_GAP   28
#define LARGEST_MEAN 168

static double
scale_of (const FvSceneInput *input)
{
  return input->style.text_scale > 0 ? input->style.text_scale : 1;
}

static double
line_height (double scale)
{
  return fv_text_ascent (FV_TEXT_CAPTION, scale) + fv_text_descent (FV_TEXT_CAPTION, scale);
}

/* "60 000 samples of 28×28" */
static char *
size_text (const FvDataset *set)
{
  g_autofree char *count = fv_number_count (fv_dataset_count (set));
  FvShape shape = fv_dataset_shape (set);

  if (fv_shape_size (shape) == 2)
    /* Translators: how many samples a data set has, of two numbers each. */
    return g_strdup_printf (_ ("%s points of two inputs"), count);
  if (shape.maps == 3)
    /* Translators: how many pictures a data set has, and their height and width. */
    return g_strdup_printf (_ ("%s pictures of %u×%u in red, green and blue"), count, shape.rows, shape.cols);
  /* Translators: how many pictures a data set has, and their height and width. */
  return g_strdup_printf (_ ("%s pictures of %u×%u"), count, shape.rows, shape.cols);
}

char **
fv_data_layout_words (const FvSceneInput *input)
{
  const FvDataLook *look = input->data;
  GPtrArray *lines = g_ptr_array_new ();

  g_ptr_array_add (lines, size_text (look->set));
  if (fv_dataset_is_verified (look->set))
    g_ptr_array_add (lines, g_strdup (_ ("Verified: to the bit as published")));
  for (guint i = 0; look->notes != NULL && look->notes[i] != NULL; i++)
    g_ptr_array_add (lines, g_strdup (look->notes[i]));
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_free (lines, FALSE);
}

/* Of name and lines. */
static double
words_height (const FvSceneInput *input, double scale, double width)
{
  g_auto (GStrv) lines = fv_data_layout_words (input);
  double height = fv_text_paragraph (NULL, FV_TEXT_TITLE_BOLD, scale, 0, 0, width, input->style.text,
                                     fv_dataset_name (input->data->set))
                  + 4;

  for (guint i = 0; lines[i] != NULL; i++)
    height += fv_text_paragraph (NULL, FV_TEXT_CAPTION, scale, 0, 0, width, input->style.text, lines[i]) + 2;
  return height;
}

/* Words at the left, the mean at the right. */
static void
set_head (FvDataLayout *self, const FvSceneInput *input, double width)
{
  double scale = self->text_scale, side = MIN (round (MIN (MEAN * scale, LARGEST_MEAN)), floor (width / 3));
  FvShape shape = fv_dataset_shape (input->data->set);
  double longest = MAX (shape.rows, shape.cols);

  if (!self->is_points && longest <= side)
    side = longest * floor (side / longest); /* of whole pixels */
  self->head_top = 16;
  self->words_width = MAX (width - 2 * MARGIN - side - 2 * GAP, 40);
  self->mean = (FvRect){ MAX (width - MARGIN - side, 0), self->head_top + 2, side, side };
  self->rows_top
      = self->head_top
        + ceil (MAX (words_height (input, scale, self->words_width), side + 4 + line_height (scale)) + 16);
}

static double
widest_name (const FvSceneInput *input, double scale, gboolean digits)
{
  double widest = 0;

  for (guint i = 0; i < fv_dataset_n_classes (input->data->set); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *name = digits ? number : fv_dataset_class_name (input->data->set, i);

      widest = MAX (widest, fv_text_width (FV_TEXT_CAPTION_BOLD, scale, name));
    }
  return widest;
}

static void
set_columns (FvDataLayout *self, const FvSceneInput *input, double width, double height)
{
  double scale = self->text_scale, room = MAX (height - self->rows_top - 12, 1);
  double usual = MAX (round (PICTURE * MIN (scale, 1.5)) + 4, line_height (scale) + 2);
  guint most = MAX ((guint)((width - 2 * MARGIN + COLUMN_GAP) / (MIN_COLUMN * scale + COLUMN_GAP)), 1);
  guint fit = MAX ((guint)(room / usual), 1);
  guint columns = CLAMP ((self->n_classes + fit - 1) / fit, 1, most);

  self->n_lines = (self->n_classes + columns - 1) / columns;
  self->row_height = MIN (floor (room / MAX (self->n_lines, 1)), usual);
  self->row_height = MAX (self->row_height, line_height (scale));
  self->column_pitch = floor ((width - 2 * MARGIN + COLUMN_GAP) / columns);
  self->column_width = self->column_pitch - COLUMN_GAP;
}

static void
set_cells (FvDataLayout *self, const FvSceneInput *input)
{
  g_autofree char *count = fv_number_count (fv_dataset_count (input->data->set));
  double scale = self->text_scale, name;

  self->picture = self->row_height - 4;
  if (self->picture < MIN_PICTURE)
    self->picture = 0;
  self->digits = widest_name (input, scale, FALSE) > NAME * scale;
  name = MIN (widest_name (input, scale, self->digits), NAME * scale);
  self->name_x = self->picture > 0 ? self->picture + 2 + GAP : 0;
  self->bar_x = self->name_x + name + GAP;
  self->count_right = self->column_width;
  self->bar_width
      = MAX (self->count_right - fv_text_width (FV_TEXT_CAPTION, scale, count) - GAP - self->bar_x, 4);
}

FvDataLayout *
fv_data_layout_new (const FvSceneInput *input, double width, double height)
{
  FvDataLayout *self = g_new0 (FvDataLayout, 1);

  self->text_scale = scale_of (input);
  if (input->data == NULL || input->data->set == NULL)
    return self;
  self->is_points = fv_shape_size (fv_dataset_shape (input->data->set)) == 2;
  self->n_classes = fv_dataset_n_classes (input->data->set);
  set_head (self, input, width);
  set_columns (self, input, width, height);
  set_cells (self, input);
  return self;
}

double
fv_data_layout_height (const FvSceneInput *input, double width)
{
  g_autofree FvDataLayout *self = fv_data_layout_new (input, width, 1e6);
  double row = MIN (self->row_height, line_height (self->text_scale) + 5);

  return self->rows_top + self->n_lines * row + 12;
}

FvRect
fv_data_layout_row (const FvDataLayout *self, guint class_index)
{
  guint lines = MAX (self->n_lines, 1);

  return (FvRect){ MARGIN + class_index / lines * self->column_pitch,
                   self->rows_top + class_index % lines * self->row_height, self->column_width,
                   self->row_height };
}
