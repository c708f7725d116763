/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-private.h"
#include "fovea-window-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Views as pictures that move, and as tables. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 200, 50);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "kernels");
  fixture_spin (50);
  fixture->path = g_build_filename (g_get_tmp_dir (), "fovea-test-film.webp", NULL);
  g_unlink (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static gboolean
is_there (Fixture *fixture)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return fixture->window->filming == NULL && g_file_get_contents (fixture->path, &bytes, &length, NULL)
         && length > 1000 && memcmp (bytes + 8, "WEBP", 4) == 0;
}

/* While training goes on, which the animation does not wait for. */
static void
test_training (Fixture *fixture, gconstpointer data)
{
  fixture_train (fixture->session, 6);
  fovea_session_set_playing (fixture->session, TRUE);
  fovea_window_export_film (fixture->window, fixture->path, "usual", "training");
  fixture_wait_for (is_there (fixture));
  fovea_session_set_playing (fixture->session, FALSE);
}

/* Another ending gives way. */
static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (g_get_tmp_dir (), "fovea-test-film.svg", NULL);

  fovea_session_set_cursor (fixture->session, (FvCursor){ .layer = 3, .unit = 2 });
  fovea_window_export_film (fixture->window, other, "usual", "window");
  fixture_wait_for (is_there (fixture));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

/* A window that closes leaves nothing half done behind. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  fovea_window_export_film (fixture->window, fixture->path, "usual", "window");
  g_assert_nonnull (fixture->window->filming);
}

/* A line for every kernel, and their names. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "fovea-test-kernels.csv", NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  GError *error = NULL;

  fovea_window_export (fixture->window, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 96 + 1);
  g_assert_true (g_str_has_prefix (lines[0], "layer,unit,input,"));
  g_assert_true (g_str_has_prefix (lines[7], "C3,1,1,"));
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/film/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("training", test_training);
  ADD ("window", test_window);
  ADD ("closed", test_closed);
  ADD ("table", test_table);
  return g_test_run ();
}
