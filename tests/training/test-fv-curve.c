/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-curve.h"

static FvCurvePoint
point_at (guint64 batch)
{
  return (FvCurvePoint){ .batch = batch,
                         .epoch = (double)batch / 100,
                         .train_loss = (double)batch,
                         .train_accuracy = 0.5,
                         .test_loss = NAN,
                         .test_accuracy = NAN };
}

static void
add_points (FvCurve *curve, guint64 first, guint64 count)
{
  for (guint64 i = first; i < first + count; i++)
    fv_curve_add (curve, point_at (i));
}

static void
test_few_points_stay (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();

  g_assert_cmpuint (fv_curve_length (curve), ==, 0);
  add_points (curve, 0, FV_CURVE_MAX);
  g_assert_cmpuint (fv_curve_length (curve), ==, FV_CURVE_MAX);
  for (guint i = 0; i < FV_CURVE_MAX; i++)
    g_assert_cmpuint (fv_curve_nth (curve, i).batch, ==, i);
}

/* However many come: bounded, the first and the newest there, in order, evenly spaced. */
static void
test_bounded (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();

  for (guint64 i = 0; i < 9 * FV_CURVE_MAX; i++)
    {
      guint length;

      fv_curve_add (curve, point_at (i));
      length = fv_curve_length (curve);
      g_assert_cmpuint (length, <=, FV_CURVE_MAX);
      g_assert_cmpuint (fv_curve_nth (curve, length - 1).batch, ==, i);
    }
  g_assert_cmpuint (fv_curve_nth (curve, 0).batch, ==, 0);
  g_assert_cmpuint (fv_curve_length (curve), >, FV_CURVE_MAX / 2);
  for (guint i = 2; i + 1 < fv_curve_length (curve); i++)
    g_assert_cmpuint (fv_curve_nth (curve, i).batch - fv_curve_nth (curve, i - 1).batch, ==,
                      fv_curve_stride (curve));
}

/* The average over all batches is the same before and after thinning. */
static void
test_thinning_averages (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  const guint n = 5 * FV_CURVE_MAX + 3;
  double sum = 0;

  add_points (curve, 0, n);
  for (guint i = 1; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double before = (double)fv_curve_nth (curve, i - 1).batch;

      g_assert_cmpfloat_with_epsilon (point.train_loss, ((double)point.batch + before + 1) / 2, 1e-6);
      sum += point.train_loss * ((double)point.batch - before);
    }
  g_assert_cmpfloat_with_epsilon (sum / (n - 1), n / 2.0, 1e-6);
}

static void
test_tests_survive_thinning (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  guint measured = 0;

  for (guint64 i = 0; i < 4 * FV_CURVE_MAX; i++)
    {
      FvCurvePoint point = point_at (i);

      if (i % 100 == 0)
        {
          point.test_loss = (double)i;
          point.test_accuracy = 0.25;
        }
      fv_curve_add (curve, point);
    }
  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      if (isnan (point.test_loss))
        continue;
      measured++;
      g_assert_cmpfloat (fabs (point.test_loss - (double)point.batch), <, fv_curve_stride (curve));
    }
  g_assert_cmpuint (measured, ==, 4 * FV_CURVE_MAX / 100);
}

static void
test_same_batch_completes (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  FvCurvePoint point = point_at (10);
  FvCurvePoint found;

  g_assert_false (fv_curve_last_test (curve, &found));
  fv_curve_add (curve, point);
  g_assert_false (fv_curve_last_test (curve, &found));
  point.train_loss = NAN;
  point.test_loss = 0.5;
  point.test_accuracy = 0.75;
  fv_curve_add (curve, point);
  g_assert_cmpuint (fv_curve_length (curve), ==, 1);
  add_points (curve, 11, 3);
  g_assert_true (fv_curve_last_test (curve, &found));
  g_assert_cmpuint (found.batch, ==, 10);
  g_assert_cmpfloat (found.train_loss, ==, 10);
  g_assert_cmpfloat (found.test_accuracy, ==, 0.75);
}

static void
assert_equal (const FvCurve *a, const FvCurve *b)
{
  g_assert_cmpuint (fv_curve_length (a), ==, fv_curve_length (b));
  for (guint i = 0; i < fv_curve_length (a); i++)
    {
      g_assert_cmpuint (fv_curve_nth (a, i).batch, ==, fv_curve_nth (b, i).batch);
      g_assert_cmpfloat (fv_curve_nth (a, i).train_loss, ==, fv_curve_nth (b, i).train_loss);
    }
}

static void
test_copy_is_apart (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  g_autoptr (FvCurve) copy = NULL;

  add_points (curve, 0, 3 * FV_CURVE_MAX);
  copy = fv_curve_copy (curve);
  assert_equal (curve, copy);
  add_points (curve, 3 * FV_CURVE_MAX, 5000);
  g_assert_cmpuint (fv_curve_nth (copy, fv_curve_length (copy) - 1).batch, ==, 3 * FV_CURVE_MAX - 1);
  add_points (copy, 3 * FV_CURVE_MAX, 5000);
  assert_equal (curve, copy);
}

/* A curve made again from its points goes on as the one it was made from. */
static void
test_resume (void)
{
  for (guint n = 2 * FV_CURVE_MAX; n < 2 * FV_CURVE_MAX + 5; n++)
    {
      g_autoptr (FvCurve) curve = fv_curve_new ();
      g_autoptr (FvCurve) again = fv_curve_new ();

      add_points (curve, 0, n);
      for (guint i = 0; i < fv_curve_length (curve); i++)
        fv_curve_add (again, fv_curve_nth (curve, i));
      fv_curve_resume (again, fv_curve_stride (curve), fv_curve_gathered (curve));
      add_points (curve, n, 3 * FV_CURVE_MAX);
      add_points (again, n, 3 * FV_CURVE_MAX);
      assert_equal (curve, again);
    }
}

/* Each point stands for the batches since the one before; the first for none. */
static void
test_mean_train (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  double loss, accuracy;

  fv_curve_mean_train (curve, 0, &loss, &accuracy);
  g_assert_true (isnan (loss) && isnan (accuracy));
  fv_curve_add (curve, (FvCurvePoint){ 0, 0, 9, 0.1, NAN, NAN });
  fv_curve_mean_train (curve, -1, &loss, &accuracy);
  g_assert_true (isnan (loss));
  fv_curve_add (curve, (FvCurvePoint){ 10, 0.5, 4, 0.2, NAN, NAN });
  fv_curve_add (curve, (FvCurvePoint){ 40, 2, 2, 0.6, NAN, NAN });
  fv_curve_mean_train (curve, -1, &loss, &accuracy);
  g_assert_cmpfloat (loss, ==, 2.5);
  g_assert_cmpfloat_with_epsilon (accuracy, 0.5, 1e-12);
  fv_curve_mean_train (curve, 1, &loss, &accuracy);
  g_assert_cmpfloat (loss, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve/few-points-stay", test_few_points_stay);
  g_test_add_func ("/curve/bounded", test_bounded);
  g_test_add_func ("/curve/thinning-averages", test_thinning_averages);
  g_test_add_func ("/curve/tests-survive-thinning", test_tests_survive_thinning);
  g_test_add_func ("/curve/same-batch-completes", test_same_batch_completes);
  g_test_add_func ("/curve/copy-is-apart", test_copy_is_apart);
  g_test_add_func ("/curve/resume", test_resume);
  g_test_add_func ("/curve/mean-train", test_mean_train);
  return g_test_run ();
}
