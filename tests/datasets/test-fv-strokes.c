/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-strokes.h"

#include "fv-digits.h"

#include <math.h>
#include <string.h>

#define SIDE FV_DIGIT_SIDE
#define AREA (SIDE * SIDE)

/* A 4 of two strokes, scaled and moved. */
static FvStrokes *
draw_four (double scale, double x, double y)
{
  static const FvPoint points[]
      = { { 100, 20, 9 }, { 60, 110, 9 }, { 150, 118, 9 }, { 128, 60, 9 }, { 119, 200, 9 } };
  FvStrokes *strokes = fv_strokes_new ();

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      FvPoint point = { points[i].x * scale + x, points[i].y * scale + y, points[i].width * scale };

      if (i == 0 || i == 3)
        fv_strokes_begin (strokes);
      fv_strokes_add (strokes, point);
    }
  return strokes;
}

static void
measure (const guint8 *pixels, double *x, double *y, double *mass)
{
  *x = *y = *mass = 0;
  for (guint i = 0; i < AREA; i++)
    {
      *mass += pixels[i];
      *x += pixels[i] * (double)(i % SIDE);
      *y += pixels[i] * (double)(i / SIDE);
    }
  *x /= *mass;
  *y /= *mass;
}

/* Rows and columns with ink in them. */
static void
extent (const guint8 *pixels, guint *rows, guint *cols)
{
  gboolean row[SIDE] = { FALSE }, col[SIDE] = { FALSE };

  *rows = *cols = 0;
  for (guint i = 0; i < AREA; i++)
    if (pixels[i] > 0)
      row[i / SIDE] = col[i % SIDE] = TRUE;
  for (guint i = 0; i < SIDE; i++)
    {
      *rows += row[i];
      *cols += col[i];
    }
}

static void
test_editing (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  g_autoptr (FvStrokes) copy = fv_strokes_copy (strokes);
  guint n_points;

  g_assert_cmpuint (fv_strokes_count (strokes), ==, 2);
  g_assert_cmpfloat (fv_strokes_nth (strokes, 0, &n_points)[1].x, ==, 60);
  g_assert_cmpuint (n_points, ==, 3);
  g_assert_true (fv_strokes_undo (strokes));
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 1);
  g_assert_true (fv_strokes_undo (strokes));
  g_assert_false (fv_strokes_undo (strokes));
  g_assert_cmpuint (fv_strokes_count (copy), ==, 2); /* shares nothing */
  fv_strokes_clear (copy);
  g_assert_cmpuint (fv_strokes_count (copy), ==, 0);
}

static void
test_copy_is_apart (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  g_autoptr (FvStrokes) copy = fv_strokes_copy (strokes);
  FvPoint further = { 1, 1, 1 };
  guint n_points;

  fv_strokes_add (copy, further);
  fv_strokes_nth (strokes, 1, &n_points);
  g_assert_cmpuint (n_points, ==, 2);
}

static void
test_unusable_points (void)
{
  static const FvPoint points[] = { { NAN, 1, 1 }, { 1, NAN, 1 },       { 1, 1, NAN },   { INFINITY, 1, 1 },
                                    { 1, 1, -1 },  { 1, -INFINITY, 1 }, { 1e300, 1, 1 }, { 1, 1, INFINITY } };
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  g_autoptr (FvStrokes) plain = draw_four (1, 0, 0);
  guint8 with[AREA], without[AREA];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    fv_strokes_add (strokes, points[i]);
  fv_strokes_normalise (strokes, 2.5, with);
  fv_strokes_normalise (plain, 2.5, without);
  g_assert_cmpmem (with, AREA, without, AREA);
}

/* The point of it all: where and how large one draws makes no difference. */
static void
test_place_and_size (void)
{
  static const double rows[][3]
      = { { 0.3, 0, 0 }, { 3, 0, 0 }, { 1, 400, -90 }, { 0.7, -13.7, 5.1 }, { 2.9, 1000, 1000 } };
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  guint8 wanted[AREA], pixels[AREA];

  fv_strokes_normalise (strokes, 2.5, wanted);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FvStrokes) other = draw_four (rows[i][0], rows[i][1], rows[i][2]);

      fv_strokes_normalise (other, 2.5, pixels);
      for (guint k = 0; k < AREA; k++)
        g_assert_cmpint (ABS ((int)pixels[k] - (int)wanted[k]), <=, 1);
    }
}

