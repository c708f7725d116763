/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-paper.h"

#include <string.h>

/* The paper is looked at in cells, so many along the longer side. */
#define CELLS 80
/* A mark twice as wide is still a mark, in cells. */
#define REACH 9
/* What is usual is that of so many cells on each side. */
#define WIDE 24
/* The edge is even if all but a tenth at each end is within that part of all there is in the picture. */
#define EVEN_PARTS 10
#define LEVELS     256

/* ---- Is one brightness all the paper? ---- */

/* The level below which there are so many of the n counted. */
static guint
level_at (const guint *counts, guint64 below)
{
  guint64 sum = 0;

  for (guint level = 0; level < LEVELS; level++)
    {
      sum += counts[level];
      if (sum > below)
        return level;
    }
  return LEVELS - 1;
}

gboolean
fv_paper_is_even (const FvGray *self)
{
  guint counts[LEVELS] = { 0 }, n = 0, least = LEVELS, most = 0, from, to;

  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        guint level = self->pixels[(gsize)row * self->cols + col];

        least = MIN (least, level);
        most = MAX (most, level);
        if (row > 0 && row + 1 < self->rows && col > 0 && col + 1 < self->cols)
          continue;
        counts[level]++;
        n++;
      }
  from = level_at (counts, n / 10);
  to = level_at (counts, n - 1 - n / 10);
  return to - from <= (most - least) / EVEN_PARTS;
}

/* ---- The paper ---- */

typedef enum
{
  ALL,
  LIGHTER,
  DARKER,
} Part;

/* Of each cell, the mean of all of it, or of its lighter or darker half: [rows][cols] of *grid, side pixels each. */
static FvGray
new_grid (const FvGray *self, guint side, Part part)
{
  FvGray grid = { (self->rows + side - 1) / side, (self->cols + side - 1) / side, NULL };

  grid.pixels = g_malloc ((gsize)grid.rows * grid.cols);
  for (guint i = 0; i < grid.rows * grid.cols; i++)
    {
      guint top = i / grid.cols * side, left = i % grid.cols * side;
      guint bottom = MIN (top + side, self->rows), right = MIN (left + side, self->cols);
      guint sum = 0, half = 0, n = 0;

      for (guint row = top; row < bottom; row++)
        for (guint col = left; col < right; col++)
          sum += self->pixels[(gsize)row * self->cols + col];
      sum /= (bottom - top) * (right - left);
      for (guint row = top; row < bottom; row++)
        for (guint col = left; col < right; col++)
          {
            guint level = self->pixels[(gsize)row * self->cols + col];

            if ((part == LIGHTER && level < sum) || (part == DARKER && level > sum))
              continue;
            half += level;
            n++;
          }
      grid.pixels[i] = (guint8)(n > 0 ? half / n : sum);
    }
  return grid;
}

/* The largest or smallest of the 2·REACH + 1 around each, along rows or columns. */
static void
spread_line (const guint8 *from, guint8 *to, guint n, guint step, gboolean largest)
{
  for (guint i = 0; i < n; i++)
    {
      guint end = MIN (n, i + REACH + 1);
      guint8 found = from[(gsize)i * step];

      for (guint k = i > REACH ? i - REACH : 0; k < end; k++)
        found = largest ? MAX (found, from[(gsize)k * step]) : MIN (found, from[(gsize)k * step]);
      to[(gsize)i * step] = found;
    }
}

static void
spread (FvGray *grid, gboolean largest)
{
  g_autofree guint8 *half = g_malloc ((gsize)grid->rows * grid->cols);

  for (guint row = 0; row < grid->rows; row++)
    spread_line (grid->pixels + (gsize)row * grid->cols, half + (gsize)row * grid->cols, grid->cols, 1,
                 largest);
  for (guint col = 0; col < grid->cols; col++)
    spread_line (half + col, grid->pixels + col, grid->rows, grid->cols, largest);
}

/* What the grid says of a pixel, between the middles of its cells of side pixels. */
static double
between_cells (const FvGray *grid, guint side, guint pixel_row, guint pixel_col)
{
  double row = CLAMP ((pixel_row + 0.5) / side - 0.5, 0, grid->rows - 1);
  double col = CLAMP ((pixel_col + 0.5) / side - 0.5, 0, grid->cols - 1);
  guint top, left, bottom, right;
  double down, along;

  top = (guint)row;
  left = (guint)col;
  bottom = MIN (top + 1, grid->rows - 1);
  right = MIN (left + 1, grid->cols - 1);
  down = row - top;
  along = col - left;
  return (1 - down)
             * ((1 - along) * grid->pixels[(gsize)top * grid->cols + left]
                + along * grid->pixels[(gsize)top * grid->cols + right])
         + down
               * ((1 - along) * grid->pixels[(gsize)bottom * grid->cols + left]
                  + along * grid->pixels[(gsize)bottom * grid->cols + right]);
}

/* Between the marks as it is anywhere near: along rows, then along columns, what half of WIDE cells to each side are below. */
static void
middle_line (const guint8 *from, guint8 *to, guint n, guint step)
{
  for (guint i = 0; i < n; i++)
    {
      guint counts[LEVELS] = { 0 }, begin = i > WIDE ? i - WIDE : 0, end = MIN (n, i + WIDE + 1);

      for (guint k = begin; k < end; k++)
        counts[from[(gsize)k * step]]++;
      to[(gsize)i * step] = (guint8)level_at (counts, (end - begin) / 2);
    }
}

/* Marks lie on one side of what is usual around them: TRUE if most of what strays far is darker. */
static gboolean
has_dark_marks (const FvGray *self, guint side)
{
  FvGray grid = new_grid (self, side, ALL);
  g_autofree guint8 *half = g_malloc ((gsize)grid.rows * grid.cols);
  double sum = 0;

  for (guint row = 0; row < grid.rows; row++)
    middle_line (grid.pixels + (gsize)row * grid.cols, half + (gsize)row * grid.cols, grid.cols, 1);
  for (guint col = 0; col < grid.cols; col++)
    middle_line (half + col, grid.pixels + col, grid.rows, grid.cols);
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        double away = self->pixels[(gsize)row * self->cols + col] - between_cells (&grid, side, row, col);

        sum += away * away * away;
      }
  g_free (grid.pixels);
  return sum <= 0;
}

void
fv_paper_remove (FvGray *self)
{
  guint side = MAX (1, MAX (self->rows, self->cols) / CELLS);
  gboolean dark_marks = has_dark_marks (self, side);
  FvGray grid = new_grid (self, side, dark_marks ? LIGHTER : DARKER);

  spread (&grid, dark_marks);
  spread (&grid, !dark_marks);
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        guint8 *pixel = self->pixels + (gsize)row * self->cols + col;
        double paper = between_cells (&grid, side, row, col);
        double away = dark_marks ? paper - *pixel : *pixel - paper;
        double most = dark_marks ? paper : LEVELS - 1 - paper;

        *pixel = (guint8)(away <= 0 || most <= 0 ? 0 : MIN (255, 255 * away / most));
      }
  g_free (grid.pixels);
}
