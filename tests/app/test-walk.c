/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas-private.h"
#include "fovea-options-box.h"
#include "fovea-session-private.h"
#include "fovea-training-rail.h"
#include "fovea-trouble-banner.h"
#include "fovea-window-private.h"
#include "fv-timeline-scene.h"

#include <string.h>

/* Walking along training with a real pointer and real keys. */

#define TRAINED 60

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  FoveaTrainingRail *rail;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1280, 800);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture->rail
      = FOVEA_TRAINING_RAIL (fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_TRAINING_RAIL));
  fixture_give_digits (fixture->session, 300, 20);
  fovea_session_set_playing (fixture->session, FALSE);
  g_free (fixture_focus (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "network");
  fovea_session_step (fixture->session, TRAINED);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == TRAINED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static guint64
batch_of (Fixture *fixture)
{
  FvSceneInput input;

  fovea_session_fill (fixture->session, &input);
  return input.batch;
}

static void
assert_batch (Fixture *fixture, guint64 batch)
{
  fixture_wait_for (fovea_session_get_settled (fixture->session) && batch_of (fixture) == batch);
}

/* Where the moment after batch batches is on the rail. */
static double
place_of (Fixture *fixture, guint64 batch)
{
  FoveaCanvas *canvas
      = FOVEA_CANVAS (gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (fixture->rail))));
  FvSceneInput input;
  const FvScene *scene = fovea_canvas_peek (canvas, &input);

  g_assert_nonnull (scene);
  return fv_timeline_locate_batch (scene, &input, batch) + MARGIN;
}

static void
hold (gboolean down)
{
  fixture_run ((const char *const[]){ "xdotool", down ? "mousedown" : "mouseup", "1", NULL });
  fixture_spin (20);
}

/* What all views show is the moment; a drag may leave the rail. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;

  fixture_point (GTK_WIDGET (fixture->rail), place_of (fixture, TRAINED), 30);
  hold (TRUE);
  fixture_point (GTK_WIDGET (fixture->rail), place_of (fixture, 33), 12);
  fixture_spin (60);
  fixture_point (GTK_WIDGET (fixture->rail), place_of (fixture, 20), -200);
  assert_batch (fixture, 20); /* the button is still down */
  hold (FALSE);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->rail)));
  back = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_assert_cmpstr (back, !=, newest);
  fixture_click (GTK_WIDGET (fixture->rail), place_of (fixture, TRAINED) + 20, 30, "1");
  assert_batch (fixture, TRAINED);
  again = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_assert_cmpstr (again, ==, newest);
}

/* It pauses. The axis grows meanwhile, so it is not known to the batch where the pointer falls. */
static void
test_drag_while_training (Fixture *fixture, gconstpointer data)
{
  guint64 batch;

  fovea_session_set_pace (fixture->session, 20);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (batch_of (fixture) > TRAINED + 2);
  fixture_click (GTK_WIDGET (fixture->rail), place_of (fixture, 15), 30, "1");
  fixture_wait_for (fovea_session_get_settled (fixture->session) && batch_of (fixture) < 25);
  batch = batch_of (fixture);
  g_assert_false (fovea_session_get_playing (fixture->session));
  fixture_spin (150);
  g_assert_cmpuint (batch_of (fixture), ==, batch);
}

static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  fixture_click (GTK_WIDGET (fixture->rail), 200, 20, "4");
  assert_batch (fixture, TRAINED - 1);
  fixture_click (GTK_WIDGET (fixture->rail), 200, 20, "4");
  assert_batch (fixture, TRAINED - 2);
  fixture_click (GTK_WIDGET (fixture->rail), 200, 20, "5");
  assert_batch (fixture, TRAINED - 1);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  guint epoch = fv_snapshot_batches_per_epoch (fovea_session_get_snapshot (fixture->session));

  fixture_press ("shift+comma"); /* in the picture */
  assert_batch (fixture, TRAINED - 1);
  gtk_test_accessible_assert_property (fixture->rail, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, TRAINED - 1.0);
  gtk_test_accessible_assert_property (fixture->rail, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "batch 59 of 60, epoch 5.96");
  fixture_press ("shift+comma");
  fixture_press ("shift+comma");
  fixture_press ("shift+period");
  assert_batch (fixture, TRAINED - 2);
  fixture_press ("ctrl+Left"); /* where a keyboard has those elsewhere */
  fixture_press ("ctrl+Left");
  fixture_press ("ctrl+Right");
  assert_batch (fixture, TRAINED - 3);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->rail));
  fixture_press ("Home");
  assert_batch (fixture, 0);
  fixture_press ("Right");
  fixture_press ("period");
  assert_batch (fixture, 2);
  fixture_press ("bracketright");
  fixture_press ("shift+period");
  assert_batch (fixture, 2 + epoch);
  fixture_press ("bracketleft");
  fixture_press ("Left");
  assert_batch (fixture, 1 + epoch);
  fixture_press ("End");
  assert_batch (fixture, TRAINED);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-weights", NULL);
  assert_batch (fixture, 0);
  g_assert_nonnull (
      fixture_find_label (GTK_WIDGET (fixture->window), "Training starts again from new weights."));
  fixture_press ("ctrl+z");
  assert_batch (fixture, TRAINED);
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->window), "Taken back: new weights."));
  fixture_press ("ctrl+shift+z");
  assert_batch (fixture, 0);
}

