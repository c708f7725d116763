/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-gray.h"

static void
test_from_rgb (void)
{
  static const guint8 rgb[] = { 255, 0, 0, 0, 255, 0, 99, 99, 0, 0, 255, 200, 200, 200, 99, 99 };
  static const guint8 rgba[] = { 0, 0, 0, 255, 0, 0, 0, 0 };
  guint8 pixels[4];
  FvGray gray = { 2, 2, pixels };

  fv_gray_from_rgb (rgb, 3, 8, &gray); /* two bytes behind each row belong to nobody */
  g_assert_cmpmem (pixels, 4, ((const guint8[]){ 76, 150, 29, 200 }), 4);
  gray.rows = 1;
  fv_gray_from_rgb (rgba, 4, 8, &gray);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[1], ==, 255); /* nothing there is paper */
  fv_gray_from_rgb (rgb, 1, 2, &gray);
  g_assert_cmpuint (pixels[0], ==, 255);
}

static void
test_paper (void)
{
  guint8 pixels[25];
  FvGray gray = { 5, 5, pixels };

  memset (pixels, 255, sizeof pixels);
  g_assert_true (fv_gray_is_paper_light (&gray));
  for (guint row = 1; row < 4; row++)
    memset (pixels + 5 * row + 1, 0, 3); /* the middle does not count */
  g_assert_true (fv_gray_is_paper_light (&gray));
  fv_gray_invert (&gray);
  g_assert_false (fv_gray_is_paper_light (&gray));
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[12], ==, 255);
}

static void
test_find_ink (void)
{
  guint8 pixels[6 * 7] = { 0 };
  FvGray gray = { 6, 7, pixels };
  FvGrayBox box;

  g_assert_cmpuint (fv_gray_find_ink (&gray).rows, ==, 0);
  pixels[2 * 7 + 1] = 200;
  pixels[3 * 7 + 4] = 100;
  pixels[5 * 7 + 6] = 99; /* too faint to count */
  box = fv_gray_find_ink (&gray);
  g_assert_cmpuint (box.row, ==, 2);
  g_assert_cmpuint (box.col, ==, 1);
  g_assert_cmpuint (box.rows, ==, 2);
  g_assert_cmpuint (box.cols, ==, 4);
}

static void
test_resize_is_mean (void)
{
  guint8 pixels[] = { 0, 100, 200, 100, 0, 0, 40, 80, 0, 0, 0, 0 };
  guint8 small[2];
  FvGray gray = { 3, 4, pixels };
  FvGray out = { 1, 2, small };

  fv_gray_resize (&gray, (FvGrayBox){ 0, 0, 2, 4 }, &out);
  g_assert_cmpuint (small[0], ==, 25);
  g_assert_cmpuint (small[1], ==, 105);
  fv_gray_resize (&gray, (FvGrayBox){ 0, 0, 1, 3 }, &out); /* 1½ cells each */
  g_assert_cmpuint (small[0], ==, 33);
  g_assert_cmpuint (small[1], ==, 167);
}

static void
test_resize_up (void)
{
  guint8 pixels[] = { 10, 250 };
  guint8 large[3 * 4];
  FvGray gray = { 1, 2, pixels };
  FvGray out = { 3, 4, large };

  fv_gray_resize (&gray, (FvGrayBox){ 0, 0, 1, 2 }, &out);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpuint (large[i], ==, i % 4 < 2 ? 10 : 250);
}

static void
find_centre (const guint8 *pixels, double *row, double *col)
{
  double mass = 0;

  *row = *col = 0;
  for (guint i = 0; i < 28 * 28; i++)
    {
      mass += pixels[i];
      *row += pixels[i] * (double)(i / 28);
      *col += pixels[i] * (double)(i % 28);
    }
  *row /= mass;
  *col /= mass;
}

/* Wherever and however large the ink is on the paper, it ends up the same. */
static void
test_normalise (void)
{
  guint8 out_pixels[28 * 28];
  FvGray out = { 28, 28, out_pixels };

  for (guint scale = 1; scale <= 9; scale += 2)
    {
      guint rows = 10 * scale + 17;
      guint cols = 6 * scale + 80;
      g_autofree guint8 *pixels = g_malloc0 (rows * cols);
      FvGray gray = { rows, cols, pixels };
      FvGrayBox box;
      double row;
      double col;

      for (guint r = 0; r < 10 * scale; r++)
        memset (pixels + (r + 12) * cols + 50, 255, r < 5 * scale ? 6 * scale : 2 * scale);
      fv_gray_normalise (&gray, 20, &out);
      box = fv_gray_find_ink (&out);
      g_assert_cmpuint (box.rows, ==, 20);
      g_assert_cmpuint (box.cols, ==, 12);
      find_centre (out_pixels, &row, &col);
      g_assert_cmpfloat (fabs (row - 14), <=, 0.51);
      g_assert_cmpfloat (fabs (col - 14), <=, 0.51);
    }
}

static void
test_normalise_edges (void)
{
  guint8 out_pixels[28 * 28];
  guint8 one[] = { 77 };
  guint8 none[] = { 0, 0 };
  guint8 thin[300] = { 0 };
  FvGray out = { 28, 28, out_pixels };

  fv_gray_normalise (&(FvGray){ 1, 2, none }, 20, &out);
  for (guint i = 0; i < sizeof out_pixels; i++)
    g_assert_cmpuint (out_pixels[i], ==, 0);
  fv_gray_normalise (&(FvGray){ 1, 1, one }, 20, &out);
  g_assert_cmpuint (out_pixels[14 * 28 + 14], ==, 77);
  memset (thin, 255, sizeof thin);
  fv_gray_normalise (&(FvGray){ 1, 300, thin }, 20, &out); /* a line keeps at least a cell */
  g_assert_cmpuint (fv_gray_find_ink (&out).rows, ==, 1);
  g_assert_cmpuint (fv_gray_find_ink (&out).cols, ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gray/from-rgb", test_from_rgb);
  g_test_add_func ("/gray/paper", test_paper);
  g_test_add_func ("/gray/find-ink", test_find_ink);
  g_test_add_func ("/gray/resize-is-mean", test_resize_is_mean);
  g_test_add_func ("/gray/resize-up", test_resize_up);
  g_test_add_func ("/gray/normalise", test_normalise);
  g_test_add_func ("/gray/normalise-edges", test_normalise_edges);
  return g_test_run ();
}
