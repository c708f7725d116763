/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-freeze.h"
#include "fovea-kernels-view.h"

#include <string.h>

/* What is ticked does not learn, and the boxes say what is so. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkCheckButton *unit, *layer, *up_to;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *boxes;

  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL);
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 4 });
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "kernels");
  boxes = gtk_widget_get_first_child (fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_FREEZE));
  fixture->unit = GTK_CHECK_BUTTON (gtk_widget_get_first_child (boxes));
  fixture->layer = GTK_CHECK_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (fixture->unit)));
  fixture->up_to = GTK_CHECK_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (fixture->layer)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static void
assert_frozen (Fixture *fixture, const char *text)
{
  g_assert_cmpstr (fv_frozen_text (fovea_session_get_frozen (fixture->session)), ==, text);
}

static void
test_boxes (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gtk_check_button_get_label (fixture->unit), ==, "C3 unit 5");
  g_assert_cmpstr (gtk_check_button_get_label (fixture->layer), ==, "All of C3");
  g_assert_cmpstr (gtk_check_button_get_label (fixture->up_to), ==, "All Layers up to C3");
  gtk_check_button_set_active (fixture->unit, TRUE);
  assert_frozen (fixture, "3/4");
  g_assert_true (gtk_check_button_get_inconsistent (fixture->layer));
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 5 });
  g_assert_false (gtk_check_button_get_active (fixture->unit));
  gtk_check_button_set_active (fixture->up_to, TRUE);
  assert_frozen (fixture, "1/0-5,3/0-15");
  g_assert_true (gtk_check_button_get_active (fixture->unit));
  g_assert_true (gtk_check_button_get_active (fixture->layer));
  g_assert_false (gtk_check_button_get_inconsistent (fixture->layer));
  gtk_check_button_set_active (fixture->unit, FALSE);
  assert_frozen (fixture, "1/0-5,3/0-4,3/6-15");
  /* The lowest layer has none below. */
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 1 });
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->up_to)));
}

/* Each tick is taken back by itself. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  gtk_check_button_set_active (fixture->unit, TRUE);
  gtk_check_button_set_active (fixture->layer, TRUE);
  assert_frozen (fixture, "3/0-15");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  assert_frozen (fixture, "3/4");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  assert_frozen (fixture, "");
  g_assert_false (gtk_check_button_get_active (fixture->unit));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  assert_frozen (fixture, "3/4");
}

/* What training does with it, and what an earlier moment says of it. */
static void
test_training (Fixture *fixture, gconstpointer data)
{
  FvNetwork *network = fovea_session_get_network (fixture->session);
  gsize at = fv_network_weight_offset (network, 3), n = fv_network_layer (network, 3)->n_weights;
  g_autoptr (FvParameters) before = NULL;
  guint64 frozen_at;
  const float *now;

  fixture_train (fixture->session, 3);
  frozen_at = fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));
  before = fv_parameters_ref (fovea_session_get_parameters (fixture->session));
  gtk_check_button_set_active (fixture->layer, TRUE);
  fixture_train (fixture->session, frozen_at + 5);
  now = fv_parameters_values (fovea_session_get_parameters (fixture->session));
  g_assert_cmpmem (now + at, n * sizeof *now, fv_parameters_values (before) + at, n * sizeof *now);
  g_assert_cmpint (memcmp (now, fv_parameters_values (before), at * sizeof *now), !=, 0);
  fovea_session_seek (fixture->session, 0, frozen_at - 1);
  fixture_wait_for (fovea_session_get_frozen (fixture->session) == NULL);
  g_assert_false (gtk_check_button_get_active (fixture->layer));
  fovea_session_seek (fixture->session, 0, frozen_at + 3);
  fixture_wait_for (fovea_session_get_frozen (fixture->session) != NULL);
}

/* What goes on in another network stays frozen there; a network that begins anew learns. */
static void
test_networks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) more
      = fv_network_new ("28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh; rasterize; softmax 10", NULL);
  g_autoptr (FvNetwork) other = fv_network_new ("28x28x1 conv 5x5x6 tanh; rasterize; softmax 10", NULL);

  gtk_check_button_set_active (fixture->unit, TRUE);
  g_assert_true (fovea_session_change_network (fixture->session, more, NULL, NULL));
  assert_frozen (fixture, "3/4");
  g_assert_true (fovea_session_choose_network (fixture->session, other, NULL));
  assert_frozen (fixture, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  fixture_wait_for (fovea_session_get_frozen (fixture->session) != NULL);
  assert_frozen (fixture, "3/4");
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/freeze/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("boxes", test_boxes);
  ADD ("undo", test_undo);
  ADD ("training", test_training);
  ADD ("networks", test_networks);
  return g_test_run ();
}
