/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fovea-canvas.h"
#include "fovea-layers.h"
#include "fovea-window-private.h"
#include "fv-layers-scene.h"

/* The page of the layers, with a real keyboard and pointer, and the comparison of activations. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *page;
  FoveaLayers *layers;
  FoveaCanvas *canvas;
} Fixture;

/* The page a stack shows by that name. */
static gboolean
is_stack_with (GtkWidget *widget, gpointer name)
{
  return GTK_IS_STACK (widget) && gtk_stack_get_child_by_name (GTK_STACK (widget), name) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pages;

  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  fovea_session_step (fixture->session, 100);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  pages = fixture_find (GTK_WIDGET (fixture->window), is_stack_with, (gpointer) "results");
  gtk_stack_set_visible_child_name (GTK_STACK (pages), "layers");
  fixture->page = gtk_stack_get_visible_child (GTK_STACK (pages));
  fixture->layers = FOVEA_LAYERS (fixture_find_type (fixture->page, FOVEA_TYPE_LAYERS));
  fixture->canvas = FOVEA_CANVAS (fixture_find_type (GTK_WIDGET (fixture->layers), FOVEA_TYPE_CANVAS));
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 100);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->canvas));
  g_free (fixture_focus (fixture->window));
  gtk_widget_grab_focus (fixture->page);
  fixture_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fovea_session_get_settings (fixture->session), "train-page");
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static guint
chosen (Fixture *fixture)
{
  return fovea_session_get_cursor (fixture->session).layer;
}

/* Who listens is told of the layer and the moment. */
static void
assert_spoken (Fixture *fixture, const char *begins)
{
  g_autofree char *expected = NULL;
  FvSceneInput input;

  g_assert_nonnull (fovea_canvas_get_shown (fixture->canvas, &input, NULL));
  expected = fv_scene_type_from_name ("layers")->speak (&input);
  g_assert_true (g_str_has_prefix (expected, begins));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       expected);
}

/* Up and down from layer to layer, left and right from measurement to measurement, and away again. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  guint64 batch;

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  fixture_press ("Down");
  g_assert_cmpuint (chosen (fixture), ==, 2);
  fixture_press ("Down");
  fixture_press ("Down");
  fixture_press ("Down"); /* over the rasterized layer, which has no row */
  g_assert_cmpuint (chosen (fixture), ==, 6);
  fixture_press ("Up");
  g_assert_cmpuint (chosen (fixture), ==, 4);
  assert_spoken (fixture, "S4, batch 80: rms δ ");
  g_assert_false (fovea_layers_get_reading (fixture->layers, &batch));
  fixture_press ("Left");
  g_assert_true (fovea_layers_get_reading (fixture->layers, &batch));
  g_assert_cmpuint (batch, ==, 80);
  fixture_press ("Left");
  fovea_layers_get_reading (fixture->layers, &batch);
  g_assert_cmpuint (batch, ==, 60);
  assert_spoken (fixture, "S4, batch 60: rms δ ");
  fixture_press ("Home");
  fovea_layers_get_reading (fixture->layers, &batch);
  g_assert_cmpuint (batch, ==, 0);
  fixture_press ("Escape");
  g_assert_false (fovea_layers_get_reading (fixture->layers, &batch));
}

/* Enter goes to the moment that is read. */
static void
test_goes_there (Fixture *fixture, gconstpointer data)
{
  fixture_press ("Left");
  fixture_press ("Left");
  fixture_press ("Return");
  fixture_wait_for (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 60);
}

static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  FvSceneInput input;
  const FvScene *scene = fovea_canvas_get_shown (fixture->canvas, &input, NULL);
  double margin = 0;
  FvRect row;

  fovea_canvas_get_shown (fixture->canvas, &input, &margin); /* where the scene's left edge is, mirrored */
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  for (guint place = 3; place <= 6; place += 3)
    {
      g_assert_true (fv_layers_locate (scene, place, &row));
      fixture_click (GTK_WIDGET (fixture->canvas), row.x + 30 - margin, row.y + row.height / 2, "1");
      g_assert_cmpuint (chosen (fixture), ==, place);
    }
}

/* What is read belongs to a network; another has nothing read. */
static void
test_other_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 rasterize; dense 8 tanh; softmax 10", NULL);
  guint64 batch;

  fixture_press ("Left");
  g_assert_true (fovea_layers_get_reading (fixture->layers, &batch));
  g_assert_true (fovea_session_change_network (fixture->session, network, NULL, NULL));
  fixture_spin (50);
  g_assert_false (fovea_layers_get_reading (fixture->layers, &batch));
}

