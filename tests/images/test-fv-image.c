/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <webp/encode.h>
#include <zlib.h>

#include "fv-error.h"
#include "fv-image.h"
#include "fv-picture-file.h"

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A picture of that size, paper everywhere but a box of ink. */
static char *
write_picture (const char *name, const char *type, int width, int height, guint32 paper, guint32 ink)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) box = gdk_pixbuf_new_subpixbuf (pixbuf, width / 4, height / 8, width / 4, height / 2);
  g_autoptr (GError) error = NULL;
  char *path = in_folder (name);

  gdk_pixbuf_fill (pixbuf, paper);
  gdk_pixbuf_fill (box, ink);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
test_right_size_is_taken_as_it_is (void)
{
  g_autofree char *path = write_picture ("dark.png", "png", 28, 28, 0x000000ff, 0x808080ff);
  guint8 pixels[28 * 28];
  g_autoptr (GError) error = NULL;

  g_assert_true (fv_image_load_gray (path, 28, 28, pixels, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < sizeof pixels; i++)
    {
      guint row = i / 28;
      guint col = i % 28;

      g_assert_cmpuint (pixels[i], ==, row >= 3 && row < 17 && col >= 7 && col < 14 ? 128 : 0);
    }
}

static void
test_light_paper_is_inverted (void)
{
  g_autofree char *path = write_picture ("light.png", "png", 28, 28, 0xffffffff, 0x202020ff);
  guint8 pixels[28 * 28];

  g_assert_true (fv_image_load_gray (path, 28, 28, pixels, NULL));
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[10 * 28 + 10], ==, 0xff - 0x20);
}

/* A scan of another size comes out like the same thing drawn elsewhere. */
static void
test_scan_is_normalised (void)
{
  g_autofree char *large = write_picture ("large.png", "png", 400, 300, 0xf0f0ffff, 0x101020ff);
  g_autofree char *jpeg = write_picture ("large.jpg", "jpeg", 400, 300, 0xf0f0ffff, 0x101020ff);
  guint8 pixels[28 * 28];
  const char *paths[] = { large, jpeg };

  for (guint i = 0; i < 2; i++)
    {
      guint inked = 0;

      g_assert_true (fv_image_load_gray (paths[i], 28, 28, pixels, NULL));
      for (guint at = 0; at < sizeof pixels; at++)
        inked += pixels[at] > 127;
      g_assert_cmpuint (inked, >=, 20 * 8); /* 150 × 100 px in a box 20 long, worn off as a blot */
      g_assert_cmpuint (inked, <=, 20 * 13);
      g_assert_cmpuint (pixels[14 * 28 + 14], >, 200);
      g_assert_cmpuint (pixels[0], ==, 0);
    }
}

static void
test_other_sizes_asked_for (void)
{
  g_autofree char *path = write_picture ("asked.png", "png", 100, 100, 0x000000ff, 0xffffffff);
  guint8 pixels[32 * 48];

  g_assert_true (fv_image_load_gray (path, 32, 48, pixels, NULL));
  g_assert_cmpuint (pixels[16 * 48 + 24], ==, 255);
  g_assert_true (fv_image_load_gray (path, 1, 1, pixels, NULL));
}

static void
assert_refused (const char *path, const char *words)
{
  guint8 pixels[28 * 28];
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_image_load_gray (path, 28, 28, pixels, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, path) == NULL || strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s” and “%s”", error->message, path, words);
}

static void
test_not_a_picture (void)
{
  g_autofree char *text = in_folder ("text.png");
  g_autofree char *empty = in_folder ("empty.png");
  g_autofree char *missing = in_folder ("missing.png");

  g_assert_true (g_file_set_contents (text, "This is no picture at all, whatever it is called.\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_refused (text, "not a picture");
  assert_refused (empty, "not a picture");
  assert_refused (missing, "no such file");
  assert_refused (folder, "not a picture");
}

static void
test_truncated (gconstpointer type)
{
  g_autofree char *whole = write_picture ("whole", type, 60, 60, 0xffffffff, 0x000000ff);
  g_autofree char *part = in_folder ("part");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (whole, &bytes, &length, NULL));
  for (gsize n = 0; n + 12 < length; n += MAX (7, length / 200))
    {
      guint8 pixels[28 * 28];
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents_full (part, bytes, (gssize)n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      if (fv_image_load_gray (part, 28, 28, pixels, &error))
        g_error ("the first %zu bytes of %zu were taken for the whole", n, length);
      g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, part));
    }
}

/* A small file that says it is 30000 × 30000 is refused by what its header says. */
static void
test_huge (void)
{
  g_autofree char *path = write_picture ("huge.png", "png", 28, 28, 0xffffffff, 0x000000ff);
  g_autofree char *bytes = NULL;
  gsize length;
  const guint32 side = GUINT32_TO_BE (30000);
  guint32 crc;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memcpy (bytes + 16, &side, 4); /* in IHDR: width, height, five bytes more, the CRC of them and the name */
  memcpy (bytes + 20, &side, 4);
  crc = GUINT32_TO_BE ((guint32)crc32 (0, (const guint8 *)bytes + 12, 17));
  memcpy (bytes + 29, &crc, 4);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)length, NULL));
  assert_refused (path, "30000×30000");
}

