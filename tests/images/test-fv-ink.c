/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-ink.h"

#include <math.h>

/* A bar of rows × cols in the middle of a picture with room around it. */
static FvGray
bar (guint rows, guint cols)
{
  FvGray self = { rows + 60, cols + 60, g_malloc0 ((gsize)(rows + 60) * (cols + 60)) };

  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      self.pixels[(gsize)(row + 30) * self.cols + col + 30] = 200;
  return self;
}

static void
test_width (void)
{
  static const guint widths[] = { 1, 2, 5, 10, 31 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      FvGray line = bar (2000, widths[i]);

      g_assert_cmpfloat (fabs (fv_ink_width (&line) / widths[i] - 1), <, widths[i] == 1 ? 1.1 : 0.1);
      g_free (line.pixels);
    }
}

/* Whatever pen a line was drawn with, it comes out with nearly the same. */
static void
test_fit (void)
{
  static const guint widths[] = { 1, 5, 20, 30, 60 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      FvGray line = bar (200, widths[i]);
      FvGray fit = fv_ink_fit (&line, 20);
      FvGrayBox ink = fv_gray_find_ink (&fit);

      g_test_message ("%u became %u × %u", widths[i], ink.rows, ink.cols);
      g_assert_cmpfloat (20.0 * ink.cols / ink.rows, >, 1.9);
      g_assert_cmpfloat (20.0 * ink.cols / ink.rows, <, 5.4);
      g_free (line.pixels);
      g_free (fit.pixels);
    }
}

/* A pen that suits is left alone, to the byte; so is a picture without ink. */
static void
test_left_alone (void)
{
  static const guint widths[] = { 25, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      FvGray line = bar (200, widths[i]);
      FvGray fit = fv_ink_fit (&line, 20);

      g_assert_cmpmem (fit.pixels, (gsize)fit.rows * fit.cols, line.pixels, (gsize)line.rows * line.cols);
      g_free (line.pixels);
      g_free (fit.pixels);
    }
}

/* Ink at the edge grows beyond it, and a picture of one cell is one. */
static void
test_edges (void)
{
  guint8 full[6 * 200];
  FvGray line = { 200, 1, full }, dot = { 1, 1, full }, fit;

  memset (full, 255, sizeof full);
  fit = fv_ink_fit (&line, 20);
  g_assert_cmpuint (fit.cols, >, 20);
  g_assert_cmpuint (fv_gray_find_ink (&fit).cols, >=, 20);
  g_free (fit.pixels);
  fit = fv_ink_fit (&dot, 20);
  g_assert_cmpuint (fv_gray_find_ink (&fit).rows, ==, 1);
  g_free (fit.pixels);
}

/* A thick line that runs along the edge of the picture, and is cut off there, is worn off at its other side alone. */
static void
test_cut_off (void)
{
  enum
  {
    SIDE = 100
  };
  guint8 pixels[SIDE * SIDE] = { 0 };
  FvGray half = { SIDE, SIDE, pixels }, fit;
  double width;

  for (guint row = 0; row < SIDE; row++)
    memset (pixels + row * SIDE, 255, 30);
  width = fv_ink_width (&half);
  g_assert_cmpfloat (width, >, 50); /* of the pen, not of what is left of it */
  g_assert_cmpfloat (width, <, 70);
  fit = fv_ink_fit (&half, 20);
  for (guint row = 20; row < SIDE - 20; row++)
    {
      g_assert_cmpuint (fit.pixels[row * fit.cols], ==, 255);
      g_assert_cmpuint (fit.pixels[row * fit.cols + 25], ==, 0);
    }
  g_free (fit.pixels);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ink/width", test_width);
  g_test_add_func ("/ink/fit", test_fit);
  g_test_add_func ("/ink/left-alone", test_left_alone);
  g_test_add_func ("/ink/edges", test_edges);
  g_test_add_func ("/ink/cut-off", test_cut_off);
  return g_test_run ();
}
