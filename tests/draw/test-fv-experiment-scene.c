/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-experiment-figure.h"
#include "fv-experiment-lines.h"
#include "fv-experiment-words.h"

/* A report of runs that went as their number says: the later, the worse. */
typedef struct
{
  DrawFixture *draw;
  GArray *settings; /* FvSetting */
  FvExperimentReport *report;
  FvSceneInput *input;
} Fixture;

static FvCurve *
curve_of (guint nth, guint n)
{
  FvCurve *curve = fv_curve_new ();
  double pace = 0.02 * (n - nth) / n;

  for (guint batch = 0; batch <= 200; batch += 10)
    fv_curve_add (curve, (FvCurvePoint){ batch, batch / 100.0, 2.3 * exp (-pace * batch),
                                         1 - 0.9 * exp (-pace * batch), 2.4 * exp (-pace * batch),
                                         1 - 0.9 * exp (-pace * batch) });
  return curve;
}

static FvTrial *
trial_of (Fixture *self, guint nth)
{
  FvTrial *trial = g_new0 (FvTrial, 1);

  trial->references = 1;
  trial->setting = g_array_index (self->settings, FvSetting, nth);
  trial->words = fv_settings_words (self->settings, nth);
  trial->state = FV_TRIAL_DONE;
  trial->batches = 200;
  trial->curve = curve_of (nth, self->settings->len);
  trial->last.train_loss = 2.3 - 0.01 * nth;
  trial->last.test_loss = 0.1 + 0.01 * nth;
  trial->last.test_accuracy = 0.99 - 0.01 * nth;
  return trial;
}

/* text: "optimizer=sgd,adam rate=0.1,0.03" */
static void
try_all (Fixture *self, const char *text)
{
  FvSetting base = { .options = fv_training_options (), .activation = fv_activation_from_name ("tanh") };
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  FvExperimentGrid grid = { 0 };
  const FvExperimentAxis *axis;

  for (guint k = 0; words[k] != NULL; k++)
    for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
      if (g_str_has_prefix (words[k], axis->name) && words[k][strlen (axis->name)] == '=')
        g_assert_true (
            fv_experiment_axis_parse (axis, words[k] + strlen (axis->name) + 1, &grid.axes[i], NULL));
  self->draw = draw_fixture_new ("lenet");
  self->settings = fv_experiment_grid_settings (&grid, &base, NULL);
  self->report = g_new0 (FvExperimentReport, 1);
  self->report->references = 1;
  self->report->n_trials = self->report->n_ended = self->settings->len;
  self->report->finished = TRUE;
  self->report->differ = fv_settings_differ_in (self->settings);
  self->report->trials = g_new (FvTrial *, self->settings->len);
  for (guint i = 0; i < self->settings->len; i++)
    self->report->trials[i] = trial_of (self, i);
  self->input = &self->draw->input;
  self->input->experiment.report = self->report;
}

static void
tear_down (Fixture *self)
{
  fv_experiment_report_unref (self->report);
  g_array_unref (self->settings);
  draw_fixture_free (self->draw);
}

static const char *const grids[] = {
  "",
  "rate=0.1,0.03",
  "optimizer=sgd,momentum,adam rate=0.1,0.03,0.01",
  "optimizer=sgd,adam rate=0.1,0.03 activation=sigmoid,tanh,relu",
  "optimizer=sgd,momentum,nesterov,adam rate=0.1,0.03,0.01 activation=sigmoid,lecun,leaky batch=8,32,128",
};

static void
assert_inside (FvRect box, double width, double height)
{
  g_assert_cmpfloat (box.x, >=, 0);
  g_assert_cmpfloat (box.y, >=, 0);
  g_assert_cmpfloat (box.x + box.width, <=, width);
  g_assert_cmpfloat (box.y + box.height, <=, height);
}

/* No name lies on another, on the curves or beyond the edge, at any size of picture and type. */
static void
check_apart (const FvSceneInput *input, double width, double height)
{
  g_autoptr (FvExperimentFigure) figure = fv_experiment_figure_new (input, width, height);
  double right = figure->plot.area.x + figure->plot.area.width;

  g_assert_cmpuint (figure->names->len + figure->n_unnamed, ==, input->experiment.report->n_trials);
  g_assert_cmpuint (figure->names->len, >=, 1);
  for (guint i = 0; i < figure->names->len; i++)
    {
      const FvTrialName *name = &g_array_index (figure->names, FvTrialName, i);

      assert_inside (name->box, width, height);
      g_assert_cmpfloat (name->box.x, >, right);
      g_assert_cmpfloat (name->words_box.x, >, name->box.x);
      g_assert_cmpfloat (name->words_box.x + name->words_box.width, <=, name->box.x + name->box.width);
      if (i > 0)
        {
          const FvRect *above = &g_array_index (figure->names, FvTrialName, i - 1).box;

          g_assert_cmpfloat (name->box.y, >=, above->y + above->height);
        }
    }
  if (figure->n_unnamed > 0)
    {
      const FvRect *last = &g_array_index (figure->names, FvTrialName, figure->names->len - 1).box;

      g_assert_cmpfloat (figure->rest.y, >=, last->y + last->height);
      assert_inside (figure->rest, width, height);
    }
}

