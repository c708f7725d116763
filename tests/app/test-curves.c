/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-curve.h"
#include "fovea-curves.h"
#include "fovea-run-box.h"
#include "fovea-run-row.h"
#include "fovea-stop-box.h"
#include "fovea-train-view.h"
#include "fovea-words.h"
#include "fv-curve-plots.h"
#include "fv-curve-read.h"

/* Walking along the curves, and the runs beside them, with a real pointer and keyboard. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *curve;
  GtkWidget *canvas;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  g_settings_reset (settings, "network");
  g_settings_reset (settings, "data");
  g_settings_reset (settings, "train-page");
  g_settings_reset (settings, "stop-rules");
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 400, 60);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  fixture_train (fixture->session, 100);
  fixture->curve = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_CURVE);
  fixture->canvas = fixture_find_type (fixture->curve, FOVEA_TYPE_CANVAS);
  g_free (fixture_focus (fixture->window));
  gtk_widget_grab_focus (fixture->curve);
  fixture_spin (100);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static guint64
batch_now (Fixture *fixture)
{
  return fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));
}

/* Where a batch stands on the canvas, in the middle of the loss. */
static void
place_of (Fixture *fixture, double batch, double *x, double *y)
{
  FvSceneInput input;
  double left = 0;
  const FvScene *scene = fovea_canvas_get_shown (FOVEA_CANVAS (fixture->canvas), &input, &left);
  FvCurvePlots plots = fv_curve_plots ((const FvCurveLayout *)scene, &input);

  *x = fv_plot_x (&plots.loss, batch) - left;
  *y = plots.accuracy.area.y + plots.accuracy.area.height / 2;
}

static FvSpan
in_sight (Fixture *fixture)
{
  FvSceneInput input;

  fovea_canvas_get_shown (FOVEA_CANVAS (fixture->canvas), &input, NULL);
  return fv_curve_in_sight (&input);
}

static void
seek (Fixture *fixture, guint branch, guint64 batch)
{
  fovea_session_seek (fixture->session, branch, batch);
  fixture_wait_for (batch_now (fixture) == batch);
}

/* Arrows read one measured point after the other, Enter goes there, Escape stops reading. */
static void
read_with_keys (Fixture *fixture, gconstpointer data)
{
  FoveaCurve *curve = FOVEA_CURVE (fixture->curve);
  guint64 batch;

  seek (fixture, 0, 100);
  g_assert_false (fovea_curve_get_reading (curve, &batch));
  fixture_press ("Left");
  g_assert_true (fovea_curve_get_reading (curve, &batch));
  g_assert_cmpuint (batch, ==, 90);
  fixture_press ("Left");
  fixture_press ("Left");
  fovea_curve_get_reading (curve, &batch);
  g_assert_cmpuint (batch, ==, 70);
  fixture_press ("Home");
  fovea_curve_get_reading (curve, &batch);
  g_assert_cmpuint (batch, ==, 0);
  fixture_press ("shift+Right");
  fovea_curve_get_reading (curve, &batch);
  g_assert_cmpuint (batch, ==, 100);
  fixture_press ("Left");
  fixture_press ("Return");
  fixture_wait_for (batch_now (fixture) == 90);
  fixture_press ("Escape");
  g_assert_false (fovea_curve_get_reading (curve, &batch));
}

/* What is read is said, for those who listen. */
static void
read_aloud (Fixture *fixture, gconstpointer data)
{
  FvSceneInput input;
  g_autofree char *words = NULL;

  seek (fixture, 0, 100);
  fixture_press ("Left");
  fovea_canvas_get_shown (FOVEA_CANVAS (fixture->canvas), &input, NULL);
  words = fv_curve_speak (&input);
  g_assert_true (g_str_has_prefix (words, "batch 90: training loss "));
  gtk_test_accessible_assert_property (fixture->canvas, GTK_ACCESSIBLE_PROPERTY_LABEL, words);
  fixture_press ("Escape");
}

static void
zoom_with_keys (Fixture *fixture, gconstpointer data)
{
  FvSpan all = in_sight (fixture), close, closer;

  fixture_press ("plus");
  close = in_sight (fixture);
  g_assert_cmpfloat (close.last - close.first, <, 0.7 * (all.last - all.first));
  /* About the moment, which is the newest. */
  g_assert_cmpfloat (close.last, ==, all.last);
  fixture_press ("plus");
  closer = in_sight (fixture);
  g_assert_cmpfloat (closer.first, >, close.first);
  /* What is read comes into sight. */
  fixture_press ("Home");
  g_assert_cmpfloat (in_sight (fixture).first, ==, 0);
  g_assert_cmpfloat (in_sight (fixture).last, <, all.last);
  fixture_press ("0");
  g_assert_cmpfloat (in_sight (fixture).last, ==, all.last);
  fixture_press ("Escape");
}

