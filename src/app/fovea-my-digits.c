/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-my-digits.h"

#include "fv-error.h"
#include "fv-idx-writer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Another window or program may have changed it: it is read each time, which is quick. */
FvDrawings *
fovea_my_digits_read (GError **error)
{
  g_autofree char *path = fv_drawings_path ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return fv_drawings_new ();
  return fv_drawings_load (path, error);
}

static gboolean
save (const FvDrawings *drawings, GError **error)
{
  g_autofree char *path = fv_drawings_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700); /* what is wrong with it, saving says */
  return fv_drawings_save (drawings, path, error);
}

gboolean
fovea_my_digits_add (guint label, const FvStrokes *strokes, GError **error)
{
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (error);

  if (drawings == NULL)
    return FALSE;
  fv_drawings_add (drawings, label, fv_strokes_copy (strokes));
  return save (drawings, error);
}

gboolean
fovea_my_digits_remove_last (GError **error)
{
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (error);

  if (drawings == NULL)
    return FALSE;
  fv_drawings_remove_last (drawings);
  return save (drawings, error);
}

gboolean
fovea_my_digits_remove (guint nth, guint *label, FvStrokes **strokes, GError **error)
{
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (error);
  g_autoptr (FvStrokes) taken = NULL;

  if (drawings == NULL)
    return FALSE;
  if (nth >= fv_drawings_count (drawings))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("Found %u drawings, wanted one more"),
                   fv_drawings_count (drawings));
      return FALSE;
    }
  *label = fv_drawings_label (drawings, nth);
  taken = fv_drawings_take (drawings, nth);
  if (!save (drawings, error))
    return FALSE;
  *strokes = g_steal_pointer (&taken);
  return TRUE;
}

gboolean
fovea_my_digits_insert (guint nth, guint label, FvStrokes *strokes, GError **error)
{
  g_autoptr (FvStrokes) owned = strokes;
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (error);

  if (drawings == NULL)
    return FALSE;
  fv_drawings_insert (drawings, nth, label, g_steal_pointer (&owned));
  return save (drawings, error);
}

guint
fovea_my_digits_count (void)
{
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (NULL);

  return drawings != NULL ? fv_drawings_count (drawings) : 0;
}

static gboolean
export_picture (const FvDataset *set, guint nth, const char *folder, GError **error)
{
  FvShape shape = fv_dataset_shape (set);
  const guint8 *pixels = fv_dataset_pixels (set, nth);
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)shape.cols, (int)shape.rows);
  g_autofree char *sub
      = g_build_filename (folder, fv_dataset_class_name (set, fv_dataset_label (set, nth)), NULL);
  g_autofree char *name = g_strdup_printf ("%05u.png", nth);
  g_autofree char *path = g_build_filename (sub, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  for (guint row = 0; row < shape.rows; row++)
    for (guint i = 0; i < 3 * shape.cols; i++)
      gdk_pixbuf_get_pixels (pixbuf)[row * (guint)gdk_pixbuf_get_rowstride (pixbuf) + i]
          = pixels[row * shape.cols + i / 3];
  g_mkdir_with_parents (sub, 0777);
  return gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "png", error, NULL)
         && g_file_set_contents_full (path, bytes, (gssize)length,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                      error);
}

gboolean
fovea_my_digits_export (const char *folder, GError **error)
{
  g_autoptr (FvDataset) set = fv_dataset_open (FV_DRAWINGS_MINE, FV_PART_TRAIN, error);

  if (set == NULL || !fv_idx_write_pair (set, folder, "train", error))
    return FALSE;
  for (guint i = 0; i < fv_dataset_count (set); i++)
    if (!export_picture (set, i, folder, error))
      return FALSE;
  return TRUE;
}
