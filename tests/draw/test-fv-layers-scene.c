/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layers-scene.h"

#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-layers-layout.h"

/* rms δ of a layer falls towards the input, a decade a layer, and a little with time. */
static double
delta_of (guint place, guint64 batch, guint depth)
{
  return pow (10, (double)place - depth) * exp (-0.001 * (double)batch);
}

static void
measure (DrawFixture *fixture, guint64 batch)
{
  guint depth = fv_network_depth (fixture->network);
  g_autofree float *values = g_new (float, depth *FV_MEASURE_N_MEASURED);

  for (guint place = 1; place <= depth; place++)
    {
      float *row = values + (place - 1) * FV_MEASURE_N_MEASURED;
      gboolean weights = fv_network_layer (fixture->network, place)->n_weights > 0;

      row[FV_MEASURE_DELTA] = (float)delta_of (place, batch, depth);
      row[FV_MEASURE_GRADIENT] = weights ? row[FV_MEASURE_DELTA] / 10 : NAN;
      row[FV_MEASURE_WEIGHT] = weights ? 0.5f : NAN;
      row[FV_MEASURE_UPDATE] = weights && batch > 0 ? 5e-4f : NAN;
      row[FV_MEASURE_FLAT] = row[FV_MEASURE_STUCK] = 0.25f;
    }
  fv_curve_add_layers (fixture->curve, depth, batch, values);
}

static DrawFixture *
measured (const char *net)
{
  DrawFixture *fixture = draw_fixture_new (net);

  for (guint64 batch = 0; batch <= 200; batch += 20)
    measure (fixture, batch);
  fixture->input.batch = 150;
  fixture->input.cursor.layer = 1;
  fixture->input.has_cursor = TRUE;
  return fixture;
}

#define DEEP                                                                                                 \
  "8x8x1 rasterize; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; "    \
  "dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; "       \
  "dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; dense 6 tanh; softmax 3"

static const char *const nets[] = { "lenet", DEEP, "8x8x1 rasterize; softmax 3" };
static const double sizes[][2] = { { 560, 420 }, { 848, 560 }, { 1400, 900 } };

static FvScene *
lay_out (DrawFixture *fixture, const double *size)
{
  return fv_scene_new (fv_scene_type_from_name ("layers"), &fixture->input, size[0], size[1]);
}

static gboolean
meet (FvRect one, FvRect other)
{
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y + 0.01 < other.y + other.height
         && other.y + 0.01 < one.y + one.height;
}

/* --- Plots --- */

static gboolean
has_name (GArray *names, guint place)
{
  for (guint i = 0; i < names->len; i++)
    if (g_array_index (names, FvLayerName, i).place == place)
      return TRUE;
  return FALSE;
}

static void
check_names (DrawFixture *fixture, const FvLayerPlot *plot, guint chosen)
{
  const FvLayerCurve *layers = fv_curve_layers (fixture->curve);
  guint depth = fv_network_depth (fixture->network);
  g_autoptr (GArray) names = fv_layer_plot_names (plot, fixture->network, layers, chosen);
  const FvRect *area = &plot->plot.area;

  for (guint i = 0; i < names->len; i++)
    {
      const FvLayerName *name = &g_array_index (names, FvLayerName, i);
      double value
          = fv_layer_curve_value (layers, fv_layer_curve_length (layers) - 1, name->place, plot->measure);

      g_assert_cmpfloat_with_epsilon (name->end, fv_plot_y (&plot->plot, value), 0.01);
      g_assert_cmpfloat (name->box.y + name->box.height / 2, >=, area->y - 1);
      g_assert_cmpfloat (name->box.y + name->box.height / 2, <=, area->y + area->height + 1);
      if (i > 0)
        g_assert_cmpfloat (name->box.y - g_array_index (names, FvLayerName, i - 1).box.y, >=,
                           name->box.height - 0.01);
    }
  g_assert_true (has_name (names, depth));
  if (fv_network_layer (fixture->network, chosen)->n_weights > 0)
    g_assert_true (has_name (names, chosen));
}

/* Each line's name stands beside its end, none on another, in every plot. */
static void
names_apart (void)
{
  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (DrawFixture) fixture = measured (nets[n]);
        g_autoptr (FvScene) scene = lay_out (fixture, sizes[s]);

        for (guint i = 0; i < FV_LAYERS_PLOTS; i++)
          {
            FvLayerPlot plot = fv_layers_plot ((const FvLayersLayout *)scene, &fixture->input, i);

            for (guint place = 1; place <= fv_network_depth (fixture->network); place++)
              check_names (fixture, &plot, place);
          }
      }
}