/* A JPEG as a telephone writes it: the picture as the sensor has it, and in EXIF's tag 0x112 how that was held. */
static void
write_turned (const char *from, const char *to, guint8 orientation)
{
  const guint8 exif[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M',         0, 42, 0, 0, 0, 8,
                          0,    1,    1, 18, 0,   3,   0,   0,   0, 1, 0,   orientation, 0, 0,  0, 0, 0, 0 };
  g_autofree char *bytes = NULL;
  g_autoptr (GByteArray) turned = g_byte_array_new ();
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_byte_array_append (turned, (const guint8 *)bytes, 2);
  g_byte_array_append (turned, exif, sizeof exif);
  g_byte_array_append (turned, (const guint8 *)bytes + 2, (guint)length - 2);
  g_assert_true (g_file_set_contents (to, (const char *)turned->data, (gssize)turned->len, NULL));
}

static void
test_turned_photograph (void)
{
  g_autofree char *plain = write_picture ("plain.jpg", "jpeg", 80, 40, 0xffffffff, 0x000000ff);
  g_autofree char *turned = in_folder ("turned.jpg");
  g_autoptr (GdkPixbuf) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  write_turned (plain, turned, 6); /* to be turned to the right */
  before = fv_picture_file_decode (plain, FV_PICTURE_ANY, 0, &error);
  after = fv_picture_file_decode (turned, FV_PICTURE_ANY, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (after), ==, 40);
  g_assert_cmpint (gdk_pixbuf_get_height (after), ==, 80);
  for (int row = 0; row < 40; row++)
    for (int col = 0; col < 80; col++)
      g_assert_cmpint (
          gdk_pixbuf_read_pixels (before)[row * gdk_pixbuf_get_rowstride (before) + 3 * col], ==,
          gdk_pixbuf_read_pixels (after)[col * gdk_pixbuf_get_rowstride (after) + 3 * (39 - row)]);
}

/* A drawing of a program: the whole of it, over white paper. */
static void
test_svg (void)
{
  static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\">"
                            "<rect x=\"20\" y=\"10\" width=\"10\" height=\"20\"/></svg>";
  g_autofree char *path = in_folder ("bar.svg");
  guint8 pixels[28 * 28];
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, svg, -1, NULL));
  g_assert_true (fv_image_load_gray (path, 28, 28, pixels, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[14 * 28 + 14], ==, 255);
}

/* A WebP is read though gdk-pixbuf knows none; a part of one is refused, and one that claims to be huge before anything
 * is decoded. */
static void
test_webp (void)
{
  g_autofree guint8 *bytes = g_malloc0 (80 * 40 * 4);
  g_autofree char *path = in_folder ("box.webp");
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t *file;
  gsize length;

  for (guint row = 10; row < 30; row++)
    for (guint col = 20; col < 30; col++)
      bytes[(row * 80 + col) * 4 + 3] = 255; /* black; all else is nothing */
  length = WebPEncodeLosslessRGBA (bytes, 80, 40, 320, &file);
  g_assert_true (g_file_set_contents (path, (char *)file, (gssize)length, NULL));
  pixbuf = fv_picture_file_decode (path, FV_PICTURE_ANY, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 80);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 40);
  for (guint i = 0; i < 80 * 40; i++)
    g_assert_cmpuint (gdk_pixbuf_read_pixels (pixbuf)[4 * i + 3], ==, bytes[4 * i + 3]);
  for (gsize n = 1; n < length; n++)
    {
      g_assert_true (g_file_set_contents (path, (char *)file, (gssize)n, NULL));
      g_assert_null (fv_picture_file_decode (path, FV_PICTURE_ANY, 0, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
      g_clear_error (&error);
    }
  /* VP8L has 14 bits of width less one and as many of height from its sixth byte on. */
  memset (file + 21, 0xff, 3);
  file[24] |= 0x0f;
  g_assert_true (g_file_set_contents (path, (char *)file, (gssize)length, NULL));
  g_assert_null (fv_picture_file_decode (path, FV_PICTURE_ANY, 0, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "16384"));
  WebPFree (file);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fovea-images-XXXXXX", NULL);
  g_test_add_func ("/image/right-size-is-taken-as-it-is", test_right_size_is_taken_as_it_is);
  g_test_add_func ("/image/light-paper-is-inverted", test_light_paper_is_inverted);
  g_test_add_func ("/image/scan-is-normalised", test_scan_is_normalised);
  g_test_add_func ("/image/other-sizes-asked-for", test_other_sizes_asked_for);
  g_test_add_func ("/image/not-a-picture", test_not_a_picture);
  g_test_add_data_func ("/image/truncated-png", "png", test_truncated);
  g_test_add_data_func ("/image/truncated-jpeg", "jpeg", test_truncated);
  g_test_add_data_func ("/image/truncated-bmp", "bmp", test_truncated);
  g_test_add_func ("/image/huge", test_huge);
  g_test_add_func ("/image/svg", test_svg);
  g_test_add_func ("/image/webp", test_webp);
  g_test_add_func ("/image/turned-photograph", test_turned_photograph);
  result = g_test_run ();
  for (GDir *dir = g_dir_open (folder, 0, NULL); dir != NULL; dir = NULL)
    {
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = in_folder (name);

          g_unlink (path);
        }
      g_dir_close (dir);
    }
  g_rmdir (folder);
  g_free (folder);
  return result;
}
