/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve-scene.h"

#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-curve-plots.h"
#include "fv-curve-read.h"
#include "fv-curve-table.h"
#include "fv-curve-words.h"

#define RUNS 7

/* A run that is shown, of batches 0 … 200, and others that left it, the last but one almost as it. */
typedef struct
{
  DrawFixture *draw;
  FvBranch *branches[RUNS];
  FvScene *scene;
} Fixture;

static FvCurve *
new_kept (guint64 left_at, guint64 newest, double speed)
{
  FvCurve *curve = fv_curve_new ();

  for (guint64 batch = 0; batch <= newest; batch += 10)
    {
      double pace = batch > left_at ? speed : 0.01;
      double loss
          = 2.3 * exp (-0.01 * (double)MIN (left_at, batch) - pace * (double)(batch - MIN (left_at, batch)));

      fv_curve_add (curve,
                    (FvCurvePoint){ batch, (double)batch / 100, loss, 1 - loss / 2.6,
                                    batch % 50 ? NAN : 1.1 * loss, batch % 50 ? NAN : 1 - loss / 2.5 });
    }
  return curve;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);

  self->draw = draw_fixture_new ("lenet");
  for (guint i = 0; i < n; i++)
    {
      FvBranch *branch = fv_branch_new ();

      branch->id = i + 1;
      branch->kind = i == 0 ? FV_BRANCH_FIRST : FV_BRANCH_OPTIONS;
      branch->left_at = i == 0 ? 0 : 60;
      branch->newest = 200 + 20 * i;
      branch->before = branch->after = fv_training_options ();
      branch->after.hyper.rate = 0.03 * i + 0.005;
      branch->after.batch_size = 32 + i;
      if (i != 1)
        branch->curve = new_kept (60, branch->newest, 0.004 + 0.0005 * i);
      self->branches[i] = branch;
    }
  self->draw->input.batch = 150;
  self->draw->input.way = (FvWay){ .newest = 200,
                                   .batches_per_epoch = 100,
                                   .shown = n > 0 ? 2 : 0,
                                   .n_branches = n,
                                   .branches = self->branches };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    fv_branch_unref (self->branches[i]);
  g_clear_pointer (&self->scene, fv_scene_free);
  draw_fixture_free (self->draw);
}

static const FvCurveLayout *
lay_out (Fixture *self, double width, double height)
{
  g_clear_pointer (&self->scene, fv_scene_free);
  self->scene = fv_scene_new (fv_scene_type_from_name ("curve"), &self->draw->input, width, height);
  return (const FvCurveLayout *)self->scene;
}

static GArray *
words_at (Fixture *self, double width, double height, FvCurvePlots *plots)
{
  const FvCurveLayout *layout = lay_out (self, width, height);

  *plots = fv_curve_plots (layout, &self->draw->input);
  return fv_curve_words (layout, plots, &self->draw->input);
}

static gboolean
meet (FvRect one, FvRect other)
{
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height
         && other.y < one.y + one.height;
}

static const FvCurveWord *
find_word (GArray *words, const char *text)
{
  for (guint i = 0; i < words->len; i++)
    if (strstr (g_array_index (words, FvCurveWord, i).text, text) != NULL)
      return &g_array_index (words, FvCurveWord, i);
  return NULL;
}

/* Whatever is said stands in the picture, and nothing on anything else: at every size, moment, and place that is
 * read. */
static void
words_apart (Fixture *self, gconstpointer data)
{
  static const double sizes[][2] = { { 330, 360 }, { 520, 420 }, { 700, 500 }, { 1400, 900 } };
  FvSceneInput *input = &self->draw->input;
  FvCurvePlots plots;

  for (guint size = 0; size < G_N_ELEMENTS (sizes); size++)
    for (guint moment = 0; moment <= 200; moment += 20)
      for (guint scale = 0; scale < 2; scale++)
        {
          GArray *words;

          input->style.text_scale = scale ? 1.5 : 1;
          input->batch = moment;
          input->curves.reads = moment % 40 == 0;
          input->curves.reading = 200 - moment;
          words = words_at (self, sizes[size][0], sizes[size][1], &plots);
          for (guint i = 0; i < words->len; i++)
            {
              FvRect box = g_array_index (words, FvCurveWord, i).box;

              g_assert_cmpfloat (box.x, >=, 0);
              g_assert_cmpfloat (box.x + box.width, <=, sizes[size][0]);
              g_assert_cmpfloat (box.y, >=, plots.loss.area.y);
              for (guint j = 0; j < i; j++)
                g_assert_false (meet (box, g_array_index (words, FvCurveWord, j).box));
            }
          g_array_unref (words);
        }
}

