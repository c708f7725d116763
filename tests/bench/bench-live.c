/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include <gdk/x11/gdkx.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fovea-canvas.h"
#include "fovea-pad-area.h"
#include "fv-snapshot.h"
#include "fixture-measures.h"

/* The window while it trains: how much of the command line's speed is left with the maps in view and a pointer moving
 * over them, how evenly its frames come, what a snapshot costs, and how soon the pad answers. */

#define ROUNDS     3
#define SECONDS    3
#define SAMPLES    12000
#define EPOCHS     8 /* of the command line: about as long as the window is looked at */
#define MOVES      200
#define BATCH      32
#define SNAPSHOTS  500
#define STROKES    40
#define FRAME_RATE 30 /* snapshots a second that are shown at most */

static guint n_missed;

static void
say (const char *key, double value, const char *asked, gboolean holds)
{
  g_print ("%s: %.2f%s\n", key, value, asked);
  n_missed += !holds;
}

/* ---- The command line beside it ---- */

static double
rate_without_window (void)
{
  g_autofree char *samples = g_strdup_printf ("%d", SAMPLES);
  g_autofree char *epochs = g_strdup_printf ("%d", EPOCHS);
  const char *argv[]
      = { g_getenv ("FOVEA_CLI"), "train", "--net", "lenet", "--samples", samples, "--epochs", epochs,
          "--distortion",         "mild",  NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  line = strstr (out, "samples_per_s: ");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("samples_per_s: "), NULL);
}

/* ---- The window ---- */

typedef struct
{
  FoveaSession *session;
  GtkWidget *canvas;
  char *id; /* of the X window */
  gint64 ticked_at;
  GArray *ticks;  /* double, ms from one to the next */
  double drawing; /* processor time of this thread, s */
} Live;

static double
thread_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Live *live = data;
  gint64 now = g_get_monotonic_time ();
  double ms = (double)(now - live->ticked_at) / 1000;

  if (live->ticked_at != 0)
    g_array_append_val (live->ticks, ms);
  live->ticked_at = now;
  return G_SOURCE_CONTINUE;
}

/* A pointer that goes round over the maps, by a process of its own: GTK itself cannot make events. */
static GSubprocess *
move_pointer (Live *live)
{
  GtkRoot *root = gtk_widget_get_root (live->canvas);
  double width = gtk_widget_get_width (live->canvas), height = gtk_widget_get_height (live->canvas);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (builder, "xdotool");
  for (guint i = 0; i < MOVES; i++)
    {
      double angle = 2 * G_PI * i / MOVES, x, y;
      g_autofree char *at_x = NULL;
      g_autofree char *at_y = NULL;

      gtk_widget_translate_coordinates (live->canvas, GTK_WIDGET (root),
                                        width * (0.5 + 0.45 * cos (3 * angle)),
                                        height * (0.5 + 0.45 * sin (5 * angle)), &x, &y);
      at_x = g_strdup_printf ("%d", (int)x);
      at_y = g_strdup_printf ("%d", (int)y);
      g_strv_builder_add_many (builder, "mousemove", "--window", live->id, at_x, at_y, "sleep", "0.015",
                               NULL);
    }
  words = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *)words, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return process;
}

static double
rate_with_window (Live *live)
{
  g_autoptr (GSubprocess) pointer = NULL;
  gint64 began;
  guint64 before;
  double rate;

  fovea_session_set_playing (live->session, TRUE);
  fixture_spin (500);
  pointer = move_pointer (live);
  live->ticked_at = 0;
  before = fv_snapshot_batch (fovea_session_get_snapshot (live->session));
  began = g_get_monotonic_time ();
  live->drawing -= thread_seconds ();
  fixture_spin (SECONDS * 1000);
  live->drawing += thread_seconds ();
  rate = (double)(fv_snapshot_batch (fovea_session_get_snapshot (live->session)) - before) * BATCH
         / ((double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  fovea_session_set_playing (live->session, FALSE);
  g_subprocess_force_exit (pointer);
  fixture_spin (100);
  return rate;
}

static void
bench_training (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  Live live = { .session = fovea_window_get_session (window),
                .ticks = g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autoptr (GArray) ratios = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));

  live.canvas
      = fixture_find_type (fixture_find_type (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK), FOVEA_TYPE_CANVAS);
  live.id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))));
  fixture_give_digits (live.session, SAMPLES, 500);
  fovea_session_set_pace (live.session, 0);
  gtk_widget_add_tick_callback (live.canvas, on_tick, &live, NULL);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double without = rate_without_window (), with = rate_with_window (&live), ratio = with / without;

      g_array_append_val (ratios, ratio);
      g_array_append_val (rates, with);
    }
  say ("window_samples_per_s", fixture_quantile (rates, 0.5), "", TRUE);
  say ("window_to_command_line_ratio", fixture_quantile (ratios, 0.5), "  (asked: at least 0.85)",
       fixture_quantile (ratios, 0.5) >= 0.85);
  say ("drawing_percent_of_a_core", 100 * live.drawing / (ROUNDS * SECONDS), "", TRUE);
  say ("tick_ms_median", fixture_quantile (live.ticks, 0.5), "", TRUE);
  say ("tick_ms_p95", fixture_quantile (live.ticks, 0.95), "  (asked: at most 20)",
       fixture_quantile (live.ticks, 0.95) <= 20);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
  g_array_unref (live.ticks);
  g_free (live.id);
}

