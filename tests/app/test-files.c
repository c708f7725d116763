/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "app-fixture.h"
#include "fovea-loading.h"
#include "fovea-picture-dialog.h"
#include "fovea-picture.h"
#include "fixture-files.h"

/* What is opened, dropped and pasted: through the window, as people do it. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture->folder = g_dir_make_tmp ("fovea-files-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
  fixture_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* n records of CIFAR-10, one colour each. */
static char *
put_cifar (Fixture *fixture, const char *name, guint n)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  for (guint i = 0; i < n; i++)
    {
      guint8 record[3073];

      memset (record, (int)(i * 9 % 256), sizeof record);
      record[0] = (guint8)(i % 10);
      g_assert_cmpuint (fwrite (record, 1, sizeof record, file), ==, sizeof record);
    }
  g_assert_cmpint (fclose (file), ==, 0);
  return path;
}

static void
open_path (Fixture *fixture, const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-path", "s", path);
}

/* The topmost window of that type; NULL if there is none. */
static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

/* Data of colour come with a network of colour, and are learned. */
static void
test_brings_a_network (Fixture *fixture, gconstpointer data)
{
  g_autofree char *train = put_cifar (fixture, "data_batch_1.bin", 60);
  g_autofree char *test = put_cifar (fixture, "test_batch.bin", 20);
  FvDataset *set;

  open_path (fixture, fixture->folder);
  fixture_wait_for (fovea_session_get_train_set (fixture->session) != NULL
                    && fv_dataset_count (fovea_session_get_train_set (fixture->session)) == 60);
  set = fovea_session_get_test_set (fixture->session);
  g_assert_cmpuint (fv_dataset_count (set), ==, 20);
  g_assert_true (fv_shape_equal (fv_network_shape (fovea_session_get_network (fixture->session), 0),
                                 (FvShape){ 3, 32, 32 }));
  g_assert_cmpstr (fovea_session_class_name (fixture->session, 9), ==, "truck");
  g_assert_nonnull (fovea_session_get_trace (fixture->session));
  fixture_train (fixture->session, 2);
}

/* Pictures of any size come in the size the network has, with the colours they have; one can go back. */
static void
test_keeps_colours (Fixture *fixture, gconstpointer data)
{
  static const guint32 colours[] = { 0xc02010ff, 0x1020c0ff };
  FvNetwork *network = fovea_session_get_network (fixture->session);

  fixture_give_digits (fixture->session, 60, 20);
  fixture_train (fixture->session, 1); /* there is something to go back to */
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 50);
      g_autofree char *folder = g_strdup_printf ("%s/%s", fixture->folder, i % 2 ? "blue" : "red");
      g_autofree char *path = g_strdup_printf ("%s/%u.png", folder, i);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      gdk_pixbuf_fill (pixbuf, colours[i % 2]);
      g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
    }
  open_path (fixture, fixture->folder);
  fixture_wait_for (fovea_session_get_network (fixture->session) != network);
  g_assert_true (fv_shape_equal (fv_network_shape (fovea_session_get_network (fixture->session), 0),
                                 (FvShape){ 3, 28, 28 }));
  g_assert_cmpstr (fovea_session_class_name (fixture->session, 0), ==, "blue");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_cmpuint (fv_network_shape (fovea_session_get_network (fixture->session), 0).maps, ==, 1);
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_train_set (fixture->session)), ==, 60);
}

/* What cannot be read leaves everything as it was. */
static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_cifar (fixture, "data_batch_1.bin", 2);
  FvNetwork *network = fovea_session_get_network (fixture->session);
  FILE *file = fopen (path, "ab");

  fputc (1, file);
  fclose (file);
  open_path (fixture, path);
  fixture_wait_for (fixture_find_label (GTK_WIDGET (fixture->window), "“/") != NULL);
  g_assert_true (fovea_session_get_network (fixture->session) == network);
}

static char *
put_picture (Fixture *fixture)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 200, 100);
  g_autoptr (GdkPixbuf) ink = gdk_pixbuf_new_subpixbuf (pixbuf, 90, 20, 10, 60);
  char *path = g_build_filename (fixture->folder, "one <b>picture.png", NULL);

  gdk_pixbuf_fill (pixbuf, 0xf0f0f0ff);
  gdk_pixbuf_fill (ink, 0x101010ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  return path;
}

