/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-work.h"

#define POLL_MS 60

struct _FoveaWork
{
  FoveaWork **out; /* NULL: stopped */
  GtkWidget *owner;
  GtkProgressBar *bar;
  FoveaProgress *progress;
  FoveaWorkFunc run;
  FoveaWorkDone done;
  gpointer job;
  GDestroyNotify free_job;
  guint poll;
};

static void
work_free (FoveaWork *self)
{
  if (self->free_job != NULL)
    self->free_job (self->job);
  fovea_progress_unref (self->progress);
  g_free (self);
}

/* The bar goes, and nobody waits any more. */
static void
let_go (FoveaWork *self)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  if (self->bar != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  self->bar = NULL;
  *self->out = NULL;
  self->out = NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoveaWork *self = data;

  g_task_return_boolean (task, self->run (self->job, self->progress));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaWork *self = data;
  gboolean fine = g_task_propagate_boolean (G_TASK (result), NULL), wanted = self->out != NULL;

  if (wanted)
    {
      let_go (self);
      self->done (self->owner, self->job, fine);
    }
  work_free (self);
}

static gboolean
on_poll (gpointer data)
{
  FoveaWork *self = data;

  gtk_progress_bar_set_fraction (self->bar, fovea_progress_get (self->progress));
  return G_SOURCE_CONTINUE;
}

void
fovea_work_start (FoveaWork **out, GtkWidget *owner, GtkProgressBar *bar, FoveaWorkFunc func, gpointer job,
                  GDestroyNotify free_job, FoveaWorkDone done)
{
  FoveaWork *self = g_new0 (FoveaWork, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, self);

  fovea_work_stop (out);
  *self = (FoveaWork){ .out = out,
                       .owner = owner,
                       .bar = bar,
                       .progress = fovea_progress_new (),
                       .run = func,
                       .done = done,
                       .job = job,
                       .free_job = free_job };
  *out = self;
  if (bar != NULL)
    {
      gtk_progress_bar_set_fraction (bar, 0);
      gtk_widget_set_visible (GTK_WIDGET (bar), TRUE);
      self->poll = g_timeout_add (POLL_MS, on_poll, self);
    }
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, run);
}

FoveaProgress *
fovea_work_get_progress (FoveaWork *self)
{
  return self->progress;
}

void
fovea_work_stop (FoveaWork **work)
{
  FoveaWork *self = *work;

  if (self == NULL)
    return;
  fovea_progress_cancel (self->progress);
  let_go (self);
}
