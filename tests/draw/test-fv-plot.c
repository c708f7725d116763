/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-plot.h"

static const FvPlot linear = { { 100, 50, 200, 80 }, 400, 0, 1, FALSE };
static const FvPlot decades = { { 100, 50, 200, 80 }, 400, 0.01, 1, TRUE };

static void
places (void)
{
  g_assert_cmpfloat (fv_plot_x (&linear, 0), ==, 100);
  g_assert_cmpfloat (fv_plot_x (&linear, 400), ==, 300);
  g_assert_cmpfloat (fv_plot_y (&linear, 0), ==, 130);
  g_assert_cmpfloat (fv_plot_y (&linear, 1), ==, 50);
  g_assert_cmpfloat_with_epsilon (fv_plot_y (&decades, 0.1), 90, 1e-9);
}

/* What is under x px, and where that is: back and forth, however close one looks. */
static void
there_and_back (void)
{
  FvPlot close = { { 100, 50, 200, 80 }, 300, 0, 1, FALSE, 250 };

  g_assert_cmpfloat (fv_plot_x (&close, 250), ==, 100);
  g_assert_cmpfloat (fv_plot_x (&close, 275), ==, 200);
  for (double x = 80; x <= 320; x += 7)
    {
      g_assert_cmpfloat_with_epsilon (fv_plot_x (&linear, fv_plot_batch (&linear, x)), x, 1e-9);
      g_assert_cmpfloat_with_epsilon (fv_plot_x (&close, fv_plot_batch (&close, x)), x, 1e-9);
    }
  g_assert_cmpfloat (fv_plot_batch (&close, 300), ==, 300);
}

/* What lies beyond the axis ends on its edge. */
static void
beyond_the_axis (void)
{
  g_assert_cmpfloat (fv_plot_y (&linear, 7), ==, 50);
  g_assert_cmpfloat (fv_plot_y (&linear, -7), ==, 130);
  g_assert_cmpfloat (fv_plot_y (&decades, 0), ==, 130);
  g_assert_cmpfloat (fv_plot_y (&decades, -1), ==, 130);
  g_assert_cmpfloat (fv_plot_y (&decades, 1e9), ==, 50);
}

static FvCurve *
curve_with (double train, double test)
{
  FvCurve *curve = fv_curve_new ();

  fv_curve_add (curve, (FvCurvePoint){ 0, 0, NAN, NAN, 2.3, 0.1 });
  fv_curve_add (curve, (FvCurvePoint){ 10, 0.1, 1.5, 0.4, NAN, NAN });
  fv_curve_add (curve, (FvCurvePoint){ 20, 0.2, train, 0.5, test, 0.5 });
  return curve;
}

static void
ranges (void)
{
  g_autoptr (FvCurve) curve = curve_with (0.5, 0.7);
  double low, high;

  g_assert_true (fv_series_range (curve, FV_SERIES_TRAIN_LOSS, TRUE, &low, &high));
  g_assert_cmpfloat (low, ==, 0.5);
  g_assert_cmpfloat (high, ==, 1.5);
  g_assert_true (fv_series_range (curve, FV_SERIES_TEST_LOSS, TRUE, &low, &high));
  g_assert_cmpfloat (high, ==, 2.3);
  g_assert_false (fv_series_range (NULL, FV_SERIES_TEST_LOSS, TRUE, &low, &high));
}

/* Only of what is in sight. */
static void
ranges_in_sight (void)
{
  g_autoptr (FvCurve) curve = curve_with (0.5, 0.7);
  FvPlot late = { { 0, 0, 400, 200 }, 20, 0, 1, FALSE, 11 };
  double low = INFINITY, high = -INFINITY;

  g_assert_cmpuint (fv_curve_find (curve, 0), ==, 0);
  g_assert_cmpuint (fv_curve_find (curve, 0.5), ==, 1);
  g_assert_cmpuint (fv_curve_find (curve, 20), ==, 2);
  g_assert_cmpuint (fv_curve_find (curve, 21), ==, 3);
  g_assert_cmpuint (fv_curve_find (NULL, 21), ==, 0);
  fv_plot_widen (&late, curve, FV_SERIES_TRAIN_LOSS, &low, &high);
  g_assert_cmpfloat (low, ==, 0.5);
  g_assert_cmpfloat (high, ==, 0.5);
  fv_plot_widen (&late, curve, FV_SERIES_TEST_LOSS, &low, &high);
  g_assert_cmpfloat (high, ==, 0.7);
}

static void
trouble (void)
{
  g_autoptr (FvCurve) sound = curve_with (0.5, 0.7), nan = curve_with (NAN, NAN),
                      infinite = curve_with (1, INFINITY);
  guint64 batch = 0;

  g_assert_false (fv_series_find_non_finite (sound, FV_SERIES_TRAIN_LOSS, &batch));
  /* Not measured is no trouble. */
  g_assert_false (fv_series_find_non_finite (sound, FV_SERIES_TEST_LOSS, &batch));
  g_assert_true (fv_series_find_non_finite (nan, FV_SERIES_TRAIN_LOSS, &batch));
  g_assert_cmpuint (batch, ==, 20);
  g_assert_false (fv_series_find_non_finite (nan, FV_SERIES_TEST_LOSS, &batch));
  g_assert_true (fv_series_find_non_finite (infinite, FV_SERIES_TEST_LOSS, &batch));
}

