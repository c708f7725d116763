/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-session-edit.h"

#include <time.h>

/* What a step through the pass costs, the frame that shows it included: processor time of the whole process, the mean of
 * a thousand steps of every size through all of the pass, in a window of 1280×800. And what it costs to change a weight by
 * hand, until everything that follows is seen. */

#define STEPS 1000
#define EDITS 200

static gboolean painted;

static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  painted = TRUE;
}

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void
wait_for_frame (void)
{
  painted = FALSE;
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
}

/* A run of steps of one size from each of the pass' blocks. */
static double
walk (FoveaSession *session)
{
  FvNetwork *network = fovea_session_get_network (session);
  guint n_blocks = fv_cursor_n_steps (network), each = STEPS / (n_blocks * (FV_GRANULARITY_LAYER + 1)) + 1;
  guint made = 0;
  double begin = cpu_ms ();

  for (guint block = 0; block < n_blocks; block++)
    for (int size = FV_GRANULARITY_TERM; size <= FV_GRANULARITY_LAYER; size++)
      {
        fovea_session_set_granularity (session, (FvGranularity)size);
        fovea_session_set_cursor (session, fv_cursor_at_step (network, block));
        for (guint i = 0; i < each; i++, made++)
          {
            if (!fovea_session_move (session, 1))
              fovea_session_set_cursor (session, fv_cursor_at_step (network, block));
            wait_for_frame ();
          }
      }
  return (cpu_ms () - begin) / made;
}

/* A weight of the first layer, on which everything hangs, as a hand drags it. */
static double
edit (FoveaSession *session)
{
  gsize offset = fv_network_weight_offset (fovea_session_get_network (session), 1);
  double begin = cpu_ms ();

  for (guint i = 0; i < EDITS; i++)
    {
      float value = (float)i / EDITS - 0.5f;

      fovea_session_try_values (session, offset, 1, &value);
      wait_for_frame ();
    }
  return (cpu_ms () - begin) / EDITS;
}

typedef struct
{
  const char *what;
  double (*func) (FoveaSession *session);
  const char *net, *view;
  double asked; /* ms */
} Row;

/* TRUE if it is no dearer than what is asked of it. */
static gboolean
bench (const Row *row)
{
  FoveaWindow *window = fixture_window (fixture_application (), 1280, 800);
  FoveaSession *session = fovea_window_get_session (window);
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (row->net, &error);
  gulong handler;
  double ms;

  g_assert_no_error (error);
  g_assert_true (fovea_session_set_network (session, network, &error));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", row->view);
  fixture_spin (300);
  handler = g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                              G_CALLBACK (on_painted), NULL);
  ms = row->func (session);
  g_print ("%s and frame, %s, %s: %.1f ms (at most %.1f)\n", row->what, row->net, row->view, ms, row->asked);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), handler);
  gtk_window_close (GTK_WINDOW (window));
  fixture_finish (fixture_application ());
  return ms <= row->asked;
}

int
main (int argc, char *argv[])
{
  static const Row rows[] = {
    { "step", walk, "lenet", "detail", 12 },    { "step", walk, "wide", "detail", 20 },
    { "step", walk, "lenet", "network", 12 },   { "step", walk, "wide", "network", 20 },
    { "edit", edit, "lenet", "kernels", 16.7 }, { "edit", edit, "wide", "kernels", 33.3 },
    { "edit", edit, "lenet", "network", 16.7 }, { "edit", edit, "wide", "network", 33.3 },
  };
  gboolean fine = TRUE;

  gtk_init ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    fine = bench (&rows[i]) && fine;
  return fine ? 0 : 1;
}
