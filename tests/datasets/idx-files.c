/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "idx-files.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <zlib.h>

static gboolean pack_next;

char *
files_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("fovea-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
files_remove (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        files_remove (path);
      else
        g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
files_pack_next (gboolean packed)
{
  pack_next = packed;
}

GByteArray *
files_gzip (const guint8 *bytes, gsize length)
{
  GByteArray *out = g_byte_array_new ();
  z_stream z = { 0 };

  g_assert_cmpint (deflateInit2 (&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_byte_array_set_size (out, (guint)deflateBound (&z, length));
  z.next_in = (Bytef *)bytes;
  z.avail_in = (uInt)length;
  z.next_out = out->data;
  z.avail_out = out->len;
  g_assert_cmpint (deflate (&z, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, (guint)z.total_out);
  deflateEnd (&z);
  return out;
}

void
files_write (const char *path, const guint8 *bytes, gsize length)
{
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

char *
files_put (const char *folder, const char *name, const guint8 *bytes, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  if (pack_next || g_str_has_suffix (name, ".gz"))
    {
      g_autoptr (GByteArray) packed = files_gzip (bytes, length);

      files_write (path, packed->data, packed->len);
    }
  else
    files_write (path, bytes, length);
  return path;
}

void
files_put_pair (const char *folder, const char *prefix, const guint8 *images, gsize n_images,
                const guint8 *labels, gsize n_labels)
{
  g_autofree char *image_name = g_strdup_printf ("%s-images-idx3-ubyte", prefix);
  g_autofree char *label_name = g_strdup_printf ("%s-labels-idx1-ubyte", prefix);

  g_free (files_put (folder, image_name, images, n_images));
  g_free (files_put (folder, label_name, labels, n_labels));
}
