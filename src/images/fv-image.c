/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-image.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-gray.h"
#include "fv-picture-file.h"

/* As in the digits a network is trained on: 20 of 28. */
#define BOX_PARTS  20
#define SIDE_PARTS 28

static gboolean
make_gray (GdkPixbuf *pixbuf, FvGray *gray)
{
  gray->rows = (guint)gdk_pixbuf_get_height (pixbuf);
  gray->cols = (guint)gdk_pixbuf_get_width (pixbuf);
  gray->pixels = g_try_malloc ((gsize)gray->rows * gray->cols);
  if (gray->pixels == NULL)
    return FALSE;
  fv_gray_from_rgb (gdk_pixbuf_read_pixels (pixbuf), (guint)gdk_pixbuf_get_n_channels (pixbuf),
                    (gsize)gdk_pixbuf_get_rowstride (pixbuf), gray);
  return TRUE;
}

gboolean
fv_image_load_gray (const char *path, guint rows, guint cols, guint8 *pixels, GError **error)
{
  FvGray out = { rows, cols, pixels };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  FvGray gray;

  pixbuf = fv_picture_file_decode (path, FV_PICTURE_ANY, 0, error);
  if (pixbuf == NULL)
    return FALSE;
  if (!make_gray (pixbuf, &gray))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: there is not enough memory to read it"), path);
      return FALSE;
    }
  if (fv_gray_is_paper_light (&gray))
    fv_gray_invert (&gray);
  if (gray.rows == rows && gray.cols == cols)
    memcpy (pixels, gray.pixels, (gsize)rows * cols);
  else
    fv_gray_normalise (&gray, MAX (1, MIN (rows, cols) * BOX_PARTS / SIDE_PARTS), &out);
  g_free (gray.pixels);
  return TRUE;
}