static void
moment_said (Fixture *self, gconstpointer data)
{
  FvCurvePlots plots;
  GArray *words = words_at (self, 700, 500, &plots);
  const FvCurveWord *batch = find_word (words, "batch 150");
  double caret = fv_plot_x (&plots.loss, 150);

  g_assert_nonnull (batch);
  g_assert_cmpfloat (fabs (caret - batch->box.x - batch->box.width), <, 12);
  g_assert_nonnull (find_word (words, "test 0.622"));
  g_assert_nonnull (find_word (words, "76.67 %"));
  g_array_unref (words);
}

/* What is not measured at the moment itself says when it was. */
static void
measured_before (Fixture *self, gconstpointer data)
{
  FvCurvePlots plots;
  GArray *words;

  self->draw->input.batch = 174;
  words = words_at (self, 700, 500, &plots);
  g_assert_nonnull (find_word (words, "test 0.622 (at 150)"));
  g_array_unref (words);
}

/* Each run in sight has a name at the end of its line and a sign of its own, but for the one that is shown. */
static void
runs_named (Fixture *self, gconstpointer data)
{
  FvCurvePlots plots;
  GArray *words = words_at (self, 960, 700, &plots);
  guint seen = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Run %u", i + 1);
      const FvCurveWord *word = find_word (words, name);

      g_assert_nonnull (word);
      g_assert_cmpuint (word->mark == 0, ==, i == 1);
      g_assert_cmpuint (word->mark, ==, i == 1 ? 0 : fv_curve_mark (self->branches[i]));
      g_assert_cmpfloat (word->end_x, <=, word->box.x);
      if (i != 1 && i < RUNS - 1)
        {
          g_assert_false (seen & 1u << word->mark);
          seen |= 1u << word->mark;
        }
    }
  g_array_unref (words);
}

static void
hidden_runs (Fixture *self, gconstpointer data)
{
  static const guint hidden[] = { 3, 1, 5 };
  FvSceneInput *input = &self->draw->input;

  g_assert_cmpuint (fv_curve_nth_kept (input, 0)->id, ==, 1);
  g_assert_cmpuint (fv_curve_nth_kept (input, 1)->id, ==, 3);
  input->curves.hidden = hidden;
  input->curves.n_hidden = 3;
  g_assert_cmpuint (fv_curve_nth_kept (input, 0)->id, ==, 4);
  g_assert_cmpuint (fv_curve_nth_kept (input, 1)->id, ==, 6);
  g_assert_cmpuint (fv_curve_nth_kept (input, 2)->id, ==, 7);
  g_assert_null (fv_curve_nth_kept (input, 3));
  g_assert_cmpfloat (fv_curve_all (input).last, ==, 320);
}

/* One run alone needs no names, and has all the room. */
static void
one_run (Fixture *self, gconstpointer data)
{
  FvCurvePlots plots;
  GArray *words = words_at (self, 700, 500, &plots);

  g_assert_cmpfloat (plots.names.width, ==, 0);
  g_assert_null (find_word (words, "Run"));
  g_array_unref (words);
}

/* The batch under the pointer is the one whose x that is, near and far. */
static void
pick_batches (Fixture *self, gconstpointer data)
{
  FvSceneInput *input = &self->draw->input;

  for (guint close = 0; close < 2; close++)
    {
      const FvCurveLayout *layout;
      FvCurvePlots plots;
      double y;

      input->curves.first = close ? 80 : 0;
      input->curves.last = close ? 120 : 0;
      layout = lay_out (self, 700, 500);
      plots = fv_curve_plots (layout, input);
      y = plots.accuracy.area.y + 20;
      for (guint64 batch = close ? 80 : 0; batch <= (close ? 120 : 200); batch += 4)
        {
          double x = fv_plot_x (&plots.loss, (double)batch);
          guint64 found;
          guint branch;

          g_assert_true (fv_curve_pick (self->scene, input, x, y, &found, &branch));
          g_assert_cmpuint (found, ==, batch);
          g_assert_cmpfloat_with_epsilon (fv_curve_batch_at (self->scene, input, x), (double)batch, 1e-6);
        }
      g_assert_cmpfloat_with_epsilon (fv_curve_batches (self->scene, input, plots.loss.area.width),
                                      plots.loss.last_batch - plots.loss.first_batch, 1e-6);
      g_assert_false (fv_curve_pick (self->scene, input, 3, y, &(guint64){ 0 }, &(guint){ 0 }));
    }
}

