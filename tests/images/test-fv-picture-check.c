/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <zlib.h>

#include "fixture-files.h"
#include "fixture-png.h"
#include "fv-dataset-types.h"
#include "fv-error.h"
#include "fv-picture-check.h"
#include "fv-picture-file.h"
#include "fv-picture-reader.h"
#include "fv-pictures.h"

#include <fcntl.h>
#include <unistd.h>

/* Pictures that say of themselves what is not so. */

#define SIDE 24

static char *folder;

/* Grey, with so many bytes of rows in it, each byte 7 (rows without filters begin with 0). */
static GByteArray *
make_png (guint32 width, guint32 height, gboolean interlaced, gsize n)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();
  const guint8 kind[] = { 8, 0, 0, 0, interlaced };
  g_autofree guint8 *rows = g_malloc0 (MAX (n, 1));
  uLongf length = compressBound (n);
  g_autofree guint8 *packed = g_malloc (length);

  g_byte_array_append (out, signature, 8);
  fixture_png_put_big (head, width);
  fixture_png_put_big (head, height);
  g_byte_array_append (head, kind, 5);
  fixture_png_put_chunk (out, "IHDR", head->data, head->len);
  g_assert_cmpint (compress2 (packed, &length, rows, n, 9), ==, Z_OK);
  fixture_png_put_chunk (out, "IDAT", packed, (guint)length);
  fixture_png_put_chunk (out, "IEND", NULL, 0);
  return out;
}

static char *
put (const char *name, const GByteArray *bytes)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *)bytes->data, bytes->len, NULL));
  return path;
}

/* Whether it is read; if not, what is said has words in it. */
static gboolean
is_read (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = fv_picture_file_decode (path, FV_PICTURE_PNG_OR_JPEG, 0, &error);

  if (pixbuf != NULL)
    return TRUE;
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  return FALSE;
}

/* Bytes of rows of the seven passes of 24×24, which each begin with one that says how they are filtered. */
static gsize
passes (void)
{
  static const guint8 sizes[7][2]
      = { { 3, 3 }, { 3, 3 }, { 3, 6 }, { 6, 6 }, { 6, 12 }, { 12, 12 }, { 12, 24 } };
  gsize sum = 0;

  for (guint i = 0; i < 7; i++)
    sum += (gsize)sizes[i][0] * (1 + sizes[i][1]);
  return sum;
}

/* Rows that are not there are refused: they would be whatever lay in memory. */
static void
test_fewer_rows (void)
{
  for (guint interlaced = 0; interlaced < 2; interlaced++)
    {
      gsize whole = interlaced ? passes () : SIDE * (SIDE + 1);
      const gsize lengths[] = { whole, whole - 1, whole / 2, 60, 0, whole + 100 };

      for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
        {
          g_autoptr (GByteArray) bytes = make_png (SIDE, SIDE, interlaced, lengths[i]);
          g_autofree char *path = put ("rows.png", bytes);

          g_test_message ("%zu of %zu, interlaced: %u", lengths[i], whole, interlaced);
          g_assert_cmpint (is_read (path, "broken picture"), ==, lengths[i] >= whole);
        }
    }
}

/* A size that no such file can hold costs nothing. */
static void
test_hollow (void)
{
  g_autoptr (GByteArray) hollow = make_png (8000, 8000, FALSE, 100);
  g_autoptr (GByteArray) flat = make_png (1000, 1000, FALSE, 1001000); /* nothing but zeros is possible */
  g_autofree char *path = put ("hollow.png", hollow);
  struct rusage before, after;

  getrusage (RUSAGE_SELF, &before);
  g_assert_false (is_read (path, "ends early"));
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 16 * 1024);
  g_assert_true (fv_png_is_plausible (flat->data, flat->len));
}

static GByteArray *
make_jpeg (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 40);
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *buffer = NULL;
  gsize length;

  for (guint i = 0; i < 40 * 40 * 3; i++) /* noise has bytes of every kind in it */
    gdk_pixbuf_get_pixels (pixbuf)[i / 120 * (guint)gdk_pixbuf_get_rowstride (pixbuf) + i % 120]
        = (guint8)(i * i * 31 % 251);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", NULL, "quality", "100", NULL));
  g_byte_array_append (bytes, (const guint8 *)buffer, (guint)length);
  return bytes;
}

static guint
count_scans (const char *path)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  guint n_scans;

  g_assert_cmpint (file, >=, 0);
  n_scans = fv_jpeg_count_scans (file);
  close (file);
  return n_scans;
}

/* Many scans are many decodings; those of a picture in the picture are none. */
static void
test_scans (void)
{
  static const guint8 scan[] = { 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xff, 0, 0x55 };
  static const guint8 inner[]
      = { 0xff, 0xe1, 0, 16, 0xff, 0xda, 0xff, 0xda, 0xff, 0xda, 0xff, 0xd9, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GByteArray) good = make_jpeg ();
  g_autoptr (GByteArray) many = g_byte_array_new ();
  g_autofree char *one = put ("one.jpg", good), *path = NULL;

  g_assert_cmpuint (count_scans (one), ==, 1);
  g_assert_true (is_read (one, ""));
  g_byte_array_append (many, good->data, 2);
  g_byte_array_append (many, inner, sizeof inner);
  g_byte_array_append (many, good->data + 2, good->len - 4);
  for (guint i = 0; i < 20000; i++)
    g_byte_array_append (many, scan, sizeof scan);
  path = put ("many.jpg", many);
  g_assert_cmpuint (count_scans (path), ==, 20001);
  g_assert_false (is_read (path, "20001 times"));
}

/* Takes a picture away, or cuts it, when the first has been read. */
static gboolean
on_progress (double fraction, gpointer data)
{
  const char *path = data;

  if (g_str_has_suffix (path, "gone.png"))
    g_unlink (path);
  else
    g_assert_cmpint (truncate (path, 50), ==, 0);
  return TRUE;
}

static void
test_changes_meanwhile (void)
{
  static const char *const names[] = { "set/b/gone.png", "set/b/cut.png" };
  g_autoptr (GByteArray) bytes = make_png (SIDE, SIDE, FALSE, SIDE * (SIDE + 1));
  g_autofree char *first = put ("set/a/1.png", bytes);
  g_autofree char *path = g_build_filename (folder, "set", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *other = put (names[i], bytes);
      FvDatasetWanted how = fv_dataset_wanted (FV_PART_TRAIN);
      g_autoptr (GError) error = NULL;

      how.shape = (FvShape){ 1, SIDE, SIDE };
      how.progress = on_progress;
      how.data = other;
      g_assert_null (fv_dataset_open_wanted (path, &how, &error));
      g_assert_nonnull (strstr (error->message, other));
      g_test_message ("%s", error->message);
      g_unlink (other);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fovea-check-XXXXXX", NULL);
  fv_pictures_set_reader (fv_picture_reader ());
  g_test_add_func ("/picture-check/fewer-rows", test_fewer_rows);
  g_test_add_func ("/picture-check/hollow", test_hollow);
  g_test_add_func ("/picture-check/scans", test_scans);
  g_test_add_func ("/picture-check/changes-meanwhile", test_changes_meanwhile);
  result = g_test_run ();
  fixture_remove_tree (folder);
  g_free (folder);
  return result;
}
