/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "fixture-measures.h"

/* How long the window's first frame takes beside that of an empty one. It is measured from the start of a process, so
 * this program starts itself again and again, the two kinds in turn. */

#define ROUNDS 7

static gint64 started_us;

static void
on_first_frame (GdkFrameClock *clock, gpointer data)
{
  GApplication *application = data;

  g_signal_handlers_disconnect_by_func (clock, on_first_frame, data);
  g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - started_us);
  exit (0); /* what comes after does not matter here */
  g_application_quit (application);
}

static void
watch_first_frame (GtkWidget *window, GApplication *application)
{
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_first_frame),
                    application);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_activate_empty (GApplication *application, gpointer data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  watch_first_frame (window, application);
}

static int
run_empty (void)
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.fovea.Empty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate_empty), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static void
on_startup_full (GApplication *application, gpointer data)
{
  FoveaWindow *window = fovea_application_new_window (FOVEA_APPLICATION (application));

  watch_first_frame (GTK_WIDGET (window), application);
  fovea_session_set_playing (fovea_window_get_session (window), TRUE);
  fovea_session_generate (fovea_window_get_session (window));
}

static int
run_full (void)
{
  g_autoptr (FoveaApplication) application = fovea_application_new (G_APPLICATION_NON_UNIQUE);

  g_signal_connect_after (application, "startup", G_CALLBACK (on_startup_full), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static double
first_frame_ms (const char *program, const char *kind)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char *[]){ (char *)program, (char *)kind, now, NULL }, NULL, G_SPAWN_DEFAULT, NULL,
                NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  return (double)g_ascii_strtoll (out, NULL, 10) / 1000;
}

static void
bench_first_frame (const char *program)
{
  g_autoptr (GArray) empty = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) full = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      double times[] = { first_frame_ms (program, "empty"), first_frame_ms (program, "full") };

      g_array_append_val (empty, times[0]);
      g_array_append_val (full, times[1]);
    }
  g_print ("first frame, empty window: %.0f ms\n", fixture_quantile (empty, 0.5));
  g_print ("first frame, Fovea: %.0f ms\n", fixture_quantile (full, 0.5));
  g_print ("first frame, ratio: %.2f\n", fixture_quantile (full, 0.5) / fixture_quantile (empty, 0.5));
}

int
main (int argc, char *argv[])
{
  if (argc == 3)
    {
      started_us = g_ascii_strtoll (argv[2], NULL, 10);
      return g_str_equal (argv[1], "empty") ? run_empty () : run_full ();
    }
  bench_first_frame (argv[0]);
  return 0;
}