static void
steps (void)
{
  g_assert_cmpfloat_with_epsilon (fv_plot_step (700, 8), 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (fv_plot_step (640, 8), 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (fv_plot_step (7500, 8), 1000, 1e-9);
  g_assert_cmpfloat_with_epsilon (fv_plot_step (300, 20), 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (fv_plot_step (10, 10), 1, 1e-9);
  g_assert_cmpfloat (fv_plot_step (0, 5), ==, 1);
}

/* Number of pixels a series leaves; dashes leave fewer. */
static guint
ink_from (const FvCurve *curve, FvSeries series, gboolean dashed, double first)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 400, 200);
  cairo_t *cr = cairo_create (surface);
  FvPlot plot = { { 0, 0, 400, 200 }, 20, 0.1, 3, TRUE, first };
  guint count = 0;

  fv_plot_line (&plot, cr, (FvColor){ 0, 0, 0 }, curve, series, 1.75, dashed);
  cairo_surface_flush (surface);
  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 400; x++)
      count += cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x] > 80;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return count;
}

static guint
ink (const FvCurve *curve, FvSeries series, gboolean dashed)
{
  return ink_from (curve, series, dashed, 0);
}

/* A line that began out of sight comes in at the edge. */
static void
line_from_before (void)
{
  g_autoptr (FvCurve) curve = curve_with (0.5, 0.7);

  g_assert_cmpuint (ink_from (curve, FV_SERIES_TRAIN_LOSS, FALSE, 12), >, 300);
  /* From batch 0, the newest measurement with test samples before. */
  g_assert_cmpuint (ink_from (curve, FV_SERIES_TEST_LOSS, FALSE, 12), >, 300);
}

static void
lines (void)
{
  g_autoptr (FvCurve) sound = curve_with (0.5, 0.7), broken = curve_with (NAN, INFINITY);
  guint solid = ink (sound, FV_SERIES_TEST_LOSS, FALSE), dashed = ink (sound, FV_SERIES_TEST_LOSS, TRUE);

  g_assert_cmpuint (solid, >, 300);
  g_assert_cmpuint (dashed, >, solid / 3);
  g_assert_cmpuint (dashed, <, solid * 4 / 5);
  /* One finite point makes no line. */
  g_assert_cmpuint (ink (broken, FV_SERIES_TRAIN_LOSS, FALSE), ==, 0);
  g_assert_cmpuint (ink (NULL, FV_SERIES_TRAIN_LOSS, FALSE), ==, 0);
}

/* On the line between two measurements, also where it is cut beyond the axis. */
static void
on_the_line (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  FvPlot cut = linear;
  double y;

  cut.cuts = TRUE;
  fv_curve_add (curve, (FvCurvePoint){ 0, 0, 0.25, 0, 0.5, 0 });
  fv_curve_add (curve, (FvCurvePoint){ 100, 1, 0.75, 0, NAN, NAN });
  fv_curve_add (curve, (FvCurvePoint){ 200, 2, 2.75, 0, 1.5, 0 });
  g_assert_true (fv_plot_line_y (&linear, curve, FV_SERIES_TRAIN_LOSS, 50, &y));
  g_assert_cmpfloat (y, ==, fv_plot_y (&linear, 0.5));
  g_assert_true (fv_plot_line_y (&linear, curve, FV_SERIES_TEST_LOSS, 50, &y));
  g_assert_cmpfloat (y, ==, 50 + 80 * (1 - 0.625)); /* 1.5 lies on the edge here */
  g_assert_true (fv_plot_line_y (&cut, curve, FV_SERIES_TEST_LOSS, 50, &y));
  g_assert_cmpfloat (y, ==, 50 + 80 * (1 - 0.75));
  g_assert_true (fv_plot_line_y (&cut, curve, FV_SERIES_TRAIN_LOSS, 150, &y));
  g_assert_cmpfloat (y, <, cut.area.y);
  g_assert_false (fv_plot_line_y (&linear, curve, FV_SERIES_TRAIN_LOSS, 201, &y));
  g_assert_false (fv_plot_line_y (&linear, NULL, FV_SERIES_TRAIN_LOSS, 50, &y));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/places", places);
  g_test_add_func ("/plot/there-and-back", there_and_back);
  g_test_add_func ("/plot/beyond-the-axis", beyond_the_axis);
  g_test_add_func ("/plot/ranges", ranges);
  g_test_add_func ("/plot/ranges-in-sight", ranges_in_sight);
  g_test_add_func ("/plot/trouble", trouble);
  g_test_add_func ("/plot/steps", steps);
  g_test_add_func ("/plot/lines", lines);
  g_test_add_func ("/plot/line-from-before", line_from_before);
  g_test_add_func ("/plot/on-the-line", on_the_line);
  return g_test_run ();
}
