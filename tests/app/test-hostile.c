/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "fixture-files.h"
#include "fovea-window-private.h"
#include "hostile-files.h"

/* The files that the command line refuses, dropped on the window: it says one sentence, and goes on with what it had. */

/* µs; far more than one takes, on a machine that does much else. */
#define PATIENCE (20 * G_USEC_PER_SEC)

/* The command line has verbs; here there are data and models. */
static gboolean
is_opened (const HostileFile *file)
{
  return g_str_equal (file->verb, "data PATH") || g_str_has_prefix (file->verb, "eval PATH");
}

static void
check_said (const HostileFile *file, const char *message)
{
  g_test_message ("%s: %s", file->what, message);
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_null (strchr (message, '\n'));
  if (strstr (message, file->words) == NULL)
    g_error ("%s: “%s” does not say “%s”", file->what, message, file->words);
}

static void
drop (FoveaWindow *window, const HostileFile *file, const char *folder)
{
  g_autofree char *path
      = file->asked != NULL ? g_strdup (folder) : g_build_filename (folder, file->path, NULL);
  g_autoptr (GFile) dropped = g_file_new_for_path (path);
  FvNetwork *network = fovea_session_get_network (window->session);
  FvDataset *train = fovea_session_get_train_set (window->session);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_clear_pointer (&window->message, g_free);
  hostile_file_make (file, folder);
  fovea_window_open (window, dropped);
  while (window->message == NULL && g_get_monotonic_time () < end)
    fixture_spin (2);
  if (window->message == NULL)
    g_error ("%s: nothing was said", file->what);
  check_said (file, window->message);
  g_assert_true (fovea_session_get_network (window->session) == network);
  g_assert_true (fovea_session_get_train_set (window->session) == train);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.hide-notice", NULL);
}

static void
test_dropped (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1024, 700);
  const HostileFile *file;
  guint n = 0;

  fixture_give_digits (window->session, 60, 20);
  for (guint i = 0; (file = hostile_file_nth (i)) != NULL; i++)
    if (is_opened (file))
      {
        g_autofree char *folder = g_dir_make_tmp ("fovea-dropped-XXXXXX", NULL);

        drop (window, file, folder);
        fixture_remove_tree (folder);
        n++;
      }
  g_assert_cmpuint (n, >=, 60);
  fixture_train (window->session, 2);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/hostile/dropped", test_dropped);
  return g_test_run ();
}
