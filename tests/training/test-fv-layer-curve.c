/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-curve.h"

#define DEPTH 3
#define WIDTH (DEPTH * FV_MEASURE_N_MEASURED)

static void
add (FvLayerCurve *curve, guint64 batch)
{
  float values[WIDTH];

  for (guint i = 0; i < WIDTH; i++)
    values[i] = (float)(batch * 100 + i);
  fv_layer_curve_add (curve, batch, values);
}

/* Every value is that of its batch, layer and measure. */
static void
assert_sound (const FvLayerCurve *curve)
{
  for (guint i = 0; i < fv_layer_curve_length (curve); i++)
    for (guint place = 1; place <= DEPTH; place++)
      for (guint measure = 0; measure < FV_MEASURE_N_MEASURED; measure++)
        g_assert_cmpfloat (
            fv_layer_curve_value (curve, i, place, measure), ==,
            (double)(fv_layer_curve_batch (curve, i) * 100 + (place - 1) * FV_MEASURE_N_MEASURED + measure));
}

/* However many come: bounded, the first and the newest there, in between evenly spaced. */
static void
test_bounded (void)
{
  g_autoptr (FvLayerCurve) curve = fv_layer_curve_new (DEPTH);

  for (guint64 i = 0; i < 9 * FV_LAYER_CURVE_MAX; i++)
    {
      guint length;

      add (curve, i);
      length = fv_layer_curve_length (curve);
      g_assert_cmpuint (length, <=, FV_LAYER_CURVE_MAX);
      g_assert_cmpuint (fv_layer_curve_batch (curve, length - 1), ==, i);
    }
  assert_sound (curve);
  g_assert_cmpuint (fv_layer_curve_batch (curve, 0), ==, 0);
  g_assert_cmpuint (fv_layer_curve_length (curve), >, FV_LAYER_CURVE_MAX / 2);
  for (guint i = 2; i + 1 < fv_layer_curve_length (curve); i++)
    g_assert_cmpuint (fv_layer_curve_batch (curve, i) - fv_layer_curve_batch (curve, i - 1), ==,
                      fv_layer_curve_stride (curve));
}

static void
test_ratio (void)
{
  g_autoptr (FvLayerCurve) curve = fv_layer_curve_new (1);
  float values[FV_MEASURE_N_MEASURED] = { [FV_MEASURE_WEIGHT] = 0.5f, [FV_MEASURE_UPDATE] = 0.0005f };

  fv_layer_curve_add (curve, 0, values);
  g_assert_cmpfloat_with_epsilon (fv_layer_curve_value (curve, 0, 1, FV_MEASURE_RATIO), 0.001, 1e-9);
  values[FV_MEASURE_UPDATE] = NAN;
  fv_layer_curve_add (curve, 1, values);
  g_assert_true (isnan (fv_layer_curve_value (curve, 1, 1, FV_MEASURE_RATIO)));
}

static void
test_find_and_truncate (void)
{
  g_autoptr (FvLayerCurve) curve = fv_layer_curve_new (DEPTH);
  guint nth = 77;

  g_assert_false (fv_layer_curve_find (curve, 5, &nth));
  for (guint64 i = 1; i <= 10; i++)
    add (curve, 10 * i);
  add (curve, 90); /* before the newest: nothing happens */
  g_assert_cmpuint (fv_layer_curve_length (curve), ==, 10);
  g_assert_false (fv_layer_curve_find (curve, 9, &nth));
  g_assert_true (fv_layer_curve_find (curve, 39, &nth));
  g_assert_cmpuint (nth, ==, 2);
  g_assert_true (fv_layer_curve_find (curve, 40, &nth));
  g_assert_cmpuint (nth, ==, 3);
  fv_layer_curve_truncate (curve, 55);
  g_assert_cmpuint (fv_layer_curve_length (curve), ==, 5);
  add (curve, 60);
  assert_sound (curve);
}

/* Cut short and gone on with, it is thinned in step with one that was never cut. */
static void
test_goes_on_in_step (void)
{
  g_autoptr (FvLayerCurve) straight = fv_layer_curve_new (DEPTH);
  g_autoptr (FvLayerCurve) first = fv_layer_curve_new (DEPTH);
  g_autoptr (FvLayerCurve) again = NULL;

  for (guint64 i = 0; i < 3 * FV_LAYER_CURVE_MAX; i++)
    {
      add (straight, i);
      if (i <= 1301)
        add (first, i);
    }
  again = fv_layer_curve_new (DEPTH);
  for (guint i = 0; i < fv_layer_curve_length (first); i++)
    fv_layer_curve_add (again, fv_layer_curve_batch (first, i), fv_layer_curve_values (first, i));
  fv_layer_curve_resume (again, fv_layer_curve_stride (first), fv_layer_curve_gathered (first));
  for (guint64 i = 1302; i < 3 * FV_LAYER_CURVE_MAX; i++)
    add (again, i);
  g_assert_cmpuint (fv_layer_curve_length (again), ==, fv_layer_curve_length (straight));
  for (guint i = 0; i < fv_layer_curve_length (again); i++)
    g_assert_cmpuint (fv_layer_curve_batch (again, i), ==, fv_layer_curve_batch (straight, i));
  assert_sound (again);
}

/* It goes the way of the curve it belongs to. */
static void
test_belongs_to_a_curve (void)
{
  g_autoptr (FvCurve) curve = fv_curve_new ();
  g_autoptr (FvCurve) copy = NULL;
  const float values[WIDTH] = { 1 };

  g_assert_null (fv_curve_layers (curve));
  for (guint64 i = 0; i < 5; i++)
    fv_curve_add_layers (curve, DEPTH, i, values);
  copy = fv_curve_copy (curve);
  fv_curve_truncate (copy, 2);
  g_assert_cmpuint (fv_layer_curve_length (fv_curve_layers (copy)), ==, 3);
  g_assert_cmpuint (fv_layer_curve_length (fv_curve_layers (curve)), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer-curve/bounded", test_bounded);
  g_test_add_func ("/layer-curve/ratio", test_ratio);
  g_test_add_func ("/layer-curve/find-and-truncate", test_find_and_truncate);
  g_test_add_func ("/layer-curve/goes-on-in-step", test_goes_on_in_step);
  g_test_add_func ("/layer-curve/belongs-to-a-curve", test_belongs_to_a_curve);
  return g_test_run ();
}