static void
test_size_of_ink (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);

  for (double pen = 2.2; pen < 2.9; pen += 0.2)
    {
      guint8 pixels[AREA];
      double x, y, mass;
      guint rows, cols;

      fv_strokes_normalise (strokes, pen, pixels);
      measure (pixels, &x, &y, &mass);
      extent (pixels, &rows, &cols);
      g_assert_cmpuint (rows, >=, 20); /* 20 px of ink, and the edges' shade */
      g_assert_cmpuint (rows, <=, 22);
      g_assert_cmpuint (cols, <=, 14);
      g_assert_cmpfloat (fabs (x - 14), <=, 0.5);
      g_assert_cmpfloat (fabs (y - 14), <=, 0.5);
    }
}

static void
test_pen (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  guint8 thin[AREA], thick[AREA];
  double x, y, thin_mass, thick_mass;

  fv_strokes_normalise (strokes, 2.2, thin);
  fv_strokes_normalise (strokes, 2.8, thick);
  measure (thin, &x, &y, &thin_mass);
  measure (thick, &x, &y, &thick_mass);
  g_assert_cmpfloat (thick_mass / thin_mass, >, 1.15);
  g_assert_cmpfloat (thick_mass / thin_mass, <, 1.35);
}

/* One point, a point twice, and a point with a trembling hand are the same dot. */
static void
test_tap (void)
{
  static const FvPoint points[] = { { 70, 80, 9 }, { 70, 80, 9 }, { 71, 79.5, 9 } };
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  guint8 first[AREA], pixels[AREA];
  double x, y, mass;

  fv_strokes_begin (strokes);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      fv_strokes_add (strokes, points[i]);
      fv_strokes_normalise (strokes, 2.5, pixels);
      if (i == 0)
        memcpy (first, pixels, AREA);
      g_assert_cmpmem (pixels, AREA, first, AREA);
    }
  measure (first, &x, &y, &mass);
  g_assert_cmpfloat (fabs (x - 14) + fabs (y - 14), <, 1e-9);
  g_assert_cmpfloat (fabs (mass / 255 - G_PI * 1.25 * 1.25), <, 0.6); /* the area of the pen */
}

static void
test_nothing (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  guint8 pixels[AREA], zeros[AREA] = { 0 };

  memset (pixels, 99, AREA);
  fv_strokes_normalise (strokes, 2.5, pixels);
  g_assert_cmpmem (pixels, AREA, zeros, AREA);
  fv_strokes_begin (strokes); /* a stroke without points */
  memset (pixels, 99, AREA);
  fv_strokes_normalise (strokes, 2.5, pixels);
  g_assert_cmpmem (pixels, AREA, zeros, AREA);
  memset (pixels, 99, AREA);
  fv_strokes_plain (strokes, 280, pixels);
  g_assert_cmpmem (pixels, AREA, zeros, AREA);
}

static void
test_plain (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvPoint corner = { 25, 15, 30 }; /* 28/280: at (2.5, 1.5), 3 px wide */
  guint8 pixels[AREA];

  fv_strokes_add (strokes, corner);
  fv_strokes_plain (strokes, 280, pixels);
  g_assert_cmpuint (pixels[1 * SIDE + 2], ==, 255);
  g_assert_cmpuint (pixels[1 * SIDE + 6], ==, 0);
  g_assert_cmpuint (pixels[14 * SIDE + 14], ==, 0); /* left where it was drawn */
}

/* A bar four pixels wide covers four pixels a row, wherever between the pixels it runs; round ends add half a disc each. */
static void
test_raster_coverage (void)
{
  for (double x = 20; x < 21; x += 0.125)
    {
      g_autoptr (FvStrokes) strokes = fv_strokes_new ();
      FvPoint a = { x, 10.5, 4 }, b = { x, 29.5, 4 };
      guint8 pixels[40 * 48];
      guint row = 0, all = 0;

      fv_strokes_add (strokes, a);
      fv_strokes_add (strokes, b);
      fv_strokes_raster (strokes, 40, 48, pixels);
      for (guint i = 0; i < 48; i++)
        row += pixels[20 * 48 + i];
      for (guint i = 0; i < 40 * 48; i++)
        all += pixels[i];
      g_assert_cmpfloat (fabs (row / 255.0 - 4), <, 0.02);
      g_assert_cmpfloat (fabs (all / 255.0 - (4 * 19 + G_PI * 4)), <, 1);
    }
}

