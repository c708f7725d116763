/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-private.h"

#include <gdk/x11/gdkx.h>

/* One for the whole program: on a session bus an application keeps its name until the process ends. */
FoveaApplication *
fixture_application (void)
{
  static FoveaApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = fovea_application_new (G_APPLICATION_NON_UNIQUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  return application;
}

/* Every window must have gone. */
void
fixture_finish (FoveaApplication *application)
{
  fixture_spin (20);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
}

FoveaWindow *
fixture_window (FoveaApplication *application, int width, int height)
{
  FoveaWindow *window = fovea_application_new_window (application);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
make_digits (FoveaSession *session, guint n_train, guint n_test)
{
  FvSource source;

  g_clear_pointer (&session->train, fv_dataset_unref);
  g_clear_pointer (&session->test, fv_dataset_unref);
  session->train = fv_digits_new (1, 0, n_train, FV_DISTORTION_MILD, NULL, NULL);
  session->test = fv_digits_new (1, FOVEA_TRAIN_COUNT, n_test, FV_DISTORTION_MILD, NULL, NULL);
  session->data = FOVEA_DATA_DIGITS;
  fv_source_init (&source, FOVEA_DATA_DIGITS, NULL);
  source.samples = n_train;
  source.distortion = FV_DISTORTION_MILD;
  fv_dataset_set_source (session->train, &source);
  fv_source_clear (&source);
}

void
fixture_give_digits (FoveaSession *session, guint n_train, guint n_test)
{
  g_autoptr (GError) error = NULL;

  make_digits (session, n_train, n_test);
  g_assert_true (
      fovea_session_train_with (session, session->parameters, session->train, session->test, &error));
  g_assert_no_error (error);
  fovea_session_changed (session, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT);
}

void
fixture_give_trained (FoveaSession *session, guint n_train, guint n_test, guint batches)
{
  g_autoptr (GError) error = NULL;
  FvTraining *training;

  make_digits (session, n_train, n_test);
  training = fv_training_new (session->network, session->parameters, session->train, session->test,
                              session->options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < batches; i++)
    g_assert_cmpint (fv_training_batch (training, NULL), ==, FV_TRAINING_OK);
  fv_training_measure (training, NULL);
  fovea_session_take_training (session, training);
  fovea_session_changed (session, FOVEA_CHANGE_DATA | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_SNAPSHOT);
  fixture_wait_for (fovea_session_get_snapshot (session) != NULL);
}

static guint64
batches_done (FoveaSession *session)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (session);

  return snapshot != NULL ? fv_snapshot_batch (snapshot) : 0;
}

void
fixture_train (FoveaSession *session, guint64 batches)
{
  double pace = fovea_session_get_pace (session);

  fovea_session_set_pace (session, 0);
  fovea_session_set_playing (session, TRUE);
  fixture_wait_for (batches_done (session) >= batches);
  fovea_session_set_playing (session, FALSE);
  fovea_session_set_pace (session, pace);
  fixture_spin (100);
}

#define TICK "fixture-tick"

static gboolean
on_tick (gpointer session)
{
  if (fovea_session_tick (session, g_get_monotonic_time ()))
    return G_SOURCE_CONTINUE;
  g_object_steal_data (session, TICK);
  return G_SOURCE_REMOVE;
}

static void
stop_ticking (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
on_wake (FoveaSession *session, gpointer data)
{
  if (g_object_get_data (G_OBJECT (session), TICK) == NULL)
    g_object_set_data_full (G_OBJECT (session), TICK, GUINT_TO_POINTER (g_timeout_add (1, on_tick, session)),
                            stop_ticking);
}

/* A loop here, until nothing moves, would never come back while moments come faster than they are taken. */
void
fixture_follow (FoveaSession *session)
{
  g_signal_connect (session, "wake", G_CALLBACK (on_wake), NULL);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
fixture_spin (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_timeout, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
fixture_run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  while (g_subprocess_get_identifier (process) != NULL)
    fixture_spin (2);
  g_assert_true (g_subprocess_get_successful (process));
}

void
fixture_press (const char *key)
{
  fixture_run ((const char *const[]){ "xdotool", "key", "--clearmodifiers", key, NULL });
  fixture_spin (60);
}

static char *
x_window (GtkRoot *root)
{
  return g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (root))));
}

char *
fixture_focus (FoveaWindow *window)
{
  char *id = x_window (GTK_ROOT (window));

  fixture_run ((const char *const[]){ "xdotool", "windowfocus", "--sync", id, NULL });
  fixture_spin (50);
  return id;
}

void
fixture_point (GtkWidget *widget, double x, double y)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *id = x_window (root), *at_x = NULL, *at_y = NULL;
  double left, top;

  /* Where it is when all has been laid out, which a slow machine may not have done yet. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (root));
  gtk_native_get_surface_transform (GTK_NATIVE (root), &left, &top);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (root), x, y, &x, &y));
  at_x = g_strdup_printf ("%d", (int)(x + left));
  at_y = g_strdup_printf ("%d", (int)(y + top));
  fixture_run ((const char *const[]){ "xdotool", "mousemove", "--window", id, at_x, at_y, NULL });
}

void
fixture_click (GtkWidget *widget, double x, double y, const char *button)
{
  fixture_point (widget, x, y);
  fixture_run ((const char *const[]){ "xdotool", "mousedown", button, NULL });
  fixture_spin (20);
  fixture_run ((const char *const[]){ "xdotool", "mouseup", button, NULL });
  fixture_spin (70);
}

GtkWidget *
fixture_find (GtkWidget *root, FixtureMatch match, gpointer data)
{
  if (match (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = fixture_find (child, match, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_type (GtkWidget *widget, gpointer data)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(GType *)data);
}

GtkWidget *
fixture_find_type (GtkWidget *root, GType type)
{
  return fixture_find (root, is_type, &type);
}

static gboolean
is_label (GtkWidget *widget, gpointer data)
{
  return GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), data);
}

GtkWidget *
fixture_find_label (GtkWidget *root, const char *prefix)
{
  return fixture_find (root, is_label, (gpointer)prefix);
}