/* What is under the pointer stays there; a drag shifts; two clicks show all. */
static void
zoom_with_pointer (Fixture *fixture, gconstpointer data)
{
  FvSpan all = in_sight (fixture), close, shifted;
  double x, y, there;

  place_of (fixture, 40, &x, &y);
  fixture_point (fixture->canvas, x, y);
  fixture_spin (50);
  fixture_run ((const char *const[]){ "xdotool", "keydown", "ctrl", "click", "4", "keyup", "ctrl", NULL });
  fixture_wait_for (in_sight (fixture).last < all.last);
  close = in_sight (fixture);
  place_of (fixture, 40, &there, &y);
  g_assert_cmpfloat_with_epsilon (there, x, 3);
  fixture_run ((const char *const[]){ "xdotool", "mousedown", "1", NULL });
  fixture_point (fixture->canvas, x + 20, y);
  fixture_spin (30);
  fixture_point (fixture->canvas, x + 60, y);
  fixture_spin (30);
  fixture_run ((const char *const[]){ "xdotool", "mouseup", "1", NULL });
  fixture_spin (50);
  shifted = in_sight (fixture);
  g_assert_cmpfloat (shifted.first, <, close.first);
  g_assert_cmpfloat_with_epsilon (shifted.last - shifted.first, close.last - close.first, 1e-6);
  g_assert_cmpuint (batch_now (fixture), >=, 100);
  fixture_run ((const char *const[]){ "xdotool", "click", "--repeat", "2", "--delay", "40", "1", NULL });
  fixture_wait_for (in_sight (fixture).last == all.last);
}

static void
click_goes_there (Fixture *fixture, gconstpointer data)
{
  double x, y;

  place_of (fixture, 30, &x, &y);
  fixture_click (fixture->canvas, x, y, "1");
  fixture_wait_for (batch_now (fixture) >= 29 && batch_now (fixture) <= 31);
  g_assert_cmpuint (fv_snapshot_newest (fovea_session_get_snapshot (fixture->session)), >=, 100);
}

static gboolean
is_label_of (GtkWidget *widget, gpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && fixture_find_label (widget, data) != NULL;
}

static GtkWidget *
button (Fixture *fixture, const char *label)
{
  return fixture_find (GTK_WIDGET (fixture->window), is_label_of, (gpointer)label);
}

static guint
n_runs (Fixture *fixture)
{
  return fv_snapshot_n_branches (fovea_session_get_snapshot (fixture->session));
}

/* A row for each run, in their order; the curve of one that is not shown can be put away. */
static void
list_of_runs (Fixture *fixture, gconstpointer data)
{
  GtkWidget *curves = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_CURVES), *row, *check;

  g_assert_false (gtk_widget_get_mapped (fixture_find_type (curves, FOVEA_TYPE_RUN_ROW)));
  seek (fixture, 0, 60);
  fovea_session_branch (fixture->session);
  fixture_wait_for (n_runs (fixture) == 2);
  fixture_spin (100);
  row = fixture_find_type (curves, FOVEA_TYPE_RUN_ROW);
  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_nonnull (fixture_find_label (row, "Run 1"));
  g_assert_nonnull (fixture_find_label (gtk_widget_get_next_sibling (row), "Run 2, from batch 60"));
  check = fixture_find_type (row, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_true (fovea_curve_get_hidden (FOVEA_CURVE (fixture->curve), 1));
  g_signal_emit_by_name (fixture_find_type (row, GTK_TYPE_BUTTON), "clicked");
  fixture_wait_for (batch_now (fixture) >= 100);
  g_assert_cmpuint (fv_snapshot_branch (fovea_session_get_snapshot (fixture->session)), ==, 1);
}