static void
test_apart (void)
{
  static const double sizes[][2] = { { 960, 540 }, { 560, 260 }, { 1920, 1080 }, { 700, 900 } };
  static const double scales[] = { 1, 1.5 };

  for (guint g = 0; g < G_N_ELEMENTS (grids); g++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      for (guint t = 0; t < G_N_ELEMENTS (scales); t++)
        for (guint accuracy = 0; accuracy < 2; accuracy++)
          {
            Fixture fixture;

            try_all (&fixture, grids[g]);
            g_test_message ("“%s” %g×%g, type %g", grids[g], sizes[s][0], sizes[s][1], scales[t]);
            fixture.input->experiment.accuracy = accuracy;
            fixture.input->style.text_scale = scales[t];
            check_apart (fixture.input, sizes[s][0], sizes[s][1]);
            tear_down (&fixture);
          }
}

/* The best stands out, and so does the one that is chosen, however bad. */
static void
test_stands_out (void)
{
  for (guint chosen = 0; chosen <= 108; chosen += 54)
    {
      g_autoptr (FvExperimentFigure) figure = NULL;
      guint out = 0;
      Fixture fixture;

      try_all (&fixture, grids[4]);
      fixture.input->experiment.chosen = chosen;
      figure = fv_experiment_figure_new (fixture.input, 960, 540);
      g_assert_cmpuint (figure->n_unnamed, >, 0);
      for (guint i = 0; i < figure->names->len; i++)
        {
          const FvTrialName *name = &g_array_index (figure->names, FvTrialName, i);

          out += name->stands_out;
          if (name->stands_out)
            g_assert_cmpuint (name->trial, ==, chosen > 0 ? chosen - 1 : 0);
        }
      g_assert_cmpuint (out, ==, 1);
      tear_down (&fixture);
    }
}

/* No two runs have the same dashes and the same sign. */
static void
test_lines (void)
{
  for (guint g = 0; g < 4; g++)
    {
      Fixture fixture;

      try_all (&fixture, grids[g]);
      for (guint i = 0; i < fixture.report->n_trials; i++)
        for (guint k = 0; k < i; k++)
          {
            FvTrialLine one = fv_trial_line (fixture.report, i), other = fv_trial_line (fixture.report, k);

            g_assert_true (one.dash != other.dash || one.mark != other.mark);
          }
      tear_down (&fixture);
    }
}

static void
test_pick (void)
{
  g_autoptr (FvExperimentFigure) figure = NULL;
  g_autoptr (FvScene) scene = NULL;
  FvSceneAction action;
  Fixture fixture;

  try_all (&fixture, grids[2]);
  scene = fv_scene_new (fv_scene_type_from_name ("experiments"), fixture.input, 960, 540);
  figure = fv_experiment_figure_new (fixture.input, 960, 540);
  for (guint i = 0; i < figure->names->len; i++)
    {
      const FvTrialName *name = &g_array_index (figure->names, FvTrialName, i);
      double y;

      g_assert_true (fv_scene_pick_action (scene, fixture.input, name->box.x + 3, name->box.y + 3, &action));
      g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_TRIAL);
      g_assert_cmpuint (action.value, ==, name->trial + 1);
      g_assert_true (fv_plot_line_y (&figure->plot, fixture.report->trials[name->trial]->curve,
                                     figure->series, 190, &y));
      g_assert_true (fv_scene_pick_action (scene, fixture.input, fv_plot_x (&figure->plot, 190), y, &action));
      g_assert_cmpuint (action.value, ==, name->trial + 1);
    }
  g_assert_false (fv_scene_pick_action (scene, fixture.input, 2, 2, &action));
  tear_down (&fixture);
}

