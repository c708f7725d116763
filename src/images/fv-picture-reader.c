/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-picture-reader.h"

#include "fv-gray.h"
#include "fv-picture-file.h"

#include <string.h>

#include "fv-error.h"
#include "fv-path.h"

#include <glib/gi18n-lib.h>

#define PAPER 255

/* What is under a pixel of bytes [channels]: 3, or 4 with its opacity. */
static guint8
over_paper (const guint8 *bytes, guint channels, guint which)
{
  if (channels < 4)
    return bytes[which];
  return (guint8)((bytes[which] * bytes[3] + PAPER * (255u - bytes[3]) + 127) / 255);
}

static gboolean
has_colours (GdkPixbuf *pixbuf)
{
  const guint8 *bytes = gdk_pixbuf_read_pixels (pixbuf);
  guint channels = (guint)gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  guint rows = (guint)gdk_pixbuf_get_height (pixbuf), cols = (guint)gdk_pixbuf_get_width (pixbuf);

  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      {
        const guint8 *at = bytes + row * stride + (gsize)col * channels;

        if (at[0] != at[1] || at[1] != at[2])
          return TRUE;
      }
  return FALSE;
}

static gboolean
measure (const char *path, FvShape *shape, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = fv_picture_file_decode (path, FV_PICTURE_PNG_OR_JPEG, 0, error);

  if (pixbuf == NULL)
    return FALSE;
  *shape = (FvShape){ has_colours (pixbuf) ? 3 : 1, (guint)gdk_pixbuf_get_height (pixbuf),
                      (guint)gdk_pixbuf_get_width (pixbuf) };
  return TRUE;
}

/* One colour of the picture, or its brightness. */
static void
take_plane (GdkPixbuf *pixbuf, guint maps, guint map, FvGray *plane)
{
  const guint8 *bytes = gdk_pixbuf_read_pixels (pixbuf);
  guint channels = (guint)gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);

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

static gboolean
read_picture (const char *path, FvShape shape, guint8 *pixels, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf
      = fv_picture_file_decode (path, FV_PICTURE_PNG_OR_JPEG, 2 * MAX (shape.rows, shape.cols), error);
  FvGray plane = { 0 };
  FvGrayBox box;

  if (pixbuf == NULL)
    return FALSE;
  plane.rows = (guint)gdk_pixbuf_get_height (pixbuf);
  plane.cols = (guint)gdk_pixbuf_get_width (pixbuf);
  plane.pixels = g_try_malloc_n (plane.rows, plane.cols);
  if (plane.pixels == NULL)
    {
      g_autofree char *shown = fv_path_shown (path);

      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: there is not enough memory to read it"), shown);
      return FALSE;
    }
  box = fv_gray_middle (plane.rows, plane.cols, shape.rows, shape.cols);
  for (guint map = 0; map < shape.maps; map++)
    {
      FvGray out = { shape.rows, shape.cols, pixels + fv_shape_area (shape) * map };

      /* Sets of other numbers of maps repeat the colours. */
      take_plane (pixbuf, shape.maps, map % 3, &plane);
      fv_gray_resize (&plane, box, &out);
    }
  g_free (plane.pixels);
  return TRUE;
}

const FvPictureReader *
fv_picture_reader (void)
{
  static const FvPictureReader reader = { measure, read_picture };

  return &reader;
}
