/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "fovea-canvas.h"
#include "fovea-experiment-form.h"
#include "fovea-experiments-page.h"
#include "fovea-experiments.h"
#include "fovea-trial-columns.h"
#include "fovea-trial-table.h"
#include "fovea-window-private.h"

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fovea_session_set_playing (fixture->session, FALSE);
  fixture_give_digits (fixture->session, 200, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  fixture->page = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_EXPERIMENTS_PAGE);
  g_assert_nonnull (fixture->page);
  gtk_stack_set_visible_child (GTK_STACK (gtk_widget_get_parent (fixture->page)), fixture->page);
  fixture_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static FoveaExperimentForm *
form_of (Fixture *fixture)
{
  return FOVEA_EXPERIMENT_FORM (fixture_find_type (fixture->page, FOVEA_TYPE_EXPERIMENT_FORM));
}

static FoveaCanvas *
figure_of (Fixture *fixture)
{
  return FOVEA_CANVAS (fixture_find_type (fixture->page, FOVEA_TYPE_CANVAS));
}

/* What the table shows, as the figure is given it. */
static const FvExperimentReport *
report_of (Fixture *fixture)
{
  FvSceneInput input = { 0 };

  fovea_canvas_fill_in (figure_of (fixture), &input);
  return input.experiment.report;
}

static void
wish (Fixture *fixture, const char *text)
{
  FoveaExperimentWish wish;

  fovea_experiment_wish_parse (text, &wish);
  fovea_experiment_form_set (form_of (fixture), &wish);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->page, action, NULL);
}

static void
run (Fixture *fixture, const char *text)
{
  wish (fixture, text);
  act (fixture, "experiments.run");
  g_assert_nonnull (report_of (fixture));
  fixture_wait_for (report_of (fixture)->finished);
  fixture_spin (50);
}

static FoveaTrialTable *
table_of (Fixture *fixture)
{
  return FOVEA_TRIAL_TABLE (fixture_find_type (fixture->page, FOVEA_TYPE_TRIAL_TABLE));
}

static gboolean
is_button_of (GtkWidget *widget, gpointer action)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

static GtkWidget *
button_of (Fixture *fixture, const char *action)
{
  return fixture_find (fixture->page, is_button_of, (gpointer)action);
}

/* All settings are trained, the window's own training rests meanwhile, and the best is chosen. */
static void
test_runs (Fixture *fixture, gconstpointer data)
{
  g_autofree guint *order = NULL;
  const FvExperimentReport *report;
  guint chosen;

  fovea_session_set_playing (fixture->session, TRUE);
  wish (fixture, "rate=0.1, 0.03; activation=tanh, relu; batches=5");
  act (fixture, "experiments.run");
  g_assert_false (fovea_session_get_playing (fixture->session));
  fixture_wait_for (report_of (fixture)->finished);
  fixture_spin (50);
  report = report_of (fixture);
  g_assert_cmpuint (report->n_trials, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (report->trials[i]->state, ==, FV_TRIAL_DONE);
      g_assert_cmpuint (report->trials[i]->batches, ==, 5);
    }
  order = g_new (guint, 4);
  fv_experiment_report_rank (report, order);
  g_assert_true (fovea_trial_table_get_chosen (table_of (fixture), &chosen));
  g_assert_cmpuint (chosen, ==, order[0]);
  g_assert_true (fovea_session_get_playing (fixture->session)); /* again */
  fovea_session_set_playing (fixture->session, FALSE);
}

/* The first is what the window's own training becomes with the same settings. */
static void
test_same_as_training (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = NULL;

  run (fixture, "rate=0.02, 0.03; batches=4");
  fovea_session_set_options (fixture->session, (FvHyper){ .rate = 0.02, .momentum = 0.9 }, 32);
  fovea_session_step (fixture->session, 4);
  fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 4
                    && fovea_session_get_settled (fixture->session));
  sha256 = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_assert_cmpstr (report_of (fixture)->trials[0]->sha256, ==, sha256);
  g_assert_cmpstr (report_of (fixture)->trials[1]->sha256, !=, sha256);
}