/* Who points at another run's line means that run, but not where all still were one. */
static void
pick_runs (Fixture *self, gconstpointer data)
{
  FvSceneInput *input = &self->draw->input;
  FvCurvePlots plots = fv_curve_plots (lay_out (self, 960, 700), input);
  const FvBranch *far = self->branches[0];
  FvCurvePoint at = fv_curve_nth (far->curve, fv_curve_find (far->curve, 150));
  guint64 batch;
  guint branch;

  g_assert_true (fv_curve_pick (self->scene, input, fv_plot_x (&plots.loss, 150),
                                fv_plot_y (&plots.loss, at.train_loss), &batch, &branch));
  g_assert_cmpuint (batch, ==, 150);
  g_assert_cmpuint (branch, ==, 1);
  at = fv_curve_nth (input->curve, fv_curve_find (input->curve, 150));
  g_assert_true (fv_curve_pick (self->scene, input, fv_plot_x (&plots.loss, 150),
                                fv_plot_y (&plots.loss, at.train_loss), &batch, &branch));
  g_assert_cmpuint (branch, ==, 0);
  at = fv_curve_nth (input->curve, fv_curve_find (input->curve, 30));
  g_assert_true (fv_curve_pick (self->scene, input, fv_plot_x (&plots.loss, 30),
                                fv_plot_y (&plots.loss, at.train_loss), &batch, &branch));
  g_assert_cmpuint (branch, ==, 0);
}

static void
partings (Fixture *self, gconstpointer data)
{
  g_assert_cmpfloat (fv_curve_parting (&self->draw->input, self->branches[0]), ==, 60);
}

/* Both scales hold all there is to see, and what is looked at closely fills them. */
static void
scales (Fixture *self, gconstpointer data)
{
  FvSceneInput *input = &self->draw->input;
  FvCurvePlots plots = fv_curve_plots (lay_out (self, 700, 500), input);

  g_assert_true (plots.loss.log);
  g_assert_cmpfloat (plots.loss.low, <=, 2.3 * exp (-2));
  g_assert_cmpfloat (plots.loss.high, >=, 2.4);
  g_assert_cmpfloat (plots.accuracy.low, ==, 0);
  input->curves.linear = TRUE;
  plots = fv_curve_plots (lay_out (self, 700, 500), input);
  g_assert_false (plots.loss.log);
  g_assert_cmpfloat (plots.loss.low, ==, 0);
  g_assert_cmpfloat (plots.loss.high, ==, 2.5);
  input->curves.first = 150;
  input->curves.last = 200;
  plots = fv_curve_plots (lay_out (self, 700, 500), input);
  g_assert_cmpfloat (plots.loss.low, >, 0.2);
  g_assert_cmpfloat (plots.loss.high, <, 0.8);
  input->curves.linear = FALSE;
  plots = fv_curve_plots (lay_out (self, 700, 500), input);
  g_assert_cmpfloat (plots.loss_step, ==, 0.1);
  g_assert_cmpfloat (plots.accuracy.low, ==, 0.5);
}

/* Once most is above it the lower part of the axis goes, and what falls below is said. */
static void
cut_accuracy (Fixture *self, gconstpointer data)
{
  FvCurve *curve = self->draw->curve;
  FvCurvePlots plots;
  GArray *words;

  for (guint batch = 210; batch <= 900; batch += 10)
    fv_curve_add (curve, (FvCurvePoint){ batch, batch / 100.0, 0.1, 0.97, 0.1, 0.96 });
  fv_curve_add (curve, (FvCurvePoint){ 910, 9.1, 4, 0.16, 4.6, 0.164 });
  self->draw->input.batch = 600;
  words = words_at (self, 700, 500, &plots);
  g_assert_cmpfloat (plots.accuracy.low, ==, 0.8);
  g_assert_nonnull (find_word (words, "16 % at batch 910"));
  g_array_unref (words);
}

static void
nearest_and_steps (Fixture *self, gconstpointer data)
{
  const FvCurve *curve = self->draw->input.curve;

  g_assert_cmpuint (fv_curve_nearest (curve, -5), ==, 0);
  g_assert_cmpuint (fv_curve_nearest (curve, 44), ==, 40);
  g_assert_cmpuint (fv_curve_nearest (curve, 46), ==, 50);
  g_assert_cmpuint (fv_curve_nearest (curve, 900), ==, 200);
  g_assert_cmpuint (fv_curve_step (curve, 40, +1), ==, 50);
  g_assert_cmpuint (fv_curve_step (curve, 40, -1), ==, 30);
  g_assert_cmpuint (fv_curve_step (curve, 44, +1), ==, 50);
  g_assert_cmpuint (fv_curve_step (curve, 44, -1), ==, 40);
  g_assert_cmpuint (fv_curve_step (curve, 200, +1), ==, 200);
  g_assert_cmpuint (fv_curve_step (curve, 0, -1), ==, 0);
  g_assert_cmpuint (fv_curve_step (curve, 100, -1000), ==, 0);
  g_assert_cmpuint (fv_curve_nearest (NULL, 5), ==, 0);
  g_assert_cmpuint (fv_curve_step (NULL, 5, 1), ==, 0);
}