/* A picture is shown, read, and put into the network. */
static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = put_picture (fixture);
  GtkWindow *dialog;
  GtkWidget *look;

  open_path (fixture, path);
  fixture_wait_for (find_window (FOVEA_TYPE_PICTURE_DIALOG) != NULL);
  dialog = find_window (FOVEA_TYPE_PICTURE_DIALOG);
  g_assert_nonnull (fixture_find_type (GTK_WIDGET (dialog), FOVEA_TYPE_PICTURE));
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (dialog), "Still learning"));
  look = gtk_widget_get_ancestor (fixture_find_label (GTK_WIDGET (dialog), "_Look at It"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (look, "clicked");
  fixture_wait_for (find_window (FOVEA_TYPE_PICTURE_DIALOG) == NULL);
  /* Ink in the middle, none at the edge. */
  g_assert_cmpuint (fv_trace_pixels (fovea_session_get_trace (fixture->session))[14 * 28 + 14], >, 128);
  g_assert_cmpuint (fv_trace_pixels (fovea_session_get_trace (fixture->session))[0], ==, 0);
}

/* The same in colour. */
static void
test_picture_in_colour (Fixture *fixture, gconstpointer data)
{
  g_autofree char *train = put_cifar (fixture, "data_batch_1.bin", 30);
  g_autofree char *path = put_picture (fixture);
  GtkWidget *look;
  const guint8 *pixels;

  open_path (fixture, train);
  fixture_wait_for (fovea_session_get_train_set (fixture->session) != NULL);
  open_path (fixture, path);
  fixture_wait_for (find_window (FOVEA_TYPE_PICTURE_DIALOG) != NULL);
  look = gtk_widget_get_ancestor (
      fixture_find_label (GTK_WIDGET (find_window (FOVEA_TYPE_PICTURE_DIALOG)), "_Look at It"),
      GTK_TYPE_BUTTON);
  g_signal_emit_by_name (look, "clicked");
  fixture_wait_for (find_window (FOVEA_TYPE_PICTURE_DIALOG) == NULL);
  pixels = fv_trace_pixels (fovea_session_get_trace (fixture->session));
  g_assert_cmpuint (pixels[0], ==, 0xf0); /* as it is: light paper */
  g_assert_cmpuint (pixels[2 * 1024], ==, 0xf0);
}

/* The window that says what is read comes late, stays until the reader stops, and goes. */
static void
test_loading (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  FoveaLoading *loading = fovea_loading_new (GTK_WINDOW (fixture->window), "<b>x & y", progress);
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);
  g_autoptr (GtkWindow) window = NULL;

  g_assert_true (fovea_progress_tell (0.25, progress));
  fixture_wait_for (g_list_model_get_n_items (windows) == n + 1);
  window = g_list_model_get_item (windows, n);
  fixture_spin (200);
  g_assert_nonnull (fixture_find_label (GTK_WIDGET (window), "Reading “<b>x & y”"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (
                         GTK_PROGRESS_BAR (fixture_find_type (GTK_WIDGET (window), GTK_TYPE_PROGRESS_BAR))),
                     ==, 0.25);
  gtk_window_close (window);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n + 1);
  g_assert_false (fovea_progress_tell (0.5, progress));
  fovea_loading_free (loading);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n);
}

/* The key that closes dialogs stops it. */
static void
test_loading_escape (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  FoveaLoading *loading = fovea_loading_new (GTK_WINDOW (fixture->window), "x", progress);
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);
  g_autoptr (GtkWindow) window = NULL;
  g_autofree char *id = NULL;

  fixture_wait_for (g_list_model_get_n_items (windows) == n + 1);
  window = g_list_model_get_item (windows, n);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  id = fixture_focus ((FoveaWindow *)window); /* of any window */
  g_assert_true (fovea_progress_tell (0.5, progress));
  fixture_press ("Escape");
  g_assert_false (fovea_progress_tell (0.5, progress));
  fovea_loading_free (loading);
}

/* Small things are there before the window would be. */
static void
test_loading_soon (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  guint n = g_list_model_get_n_items (gtk_window_get_toplevels ());
  FoveaLoading *loading = fovea_loading_new (GTK_WINDOW (fixture->window), "x", progress);

  fovea_loading_free (loading);
  fixture_spin (600);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/files/brings-a-network", test_brings_a_network);
  ADD ("/files/keeps-colours", test_keeps_colours);
  ADD ("/files/refusal", test_refusal);
  ADD ("/files/picture", test_picture);
  ADD ("/files/picture-in-colour", test_picture_in_colour);
  ADD ("/files/loading", test_loading);
  ADD ("/files/loading-escape", test_loading_escape);
  ADD ("/files/loading-soon", test_loading_soon);
  return g_test_run ();
}
