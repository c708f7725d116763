/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-generator-layout.h"

#include <math.h>

#include "fv-hand.h"
#include "fv-text.h"

#define MARGIN 20
#define GAP    20
/* Notes have two lines, of large type three. */
#define LARGE 1.25

static double
line_height (double scale)
{
  return fv_text_ascent (FV_TEXT_CAPTION, scale) + fv_text_descent (FV_TEXT_CAPTION, scale);
}

static double
note_height (double scale)
{
  return (scale > LARGE ? 3 : 2) * line_height (scale) + 6;
}

/* Above and below a square. */
static double
words_height (double scale)
{
  return line_height (scale) + 4 + note_height (scale);
}

/* px of a pixel of the picture, if there are that many columns. */
static double
zoom_of (double width, double height, double scale, guint columns)
{
  guint rows = (FV_GENERATOR_N_STEPS + columns - 1) / columns;
  double across = (width - 2 * MARGIN + GAP) / columns - GAP;
  double down = (height - 2 * MARGIN + GAP) / rows - GAP - words_height (scale);

  return floor (MIN (across, down) / FV_DIGIT_SIDE);
}

FvGeneratorLayout *
fv_generator_layout_new (const FvSceneInput *input, double width, double height)
{
  FvGeneratorLayout *self = g_new0 (FvGeneratorLayout, 1);
  double best = 0;
  guint rows;

  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  self->columns = 4;
  for (guint columns = FV_GENERATOR_N_STEPS; columns >= 2; columns /= 2)
    if (zoom_of (width, height, self->text_scale, columns) > best)
      {
        best = zoom_of (width, height, self->text_scale, columns);
        self->columns = columns;
      }
  self->zoom = (guint)MAX (best, 1);
  self->side = self->zoom * FV_DIGIT_SIDE;
  rows = FV_GENERATOR_N_STEPS / self->columns;
  /* Room that is left over goes between the columns, but not so much that rows fall apart. */
  self->pitch_x = MIN (floor ((width - 2 * MARGIN + GAP) / self->columns), self->side + 4 * GAP);
  self->pitch_y = self->side + words_height (self->text_scale) + GAP;
  self->left = MAX (floor ((width - self->columns * self->pitch_x + (self->pitch_x - self->side)) / 2), 4);
  self->top = MAX (floor ((height - rows * self->pitch_y + GAP) / 2), 4);
  return self;
}

FvRect
fv_generator_layout_square (const FvGeneratorLayout *self, guint step)
{
  return (FvRect){ self->left + step % self->columns * self->pitch_x,
                   self->top + line_height (self->text_scale) + 4 + step / self->columns * self->pitch_y,
                   self->side, self->side };
}

double
fv_generator_layout_title (const FvGeneratorLayout *self, guint step)
{
  return fv_generator_layout_square (self, step).y - 6 - fv_text_descent (FV_TEXT_CAPTION, self->text_scale)
         + 2;
}

double
fv_generator_layout_note (const FvGeneratorLayout *self, guint step)
{
  return fv_generator_layout_square (self, step).y + self->side + 4;
}

double
fv_generator_layout_note_height (const FvGeneratorLayout *self)
{
  return note_height (self->text_scale) + GAP / 2;
}
