/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fv-error.h"
#include "fv-picture-file.h"
#include "fv-picture-reader.h"
#include "fixture-files.h"

static char *folder;

/* Left half one colour, right half another. */
static char *
write_halves (const char *name, const char *type, int width, int height, guint32 left, guint32 right)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, (left & 0xff) != 0xff, 8, width, height);
  g_autoptr (GdkPixbuf) half = NULL;
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  gdk_pixbuf_fill (pixbuf, left);
  if (width > 1)
    {
      half = gdk_pixbuf_new_subpixbuf (pixbuf, width / 2, 0, width - width / 2, height);
      gdk_pixbuf_fill (half, right);
    }
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
test_measure (void)
{
  g_autofree char *gray = write_halves ("gray.png", "png", 7, 5, 0x404040ff, 0x808080ff);
  g_autofree char *coloured = write_halves ("coloured.png", "png", 30, 50, 0x404041ff, 0x808080ff);
  FvShape shape;

  g_assert_true (fv_picture_reader ()->measure (gray, &shape, NULL));
  g_assert_true (fv_shape_equal (shape, (FvShape){ 1, 5, 7 }));
  g_assert_true (fv_picture_reader ()->measure (coloured, &shape, NULL));
  g_assert_true (fv_shape_equal (shape, (FvShape){ 3, 50, 30 }));
}

/* A picture of the wanted size is what it is, colour by colour. */
static void
test_as_it_is (void)
{
  g_autofree char *path = write_halves ("rgb.png", "png", 4, 2, 0x0a141eff, 0xff0000ff);
  guint8 pixels[3 * 8];

  g_assert_true (fv_picture_reader ()->read (path, (FvShape){ 3, 2, 4 }, pixels, NULL));
  g_assert_cmpuint (pixels[0], ==, 10);
  g_assert_cmpuint (pixels[3], ==, 255);
  g_assert_cmpuint (pixels[8], ==, 20);
  g_assert_cmpuint (pixels[8 + 3], ==, 0);
  g_assert_cmpuint (pixels[16], ==, 30);
  g_assert_true (fv_picture_reader ()->read (path, (FvShape){ 1, 2, 4 }, pixels, NULL));
  g_assert_cmpuint (pixels[3], ==, 76); /* 0.299 of 255 */
}

/* The middle is kept, in the wanted proportions; nothing is inverted. */
static void
test_fills (void)
{
  g_autofree char *wide = write_halves ("wide.png", "png", 400, 100, 0x000000ff, 0xffffffff);
  g_autofree char *high = write_halves ("high.png", "png", 10, 60, 0xffffffff, 0x000000ff);
  g_autofree char *large = write_halves ("large.jpg", "jpeg", 1600, 1600, 0x000000ff, 0xffffffff);
  guint8 pixels[16];
  const char *const paths[] = { wide, large };

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (fv_picture_reader ()->read (paths[i], (FvShape){ 1, 4, 4 }, pixels, NULL));
      for (guint k = 0; k < 16; k++)
        g_assert_cmpint (ABS ((int)pixels[k] - (k % 4 < 2 ? 0 : 255)), <=, i == 0 ? 0 : 12);
    }
  g_assert_true (fv_picture_reader ()->read (high, (FvShape){ 1, 2, 2 }, pixels, NULL));
  g_assert_cmpuint (pixels[0], ==, 255);
  g_assert_cmpuint (pixels[3], ==, 0);
}

static void
test_transparent (void)
{
  g_autofree char *path = write_halves ("clear.png", "png", 2, 1, 0x00000000, 0x00000080);
  guint8 pixels[6];

  g_assert_true (fv_picture_reader ()->read (path, (FvShape){ 3, 1, 2 }, pixels, NULL));
  g_assert_cmpuint (pixels[0], ==, 255);
  g_assert_cmpuint (pixels[1], ==, 127);
}

/* Large JPEGs are decoded at a part of their size, small ones and PNGs whole. */
static void
test_shrinks (void)
{
  g_autofree char *jpeg = write_halves ("shrink.jpg", "jpeg", 1000, 641, 0x000000ff, 0xffffffff);
  g_autofree char *png = write_halves ("shrink.png", "png", 1000, 641, 0x000000ff, 0xffffffff);
  g_autoptr (GdkPixbuf) eighth = fv_picture_file_decode (jpeg, FV_PICTURE_PNG_OR_JPEG, 56, NULL);
  g_autoptr (GdkPixbuf) half = fv_picture_file_decode (jpeg, FV_PICTURE_ANY, 320, NULL);
  g_autoptr (GdkPixbuf) whole = fv_picture_file_decode (jpeg, FV_PICTURE_ANY, 321, NULL);
  g_autoptr (GdkPixbuf) other = fv_picture_file_decode (png, FV_PICTURE_ANY, 56, NULL);

  g_assert_cmpint (gdk_pixbuf_get_height (eighth), ==, 81);
  g_assert_cmpint (gdk_pixbuf_get_width (half), ==, 500);
  g_assert_cmpint (gdk_pixbuf_get_width (whole), ==, 1000);
  g_assert_cmpint (gdk_pixbuf_get_width (other), ==, 1000);
}

/* Data sets are of PNG and JPEG, whatever their files are called. */
static void
test_kinds (void)
{
  g_autofree char *bmp = write_halves ("really.png", "bmp", 4, 4, 0x000000ff, 0xffffffff);
  g_autofree char *jpeg = write_halves ("jpeg.png", "jpeg", 4, 4, 0x000000ff, 0xffffffff);
  g_autoptr (GdkPixbuf) any = fv_picture_file_decode (bmp, FV_PICTURE_ANY, 0, NULL);
  g_autoptr (GError) error = NULL;
  guint8 pixels[16];

  g_assert_nonnull (any);
  g_assert_true (fv_picture_reader ()->read (jpeg, (FvShape){ 1, 4, 4 }, pixels, NULL));
  g_assert_false (fv_picture_reader ()->read (bmp, (FvShape){ 1, 4, 4 }, pixels, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "neither PNG nor JPEG"));
}

/* A folder of folders, through the table of data sets. */
static void
test_data_set (void)
{
  g_autofree char *one = write_halves ("set/dark/1.png", "png", 20, 20, 0x000000ff, 0x000000ff);
  g_autofree char *two = write_halves ("set/light/1.jpg", "jpeg", 40, 20, 0xffffffff, 0xffffffff);
  g_autofree char *path = g_build_filename (folder, "set", NULL);
  g_autoptr (FvDataset) set = fv_dataset_open (path, FV_PART_TRAIN, NULL);

  g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 1, 20, 20 }));
  g_assert_cmpuint (fv_dataset_pixels (set, 0)[0], ==, 0);
  g_assert_cmpuint (fv_dataset_pixels (set, 1)[399], ==, 255);
  g_assert_cmpstr (fv_dataset_class_name (set, 1), ==, "light");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  fv_pictures_set_reader (fv_picture_reader ());
  folder = g_dir_make_tmp ("fovea-pictures-XXXXXX", NULL);
  g_test_add_func ("/picture-reader/measure", test_measure);
  g_test_add_func ("/picture-reader/as-it-is", test_as_it_is);
  g_test_add_func ("/picture-reader/fills", test_fills);
  g_test_add_func ("/picture-reader/transparent", test_transparent);
  g_test_add_func ("/picture-reader/shrinks", test_shrinks);
  g_test_add_func ("/picture-reader/kinds", test_kinds);
  g_test_add_func ("/picture-reader/data-set", test_data_set);
  result = g_test_run ();
  fixture_remove_tree (folder);
  g_free (folder);
  return result;
}
