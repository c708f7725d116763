/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "fovea-window-private.h"

/* What a window offers at its start, and what it does before it goes. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  char *folder;
} Fixture;

static FoveaWindow *
new_window (Fixture *fixture)
{
  FoveaWindow *window = fixture_window (fixture->application, 1024, 700);

  fovea_window_keep (window, fixture->folder);
  return window;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->folder = g_dir_make_tmp ("fovea-keeping-XXXXXX", NULL);
  fixture->window = new_window (fixture);
  fixture->session = fovea_window_get_session (fixture->window);
}

/* Once all is kept. */
static void
close_window (FoveaWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_close (GTK_WINDOW (window));
  fixture_wait_for (window == NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    close_window (fixture->window);
  fixture_finish (fixture->application);
  g_ptr_array_unref (fv_shelf_take (fixture->folder, 0));
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
act (FoveaWindow *window, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

static guint64
batch (FoveaSession *session)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (session);

  return snapshot != NULL ? fv_snapshot_batch (snapshot) : 0;
}

/* So many batches, kept as the window goes. */
static void
leave_session (Fixture *fixture, guint batches)
{
  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_step (fixture->session, batches);
  fixture_wait_for (batch (fixture->session) == batches
                    && !fv_snapshot_running (fovea_session_get_snapshot (fixture->session)));
  close_window (fixture->window);
  fixture->window = new_window (fixture);
  fixture->session = fovea_window_get_session (fixture->window);
}

static void
offer (Fixture *fixture)
{
  fovea_window_offer (fixture->window, fv_shelf_take (fixture->folder, 9));
}

static gboolean
is_offered (Fixture *fixture, const char *words)
{
  return gtk_revealer_get_reveal_child (fixture->window->notice)
         && strstr (gtk_label_get_label (fixture->window->notice_label), words) != NULL;
}

/* What was closed is offered, and shown again when one wants it. */
static void
test_restores (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = NULL;

  leave_session (fixture, 7);
  fovea_window_offer (fixture->window, g_ptr_array_new ());
  g_assert_false (gtk_revealer_get_reveal_child (fixture->window->notice));
  offer (fixture);
  g_assert_true (is_offered (fixture, "7 batches"));
  act (fixture->window, "win.restore-kept");
  fixture_wait_for (batch (fixture->session) == 7);
  fixture_spin (50);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->window->notice));
  g_assert_false (fovea_session_get_playing (fixture->session));
  none = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (none->len, ==, 0); /* it is kept on by this window */
}

/* Thrown away by mistake, it comes back; else it goes with the window. */
static void
test_discards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;

  leave_session (fixture, 3);
  offer (fixture);
  act (fixture->window, "win.discard-kept");
  g_assert_false (gtk_revealer_get_reveal_child (fixture->window->notice));
  act (fixture->window, "win.undo-discard");
  g_assert_true (is_offered (fixture, "3 batches"));
  act (fixture->window, "win.discard-kept");
  close_window (g_steal_pointer (&fixture->window));
  left = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (left->len, ==, 0);
}

/* Put away, it is offered next time. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;

  leave_session (fixture, 4);
  offer (fixture);
  act (fixture->window, "win.hide-notice");
  g_assert_false (gtk_revealer_get_reveal_child (fixture->window->notice));
  left = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (left->len, ==, 1);
}

/* A message comes before an offer, which is there again when it is put away. */
static void
test_message (Fixture *fixture, gconstpointer data)
{
  leave_session (fixture, 5);
  offer (fixture);
  fovea_window_say_long (fixture->window, "Something <b>& more");
  g_assert_true (is_offered (fixture, "Something <b>& more"));
  g_assert_false (gtk_widget_get_visible (fixture->window->notice_restore));
  act (fixture->window, "win.hide-notice");
  g_assert_true (is_offered (fixture, "5 batches"));
  g_assert_true (gtk_widget_get_visible (fixture->window->notice_restore));
}

/* “Save” asks once where to, and then no more; what is saved is not kept besides. */
static void
test_saves (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "mine.safetensors", NULL);
  g_autoptr (GPtrArray) left = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_step (fixture->session, 2);
  fixture_wait_for (batch (fixture->session) == 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save-path", "s", path);
  fixture_wait_for (fovea_session_get_saved (fixture->session));
  g_assert_nonnull (fixture->window->file);
  fovea_session_step (fixture->session, 2);
  fixture_wait_for (batch (fixture->session) == 4);
  g_assert_false (fovea_session_get_saved (fixture->session));
  act (fixture->window, "win.save");
  fixture_wait_for (fovea_session_get_saved (fixture->session));
  g_assert_null (fixture->window->chooser);
  close_window (g_steal_pointer (&fixture->window));
  left = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Opening another puts the one there was aside. */
static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "mine.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) left = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_step (fixture->session, 2);
  fixture_wait_for (batch (fixture->session) == 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save-path", "s", path);
  fixture_wait_for (fovea_session_get_saved (fixture->session));
  fovea_session_step (fixture->session, 4);
  fixture_wait_for (batch (fixture->session) == 6);
  fovea_window_open (fixture->window, file);
  fixture_wait_for (batch (fixture->session) == 2);
  left = fv_shelf_take (fixture->folder, 9);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (fv_kept_about (g_ptr_array_index (left, 0))->batch, ==, 6);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* What could not be kept holds the window back until somebody says so. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->window->keeper);
  fovea_window_keep (fixture->window, "/proc/nowhere");
  fixture_give_digits (fixture->session, 100, 20);
  fovea_session_step (fixture->session, 2);
  fixture_wait_for (batch (fixture->session) == 2);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_wait_for (!fixture->window->closing);
  fixture_spin (100);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  fixture->window->may_close = TRUE;
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/keeping/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("restores", test_restores);
  ADD ("discards", test_discards);
  ADD ("later", test_later);
  ADD ("message", test_message);
  ADD ("saves", test_saves);
  ADD ("opens", test_opens);
  ADD ("stays", test_stays);
  return g_test_run ();
}
