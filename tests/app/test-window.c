/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-digit-pad.h"
#include "fovea-preferences.h"
#include "fovea-strip.h"
#include "fovea-timeline.h"
#include "fovea-views.h"

/* Builds, shows, closes: whatever is left over is a leak. */
static void
test_comes_and_goes (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  FoveaSession *session = g_object_ref (fovea_window_get_session (window));

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_object_ref (window);
  gtk_window_close (GTK_WINDOW (window));
  fixture_spin (50);
  g_assert_finalize_object (window);
  g_assert_finalize_object (session);
  fixture_finish (application);
}

static void
test_closes_while_training (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1024, 700);

  fixture_give_digits (fovea_window_get_session (window), 500, 50);
  fovea_session_set_pace (fovea_window_get_session (window), 0);
  fovea_session_set_playing (fovea_window_get_session (window), TRUE);
  fixture_spin (300);
  g_object_ref (window);
  gtk_window_close (GTK_WINDOW (window));
  fixture_spin (50);
  g_assert_finalize_object (window);
  fixture_finish (application);
}

static void
test_actions (void)
{
  static const char *const names[]
      = { "win.open",          "win.open-folder", "win.save",          "win.train",
          "win.training-step", "win.step",        "win.new-weights",   "win.direction",
          "win.view",          "win.pad-visible", "win.strip-visible", "win.counts" };
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  FoveaSession *session = fovea_window_get_session (window);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *owner = g_str_has_prefix (names[i], "win.") ? names[i] : NULL;

      g_assert_nonnull (owner);
      if (g_str_equal (names[i], "win.save") || g_str_equal (names[i], "win.training-step")
          || g_str_equal (names[i], "win.new-weights"))
        continue; /* greyed out until there is something to train on */
      if (g_str_equal (names[i], "win.view"))
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), names[i], "s", "train"));
      else if (g_str_equal (names[i], "win.direction"))
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), names[i], "s", "backward"));
      else if (g_str_equal (names[i], "win.step"))
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), names[i], "i", 1));
      else if (!g_str_has_prefix (names[i], "win.open"))
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), names[i], NULL));
    }
  g_assert_true (fv_cursor_is_backward (fovea_session_get_cursor (session)));
  g_assert_true (fovea_session_get_playing (session));
  for (const char *const *name = (const char *const[]){ "quit", "about", "preferences", NULL }; *name != NULL;
       name++)
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), *name));
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

static void
test_views (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1024, 700);
  const FoveaViewType *type;

  fixture_give_digits (fovea_window_get_session (window), 200, 50);
  for (guint i = 0; (type = fovea_view_type_nth (i)) != NULL; i++)
    {
      g_autofree char *shown = NULL;

      gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", type->name);
      if (!fovea_view_type_applies (type, fovea_window_get_session (window)))
        continue;
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      g_object_get (window, "view", &shown, NULL);
      g_assert_cmpstr (shown, ==, type->name);
    }
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

/* The strip and the pad stand in the same place. */
static void
test_side (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  GtkWidget *strip = fixture_find_type (GTK_WIDGET (window), FOVEA_TYPE_STRIP);
  GtkWidget *pad = fixture_find_type (GTK_WIDGET (window), FOVEA_TYPE_DIGIT_PAD);

  g_object_set (window, "strip-visible", TRUE, NULL);
  g_assert_true (gtk_widget_get_visible (strip));
  g_assert_false (gtk_widget_get_visible (pad));
  g_object_set (window, "pad-visible", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (strip));
  g_assert_true (gtk_widget_get_visible (pad));
  g_object_set (window, "pad-visible", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (strip));
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

/* In this GTK a button with nothing but an icon is called "GtkImage", and mnemonics leak into names. */
static gboolean
is_unnamed (GtkWidget *widget, gpointer data)
{
  GtkWidget *child;

  if (FOVEA_IS_CANVAS (widget))
    return !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
           || !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (!GTK_IS_BUTTON (widget) || !FOVEA_IS_WINDOW (gtk_widget_get_root (widget)))
    return FALSE;
  child = gtk_button_get_child (GTK_BUTTON (widget));
  if (!GTK_IS_IMAGE (child))
    return FALSE;
  /* Those of libadwaita and GTK themselves are theirs to name. */
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) != NULL
      || gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) != NULL)
    return FALSE;
  return !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
is_primary (GtkWidget *widget, gpointer data)
{
  return GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_primary (GTK_MENU_BUTTON (widget));
}

static void
test_names (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  GtkWidget *unnamed = fixture_find (GTK_WIDGET (window), is_unnamed, NULL);
  GtkWidget *menu = fixture_find (GTK_WIDGET (window), is_primary, NULL);

  if (unnamed != NULL)
    g_test_message ("%s has no name", G_OBJECT_TYPE_NAME (unnamed));
  g_assert_null (unnamed);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, "Main Menu");
  gtk_test_accessible_assert_role (fixture_find_type (GTK_WIDGET (window), FOVEA_TYPE_CANVAS),
                                   GTK_ACCESSIBLE_ROLE_IMG);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

static void
test_preferences (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  GListModel *toplevels = gtk_window_get_toplevels ();
  FoveaPreferences *preferences = NULL;

  fovea_preferences_show (GTK_WINDOW (window), fovea_window_get_session (window));
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (FOVEA_IS_PREFERENCES (toplevel))
        preferences = FOVEA_PREFERENCES (toplevel);
    }
  g_assert_nonnull (preferences);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (preferences));
  g_object_ref (preferences);
  gtk_window_close (GTK_WINDOW (preferences));
  fixture_spin (20);
  g_assert_finalize_object (preferences);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/window/comes-and-goes", test_comes_and_goes);
  g_test_add_func ("/app/window/closes-while-training", test_closes_while_training);
  g_test_add_func ("/app/window/actions", test_actions);
  g_test_add_func ("/app/window/views", test_views);
  g_test_add_func ("/app/window/side", test_side);
  g_test_add_func ("/app/window/names", test_names);
  g_test_add_func ("/app/window/preferences", test_preferences);
  return g_test_run ();
}