static void
spoken (Fixture *self, gconstpointer data)
{
  FvSceneInput *input = &self->draw->input;
  g_autofree char *moment = fv_curve_speak (input);
  g_autofree char *read = NULL, *nothing = NULL;

  g_assert_cmpstr (moment, ==, "batch 150: training loss 0.513, test loss 0.622, test accuracy 76.67 %");
  input->curves.reads = TRUE;
  input->curves.reading = 100;
  read = fv_curve_speak (input);
  g_assert_true (g_str_has_prefix (read, "batch 100: training loss 0.846"));
  input->curve = NULL;
  nothing = fv_curve_speak (input);
  g_assert_cmpstr (nothing, ==, "nothing learned yet");
}

static void
losses_said (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double loss;
    const char *text;
  } cases[] = { { 0, "0.000" },     { 0.0993, "0.099" }, { 2.3026, "2.303" },    { 48.26, "48.3" },
                { 1129.2, "1129" }, { 4e7, "4.0·10⁷" },  { 0.00042, "4.2·10⁻⁴" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fv_curve_loss_text (cases[i].loss);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Other runs are seen beside the one that is shown, and what is read leaves ink, too. */
static void
ink (Fixture *self, gconstpointer data)
{
  static const guint hidden[] = { 1, 3, 4, 5, 6, 7 };
  FvSceneInput *input = &self->draw->input;
  const FvSceneType *type = fv_scene_type_from_name ("curve");
  g_autofree guint32 *all = draw_pixels (type, input, 700, 500), *alone = NULL, *reading = NULL;
  guint with, without;

  input->curves.hidden = hidden;
  input->curves.n_hidden = G_N_ELEMENTS (hidden);
  alone = draw_pixels (type, input, 700, 500);
  with = draw_count_ink (all, 700 * 500, &input->style);
  without = draw_count_ink (alone, 700 * 500, &input->style);
  g_assert_cmpuint (with, >, without + 1500);
  input->curves.reads = TRUE;
  input->curves.reading = 100;
  reading = draw_pixels (type, input, 700, 500);
  g_assert_cmpuint (draw_count_ink (reading, 700 * 500, &input->style), >, without + 300);
}

#define TEST(name, runs, function)                                                                           \
  g_test_add ("/curve-scene/" name, Fixture, GUINT_TO_POINTER (runs), set_up, function, tear_down)

/* Every point that is drawn has its line, and no point of a common past has two. */
static void
table_has_every_point (Fixture *self, gconstpointer data)
{
  const FvSceneInput *input = &self->draw->input;
  g_autofree char *table = fv_curve_table (input);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  FvSceneInput bare = *input;
  guint n = fv_curve_length (input->curve);
  const FvBranch *kept;

  for (guint i = 0; (kept = fv_curve_nth_kept (input, i)) != NULL; i++)
    for (guint k = 0; k < fv_curve_length (kept->curve); k++)
      n += (double)fv_curve_nth (kept->curve, k).batch > fv_curve_parting (input, kept);
  g_assert_cmpuint (g_strv_length (lines), ==,
                    n + 2); /* the names, and nothing behind the last end of line */
  for (guint i = 0; i <= n; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 7);
    }
  g_assert_nonnull (strstr (lines[2], ",10,0.1,"));
  g_assert_true (g_str_has_suffix (lines[2], ",,")); /* not measured there */
  bare.curve = NULL;
  bare.way.n_branches = 0;
  g_assert_null (fv_curve_table (&bare));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("words-apart", RUNS, words_apart);
  TEST ("words-apart-alone", 0, words_apart);
  TEST ("moment-said", 0, moment_said);
  TEST ("measured-before", 0, measured_before);
  TEST ("runs-named", RUNS, runs_named);
  TEST ("hidden-runs", RUNS, hidden_runs);
  TEST ("one-run", 0, one_run);
  TEST ("pick-batches", 0, pick_batches);
  TEST ("pick-runs", RUNS, pick_runs);
  TEST ("partings", RUNS, partings);
  TEST ("scales", 0, scales);
  TEST ("cut-accuracy", 0, cut_accuracy);
  TEST ("nearest-and-steps", 0, nearest_and_steps);
  TEST ("losses-said", 0, losses_said);
  TEST ("spoken", 0, spoken);
  TEST ("table", RUNS, table_has_every_point);
  TEST ("table-alone", 0, table_has_every_point);
  TEST ("ink", RUNS, ink);
  return g_test_run ();
}
