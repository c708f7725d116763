/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-digit-pad.h"
#include "fovea-network-row.h"
#include "fovea-options-box.h"
#include "fovea-session-private.h"
#include "fovea-views.h"

/* What one chooses: network, data, how to train; and that everything shown goes along. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  fixture->session->digits[0] = fv_dataset_ref (fixture->session->train);
  fixture->session->digits[1] = fv_dataset_ref (fixture->session->test);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
  g_settings_reset (fovea_session_get_settings (fixture->session), "data");
  g_settings_reset (fovea_session_get_settings (fixture->session), "optimizer");
  g_settings_reset (fovea_session_get_settings (fixture->session), "learning-rate");
  g_settings_reset (fovea_session_get_settings (fixture->session), "schedule");
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static void
choose_preset (Fixture *fixture, const char *name)
{
  GtkWidget *row = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_NETWORK_ROW);
  GtkWidget *preset = fixture_find_type (row, GTK_TYPE_DROP_DOWN);
  guint nth = 0;

  while (!g_str_equal (fv_preset_nth (nth)->name, name))
    nth++;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (preset), nth);
  fixture_spin (50);
}

static gboolean
has_view (Fixture *fixture, const char *name)
{
  GtkWidget *stack = fixture_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_VIEW_STACK);
  GtkWidget *child = adw_view_stack_get_child_by_name (ADW_VIEW_STACK (stack), name);

  return adw_view_stack_page_get_visible (adw_view_stack_get_page (ADW_VIEW_STACK (stack), child));
}

/* Every preset brings data that fit it, and can be trained at once. */
static void
test_presets (Fixture *fixture, gconstpointer data)
{
  const FvPreset *preset;

  for (guint i = 0; (preset = fv_preset_nth (i)) != NULL; i++)
    {
      gboolean is_plane = g_str_has_prefix (preset->text, "2x1x1");

      if (g_str_equal (preset->name, "rgb"))
        continue; /* no colour pictures are generated: it waits for a set to be opened */
      choose_preset (fixture, preset->name);
      g_test_message ("%s: %s", preset->name, fovea_session_get_data (fixture->session));
      g_assert_true (g_str_equal (fovea_session_get_data (fixture->session), "digits") != is_plane);
      g_assert_true (has_view (fixture, "plane") == is_plane);
      g_assert_true (fovea_session_can_train (fixture->session));
      g_assert_nonnull (fovea_session_get_trace (fixture->session));
      g_assert_cmpstr (fovea_session_class_name (fixture->session, 1), !=, "?");
    }
  choose_preset (fixture, "lenet");
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, "digits");
}

/* The same the other way round. */
static void
test_data (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FvNetwork *network;

  g_assert_true (fovea_session_choose_data (fixture->session, "points", &error));
  g_assert_no_error (error);
  network = fovea_session_get_network (fixture->session);
  g_assert_cmpuint (fv_shape_size (fv_network_shape (network, 0)), ==, 2);
  g_assert_cmpstr (fovea_session_class_name (fixture->session, 0), ==, "A");
  g_assert_true (fovea_session_choose_data (fixture->session, "and", &error));
  g_assert_true (fovea_session_get_network (fixture->session) == network); /* it fits: it goes on */
  g_assert_true (fovea_session_choose_data (fixture->session, "digits", &error));
  g_assert_true (fovea_session_takes_drawings (fixture->session));
}

/* A network that implies a class has a name for it. */
static void
test_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new ("28x28x1 rasterize; softmax 10 other", &error);

  g_assert_no_error (error);
  g_assert_true (fovea_session_choose_network (fixture->session, network, NULL));
  g_assert_cmpuint (fv_network_n_classes (network), ==, 11);
  g_assert_cmpstr (fovea_session_class_name (fixture->session, 10), ==, "other");
}