/* All that was measured is in sight, and what is usual for a step. */
static void
ranges (void)
{
  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (DrawFixture) fixture = measured (nets[n]);
      g_autoptr (FvScene) scene = lay_out (fixture, sizes[1]);
      const FvLayerCurve *layers = fv_curve_layers (fixture->curve);

      for (guint i = 0; i < FV_LAYERS_PLOTS; i++)
        {
          FvLayerPlot plot = fv_layers_plot ((const FvLayersLayout *)scene, &fixture->input, i);

          g_assert_cmpfloat (plot.plot.last_batch, ==, 200);
          for (guint p = 0; p < fv_layer_curve_length (layers); p++)
            {
              double value = fv_layer_curve_value (layers, p, 1, plot.measure);

              if (!isfinite (value) || !fv_layer_is_plotted (fv_network_layer (fixture->network, 1)))
                continue;
              g_assert_cmpfloat (value, >=, plot.plot.low * (1 - 1e-9));
              g_assert_cmpfloat (value, <=, plot.plot.high * (1 + 1e-9));
            }
          if (plot.measure == FV_MEASURE_RATIO)
            {
              g_assert_cmpfloat (plot.plot.low, <=, FV_LAYER_RATIO_LOW);
              g_assert_cmpfloat (plot.plot.high, >=, FV_LAYER_RATIO_HIGH);
            }
        }
    }
}

/* --- Rows --- */

/* Wherever the cursor is, its row is in sight, below the plots and inside the picture, and no row lies on another. */
static void
rows_in_sight (void)
{
  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (DrawFixture) fixture = measured (nets[n]);
        g_autoptr (FvScene) scene = lay_out (fixture, sizes[s]);
        const FvLayersLayout *self = (const FvLayersLayout *)scene;

        for (guint i = 0; i < self->n_places; i++)
          {
            FvCursor cursor = { .layer = self->places[i] }, found;
            guint first = fv_layers_first_row (self, cursor);
            FvRect row;

            g_assert_true (fv_layers_locate (scene, cursor.layer, &row));
            g_assert_cmpfloat (row.y, >=, self->table.y);
            g_assert_cmpfloat (row.y + row.height, <=, sizes[s][1]);
            fixture->input.cursor = cursor;
            g_assert_true (fv_scene_pick (scene, &fixture->input, row.x + 9, row.y + row.height / 2, &found));
            g_assert_cmpuint (found.layer, ==, cursor.layer);
            for (guint k = 1; k < self->n_rows; k++)
              g_assert_false (meet (fv_layers_row (self, first, k - 1), fv_layers_row (self, first, k)));
          }
      }
}

/* --- Pointing and walking --- */

static void
points_at_lines (void)
{
  g_autoptr (DrawFixture) fixture = measured ("lenet");
  g_autoptr (FvScene) scene = lay_out (fixture, sizes[2]);
  FvLayerPlot plot = fv_layers_plot ((const FvLayersLayout *)scene, &fixture->input, 0);
  double x = fv_plot_x (&plot.plot, 90);
  guint64 batch;
  FvCursor found;

  for (guint place = 1; place <= fv_network_depth (fixture->network); place++)
    {
      double y = fv_plot_y (&plot.plot, delta_of (place, 90, fv_network_depth (fixture->network)));

      if (!fv_layer_is_plotted (fv_network_layer (fixture->network, place)))
        continue;
      g_assert_true (fv_scene_pick (scene, &fixture->input, x, y + 2, &found));
      g_assert_cmpuint (found.layer, ==, place);
    }
  g_assert_true (fv_layers_pick_batch (scene, &fixture->input, fv_plot_x (&plot.plot, 92),
                                       plot.plot.area.y + 5, &batch));
  g_assert_cmpuint (batch, ==, 100);
  g_assert_false (fv_layers_pick_batch (scene, &fixture->input, 2, 2, &batch));
  g_assert_false (fv_scene_pick (scene, &fixture->input, 2, 2, &found));
}