/* Where a number is typed, too: it is the rate that comes back, not its letters. */
static void
test_undo_in_field (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_OPTIONS_BOX), *rate;
  double before = fovea_session_get_options (fixture->session).hyper.rate;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  rate = fixture_find_type (box, GTK_TYPE_SPIN_BUTTON);
  gtk_widget_grab_focus (rate);
  fixture_press ("Up");
  g_assert_cmpfloat (fovea_session_get_options (fixture->session).hyper.rate, >, before);
  fixture_press ("ctrl+z");
  g_assert_cmpfloat (fovea_session_get_options (fixture->session).hyper.rate, ==, before);
}

/* What comes back is not what is in the file that was opened over it: saving must not put it there. */
static void
test_undo_opening (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/other.safetensors");
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 max 2x2; rasterize; softmax 10", NULL);
  GtkWindow *window = GTK_WINDOW (fixture->window);

  g_assert_true (fovea_session_set_network (fixture->session, network, NULL));
  fovea_window_set_file (fixture->window, file);
  g_assert_nonnull (strstr (gtk_window_get_title (window), "other.safetensors"));
  fovea_session_step (fixture->session, 2);
  assert_batch (fixture, 2);
  fixture_press ("ctrl+z");
  assert_batch (fixture, TRAINED);
  g_assert_null (strstr (gtk_window_get_title (window), "other.safetensors"));
}

/* A rate that is much too large; the banner leads back to where all was well, on a way of its own. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  FvTrainingOptions options = fovea_session_get_options (fixture->session);
  GtkWidget *banner = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_TROUBLE_BANNER);
  GtkWidget *back, *button;

  fovea_session_set_options (fixture->session, (FvHyper){ 50, 0.9 }, options.batch_size);
  fovea_session_step (fixture->session, 60);
  fixture_wait_for (fixture_find_label (banner, "Since batch") != NULL
                    || fixture_find_label (banner, "After batch") != NULL);
  back = fixture_find_label (banner, "Back to Batch");
  g_assert_nonnull (back);
  button = gtk_widget_get_ancestor (back, GTK_TYPE_BUTTON);
  fixture_spin (400); /* it comes up */
  fixture_click (button, gtk_widget_get_width (button) / 2, 8, "1");
  fixture_wait_for (fovea_session_get_settled (fixture->session) && batch_of (fixture) <= TRAINED);
  g_assert_cmpuint (fv_snapshot_n_branches (fovea_session_get_snapshot (fixture->session)), ==, 2);
  g_assert_false (
      gtk_revealer_get_reveal_child (GTK_REVEALER (fixture_find_type (banner, GTK_TYPE_REVEALER))));
  fovea_session_set_options (fixture->session, options.hyper, options.batch_size);
}

/* Why training ended is said until it is put away. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  FvStopRules rules = { .limits = { [FV_STOP_EPOCHS] = 8 } };
  GtkWidget *banner = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_TROUBLE_BANNER);
  GtkRevealer *revealer = GTK_REVEALER (fixture_find_type (banner, GTK_TYPE_REVEALER));

  fovea_session_set_stop_rules (fixture->session, rules);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (!fovea_session_get_playing (fixture->session));
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  g_assert_nonnull (fixture_find_label (banner, "Training has ended: 8 epochs are done."));
  g_assert_nonnull (g_strrstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Training Has Ended"));
  fixture_press ("shift+comma");
  fixture_wait_for (!gtk_revealer_get_reveal_child (revealer));
  fovea_session_set_stop_rules (fixture->session, (FvStopRules){ 0 });
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/walk/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("drag", test_drag);
  ADD ("drag-while-training", test_drag_while_training);
  ADD ("wheel", test_wheel);
  ADD ("keys", test_keys);
  ADD ("undo", test_undo);
  ADD ("undo-in-field", test_undo_in_field);
  ADD ("undo-opening", test_undo_opening);
  ADD ("trouble", test_trouble);
  ADD ("stop", test_stop);
  return g_test_run ();
}
