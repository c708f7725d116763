/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-gradients-layout.h"

#define RUNS 3

/* Run nth loses shrink[nth] of δ from layer to layer on the way back. */
static const double shrink[RUNS] = { 0.1, 0.5, 1.5 };

typedef struct
{
  DrawFixture *draw;
  FvExperimentReport *report;
} Fixture;

static FvCurve *
curve_of (const FvNetwork *network, guint nth)
{
  guint depth = fv_network_depth (network);
  FvCurve *curve = fv_curve_new ();
  g_autofree float *values = g_new (float, depth *FV_MEASURE_N_MEASURED);

  for (guint64 batch = 0; batch <= 100 * (nth + 1); batch += 20)
    {
      for (guint i = 0; i < depth * FV_MEASURE_N_MEASURED; i++)
        values[i] = NAN;
      for (guint place = 1; place <= depth; place++)
        values[(place - 1) * FV_MEASURE_N_MEASURED + FV_MEASURE_DELTA]
            = (float)(pow (shrink[nth], depth - place) * (1 + 1e-3 * (double)batch));
      fv_curve_add_layers (curve, depth, batch, values);
    }
  return curve;
}

static FvTrial *
trial_of (const FvNetwork *network, const GArray *settings, guint nth)
{
  FvTrial *trial = g_new0 (FvTrial, 1);

  trial->references = 1;
  trial->setting = g_array_index (settings, FvSetting, nth);
  trial->words = fv_settings_words (settings, nth);
  trial->state = FV_TRIAL_DONE;
  trial->last.test_accuracy = 0.5;
  trial->curve = curve_of (network, nth);
  return trial;
}

static void
set_up (Fixture *self, gconstpointer net)
{
  FvSetting base = { .options = fv_training_options (), .activation = fv_activation_from_name ("tanh") };
  FvExperimentGrid grid = { 0 };
  const FvExperimentAxis *axis;
  g_autoptr (GArray) settings = NULL;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (g_str_equal (axis->name, "activation"))
      g_assert_true (fv_experiment_axis_parse (axis, "sigmoid, tanh, relu", &grid.axes[i], NULL));
  settings = fv_experiment_grid_settings (&grid, &base, NULL);
  self->draw = draw_fixture_new (net);
  self->report = g_new0 (FvExperimentReport, 1);
  self->report->references = 1;
  self->report->n_trials = RUNS;
  self->report->differ = fv_settings_differ_in (settings);
  self->report->trials = g_new (FvTrial *, RUNS);
  for (guint i = 0; i < RUNS; i++)
    self->report->trials[i] = trial_of (self->draw->network, settings, i);
  self->draw->input.experiment.report = self->report;
}

static void
tear_down (Fixture *self, gconstpointer net)
{
  fv_experiment_report_unref (self->report);
  draw_fixture_free (self->draw);
}

/* All plots have one scale and the same batches, and everything measured is in sight. */
static void
common_scale (Fixture *self, gconstpointer net)
{
  g_autoptr (FvScene) scene
      = fv_scene_new (fv_scene_type_from_name ("gradients"), &self->draw->input, 850, 560);
  FvGradientsPlots plots = fv_gradients_plots ((const FvGradientsLayout *)scene, &self->draw->input);

  g_assert_cmpuint (plots.n, ==, RUNS);
  for (guint i = 0; i < RUNS; i++)
    {
      const FvPlot *plot = &plots.plots[i].plot;
      const FvLayerCurve *layers = fv_gradients_curve (&self->draw->input, i);

      g_assert_cmpfloat (plot->low, ==, plots.back.low);
      g_assert_cmpfloat (plot->high, ==, plots.back.high);
      g_assert_cmpfloat (plot->last_batch, ==, 300);
      g_assert_cmpfloat (plot->area.y + plot->area.height, <, plots.back_title_baseline);
      if (i > 0)
        g_assert_cmpfloat (plot->area.x, >,
                           plots.plots[i - 1].plot.area.x + plots.plots[i - 1].plot.area.width);
      for (guint nth = 0, place; (place = fv_gradients_place (self->draw->network, nth)) > 0; nth++)
        {
          g_assert_cmpfloat (fv_gradients_last (layers, place), >=, plot->low);
          g_assert_cmpfloat (fv_gradients_last (layers, place), <=, plot->high);
        }
    }
  g_assert_cmpfloat (plots.back.area.y + plots.back.area.height, <, 560);
}