/* A run that would take hours ends at once, and what there is stays. */
static void
test_stops (Fixture *fixture, gconstpointer data)
{
  gint64 asked;

  wish (fixture, "rate=0.001, 0.002; batches=1000000");
  act (fixture, "experiments.run");
  g_assert_true (gtk_widget_get_visible (button_of (fixture, "experiments.cancel")));
  g_assert_false (gtk_widget_get_visible (button_of (fixture, "experiments.run")));
  fixture_wait_for (report_of (fixture)->trials[0]->batches > 3);
  g_assert_true (
      g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Experiment 1 of 2 – "));
  asked = g_get_monotonic_time ();
  act (fixture, "experiments.cancel");
  fixture_wait_for (report_of (fixture)->finished);
  g_assert_cmpint (g_get_monotonic_time () - asked, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (report_of (fixture)->trials[0]->state, ==, FV_TRIAL_STOPPED);
  g_assert_cmpint (report_of (fixture)->trials[1]->state, ==, FV_TRIAL_WAITING);
  g_assert_true (gtk_widget_get_visible (button_of (fixture, "experiments.run")));
  g_assert_null (strstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Experiment"));
}

/* The window may go while it runs. */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer data)
{
  wish (fixture, "rate=0.001; batches=1000000");
  act (fixture, "experiments.run");
  fixture_wait_for (report_of (fixture)->trials[0]->batches > 0);
}

static gboolean
is_rate_entry (GtkWidget *widget, gpointer data)
{
  return GTK_IS_ENTRY (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), data);
}

/* What makes no sense is said below its field, and nothing runs. */
static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  FoveaExperimentWish wanted;
  GtkWidget *entry;

  wish (fixture, "rate=0.125; batches=5");
  entry = fixture_find (fixture->page, is_rate_entry, (gpointer) "0.125");
  gtk_editable_set_text (GTK_EDITABLE (entry), "0.1, fast");
  g_assert_false (fovea_experiment_form_get (form_of (fixture), &wanted));
  g_assert_nonnull (fixture_find_label (fixture->page, "found “fast”"));
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_false (gtk_widget_get_sensitive (button_of (fixture, "experiments.run")));
  act (fixture, "experiments.run");
  g_assert_null (report_of (fixture));
  gtk_editable_set_text (GTK_EDITABLE (entry), "0.1，0.2");
  g_assert_true (fovea_experiment_form_get (form_of (fixture), &wanted));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (gtk_widget_get_sensitive (button_of (fixture, "experiments.run")));
  g_assert_nonnull (fixture_find_label (fixture->page, "2 runs of 5 batches"));
}

/* The settings of a run are taken over in one step, and back in one. */
static void
test_use (Fixture *fixture, gconstpointer data)
{
  FvTrainingOptions before = fovea_session_get_options (fixture->session), after;
  g_autofree char *net = g_strdup (fv_network_text (fovea_session_get_network (fixture->session)));
  g_autofree char *undone = NULL;

  run (fixture, "optimizer=adam; rate=0.004; activation=relu, tanh; batches=3");
  g_assert_nonnull (strstr (report_of (fixture)->trials[1]->words, "ReLU"));
  fovea_trial_table_choose (table_of (fixture), 1);
  act (fixture, "experiments.use");
  fixture_spin (50);
  after = fovea_session_get_options (fixture->session);
  g_assert_cmpstr (after.optimizer->name, ==, "adam");
  g_assert_cmpfloat (after.hyper.rate, ==, 0.004);
  g_assert_nonnull (strstr (fv_network_text (fovea_session_get_network (fixture->session)), "relu"));
  undone = fovea_session_undo (fixture->session, FALSE);
  fixture_wait_for (fovea_session_get_settled (fixture->session)
                    && strstr (fv_network_text (fovea_session_get_network (fixture->session)), "relu")
                           == NULL);
  after = fovea_session_get_options (fixture->session);
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==, net);
  g_assert_cmpstr (after.optimizer->name, ==, before.optimizer->name);
  g_assert_cmpfloat (after.hyper.rate, ==, before.hyper.rate);
}

/* A click on a name in the figure chooses its row. */
static void
test_figure (Fixture *fixture, gconstpointer data)
{
  guint chosen;

  run (fixture, "rate=0.1, 0.03; batches=3");
  for (guint i = 0; i < 2; i++)
    {
      fovea_canvas_ask (figure_of (fixture), (FvSceneAction){ FV_SCENE_ACTION_TRIAL, i + 1 });
      g_assert_true (fovea_trial_table_get_chosen (table_of (fixture), &chosen));
      g_assert_cmpuint (chosen, ==, i);
    }
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->page);
  g_autofree char *text = NULL;

  run (fixture, "rate=0.1, 0.03; batches=3");
  act (fixture, "experiments.copy-table");
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  fixture_wait_for (text != NULL);
  g_assert_true (g_str_has_prefix (text, "run\toptimizer\trate\t"));
  g_assert_null (strchr (text, ','));
}

