/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-ink.h"

#include <math.h>
#include <string.h>

#define THINNEST 2.0
#define WIDEST   4.0
#define USUAL    2.5
/* Steps to a neighbour and across a corner, in thirds of a cell. */
#define BESIDE 3
#define ACROSS 4

static guint
brightest (const FvGray *self)
{
  guint most = 0;

  for (gsize i = 0; i < (gsize)self->rows * self->cols; i++)
    most = MAX (most, self->pixels[i]);
  return most;
}

/* Ink that touches the edge of the picture was cut off there: the frame is ink where its neighbour is. */
static void
go_on_outside (guint *ways, guint rows, guint cols, guint far)
{
  gsize stride = cols + 2;

  for (guint row = 1; row <= rows; row++)
    {
      ways[row * stride] = ways[row * stride + 1] > 0 ? far : 0;
      ways[row * stride + cols + 1] = ways[row * stride + cols] > 0 ? far : 0;
    }
  for (gsize col = 0; col < stride; col++)
    {
      ways[col] = ways[stride + col] > 0 ? far : 0;
      ways[(rows + 1) * stride + col] = ways[rows * stride + col] > 0 ? far : 0;
    }
}

/* Ink is what has three quarters of the brightest: the holes of thick digits are but lighter. ways [rows + 2][cols + 2] have a frame of what is not ink. */
static guint *
new_ways (const FvGray *self, gboolean from_ink)
{
  gsize stride = self->cols + 2;
  guint *ways = g_new0 (guint, (self->rows + 2) * stride);
  guint far = 4 * (self->rows + self->cols), most = brightest (self);
  gboolean has_paper = FALSE;

  for (gsize i = 0; from_ink && i < (self->rows + 2) * stride; i++)
    ways[i] = far;
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        gboolean ink = most > 0 && 4u * self->pixels[(gsize)row * self->cols + col] >= 3 * most;

        has_paper |= !ink;
        ways[(row + 1) * stride + col + 1] = ink != from_ink ? far : 0;
      }
  if (!from_ink && has_paper)
    go_on_outside (ways, self->rows, self->cols, far);
  return ways;
}

/* The way from each cell to the nearest 0, in thirds: once down, once up. */
static void
walk (guint *ways, guint rows, guint cols)
{
  gsize stride = cols + 2;

  for (guint turn = 0; turn < 2; turn++)
    for (gsize k = 0; k < (gsize)rows * cols; k++)
      {
        gsize i = turn == 0 ? k : (gsize)rows * cols - 1 - k;
        gsize at = (i / cols + 1) * stride + i % cols + 1;
        gsize side = turn == 0 ? at - 1 : at + 1, line = turn == 0 ? at - stride : at + stride;

        ways[at] = MIN (ways[at], ways[side] + BESIDE);
        ways[at] = MIN (ways[at], ways[line] + BESIDE);
        ways[at] = MIN (ways[at], ways[line - 1] + ACROSS);
        ways[at] = MIN (ways[at], ways[line + 1] + ACROSS);
      }
}

double
fv_ink_width (const FvGray *self)
{
  g_autofree guint *ways = new_ways (self, FALSE);
  double sum = 0;
  guint n = 0;

  walk (ways, self->rows, self->cols);
  for (gsize i = 0; i < (gsize)self->rows * self->cols; i++)
    {
      guint way = ways[(i / self->cols + 1) * (self->cols + 2) + i % self->cols + 1];

      if (way == 0)
        continue;
      sum += (double)way / BESIDE - 0.5; /* from its middle to the edge */
      n++;
    }
  return n > 0 ? 4 * sum / n : 0;
}

static FvGray
copy (const FvGray *self, guint margin)
{
  FvGray made = { self->rows + 2 * margin, self->cols + 2 * margin, NULL };

  made.pixels = g_malloc0 ((gsize)made.rows * made.cols);
  for (guint row = 0; row < self->rows; row++)
    memcpy (made.pixels + (gsize)(row + margin) * made.cols + margin, self->pixels + (gsize)row * self->cols,
            self->cols);
  return made;
}

/* The edge of the ink moves by so many cells, outwards if positive. */
static void
move_edge (FvGray *self, double by)
{
  g_autofree guint *ways = new_ways (self, by > 0);

  walk (ways, self->rows, self->cols);
  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      {
        double way = (double)ways[(gsize)(row + 1) * (self->cols + 2) + col + 1] / BESIDE;
        double cover = by > 0 ? by + 1 - way : way + by;

        self->pixels[(gsize)row * self->cols + col] = (guint8)(255 * CLAMP (cover, 0, 1));
      }
}

FvGray
fv_ink_fit (const FvGray *self, guint box)
{
  FvGrayBox ink = fv_gray_find_ink (self);
  double cell = MAX (ink.rows, ink.cols) / (double)box; /* what becomes one */
  double width = cell > 0 ? fv_ink_width (self) / cell : USUAL;
  double wanted = width < THINNEST ? USUAL : MIN (width, WIDEST);
  double by = (wanted - width) / 2 * cell;
  FvGray made = copy (self, by > 0 ? (guint)ceil (by) + 1 : 0);

  if (by != 0)
    move_edge (&made, by);
  return made;
}
