/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "fixture-measures.h"

#include <glib/gstdio.h>
#include <time.h>

/* How long the main loop is away while the window trains and replays, in each view, saves all it has as it trains, and
 * opens what it saved: a timer that is due every few milliseconds says how late it comes. And how soon training stops. */

#define SAMPLES   6000
#define TICK_MS   5
#define SECONDS   3
#define BEFORE    1500 /* batches, so that the history is full */
#define ASKED_MS  50.0
#define TOO_OFTEN 0.01
#define STOPS     20
#define STOP_MS   100.0

typedef struct
{
  gint64 due;
  double busy;  /* of this thread until now, ms */
  GArray *late; /* double, ms */
  GArray *work; /* double, ms: what this thread computed from one tick to the next */
} Ticks;

/* Of this thread: whatever else the machine does. */
static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static gboolean
on_tick (gpointer data)
{
  Ticks *ticks = data;
  gint64 now = g_get_monotonic_time ();
  double ms = (double)(now - ticks->due) / 1000, work = thread_ms () - ticks->busy;

  g_array_append_val (ticks->late, ms);
  g_array_append_val (ticks->work, work);
  ticks->busy += work;
  ticks->due = now + TICK_MS * 1000;
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  FoveaSession *session;
  char *path;
  gboolean saving, opening;
  guint saved;
} Work;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  fovea_session_save_finish (work->session, result, NULL, &error);
  g_assert_no_error (error);
  work->saving = FALSE;
  work->saved++;
}

static void
train (Work *work)
{
  fovea_session_set_playing (work->session, TRUE);
}

static void
save (Work *work)
{
  g_autoptr (GFile) file = g_file_new_for_path (work->path);

  fovea_session_set_playing (work->session, TRUE);
  if (work->saving)
    return;
  work->saving = TRUE;
  fovea_session_save_async (work->session, file, FALSE, on_saved, work);
}

/* To and fro between two moments that are far from each other. */
static void
replay (Work *work)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (work->session);
  guint64 newest = fv_snapshot_newest (snapshot);
  double share;

  if (!fovea_session_get_replay (work->session, &share))
    fovea_session_seek (work->session, 0,
                        fv_snapshot_batch (snapshot) > newest / 2 ? newest / 3 + 7 : newest - newest / 4);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fovea_session_open_finish (work->session, result, &error);

  g_assert_no_error (error);
  work->opening = FALSE;
}

static void
open_again (Work *work)
{
  g_autoptr (GFile) file = g_file_new_for_path (work->path);

  if (work->opening)
    return;
  work->opening = TRUE;
  fovea_session_open_async (work->session, file, on_opened, work);
}

/* What the window does while work goes on. TRUE if it is as asked. */
static gboolean
measure (const char *what, Work *work, void (*go_on) (Work *work))
{
  Ticks ticks = { .late = g_array_new (FALSE, FALSE, sizeof (double)),
                  .work = g_array_new (FALSE, FALSE, sizeof (double)) };
  gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  double p99;
  guint source;

  go_on (work);
  fixture_spin (500);
  ticks.busy = thread_ms ();
  ticks.due = g_get_monotonic_time () + TICK_MS * 1000;
  source = g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, on_tick, &ticks, NULL);
  while (g_get_monotonic_time () < end)
    {
      go_on (work);
      fixture_spin (50);
    }
  g_source_remove (source);
  p99 = fixture_quantile (ticks.late, 1 - TOO_OFTEN);
  g_print ("%s_stall_ms_p99: %.1f  (asked: at most %.0f)\n", what, p99, ASKED_MS);
  g_print ("%s_stall_ms_worst: %.1f\n", what, fixture_quantile (ticks.late, 1));
  g_print ("%s_main_thread_ms_p99: %.1f  (without what else the machine does)\n", what,
           fixture_quantile (ticks.work, 1 - TOO_OFTEN));
  g_print ("%s_main_thread_ms_worst: %.1f\n", what, fixture_quantile (ticks.work, 1));
  g_array_unref (ticks.late);
  g_array_unref (ticks.work);
  return p99 <= ASKED_MS;
}

/* What trains costs as much as what it shows. */
static gboolean
measure_views (FoveaWindow *window, Work *work)
{
  static const char *const views[] = { "detail", "train", "kernels", "network" };
  gboolean holds = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *training = g_strconcat ("training_", views[i], NULL);
      g_autofree char *replaying = g_strconcat ("replaying_", views[i], NULL);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", views[i]);
      holds &= measure (training, work, train);
      fovea_session_set_playing (work->session, FALSE);
      holds &= measure (replaying, work, replay);
    }
  return holds;
}

/* From the order until everybody knows that it was followed. */
static gboolean
measure_stops (FoveaSession *session)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < STOPS; i++)
    {
      gint64 before;
      double ms;

      fovea_session_set_playing (session, TRUE);
      fixture_spin (150 + 7 * i);
      before = g_get_monotonic_time ();
      fovea_session_set_playing (session, FALSE);
      while (!fovea_session_get_settled (session))
        g_main_context_iteration (NULL, TRUE);
      ms = (double)(g_get_monotonic_time () - before) / 1000;
      g_array_append_val (times, ms);
    }
  g_print ("stop_ms_median: %.1f\n", fixture_quantile (times, 0.5));
  g_print ("stop_ms_worst: %.1f  (asked: at most %.0f)\n", fixture_quantile (times, 1), STOP_MS);
  return fixture_quantile (times, 1) <= STOP_MS;
}

static void
fill (FoveaSession *session)
{
  fovea_session_set_pace (session, 0);
  fixture_train (session, BEFORE);
}

int
main (int argc, char **argv)
{
  FoveaApplication *application;
  FoveaWindow *window;
  Work work = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("fovea-stalls-XXXXXX", NULL);
  GStatBuf file;
  gboolean holds;

  gtk_test_init (&argc, &argv, NULL);
  application = fixture_application ();
  window = fixture_window (application, 1280, 800);
  work.session = fovea_window_get_session (window);
  work.path = g_build_filename (folder, "run.safetensors", NULL);
  fixture_give_digits (work.session, SAMPLES, 500);
  fill (work.session);
  holds = measure_views (window, &work);
  holds &= measure ("saving", &work, save);
  fixture_wait_for (!work.saving);
  g_assert_cmpint (g_stat (work.path, &file), ==, 0);
  g_print ("saves: %u of %.1f MB\n", work.saved, (double)file.st_size / 1e6);
  fovea_session_set_playing (work.session, FALSE);
  holds &= measure_stops (work.session);
  holds &= measure ("opening", &work, open_again);
  fixture_wait_for (!work.opening);
  g_unlink (work.path);
  g_rmdir (folder);
  g_free (work.path);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
  return !holds;
}
