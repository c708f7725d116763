/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-edit.h"
#include "fovea-unit-item.h"
#include "fovea-units.h"

/* The table of a layer's units. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  FoveaUnits *units;
  GtkColumnView *table;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3 });
  fovea_session_zero_unit (fixture->session, 3, 4);
  fixture->units = fovea_units_new (GTK_WINDOW (fixture->window), fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->units));
  fixture->table = GTK_COLUMN_VIEW (fixture_find_type (GTK_WIDGET (fixture->units), GTK_TYPE_COLUMN_VIEW));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->units != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->units));
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static guint
n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (fixture->table)));
}

static guint
unit_at (Fixture *fixture, guint row)
{
  g_autoptr (FoveaUnitItem) item
      = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (fixture->table)), row);

  return fovea_unit_item_get_unit (item);
}

/* All sixteen; the one whose weights are zero is dead and named, and comes first when what is amiss does. */
static void
test_dead (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkColumnViewColumn) state = NULL;

  fixture_wait_for (n_rows (fixture) == 16);
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->units), "With all units: "));
  g_assert_nonnull (strstr (
      gtk_label_get_label (GTK_LABEL (fixture_find_label (GTK_WIDGET (fixture->units), "With all units: "))),
      "C3 map 5 is dead: 0 for all 50 test pictures."));
  g_assert_cmpuint (unit_at (fixture, 0), ==, 0);
  state = g_list_model_get_item (gtk_column_view_get_columns (fixture->table), FOVEA_UNIT_STATE);
  gtk_column_view_sort_by_column (fixture->table, state, GTK_SORT_ASCENDING);
  g_assert_cmpuint (unit_at (fixture, 0), ==, 4);
}

/* The unit one comes from is chosen. */
static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *rows = GTK_SINGLE_SELECTION (gtk_column_view_get_model (fixture->table));

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 12 });
  fixture_wait_for (n_rows (fixture) == 16);
  g_assert_cmpuint (gtk_single_selection_get_selected (rows), ==, 12);
}

/* Enter on a row goes to that unit. */
static void
test_go (Fixture *fixture, gconstpointer data)
{
  fixture_wait_for (n_rows (fixture) == 16);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (fixture->table)), 7);
  g_signal_emit_by_name (fixture->table, "activate", 7);
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).layer, ==, 3);
  g_assert_cmpuint (fovea_session_get_cursor (fixture->session).unit, ==, 7);
}

/* What is frozen is said in the table, and is what the session has. */
static void
test_freeze (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *rows = GTK_SINGLE_SELECTION (gtk_column_view_get_model (fixture->table));
  GtkWidget *label;
  g_autoptr (FoveaUnitItem) item = NULL;
  g_autofree char *text = NULL;

  fixture_wait_for (n_rows (fixture) == 16);
  g_assert_cmpuint (gtk_single_selection_get_selected (rows), ==, 0); /* the cursor's */
  gtk_single_selection_set_selected (rows, 7);
  label = fixture_find_label (GTK_WIDGET (fixture->units), "_Freeze");
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (fv_frozen_text (fovea_session_get_frozen (fixture->session)), ==, "3/7");
  item = g_object_ref (gtk_single_selection_get_selected_item (rows));
  text = fovea_unit_item_text (item, FOVEA_UNIT_FROZEN);
  g_assert_cmpstr (text, ==, "frozen");
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->table), "frozen"));
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->units), "_Let It Learn"));
  fovea_session_freeze (fixture->session, 3, 0, 16, FALSE);
  g_assert_null (fixture_find_label (GTK_WIDGET (fixture->table), "frozen"));
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (fixture->units), "_Freeze"));
}

/* Without its output the network is as right as the table says. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoveaUnitItem) item = NULL;
  double without;

  fixture_wait_for (n_rows (fixture) == 16);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (fixture->table)), 7);
  item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (fixture->table)), 7);
  without = fovea_unit_item_key (item, FOVEA_UNIT_WITHOUT);
  gtk_widget_activate_action (GTK_WIDGET (fixture->units), "unit.zero-output", NULL);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (fixture_find_label (GTK_WIDGET (fixture->units), "_Measure Again"),
                               GTK_TYPE_BUTTON),
      "clicked");
  fixture_wait_for (n_rows (fixture) == 16);
  g_clear_object (&item);
  item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (fixture->table)), 7);
  g_assert_cmpfloat (fovea_unit_item_key (item, FOVEA_UNIT_WITHOUT), ==, without);
  g_assert_cmpfloat (fovea_unit_item_key (item, FOVEA_UNIT_DIFFERENCE), ==, 0);
}

/* Closing it stops what is under way. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->units));
  fixture->units = NULL;
  fixture_spin (300);
}

/* Another network has other layers. */
static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("28x28x1 conv 5x5x3 tanh; max 2x2; rasterize; softmax 10", NULL);

  g_assert_true (fovea_session_choose_network (fixture->session, network, NULL));
  fixture_wait_for (n_rows (fixture) == 10 || n_rows (fixture) == 3);
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/units/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("dead", test_dead);
  ADD ("cursor", test_cursor);
  ADD ("go", test_go);
  ADD ("freeze", test_freeze);
  ADD ("silence", test_silence);
  ADD ("close", test_close);
  ADD ("network", test_network);
  return g_test_run ();
}
