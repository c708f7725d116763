/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-picture-reader.h"

#include "fv-picture-file.h"
#include "fv-prepare.h"

#include "fv-error.h"
#include "fv-path.h"

#include <glib/gi18n-lib.h>

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

static gboolean
read_picture (const char *path, FvShape shape, guint8 *pixels, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf
      = fv_picture_file_decode (path, FV_PICTURE_PNG_OR_JPEG, 2 * MAX (shape.rows, shape.cols), error);
  g_autofree char *shown = NULL;

  if (pixbuf == NULL)
    return FALSE;
  if (fv_prepare_pixels (pixbuf, (FvPrepare){ .mode = FV_PREPARE_FILL }, shape, pixels))
    return TRUE;
  shown = fv_path_shown (path);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: there is not enough memory to read it"), shown);
  return FALSE;
}

const FvPictureReader *
fv_picture_reader (void)
{
  static const FvPictureReader reader = { measure, read_picture };

  return &reader;
}
