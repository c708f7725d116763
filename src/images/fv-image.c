/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-image.h"

#include <glib/gi18n-lib.h>

#include "fv-error.h"
#include "fv-path.h"
#include "fv-picture-file.h"
#include "fv-prepare.h"

gboolean
fv_image_load (const char *path, FvShape shape, guint8 *pixels, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = fv_picture_file_decode (path, FV_PICTURE_ANY, 0, error);
  g_autofree char *shown = NULL;

  if (pixbuf == NULL)
    return FALSE;
  if (fv_prepare_pixels (pixbuf, (FvPrepare){ .mode = FV_PREPARE_INK }, shape, pixels))
    return TRUE;
  shown = fv_path_shown (path);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: there is not enough memory to read it"), shown);
  return FALSE;
}

gboolean
fv_image_load_gray (const char *path, guint rows, guint cols, guint8 *pixels, GError **error)
{
  return fv_image_load (path, (FvShape){ 1, rows, cols }, pixels, error);
}
