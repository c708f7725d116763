/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How far long work has come, on stderr: a bar where that is a terminal, else a line for each whole step (of an
 * epoch, say). A value of its owner, begun as { 0 }. */
typedef struct
{
  gint64 drawn_at; /* monotonic µs, 0: never */
  guint said;      /* whole steps told of */
  gboolean open;   /* the cursor stands behind a bar */
} CliProgress;

/* done of total steps, a fraction too; text stands behind the bar and is not called for when nothing is drawn.
 * Cheap enough to be called after each batch. */
void cli_progress_show (CliProgress *self, double done, guint total, const char *(*text) (gpointer data),
                        gpointer data);
/* Ends the line of the bar. */
void cli_progress_end (CliProgress *self);

G_END_DECLS
