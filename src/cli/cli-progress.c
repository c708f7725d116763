/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-progress.h"

#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS   30
#define INTERVAL_US (G_USEC_PER_SEC / 10)

static void
draw_bar (CliProgress *self, double done, guint total, const char *text)
{
  guint filled = (guint)(CLAMP (done / total, 0, 1) * BAR_CELLS);

  fputs ("\r[", stderr);
  for (guint i = 0; i < BAR_CELLS; i++)
    fputc (i < filled ? '#' : '-', stderr);
  fprintf (stderr, "] %3.0f%%  %s\033[K", 100 * CLAMP (done / total, 0, 1), text);
  fflush (stderr);
  self->open = TRUE;
}

void
cli_progress_show (CliProgress *self, double done, guint total, const char *(*text) (gpointer data),
                   gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  if (isatty (STDERR_FILENO))
    {
      if (self->drawn_at != 0 && now - self->drawn_at < INTERVAL_US && done < total)
        return;
      self->drawn_at = now;
      draw_bar (self, done, total, text (data));
    }
  else if ((guint)done > self->said)
    {
      self->said = (guint)done;
      fprintf (stderr, "%u/%u  %s\n", self->said, total, text (data));
    }
}

void
cli_progress_end (CliProgress *self)
{
  if (self->open)
    fputc ('\n', stderr);
  self->open = FALSE;
}