/* Of many runs the oldest are put away, and can be had back. */
static void
many_runs (Fixture *fixture, gconstpointer data)
{
  FoveaCurve *curve = FOVEA_CURVE (fixture->curve);

  for (guint i = 2; i <= 7; i++)
    {
      fovea_session_restart (fixture->session);
      fixture_wait_for (n_runs (fixture) == i);
      fovea_session_step (fixture->session, 3);
      fixture_wait_for (batch_now (fixture) == 3);
    }
  fixture_spin (50);
  g_assert_true (fovea_curve_get_hidden (curve, 1));
  g_assert_true (fovea_curve_get_hidden (curve, 2));
  for (guint i = 3; i <= 7; i++)
    g_assert_false (fovea_curve_get_hidden (curve, i));
  fovea_curve_set_hidden (curve, 1, FALSE);
  fovea_session_step (fixture->session, 3);
  fixture_wait_for (batch_now (fixture) == 6);
  g_assert_false (fovea_curve_get_hidden (curve, 1));
}

/* Training on from an earlier moment, and starting again, leave the old runs where they are. */
static void
runs_begin (Fixture *fixture, gconstpointer data)
{
  g_assert_null (button (fixture, "Train On"));
  seek (fixture, 0, 50);
  fixture_wait_for (button (fixture, "Train On from Batch 50") != NULL);
  g_signal_emit_by_name (button (fixture, "Train On"), "clicked");
  fixture_wait_for (n_runs (fixture) == 2 && batch_now (fixture) > 52);
  fovea_session_set_playing (fixture->session, FALSE);
  g_signal_emit_by_name (button (fixture, "Restart from the Same Weights"), "clicked");
  fixture_wait_for (n_runs (fixture) == 3 && batch_now (fixture) == 0);
  fixture_wait_for (
      fixture_find_label (fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_RUN_BOX), "Run 3")
      != NULL);
}

/* A number that is set turns its rule on, and the rule ends training. */
static void
stop_by_itself (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_STOP_BOX);
  GtkWidget *spin = fixture_find_type (box, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *check = fixture_find_type (box, GTK_TYPE_CHECK_BUTTON);
  GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_first_child (box));
  double epoch = fv_snapshot_epoch (fovea_session_get_snapshot (fixture->session));

  for (guint i = 0; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_SPIN_BUTTON (row))
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==,
                       ((const char *[]){ "10", "98 %", "3", "10" })[i++]);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), epoch + 1);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpfloat (fovea_session_get_stop_rules (fixture->session).limits[FV_STOP_EPOCHS], >, epoch);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (!fovea_session_get_playing (fixture->session));
  g_assert_cmpfloat (fv_snapshot_epoch (fovea_session_get_snapshot (fixture->session)), >=, epoch + 0.9);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_cmpfloat (fovea_session_get_stop_rules (fixture->session).limits[FV_STOP_EPOCHS], ==, 0);
}

/* The page is remembered; one that is not there is passed over. */
static void
pages_remembered (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = fovea_session_get_settings (fixture->session);
  GtkStack *stack = GTK_STACK (gtk_widget_get_ancestor (fixture->curve, GTK_TYPE_STACK));
  g_autoptr (GtkWidget) again = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "results");
  gtk_stack_set_visible_child_name (stack, "layers");
  name = g_settings_get_string (settings, "train-page");
  g_assert_cmpstr (name, ==, "layers");
  again = g_object_ref_sink (fovea_train_view_new (fixture->session));
  stack = GTK_STACK (fixture_find_type (again, GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "layers");
  g_clear_object (&again);
  g_settings_set_string (settings, "train-page", "nowhere");
  again = g_object_ref_sink (fovea_train_view_new (fixture->session));
  stack = GTK_STACK (fixture_find_type (again, GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "results");
  g_settings_reset (settings, "train-page");
}

static void
durations (void)
{
  static const struct
  {
    double seconds;
    const char *text;
  } cases[] = { { 0.04, "0.0 s" },     { 3.21, "3.2 s" },     { 12.4, "12 s" },       { 60, "1 min 0 s" },
                { 190, "3 min 10 s" }, { 59.7, "1 min 0 s" }, { 4800, "1 h 20 min" }, { -5, "0.0 s" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fovea_duration_text (cases[i].seconds);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

#define TEST(name, function) g_test_add ("/curves/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curves/durations", durations);
  TEST ("read-with-keys", read_with_keys);
  TEST ("read-aloud", read_aloud);
  TEST ("zoom-with-keys", zoom_with_keys);
  TEST ("zoom-with-pointer", zoom_with_pointer);
  TEST ("click-goes-there", click_goes_there);
  TEST ("list-of-runs", list_of_runs);
  TEST ("many-runs", many_runs);
  TEST ("runs-begin", runs_begin);
  TEST ("pages-remembered", pages_remembered);
  TEST ("stop-by-itself", stop_by_itself);
  return g_test_run ();
}