/* Digits with examples of what is none bring a network with the class “other”, and digits alone take it away; layers stay. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup (fv_network_text (fovea_session_get_network (fixture->session)));
  g_autofree char *expected = g_strconcat (before, " other", NULL);

  g_assert_true (fovea_session_choose_data (fixture->session, FOVEA_DATA_OTHERS, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==, expected);
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, FOVEA_DATA_OTHERS);
  g_assert_true (fovea_session_get_generated (fixture->session));
  g_assert_cmpfloat (fovea_session_get_progress (fixture->session), >=, 0); /* others are being made */
  fixture_wait_for (fovea_session_get_test_set (fixture->session) != NULL);
  g_assert_cmpuint (fv_dataset_n_classes (fovea_session_get_test_set (fixture->session)), ==, 11);
  g_assert_cmpstr (fovea_session_class_name (fixture->session, 10), ==, "other");
  g_assert_true (fovea_session_choose_data (fixture->session, FOVEA_DATA_DIGITS, &error));
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==, before);
}

/* The plane comes with two inputs and goes with them, and is shown while training. */
static void
test_plane (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  g_assert_false (has_view (fixture, "plane"));
  choose_preset (fixture, "xor");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "plane");
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_spin (200);
  fovea_session_set_playing (fixture->session, FALSE);
  g_object_get (fixture->window, "view", &shown, NULL);
  g_assert_cmpstr (shown, ==, "plane");
  choose_preset (fixture, "lenet");
  g_clear_pointer (&shown, g_free);
  g_object_get (fixture->window, "view", &shown, NULL);
  g_assert_cmpstr (shown, ==, "network");
}

static void
test_optimizer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_OPTIONS_BOX);
  GtkWidget *choice = fixture_find_type (box, GTK_TYPE_DROP_DOWN);
  FvSnapshot *snapshot;
  guint64 batch;

  fixture_train (fixture->session, 3);
  fixture_wait_for (!fv_snapshot_running (fovea_session_get_snapshot (fixture->session)));
  batch = fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), i);
      fovea_session_step (fixture->session, 2);
      fixture_wait_for ((snapshot = fovea_session_get_snapshot (fixture->session)) != NULL
                        && fv_snapshot_batch (snapshot) == batch + 2 * (i + 1));
      g_assert_true (fv_snapshot_model (snapshot)->options.optimizer == fv_optimizer_nth (i));
      g_assert_cmpfloat (fovea_session_get_options (fixture->session).hyper.rate, ==,
                         fv_optimizer_nth (i)->rate);
    }
}

/* The curve goes on; the rate follows the schedule, and undoing goes back. */
static void
test_schedule (Fixture *fixture, gconstpointer data)
{
  FvSchedule cosine = { FV_SCHEDULE_COSINE, 2 };

  fixture_train (fixture->session, 5);
  fovea_session_set_schedule (fixture->session, cosine);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL);
  g_assert_cmpuint (fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)), >=, 5);
  g_assert_cmpint (fovea_session_get_options (fixture->session).schedule.kind, ==, FV_SCHEDULE_COSINE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.optimizer", "s", "adam");
  g_assert_cmpstr (fovea_session_get_options (fixture->session).optimizer->name, ==, "adam");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_cmpstr (fovea_session_get_options (fixture->session).optimizer->name, ==, "momentum");
}

/* Zeros are what new weights begin with when one says so. */
static void
test_initialiser (Fixture *fixture, gconstpointer data)
{
  FvParameters *parameters;

  fovea_session_set_initialiser (fixture->session, (FvInitialiser){ FV_INITIALISER_ZEROS, 0 });
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-weights", NULL);
  fixture_wait_for ((parameters = fovea_session_get_parameters (fixture->session)) != NULL
                    && fv_parameters_values (parameters)[0] == 0);
  fovea_session_set_initialiser (fixture->session, (FvInitialiser){ 0 });
}

static void
test_pad (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pad = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_DIGIT_PAD);

  g_object_set (fixture->window, "pad-visible", TRUE, NULL);
  fixture_spin (50);
  g_assert_nonnull (fixture_find_label (pad, "Draw a digit"));
  choose_preset (fixture, "xor");
  g_assert_nonnull (fixture_find_label (pad, "This network does not read drawings"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/choice/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("presets", test_presets);
  ADD ("data", test_data);
  ADD ("other", test_other);
  ADD ("others", test_others);
  ADD ("plane", test_plane);
  ADD ("optimizer", test_optimizer);
  ADD ("schedule", test_schedule);
  ADD ("initialiser", test_initialiser);
  ADD ("pad", test_pad);
  return g_test_run ();
}
