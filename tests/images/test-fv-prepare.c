/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-prepare.h"

#include <string.h>

/* width × height of paper, with a box of ink. */
static GdkPixbuf *
make (int width, int height, guint32 paper, FvGrayBox box, guint32 ink)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) inside = NULL;

  gdk_pixbuf_fill (pixbuf, paper);
  inside = gdk_pixbuf_new_subpixbuf (pixbuf, (int)box.col, (int)box.row, (int)box.cols, (int)box.rows);
  gdk_pixbuf_fill (inside, ink);
  return pixbuf;
}

static guint8 *
prepare (GdkPixbuf *pixbuf, FvPrepare how, FvShape shape)
{
  guint8 *pixels = g_malloc (fv_shape_size (shape));

  g_assert_true (fv_prepare_pixels (pixbuf, how, shape, pixels));
  return pixels;
}

static void
test_ink (void)
{
  g_autoptr (GdkPixbuf) dark = make (90, 60, 0x000000ff, (FvGrayBox){ 10, 20, 30, 15 }, 0xffffffff);
  g_autoptr (GdkPixbuf) light = make (90, 60, 0xffffffff, (FvGrayBox){ 10, 20, 30, 15 }, 0x000000ff);
  g_autofree guint8 *one = prepare (dark, (FvPrepare){ .mode = FV_PREPARE_INK }, (FvShape){ 1, 28, 28 });
  /* As scanners have it. */
  g_autoptr (GdkPixbuf) dull = make (90, 60, 0xe8e0d0ff, (FvGrayBox){ 10, 20, 30, 15 }, 0x303040ff);
  g_autofree guint8 *third = prepare (dull, (FvPrepare){ .mode = FV_PREPARE_INK }, (FvShape){ 1, 28, 28 });
  g_autofree guint8 *other = prepare (light, (FvPrepare){ .mode = FV_PREPARE_INK }, (FvShape){ 1, 28, 28 });
  guint inked = 0;

  g_assert_cmpmem (one, 784, other, 784);
  g_assert_cmpmem (one, 784, third, 784);
  for (guint i = 0; i < 784; i++)
    inked += one[i] > 0;
  g_assert_cmpuint (inked, ==, 20 * 8); /* as a blot, it is worn off on all sides before it is made 20 long */
  g_assert_cmpuint (one[14 * 28 + 14], ==, 255);
}

static void
test_fill_and_fit (void)
{
  /* The left quarter is ink. */
  g_autoptr (GdkPixbuf) wide = make (80, 40, 0x404040ff, (FvGrayBox){ 0, 0, 40, 20 }, 0xff0000ff);
  g_autofree guint8 *fill = prepare (wide, (FvPrepare){ .mode = FV_PREPARE_FILL }, (FvShape){ 3, 4, 4 });
  g_autofree guint8 *fit = prepare (wide, (FvPrepare){ .mode = FV_PREPARE_FIT }, (FvShape){ 3, 4, 4 });

  for (guint i = 0; i < 48; i++)
    g_assert_cmpuint (fill[i], ==, 0x40); /* the middle has none of it */
  g_assert_cmpuint (fit[4], ==, 255);
  g_assert_cmpuint (fit[4 + 1], ==, 0x40);
  g_assert_cmpuint (fit[16 + 4], ==, 0);
  g_assert_cmpuint (fit[0], >, 0x40); /* left over: the mean of the edge, of which some is red */
  g_assert_cmpuint (fit[0], <, 255);
  g_assert_cmpuint (fit[0], ==, fit[15]);
}

static void
test_crop_and_invert (void)
{
  g_autoptr (GdkPixbuf) pixbuf = make (80, 40, 0x404040ff, (FvGrayBox){ 8, 16, 10, 10 }, 0xffffffff);
  FvPrepare how = { FV_PREPARE_FILL, FALSE, { 8, 16, 10, 10 } };
  g_autofree guint8 *part = prepare (pixbuf, how, (FvShape){ 1, 3, 3 });
  g_autofree guint8 *inverted = NULL;

  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (part[i], ==, 255);
  how.invert = TRUE;
  inverted = prepare (pixbuf, how, (FvShape){ 1, 3, 3 });
  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (inverted[i], ==, 0);
}

/* Every mode, every odd size: nothing is written beside. */
static void
test_sizes (void)
{
  for (guint mode = FV_PREPARE_INK; mode <= FV_PREPARE_FIT; mode++)
    for (int width = 1; width <= 40; width += 13)
      for (int height = 1; height <= 40; height += 13)
        {
          g_autoptr (GdkPixbuf) pixbuf
              = make (width, height, 0xffffffff, (FvGrayBox){ 0, 0, 1, 1 }, 0x000000ff);
          FvShape shape = { mode == FV_PREPARE_FIT ? 3 : 1, 5, 9 };
          g_autofree guint8 *pixels = prepare (pixbuf, (FvPrepare){ .mode = (FvPrepareMode)mode }, shape);

          g_assert_nonnull (pixels);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prepare/ink", test_ink);
  g_test_add_func ("/prepare/fill-and-fit", test_fill_and_fit);
  g_test_add_func ("/prepare/crop-and-invert", test_crop_and_invert);
  g_test_add_func ("/prepare/sizes", test_sizes);
  return g_test_run ();
}