static void
click_button (Fixture *fixture, const char *label)
{
  GtkWidget *widget = fixture_find_label (fixture->page, label);

  g_assert_nonnull (widget);
  while (!GTK_IS_BUTTON (widget))
    widget = gtk_widget_get_parent (widget);
  if (GTK_IS_TOGGLE_BUTTON (widget))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);
  else
    g_signal_emit_by_name (widget, "clicked");
  fixture_spin (20);
}

static gboolean
is_gradients (GtkWidget *widget, gpointer data)
{
  return FOVEA_IS_CANVAS (widget)
         && g_strcmp0 (fovea_canvas_get_scene (FOVEA_CANVAS (widget)), "gradients") == 0;
}

static const FvExperimentReport *
report_of (FoveaCanvas *canvas)
{
  FvSceneInput input;

  fovea_session_fill (fovea_canvas_get_session (canvas), &input);
  fovea_canvas_fill_in (canvas, &input);
  return input.experiment.report;
}

static void
assert_compared (const FvExperimentReport *report)
{
  static const char *const names[] = { "sigmoid", "tanh", "relu" };

  g_assert_cmpuint (report->n_trials, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < report->n_trials; i++)
    {
      const FvTrial *trial = report->trials[i];

      g_assert_cmpstr (trial->setting.activation->name, ==, names[i]);
      g_assert_cmpuint (trial->batches, ==, 20);
      g_assert_cmpuint (fv_layer_curve_length (fv_curve_layers (trial->curve)), ==, 3);
    }
}

/* Copies of the network are trained, and their gradients stand side by side; the figure is saved. Sigmoid lets least
 * through. */
static void
test_comparison (Fixture *fixture, gconstpointer data)
{
  FoveaCanvas *canvas = FOVEA_CANVAS (fixture_find (fixture->page, is_gradients, NULL));
  GtkWidget *length = fixture_find_type (fixture->page, GTK_TYPE_SPIN_BUTTON);
  guint64 before = fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));
  g_autofree char *folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "figure.svg", NULL);
  g_autofree char *figure = NULL;
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 rasterize; dense 8 tanh; softmax 10", NULL);
  const FvExperimentReport *report;
  double first[3];

  click_button (fixture, "Compare Activations");
  g_assert_null (report_of (canvas));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (length), 20);
  click_button (fixture, "Train Three Copies");
  fixture_wait_for ((report = report_of (canvas)) != NULL && report->finished);
  assert_compared (report);
  for (guint i = 0; i < 3; i++)
    first[i] = fv_layer_curve_value (fv_curve_layers (report->trials[i]->curve), 2, 1, FV_MEASURE_DELTA);
  g_assert_cmpfloat (first[0], <, first[1] / 5);
  g_assert_cmpfloat (first[0], <, first[2] / 5);
  g_assert_cmpuint (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)), ==, before);
  g_assert_true (fovea_window_export (fixture->window, path, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &figure, NULL, NULL));
  g_assert_cmpuint (strlen (figure), >, 5000);
  g_unlink (path);
  g_rmdir (folder);
  g_assert_true (fovea_session_change_network (fixture->session, network, NULL, NULL));
  fixture_spin (50);
  g_assert_null (report_of (canvas));
}

/* Stopped, what there is stays, and another can begin. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  FoveaCanvas *canvas = FOVEA_CANVAS (fixture_find (fixture->page, is_gradients, NULL));
  GtkWidget *length = fixture_find_type (fixture->page, GTK_TYPE_SPIN_BUTTON);
  const FvExperimentReport *report;

  click_button (fixture, "Compare Activations");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (length), 100000);
  click_button (fixture, "Train Three Copies");
  fixture_wait_for ((report = report_of (canvas)) != NULL && report->trials[0]->batches > 0);
  click_button (fixture, "Stop");
  fixture_wait_for (report_of (canvas)->finished);
  g_assert_cmpint (report_of (canvas)->trials[0]->state, ==, FV_TRIAL_STOPPED);
  g_assert_true (gtk_widget_get_mapped (fixture_find_label (fixture->page, "Train Three Copies")));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/layers/keys", test_keys },
    { "/layers/goes-there", test_goes_there },
    { "/layers/pointer", test_pointer },
    { "/layers/other-network", test_other_network },
    { "/layers/comparison", test_comparison },
    { "/layers/stopped", test_stopped },
  };

  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