/* One that left the finite numbers has no rank and says why; one that waits is not there. */
static void
test_states (void)
{
  g_autoptr (FvExperimentFigure) figure = NULL;
  gboolean found = FALSE;
  Fixture fixture;

  try_all (&fixture, "rate=0.1,0.03,0.01");
  fixture.report->trials[0]->state = FV_TRIAL_NON_FINITE;
  fixture.report->trials[0]->batches = 12;
  fixture.report->trials[2]->state = FV_TRIAL_WAITING;
  figure = fv_experiment_figure_new (fixture.input, 960, 540);
  g_assert_cmpuint (figure->names->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const FvTrialName *name = &g_array_index (figure->names, FvTrialName, i);

      if (name->trial != 0)
        continue;
      found = TRUE;
      g_assert_cmpuint (name->rank, ==, 0);
      g_assert_nonnull (strstr (name->words, "not a number after batch 12"));
      g_assert_cmpstr (name->value, ==, "–");
    }
  g_assert_true (found);
  tear_down (&fixture);
}

/* An exploding loss does not make lines of all others. */
static void
test_explosion (void)
{
  g_autoptr (FvExperimentFigure) figure = NULL;
  Fixture fixture;

  try_all (&fixture, "rate=0.1,0.03,0.01");
  fv_curve_add (fixture.report->trials[2]->curve, (FvCurvePoint){ 210, 2.1, 1e9, 0.1, 1e9, 0.1 });
  figure = fv_experiment_figure_new (fixture.input, 960, 540);
  g_assert_cmpfloat (figure->plot.high, <=, 10);
  tear_down (&fixture);
}

/* One that failed does not make lines of the others; where a quarter did, all are in sight. */
static void
test_accuracy_axis (void)
{
  for (guint failed = 0; failed <= 3; failed++)
    {
      g_autoptr (FvExperimentFigure) figure = NULL;
      Fixture fixture;

      try_all (&fixture, "rate=0.1,0.03,0.01,0.003,0.001");
      for (guint i = 0; i < 5; i++)
        fixture.report->trials[i]->last.test_accuracy = i < failed ? 0.1 : 0.98;
      fixture.input->experiment.accuracy = TRUE;
      figure = fv_experiment_figure_new (fixture.input, 960, 540);
      if (failed <= 1)
        g_assert_cmpfloat (figure->plot.low, ==, 0.95);
      else
        g_assert_cmpfloat (figure->plot.low, ==, 0);
      tear_down (&fixture);
    }
}

static void
test_spoken (void)
{
  g_autofree char *none = NULL, *all = NULL, *running = NULL;
  Fixture fixture;

  try_all (&fixture, "rate=0.1,0.03,0.01");
  all = fv_experiment_speak (fixture.input);
  g_assert_nonnull (strstr (all, "3 runs done"));
  g_assert_nonnull (strstr (all, "rate 0.1, test accuracy 99.00 %"));
  fixture.report->finished = FALSE;
  fixture.report->n_ended = 1;
  running = fv_experiment_speak (fixture.input);
  g_assert_true (g_str_has_prefix (running, "Run 2 of 3."));
  fixture.input->experiment.report = NULL;
  none = fv_experiment_speak (fixture.input);
  g_assert_cmpstr (none, ==, "Nothing was tried yet");
  tear_down (&fixture);
}

/* Drawn twice it is the same, and in the window's dark style, too; what stands out makes a difference. */
static void
test_drawn (void)
{
  const FvSceneType *type = fv_scene_type_from_name ("experiments");
  Fixture fixture;

  try_all (&fixture, grids[2]);
  for (guint dark = 0; dark < 2; dark++)
    {
      g_autofree guint32 *one = NULL, *two = NULL, *other = NULL;

      fixture.input->style = dark ? fv_style_dark () : fv_style_light ();
      fixture.input->experiment.chosen = 0;
      one = draw_pixels (type, fixture.input, 800, 500);
      two = draw_pixels (type, fixture.input, 800, 500);
      fixture.input->experiment.chosen = 5;
      other = draw_pixels (type, fixture.input, 800, 500);
      g_assert_cmpmem (one, 4 * 800 * 500, two, 4 * 800 * 500);
      g_assert_cmpint (memcmp (one, other, 4 * 800 * 500), !=, 0);
      g_assert_cmpuint (draw_count_ink (one, 800 * 500, &fixture.input->style), >, 5000);
    }
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/experiment-scene/apart", test_apart);
  g_test_add_func ("/draw/experiment-scene/stands-out", test_stands_out);
  g_test_add_func ("/draw/experiment-scene/lines", test_lines);
  g_test_add_func ("/draw/experiment-scene/pick", test_pick);
  g_test_add_func ("/draw/experiment-scene/states", test_states);
  g_test_add_func ("/draw/experiment-scene/explosion", test_explosion);
  g_test_add_func ("/draw/experiment-scene/accuracy-axis", test_accuracy_axis);
  g_test_add_func ("/draw/experiment-scene/spoken", test_spoken);
  g_test_add_func ("/draw/experiment-scene/drawn", test_drawn);
  return g_test_run ();
}