/* From the last layer to the first; what is left of δ there. */
static void
on_the_way_back (Fixture *self, gconstpointer net)
{
  FvNetwork *network = self->draw->network;
  guint depth = fv_network_depth (network), before = depth + 1, place;
  guint first = depth;

  g_assert_cmpuint (fv_gradients_place (network, 0), ==, depth);
  for (guint i = 0; (place = fv_gradients_place (network, i)) > 0; i++)
    {
      g_assert_cmpuint (place, <, before);
      before = first = place;
    }
  for (guint i = 0; i < RUNS; i++)
    g_assert_cmpfloat_with_epsilon (fv_gradients_share (network, fv_gradients_curve (&self->draw->input, i))
                                        / pow (shrink[i], depth - first),
                                    1, 1e-5);
  g_assert_true (isnan (fv_gradients_share (network, NULL)));
}

static void
says (Fixture *self, gconstpointer net)
{
  g_autofree char *spoken = fv_gradients_speak (&self->draw->input);
  g_autofree char *table = fv_gradients_table (&self->draw->input);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  g_autofree char *nothing = NULL;

  g_assert_nonnull (strstr (spoken, "sigmoid: δ of the first layer is "));
  g_assert_nonnull (strstr (spoken, "ReLU: δ of the first layer is "));
  g_assert_cmpstr (lines[0], ==, "run,batch,layer,rms_delta");
  g_assert_cmpuint (g_strv_length (lines), ==,
                    1 + (6 + 11 + 16) * fv_network_depth (self->draw->network) + 1);
  self->draw->input.experiment.report = NULL;
  nothing = fv_gradients_speak (&self->draw->input);
  g_assert_cmpstr (nothing, ==, "nothing was compared yet");
  g_assert_null (fv_gradients_table (&self->draw->input));
}

/* Nothing yet, runs that wait, runs of another network: drawn, as far as there is something to draw. */
static void
without_curves (Fixture *self, gconstpointer net)
{
  const FvSceneType *type = fv_scene_type_from_name ("gradients");
  g_autofree guint32 *all = draw_pixels (type, &self->draw->input, 700, 500);
  g_autofree guint32 *waiting = NULL;

  for (guint i = 0; i < RUNS; i++)
    {
      g_clear_pointer (&self->report->trials[i]->curve, fv_curve_free);
      self->report->trials[i]->curve = i == 1 ? NULL : fv_curve_new ();
      self->report->trials[i]->state = FV_TRIAL_WAITING;
    }
  waiting = draw_pixels (type, &self->draw->input, 700, 500);
  g_assert_cmpuint (draw_count_ink (waiting, 700 * 500, &self->draw->input.style), >, 500);
  g_assert_cmpuint (draw_count_ink (all, 700 * 500, &self->draw->input.style), >,
                    draw_count_ink (waiting, 700 * 500, &self->draw->input.style));
}

int
main (int argc, char **argv)
{
  static const char *const nets[] = { "lenet", "8x8x1 rasterize; dense 8 tanh; dense 8 tanh; softmax 3" };
  static const struct
  {
    const char *name;
    void (*func) (Fixture *self, gconstpointer net);
  } tests[] = {
    { "common-scale", common_scale },
    { "on-the-way-back", on_the_way_back },
    { "says", says },
    { "without-curves", without_curves },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/gradients-scene/%s/%u", tests[i].name, n);

        g_test_add (path, Fixture, nets[n], set_up, tests[i].func, tear_down);
      }
  return g_test_run ();
}