static void
test_raster_hairline (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvPoint a = { 4.5, 2, 0.25 }, b = { 4.5, 18, 0.25 };
  guint8 pixels[20 * 10];
  guint row = 0;

  fv_strokes_add (strokes, a);
  fv_strokes_add (strokes, b);
  fv_strokes_raster (strokes, 20, 10, pixels);
  for (guint i = 0; i < 10; i++)
    row += pixels[10 * 10 + i];
  g_assert_cmpuint (row, >, 40);
  g_assert_cmpuint (row, <, 90); /* a quarter of a pixel: 64 */
}

/* What lies outside is cut off and touches no other memory. */
static void
test_raster_outside (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvPoint a = { -1e9, -1e9, 3 }, b = { 1e9, 1e9, 3 }, c = { 1e9, -1e9, 1e9 };
  g_autofree guint8 *pixels = g_malloc (5 * 7);

  fv_strokes_add (strokes, a);
  fv_strokes_add (strokes, b);
  fv_strokes_raster (strokes, 5, 7, pixels);
  g_assert_cmpuint (pixels[2 * 7 + 2], >, 200); /* the diagonal */
  g_assert_cmpuint (pixels[6], ==, 0);
  fv_strokes_add (strokes, c);
  fv_strokes_raster (strokes, 5, 7, pixels);
}

static void
test_crossing (void)
{
  g_autoptr (FvStrokes) once = draw_four (0.1, 0, 0);
  g_autoptr (FvStrokes) twice = draw_four (0.1, 0, 0);
  guint8 a[AREA], b[AREA];
  guint n_points;

  fv_strokes_begin (twice);
  for (guint i = 0; i < 3; i++)
    fv_strokes_add (twice, fv_strokes_nth (once, 0, &n_points)[i]);
  fv_strokes_raster (once, SIDE, SIDE, a);
  fv_strokes_raster (twice, SIDE, SIDE, b);
  g_assert_cmpmem (a, AREA, b, AREA); /* ink over ink is no darker */
}

static void
test_centre (void)
{
  guint8 pixels[AREA] = { 0 }, wanted[AREA] = { 0 };

  pixels[3 * SIDE + 25] = 100;
  wanted[14 * SIDE + 14] = 100;
  fv_picture_centre (pixels);
  g_assert_cmpmem (pixels, AREA, wanted, AREA);
  fv_picture_centre (pixels);
  g_assert_cmpmem (pixels, AREA, wanted, AREA);
  memset (wanted, 0, AREA);
  fv_picture_centre (wanted);
  for (guint i = 0; i < AREA; i++)
    g_assert_cmpuint (wanted[i], ==, 0);
}

/* An eraser in the middle of a line leaves two, at its end a shorter one, beside it what there was. */
static void
test_erase (void)
{
  static const struct
  {
    double x, y;
    guint n_left;
    double ends[4]; /* where the lines begin and end */
  } rows[] = {
    { 50, 0, 2, { 0, 43, 57, 100 } },
    { 50, 5, 2, { 0, 50 - 4.898979485566356, 50 + 4.898979485566356, 100 } },
    { 100, 0, 1, { 0, 93 } },
    { 0, 0, 1, { 7, 100 } },
    { 50, 7, 1, { 0, 100 } },
    { 200, 0, 1, { 0, 100 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FvStrokes) strokes = fv_strokes_new ();
      gboolean touches = rows[i].n_left == 2 || rows[i].ends[1] - rows[i].ends[0] < 100;

      for (guint k = 0; k < 3; k++)
        fv_strokes_add (strokes, (FvPoint){ k * 50, 0, 4 });
      g_assert_cmpint (fv_strokes_erase (strokes, rows[i].x, rows[i].y, 5), ==, touches);
      g_assert_cmpuint (fv_strokes_count (strokes), ==, rows[i].n_left);
      for (guint k = 0; k < rows[i].n_left; k++)
        {
          guint n;
          const FvPoint *points = fv_strokes_nth (strokes, k, &n);

          g_assert_cmpfloat (fabs (points[0].x - rows[i].ends[2 * k]), <, 1e-9);
          g_assert_cmpfloat (fabs (points[n - 1].x - rows[i].ends[2 * k + 1]), <, 1e-9);
        }
    }
}

/* A dot goes whole, and a line within the eraser too. */
static void
test_erase_all (void)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();

  fv_strokes_add (strokes, (FvPoint){ 3, 3, 2 });
  fv_strokes_begin (strokes);
  fv_strokes_add (strokes, (FvPoint){ 1, 1, 2 });
  fv_strokes_add (strokes, (FvPoint){ 2, 2, 2 });
  fv_strokes_add (strokes, (FvPoint){ 2, 2, 2 });
  g_assert_false (fv_strokes_erase (strokes, 30, 3, 5));
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 2);
  g_assert_true (fv_strokes_erase (strokes, 2, 2, 5));
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 0);
}