/* The figure that is seen is the one that is saved. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "figure.svg", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, "rate=0.1, 0.03; batches=3");
  fixture_spin (50);
  g_assert_true (fovea_window_export (fixture->window, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_nonnull (strstr (bytes, "<svg"));
  g_remove (path);
  g_rmdir (folder);
}

/* --- Without a window --- */

/* What was tried last comes again. */
static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  FoveaExperimentWish wanted;

  run (fixture, "rate=0.125, 0.25; activation=tanh; epochs=1; from=now");
  text = g_settings_get_string (fovea_session_get_settings (fixture->session), "experiment");
  fovea_experiment_wish_parse (text, &wanted);
  g_assert_false (wanted.by_batches);
  g_assert_true (wanted.from_now);
  g_assert_cmpuint (wanted.length, ==, 1);
  g_assert_cmpuint (fv_experiment_grid_size (&wanted.grid), ==, 2);
  g_settings_reset (fovea_session_get_settings (fixture->session), "experiment");
}

static void
test_nonsense_remembered (void)
{
  static const char *const texts[]
      = { "", ";;;", "rate=fast; batches=-3; from", "a=b; =; epochs=99999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FoveaExperimentWish wanted;

      fovea_experiment_wish_parse (texts[i], &wanted);
      g_assert_true (wanted.by_batches);
      g_assert_cmpuint (wanted.length, >=, 1);
      g_assert_cmpuint (fv_experiment_grid_size (&wanted.grid), ==, 1);
    }
}

static FvTrial *
trial_new (FvTrialState state, double accuracy)
{
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (FvSetting));
  FvSetting setting = { .options = fv_training_options () };
  FvTrial *trial = g_new0 (FvTrial, 1);

  g_array_append_val (settings, setting);
  trial->references = 1;
  trial->setting = setting;
  trial->words = fv_settings_words (settings, 0);
  trial->state = state;
  trial->curve = fv_curve_new ();
  trial->last.test_accuracy = accuracy;
  return trial;
}

/* Each column has a title, a text for every state, and an order in which what is not known comes last either way. */
static void
test_columns (void)
{
  g_autoptr (FoveaTrialItem) good = fovea_trial_item_new (0), bad = fovea_trial_item_new (1),
                             waiting = fovea_trial_item_new (2);
  g_autoptr (FvTrial) a = trial_new (FV_TRIAL_DONE, 0.9), b = trial_new (FV_TRIAL_NON_FINITE, 0.1),
                      c = trial_new (FV_TRIAL_WAITING, NAN);
  guint differ = 0x7;

  fovea_trial_item_set (good, a, 0);
  fovea_trial_item_set (bad, b, 1);
  fovea_trial_item_set (waiting, c, 2);
  g_assert_cmpuint (fovea_trial_n_columns (differ), ==, fovea_trial_n_columns (0) + 3);
  for (guint i = 0; i < fovea_trial_n_columns (differ); i++)
    {
      FoveaTrialColumn column = fovea_trial_nth_column (differ, i);
      g_autofree char *one = fovea_trial_column_text (column, good);
      g_autofree char *two = fovea_trial_column_text (column, waiting);

      g_assert_cmpstr (fovea_trial_column_title (column), !=, "");
      g_assert_nonnull (one);
      g_assert_nonnull (two);
      if (!g_str_equal (fovea_trial_column_title (column), "Accuracy"))
        continue;
      g_assert_true (fovea_trial_column_falls (column));
      g_assert_cmpint (fovea_trial_column_compare (column, good, bad), >, 0);
      g_assert_cmpint (fovea_trial_column_compare (column, waiting, bad), <, 0); /* last when it falls */
      g_assert_cmpstr (one, ==, "90.00 %");
      g_assert_cmpstr (two, ==, "–");
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/experiments/nonsense-remembered", test_nonsense_remembered);
  g_test_add_func ("/app/experiments/columns", test_columns);
#define ADD(path, func) g_test_add ("/app/experiments/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("runs", test_runs);
  ADD ("same-as-training", test_same_as_training);
  ADD ("stops", test_stops);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("mistakes", test_mistakes);
  ADD ("use", test_use);
  ADD ("figure", test_figure);
  ADD ("copy", test_copy);
  ADD ("export", test_export);
  ADD ("remembered", test_remembered);
  return g_test_run ();
}