/* ---- What a snapshot costs the training ---- */

static void
bench_snapshot (const char *net)
{
  g_autoptr (FvNetwork) network = fv_network_new (net, NULL);
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 200, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvTraining) training = fv_training_new (network, NULL, set, NULL, fv_training_options (), NULL);
  g_autoptr (FvHistory) history = fv_history_new (training, FV_HISTORY_BUDGET);
  g_autoptr (FvWatch) watch = fv_watch_new ();
  FvSnapshotSight sight = { .running = TRUE, .watch = watch };
  g_autofree char *key = g_strdup_printf ("%s_snapshot_percent_of_time", net);
  double began = thread_seconds ();
  double share;

  for (guint i = 0; i < SNAPSHOTS; i++)
    fv_snapshot_unref (fv_snapshot_new (training, history, sight));
  share = (thread_seconds () - began) / SNAPSHOTS * FRAME_RATE;
  say (key, 100 * share, "", TRUE);
}

/* ---- The pad ---- */

/* A 2, more or less, as far as part of it is drawn. */
static void
draw_part (FvStrokes *strokes, double part)
{
  fv_strokes_clear (strokes);
  fv_strokes_begin (strokes);
  for (double t = 0; t <= part; t += 0.02)
    fv_strokes_add (strokes, (FvPoint){ FOVEA_PAD_SIDE * (0.5 + 0.25 * sin (6 * t - 1)),
                                        FOVEA_PAD_SIDE * (0.2 + 0.6 * t), 16 });
}

/* From a stroke to everything the network says to it: both pictures, maps, bars, words. All on this thread, so its
 * processor time is what one waits for when nothing else runs. */
static void
bench_pad (void)
{
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window = fixture_window (application, 1280, 800);
  FoveaSession *session = fovea_window_get_session (window);
  g_autoptr (FvNetwork) network = fv_network_new ("wide", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *area;

  g_object_set (window, "pad-visible", TRUE, NULL);
  g_assert_true (fovea_session_set_network (session, network, NULL));
  fixture_give_trained (session, 2000, 500, 300);
  area = fixture_find_type (GTK_WIDGET (window), FOVEA_TYPE_PAD_AREA);
  for (guint i = 1; i <= STROKES; i++)
    {
      double began, ms;

      draw_part ((FvStrokes *)fovea_pad_area_get_strokes (FOVEA_PAD_AREA (area)), (double)i / STROKES);
      began = thread_seconds ();
      g_signal_emit_by_name (area, "drawn");
      ms = 1000 * (thread_seconds () - began);
      g_array_append_val (times, ms);
      fixture_spin (20);
    }
  say ("wide_pad_answer_ms_median", fixture_quantile (times, 0.5), "  (asked: at most 8)",
       fixture_quantile (times, 0.5) <= 8);
  say ("wide_pad_answer_ms_p95", fixture_quantile (times, 0.95), "", TRUE);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (application);
}

int
main (int argc, char **argv)
{
  const char *only = argc > 1 ? argv[1] : NULL;

  gtk_init ();
  fixture_application (); /* which says how memory is kept */
  if (g_strcmp0 (only, "pad") != 0)
    {
      bench_snapshot ("lenet");
      bench_snapshot ("wide");
      bench_training ();
    }
  if (g_strcmp0 (only, "training") != 0)
    bench_pad ();
  return n_missed > 0;
}