/* A stroke that is touched anywhere goes, the others stay as they are. */
static void
test_erase_whole (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  guint n;

  g_assert_false (fv_strokes_erase_whole (strokes, 20, 20, 9));
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 2);
  g_assert_true (fv_strokes_erase_whole (strokes, 120, 190, 9)); /* the second one */
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 1);
  fv_strokes_nth (strokes, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (fv_strokes_erase_whole (strokes, 60, 110, 0));
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 0);
  g_assert_false (fv_strokes_erase_whole (strokes, 60, 110, 9));
}

static void
test_remove_point (void)
{
  g_autoptr (FvStrokes) strokes = draw_four (1, 0, 0);
  guint n;

  fv_strokes_remove_point (strokes);
  fv_strokes_nth (strokes, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < 3; i++)
    fv_strokes_remove_point (strokes); /* never of an earlier stroke */
  fv_strokes_nth (strokes, 1, &n);
  g_assert_cmpuint (n, ==, 0);
  fv_strokes_nth (strokes, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  fv_strokes_clear (strokes);
  fv_strokes_remove_point (strokes);
  g_assert_cmpuint (fv_strokes_count (strokes), ==, 0);
}

static void
test_shift (void)
{
  guint8 pixels[AREA] = { 0 };

  pixels[5 * SIDE + 6] = 9;
  fv_picture_shift (pixels, 3, -2);
  g_assert_cmpuint (pixels[3 * SIDE + 9], ==, 9);
  pixels[3 * SIDE + 9] = 0;
  for (guint i = 0; i < AREA; i++)
    g_assert_cmpuint (pixels[i], ==, 0);
  pixels[0] = 9;
  fv_picture_shift (pixels, -1000, 0);
  g_assert_cmpuint (pixels[0], ==, 0);
}

/* What a hand wrote is the same, seen as strokes or as a picture, but for the shade where strokes begin. */
static void
test_of_a_hand (void)
{
  for (guint digit = 0; digit < 10; digit++)
    {
      FvRandom first = fv_random_new (3, digit), second = first;
      const FvSkeleton *skeleton = fv_skeleton_choose (digit, 0.5);
      g_autoptr (FvStrokes) strokes = fv_hand_strokes (&first, skeleton, FV_DISTORTION_STRONG);
      guint8 written[AREA], drawn[AREA];
      guint off = 0, mass = 0;

      fv_hand_write (&second, skeleton, FV_DISTORTION_STRONG, written);
      g_assert_cmpuint (fv_strokes_count (strokes), ==, skeleton->n_strokes);
      fv_strokes_raster (strokes, SIDE, SIDE, drawn);
      fv_picture_centre (drawn);
      for (guint k = 0; k < AREA; k++)
        {
          mass += written[k];
          off += (guint)ABS ((int)written[k] - (int)drawn[k]);
        }
      g_assert_cmpuint (40 * off, <, mass);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strokes/editing", test_editing);
  g_test_add_func ("/strokes/copy-is-apart", test_copy_is_apart);
  g_test_add_func ("/strokes/unusable-points", test_unusable_points);
  g_test_add_func ("/strokes/place-and-size", test_place_and_size);
  g_test_add_func ("/strokes/size-of-ink", test_size_of_ink);
  g_test_add_func ("/strokes/pen", test_pen);
  g_test_add_func ("/strokes/tap", test_tap);
  g_test_add_func ("/strokes/nothing", test_nothing);
  g_test_add_func ("/strokes/plain", test_plain);
  g_test_add_func ("/strokes/raster-coverage", test_raster_coverage);
  g_test_add_func ("/strokes/raster-hairline", test_raster_hairline);
  g_test_add_func ("/strokes/raster-outside", test_raster_outside);
  g_test_add_func ("/strokes/crossing", test_crossing);
  g_test_add_func ("/strokes/centre", test_centre);
  g_test_add_func ("/strokes/of-a-hand", test_of_a_hand);
  g_test_add_func ("/strokes/erase", test_erase);
  g_test_add_func ("/strokes/erase-all", test_erase_all);
  g_test_add_func ("/strokes/erase-whole", test_erase_whole);
  g_test_add_func ("/strokes/remove-point", test_remove_point);
  g_test_add_func ("/strokes/shift", test_shift);
  return g_test_run ();
}
