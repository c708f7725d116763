/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fovea-confusion.h"
#include "fovea-views.h"
#include "fovea-window-private.h"
#include "fv-error.h"

/* What is seen becomes a file that can be read back, or goes to the clipboard. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture_give_trained (fovea_window_get_session (fixture->window), 200, 50, 3);
  fixture->folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

static void
assert_picture (const char *path, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, height);
}

/* Maps are cells, no pictures. */
static void
assert_drawing (const char *path, const char *begins)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_nonnull (g_strstr_len (bytes, MIN (length, 200), begins));
  g_assert_null (g_strstr_len (bytes, (gssize)length, "<image"));
  g_assert_null (g_strstr_len (bytes, (gssize)length, "/Subtype /Image"));
}

/* Every view, in every kind; the usual size and a chosen one. */
static void
test_files (Fixture *fixture, gconstpointer data)
{
  static const char *const endings[] = { "png", "svg", "pdf" };
  const FoveaViewType *view;

  for (guint i = 0; (view = fovea_view_type_nth (i)) != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
      {
        g_autofree char *path = g_strdup_printf ("%s/%s.%s", fixture->folder, view->name, endings[k]);
        g_autoptr (GError) error = NULL;

        if (!fovea_view_type_applies (view, fovea_window_get_session (fixture->window)))
          continue;
        gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", view->name);
        g_test_message ("%s.%s", view->name, endings[k]);
        g_assert_true (fovea_window_export (fixture->window, path, "slide", &error));
        g_assert_no_error (error);
        if (k == 0)
          assert_picture (path, 1920, 1080);
        else
          assert_drawing (path, k == 1 ? "<svg" : "%PDF-");
        g_remove (path);
      }
}

/* Without a chosen size it is the one that figures of this scene usually have. */
static void
test_usual_size (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "kernels.png", NULL);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "kernels");
  g_assert_true (fovea_window_export (fixture->window, path, NULL, NULL));
  assert_picture (path, 1280, 640);
  g_remove (path);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = g_build_filename (fixture->folder, "figure.docx", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "figure.svg", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fovea_window_export (fixture->window, wrong, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (fovea_window_export (fixture->window, nowhere, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (g_file_test (wrong, G_FILE_TEST_EXISTS));
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **)data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
on_texture (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GdkTexture **)data = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  FoveaSession *session = fovea_window_get_session (fixture->window);
  g_autofree char *text = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "network");
  fixture_spin (100);
  fovea_session_set_cursor (session, (FvCursor){ .layer = 1, .unit = 2, .row = 3, .col = 4 });
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  gdk_clipboard_read_texture_async (clipboard, NULL, on_texture, &texture);
  fixture_wait_for (text != NULL && texture != NULL);
  g_assert_true (g_str_has_prefix (text, "C1"));
  g_assert_nonnull (strstr (text, " = "));
  g_assert_cmpint (gdk_texture_get_width (texture), >, 1000);
}

/* Of several pictures in a view the one that has the focus is meant; its table goes with it. */
static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  FoveaSession *session = fovea_window_get_session (fixture->window);
  GtkWidget *confusion = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_CONFUSION);
  g_autofree char *path = g_build_filename (fixture->folder, "matrix.png", NULL);
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "train");
  fixture_wait_for (fovea_session_get_judgement (session) != NULL);
  gtk_widget_grab_focus (confusion);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  fixture_wait_for (text != NULL);
  g_assert_true (g_str_has_prefix (text, "target\\read as,0,1,2,3,4,5,6,7,8,9\n0,"));
  g_assert_true (fovea_window_export (fixture->window, path, NULL, NULL));
  assert_picture (path, 520, 580);
  g_remove (path);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/export/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("files", test_files);
  ADD ("usual-size", test_usual_size);
  ADD ("refusal", test_refusal);
  ADD ("copy", test_copy);
  ADD ("matrix", test_matrix);
  return g_test_run ();
}