static void
walks (void)
{
  g_autoptr (DrawFixture) fixture = measured ("lenet");
  guint place = 1, n = 0;
  guint nth;

  g_assert_cmpuint (fv_layers_step (&fixture->input, 100, +1), ==, 120);
  g_assert_cmpuint (fv_layers_step (&fixture->input, 100, -1), ==, 80);
  g_assert_cmpuint (fv_layers_step (&fixture->input, 105, -1), ==, 100);
  g_assert_cmpuint (fv_layers_step (&fixture->input, 105, +1), ==, 120);
  g_assert_cmpuint (fv_layers_step (&fixture->input, 105, +1000), ==, 200);
  g_assert_cmpuint (fv_layers_step (&fixture->input, 105, -1000), ==, 0);
  for (; n < 20 && place < fv_network_depth (fixture->network); n++)
    {
      guint next = fv_layers_next_place (fixture->network, place, +1);

      g_assert_true (fv_layer_is_plotted (fv_network_layer (fixture->network, next)));
      g_assert_cmpuint (fv_layers_next_place (fixture->network, next, -1), ==, place);
      place = next;
    }
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpuint (fv_layers_next_place (fixture->network, place, +1), ==, place);
  g_assert_cmpuint (fv_layers_next_place (fixture->network, 1, -1), ==, 1);
  g_assert_true (fv_layers_point (&fixture->input, &nth));
  g_assert_cmpuint (nth, ==, 7); /* at 140, before 150 */
  fixture->input.curves.reads = TRUE;
  fixture->input.curves.reading = 40;
  g_assert_true (fv_layers_point (&fixture->input, &nth));
  g_assert_cmpuint (nth, ==, 2);
}

/* --- Words --- */

static void
says (void)
{
  g_autoptr (DrawFixture) fixture = measured ("lenet");
  g_autofree char *table = fv_layers_table (&fixture->input);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  g_autofree char *spoken = NULL;
  g_autofree char *before = NULL;

  spoken = fv_layers_speak (&fixture->input);
  g_assert_nonnull (strstr (spoken, "C1, batch 140: rms δ "));
  g_assert_nonnull (strstr (spoken, "φ′ ≈ 0 25 %"));
  g_assert_nonnull (strstr (spoken, "largest weight"));
  g_assert_cmpstr (lines[0], ==,
                   "batch,layer,rms_delta,rms_gradient,rms_weight,rms_update,flat_outputs,stuck_units,"
                   "update_to_weight");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 11 * fv_network_depth (fixture->network) + 1);
  g_assert_true (g_str_has_prefix (lines[1], "0,C1,"));
  g_assert_true (g_str_has_suffix (lines[1 + fv_network_depth (fixture->network)], ",0.25,0.25,0.001"));
  fixture->input.curve = NULL;
  before = fv_layers_speak (&fixture->input);
  g_assert_nonnull (strstr (before, "C1: smallest weight"));
  g_assert_null (fv_layers_table (&fixture->input));
}

/* A curve that is nowhere finite, or 0, or one point alone, is drawn all the same. */
static void
odd_values (void)
{
  static const float odd[] = { 0, INFINITY, NAN, 1e-38f, 1e38f };
  const FvSceneType *type = fv_scene_type_from_name ("layers");

  for (guint k = 0; k < G_N_ELEMENTS (odd); k++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
      guint depth = fv_network_depth (fixture->network);
      g_autofree float *values = g_new (float, depth *FV_MEASURE_N_MEASURED);
      g_autofree guint32 *pixels = NULL;

      for (guint i = 0; i < depth * FV_MEASURE_N_MEASURED; i++)
        values[i] = i % 3 == 0 ? odd[k] : 0.1f;
      fv_curve_add_layers (fixture->curve, depth, 0, values);
      pixels = draw_pixels (type, &fixture->input, 700, 500);
      g_assert_cmpuint (draw_count_ink (pixels, 700 * 500, &fixture->input.style), >, 1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-scene/names-apart", names_apart);
  g_test_add_func ("/layers-scene/ranges", ranges);
  g_test_add_func ("/layers-scene/rows-in-sight", rows_in_sight);
  g_test_add_func ("/layers-scene/points-at-lines", points_at_lines);
  g_test_add_func ("/layers-scene/walks", walks);
  g_test_add_func ("/layers-scene/says", says);
  g_test_add_func ("/layers-scene/odd-values", odd_values);
  return g_test_run ();
}
