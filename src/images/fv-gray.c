/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gray.h"

#include <string.h>

#define PAPER 255

static guint8
luminance (const guint8 *rgb)
{
  return (guint8)((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000);
}

static guint8
gray_of (const guint8 *bytes, guint channels)
{
  guint gray = channels < 3 ? bytes[0] : luminance (bytes);

  if (channels != 4)
    return (guint8)gray;
  return (guint8)((gray * bytes[3] + PAPER * (255u - bytes[3]) + 127) / 255);
}

void
fv_gray_from_rgb (const guint8 *bytes, guint channels, gsize stride, FvGray *self)
{
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      self->pixels[(gsize)row * self->cols + col]
          = gray_of (bytes + row * stride + (gsize)col * channels, channels);
}

gboolean
fv_gray_is_paper_light (const FvGray *self)
{
  guint64 sum = 0;
  guint64 count = 0;

  for (guint row = 0; row < self->rows; row++)
    {
      gboolean whole = row == 0 || row + 1 == self->rows;
      guint step = whole || self->cols < 2 ? 1 : self->cols - 1;

      for (guint col = 0; col < self->cols; col += step, count++)
        sum += self->pixels[(gsize)row * self->cols + col];
    }
  return sum > 127 * count;
}

void
fv_gray_invert (FvGray *self)
{
  for (gsize i = 0; i < (gsize)self->rows * self->cols; i++)
    self->pixels[i] = 255 - self->pixels[i];
}

FvGrayBox
fv_gray_find_ink (const FvGray *self)
{
  guint brightest = 0;
  guint first_row = self->rows;
  guint last_row = 0;
  guint first_col = self->cols;
  guint last_col = 0;

  for (gsize i = 0; i < (gsize)self->rows * self->cols; i++)
    brightest = MAX (brightest, self->pixels[i]);
  if (brightest == 0)
    return (FvGrayBox){ 0 };
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      if (2u * self->pixels[(gsize)row * self->cols + col] >= brightest)
        {
          first_row = MIN (first_row, row);
          last_row = MAX (last_row, row);
          first_col = MIN (first_col, col);
          last_col = MAX (last_col, col);
        }
  return (FvGrayBox){ first_row, first_col, last_row - first_row + 1, last_col - first_col + 1 };
}

/* Mean of self over [top, bottom) × [left, right), in its own cells, parts of cells counting as parts. */
static double
mean_over (const FvGray *self, double top, double bottom, double left, double right)
{
  double sum = 0;

  for (guint row = (guint)top; row < self->rows && row < bottom; row++)
    {
      double height = MIN (bottom, row + 1.0) - MAX (top, row);

      for (guint col = (guint)left; col < self->cols && col < right; col++)
        sum += height * (MIN (right, col + 1.0) - MAX (left, col))
               * self->pixels[(gsize)row * self->cols + col];
    }
  return sum / ((bottom - top) * (right - left));
}

void
fv_gray_resize (const FvGray *self, FvGrayBox box, FvGray *out)
{
  double height = (double)box.rows / out->rows;
  double width = (double)box.cols / out->cols;

  for (guint row = 0; row < out->rows; row++)
    for (guint col = 0; col < out->cols; col++)
      {
        double top = box.row + row * height;
        double left = box.col + col * width;

        out->pixels[(gsize)row * out->cols + col]
            = (guint8)(mean_over (self, top, top + height, left, left + width) + 0.5);
      }
}

FvGrayBox
fv_gray_middle (guint rows, guint cols, guint to_rows, guint to_cols)
{
  guint64 wide = (guint64)rows * to_cols / to_rows, high = (guint64)cols * to_rows / to_cols;
  FvGrayBox box = { 0, 0, rows, cols };

  if (wide < cols)
    box.cols = (guint)MAX (wide, 1);
  else if (high < rows)
    box.rows = (guint)MAX (high, 1);
  box.row = (rows - box.rows) / 2;
  box.col = (cols - box.cols) / 2;
  return box;
}

/* By how many cells the centre of mass of self is away from the middle of size cells, when self begins at 0. */
static void
find_offset (const FvGray *self, guint rows, guint cols, int *down, int *right)
{
  double mass = 0;
  double row_sum = 0;
  double col_sum = 0;

  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        double ink = self->pixels[(gsize)row * self->cols + col];

        mass += ink;
        row_sum += ink * row;
        col_sum += ink * col;
      }
  *down = (int)(rows / 2) - (int)(row_sum / mass + 0.5);
  *right = (int)(cols / 2) - (int)(col_sum / mass + 0.5);
}

/* Draws self at (down, right) of out; what lies outside is lost. */
static void
place (const FvGray *self, int down, int right, FvGray *out)
{
  memset (out->pixels, 0, (gsize)out->rows * out->cols);
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        int to_row = (int)row + down;
        int to_col = (int)col + right;

        if (to_row >= 0 && to_row < (int)out->rows && to_col >= 0 && to_col < (int)out->cols)
          out->pixels[to_row * (int)out->cols + to_col] = self->pixels[(gsize)row * self->cols + col];
      }
}

void
fv_gray_normalise (const FvGray *self, guint box, FvGray *out)
{
  FvGrayBox ink = fv_gray_find_ink (self);
  guint longer = MAX (ink.rows, ink.cols);
  FvGray small;
  int down;
  int right;

  memset (out->pixels, 0, (gsize)out->rows * out->cols);
  if (longer == 0)
    return;
  small.rows = MAX (1, (guint)(((guint64)ink.rows * box + longer / 2) / longer));
  small.cols = MAX (1, (guint)(((guint64)ink.cols * box + longer / 2) / longer));
  small.pixels = g_malloc ((gsize)small.rows * small.cols);
  fv_gray_resize (self, ink, &small);
  find_offset (&small, out->rows, out->cols, &down, &right);
  place (&small, down, right, out);
  g_free (small.pixels);
}
