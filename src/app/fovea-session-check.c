/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"

/* Analytic against numeric gradients of what the Detail view shows: the element at the cursor at once, a whole layer on
 * a thread that says how far it is and can be stopped. */

/* How often progress is looked at. */
#define POLL_MS 60

static void
clear_job (gpointer data)
{
  FoveaCheckJob *job = data;

  fv_trace_unref (job->trace);
}

static void
unref_job (FoveaCheckJob *job)
{
  g_atomic_rc_box_release_full (job, clear_job);
}

/* The layer whose check holds the cursor's norm: its own parameters', or the inputs' of the layer above a δ. */
static guint
layer_to_check (FoveaSession *self)
{
  FvCursor cursor = self->cursor;

  if (fv_cursor_is_parameter (cursor))
    return cursor.layer;
  if (cursor.direction != FV_BACKWARD || cursor.layer >= fv_network_depth (self->network))
    return 0;
  return cursor.layer + 1;
}

static gboolean
same_place (FvPlace a, FvPlace b)
{
  return a.quantity == b.quantity && a.layer == b.layer && a.unit == b.unit && a.input == b.input
         && a.row == b.row && a.col == b.col;
}

static void
fill_cell (FoveaSession *self, FvSceneInput *out)
{
  FoveaDetail *detail = &self->detail;
  FvPlace place = fv_place_at_cursor (self->cursor, self->network);
  FvPointCheck check;

  if (detail->trace == NULL || !fv_cursor_is_backward (self->cursor))
    return;
  if (detail->checked != detail->trace || !same_place (detail->checked_at, place))
    {
      detail->cell = (FvCheckRow){ .has = FALSE };
      if (fv_gradient_at (detail->trace, place, &check))
        detail->cell = (FvCheckRow){ .has = TRUE,
                                     .analytic = check.analytic,
                                     .numeric = check.numeric,
                                     .relative = check.relative_error,
                                     .state = check.verdict };
      detail->checked = detail->trace;
      detail->checked_at = place;
    }
  out->check_cell = detail->cell;
}

static void
fill_layer (FoveaSession *self, FvSceneInput *out)
{
  FoveaCheckJob *job = self->detail.job;
  const FvCheck *check;

  if (job == NULL || job->trace != self->detail.trace || job->place != layer_to_check (self))
    return;
  if (!job->finished)
    {
      out->check_layer = (FvCheckRow){ .is_running = TRUE, .per_mille = g_atomic_int_get (&job->per_mille) };
      return;
    }
  check = fv_cursor_is_parameter (self->cursor) ? &job->result.parameters : &job->result.input;
  out->check_layer = (FvCheckRow){ .has = TRUE,
                                   .analytic = check->analytic_norm,
                                   .numeric = check->numeric_norm,
                                   .relative = check->relative_error,
                                   .state = check->verdict };
}

void
fovea_session_fill_checks (FoveaSession *self, FvSceneInput *out)
{
  fill_cell (self, out);
  fill_layer (self, out);
}

static gboolean
on_poll (gpointer data)
{
  fovea_session_changed (data, FOVEA_CHANGE_LOOK);
  return G_SOURCE_CONTINUE;
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoveaCheckJob *job = data;

  g_task_return_boolean (
      task, fv_gradient_check_layer (job->trace, job->place, &job->stop, &job->per_mille, &job->result));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaSession *self = FOVEA_SESSION (source);
  FoveaCheckJob *job = g_task_get_task_data (G_TASK (result));

  if (job != self->detail.job)
    return; /* stopped, or another was begun */
  g_clear_handle_id (&self->detail.poll, g_source_remove);
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    job->finished = TRUE;
  else
    g_clear_pointer (&self->detail.job, unref_job);
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/* Its thread ends by itself, soon, and nobody listens. */
void
fovea_session_forget_check (FoveaSession *self)
{
  FoveaDetail *detail = &self->detail;

  g_clear_handle_id (&detail->poll, g_source_remove);
  if (detail->job != NULL)
    g_atomic_int_set (&detail->job->stop, TRUE);
  g_clear_pointer (&detail->job, unref_job);
}

static void
begin (FoveaSession *self, guint place)
{
  FoveaDetail *detail = &self->detail;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done, NULL);

  fovea_session_forget_check (self);
  detail->job = g_atomic_rc_box_new0 (FoveaCheckJob);
  detail->job->trace = fv_trace_ref (detail->trace);
  detail->job->place = place;
  detail->poll = g_timeout_add (POLL_MS, on_poll, self);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (detail->job), (GDestroyNotify)unref_job);
  g_task_run_in_thread (task, run_job);
}

gboolean
fovea_session_get_checking (FoveaSession *self)
{
  return self->detail.job != NULL && !self->detail.job->finished;
}

/**
 * fovea_session_set_checking:
 * @checking: whether to check all gradients of the layer at the cursor, or to stop that
 */
void
fovea_session_set_checking (FoveaSession *self, gboolean checking)
{
  guint place = layer_to_check (self);

  if (!checking)
    fovea_session_forget_check (self);
  else if (place > 0 && self->detail.trace != NULL)
    begin (self, place);
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}
