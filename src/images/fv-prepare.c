/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-prepare.h"
#include "fv-ink.h"
#include "fv-paper.h"

#include <string.h>

#define PAPER 255
/* What is looked for ink has no more on its longer side: a digit is brought to far less. */
#define MOST_SIDE 400
/* As in the digits a network is trained on: 20 of 28. */
#define BOX_PARTS  20
#define SIDE_PARTS 28
/* Less than such a part of the way from paper to ink is paper. */
#define PAPER_PART 10

/* What is under a pixel of bytes [channels]: 3, or 4 with its opacity. */
static guint8
over_paper (const guint8 *bytes, guint channels, guint which)
{
  if (channels < 4)
    return bytes[which];
  return (guint8)((bytes[which] * bytes[3] + PAPER * (255u - bytes[3]) + 127) / 255);
}

/* One colour of the picture's box, or its brightness, into plane [box]. */
static void
take_plane (GdkPixbuf *pixbuf, FvGrayBox box, guint maps, guint map, FvGray *plane)
{
  guint channels = (guint)gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *bytes = gdk_pixbuf_read_pixels (pixbuf) + box.row * stride + (gsize)box.col * channels;

  if (maps == 1)
    {
      fv_gray_from_rgb (bytes, channels, stride, plane);
      return;
    }
  for (guint row = 0; row < plane->rows; row++)
    for (guint col = 0; col < plane->cols; col++)
      plane->pixels[(gsize)row * plane->cols + col]
          = over_paper (bytes + row * stride + (gsize)col * channels, channels, map);
}

static guint8
edge_mean (const FvGray *self)
{
  guint64 sum = 0, n = 0;

  for (guint row = 0; row < self->rows; row++)
    for (guint col = 0; col < self->cols; col++)
      if (row == 0 || row + 1 == self->rows || col == 0 || col + 1 == self->cols)
        {
          sum += self->pixels[(gsize)row * self->cols + col];
          n++;
        }
  return (guint8)((sum + n / 2) / n);
}

static void
fit (const FvGray *plane, FvGray *out)
{
  gboolean high = (guint64)plane->rows * out->cols > (guint64)plane->cols * out->rows;
  guint rows = high ? out->rows : MAX (1, (guint)((guint64)plane->rows * out->cols / plane->cols));
  guint cols = high ? MAX (1, (guint)((guint64)plane->cols * out->rows / plane->rows)) : out->cols;
  g_autofree guint8 *pixels = g_malloc ((gsize)rows * cols);
  FvGray small = { rows, cols, pixels };
  guint top = (out->rows - rows) / 2, left = (out->cols - cols) / 2;

  fv_gray_resize (plane, (FvGrayBox){ 0, 0, plane->rows, plane->cols }, &small);
  memset (out->pixels, edge_mean (plane), (gsize)out->rows * out->cols);
  for (guint row = 0; row < rows; row++)
    memcpy (out->pixels + (gsize)(top + row) * out->cols + left, pixels + (gsize)row * cols, cols);
}

/* Paper is hardly ever quite white, and ink hardly ever black: what is near the paper becomes 0, the most of the ink
 * 255. */
static void
clear_paper (FvGray *plane)
{
  gsize length = (gsize)plane->rows * plane->cols;
  guint paper = edge_mean (plane), most = paper, from;

  for (gsize i = 0; i < length; i++)
    most = MAX (most, plane->pixels[i]);
  from = paper + (most - paper) / PAPER_PART;
  if (most == from)
    return;
  for (gsize i = 0; i < length; i++)
    plane->pixels[i]
        = plane->pixels[i] <= from ? 0 : (guint8)((plane->pixels[i] - from) * 255u / (most - from));
}

static void
redraw (const FvGray *plane, guint box, FvGray *out)
{
  FvGray fit_ink = fv_ink_fit (plane, box);

  fv_gray_normalise (&fit_ink, box, out);
  g_free (fit_ink.pixels);
}

/* Quick enough to follow a hand that cuts a large picture. */
static void
reduce (FvGray *plane)
{
  guint longer = MAX (plane->rows, plane->cols);
  FvGray small = { MAX (1, (guint)((guint64)plane->rows * MOST_SIDE / longer)),
                   MAX (1, (guint)((guint64)plane->cols * MOST_SIDE / longer)), NULL };

  if (longer <= MOST_SIDE)
    return;
  small.pixels = g_malloc ((gsize)small.rows * small.cols);
  fv_gray_resize (plane, (FvGrayBox){ 0, 0, plane->rows, plane->cols }, &small);
  g_free (plane->pixels);
  *plane = small;
}

static void
find_digit (FvGray *plane, gboolean as_it_is, FvGray *out)
{
  if (!as_it_is)
    reduce (plane);
  if (!as_it_is && !fv_paper_is_even (plane))
    {
      fv_paper_remove (plane);
      fv_paper_keep_writing (plane);
    }
  else if (fv_gray_is_paper_light (plane))
    fv_gray_invert (plane);
  if (as_it_is)
    {
      memcpy (out->pixels, plane->pixels, (gsize)out->rows * out->cols);
      return;
    }
  clear_paper (plane);
  redraw (plane, MAX (1, MIN (out->rows, out->cols) * BOX_PARTS / SIDE_PARTS), out);
}

static void
prepare_plane (FvGray *plane, FvPrepareMode mode, FvGray *out)
{
  gboolean as_it_is = plane->rows == out->rows && plane->cols == out->cols;

  if (mode == FV_PREPARE_INK)
    find_digit (plane, as_it_is, out);
  else if (mode == FV_PREPARE_FIT && !as_it_is)
    fit (plane, out);
  else
    fv_gray_resize (plane, fv_gray_middle (plane->rows, plane->cols, out->rows, out->cols), out);
}

gboolean
fv_prepare_pixels (GdkPixbuf *pixbuf, FvPrepare how, FvShape shape, guint8 *pixels)
{
  FvGrayBox box = how.crop;
  FvGray plane;

  if (box.rows == 0 || box.cols == 0)
    box = (FvGrayBox){ 0, 0, (guint)gdk_pixbuf_get_height (pixbuf), (guint)gdk_pixbuf_get_width (pixbuf) };
  if (shape.maps != 1 && how.mode == FV_PREPARE_INK)
    how.mode = FV_PREPARE_FILL;
  plane = (FvGray){ box.rows, box.cols, g_try_malloc_n (box.rows, box.cols) };
  if (plane.pixels == NULL)
    return FALSE;
  for (guint map = 0; map < shape.maps; map++)
    {
      FvGray out = { shape.rows, shape.cols, pixels + fv_shape_area (shape) * map };

      take_plane (pixbuf, box, shape.maps, map % 3, &plane);
      prepare_plane (&plane, how.mode, &out);
      if (how.invert)
        fv_gray_invert (&out);
    }
  g_free (plane.pixels);
  return TRUE;
}
