/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"
#include "fv-gray.h"

/* As in the digits a network is trained on: 20 of 28. */
#define BOX_PARTS  20
#define SIDE_PARTS 28

/* Decides by the header alone whether the picture is worth decoding. */
static gboolean
check_header (const char *path, GError **error)
{
  int width = 0;
  int height = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("%s: there is no such file"), path);
      return FALSE;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || gdk_pixbuf_get_file_info (path, &width, &height) == NULL
      || width <= 0 || height <= 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: is not a picture that can be read"), path);
      return FALSE;
    }
  if ((guint64)width * (guint64)height > FV_IMAGE_MAX_PIXELS)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE,
                   _ ("%s: is %d×%d pixels large, at most %u million are read"), path, width, height,
                   FV_IMAGE_MAX_PIXELS >> 20);
      return FALSE;
    }
  return TRUE;
}

static GdkPixbuf *
decode (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_file (path, &cause);

  if (pixbuf == NULL)
    g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: is a broken picture: %s"), path, cause->message);
  return pixbuf;
}

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

  if (!check_header (path, error))
    return FALSE;
  pixbuf = decode (path, error);
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
