/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"

/* The moment whose arithmetic is shown. Numbers that change ten times a second cannot be read, so it stands still
 * while training goes on, until the newest is asked for. */

static void
forget_trace (FoveaDetail *self)
{
  g_clear_pointer (&self->trace, fv_trace_unref);
  self->checked = NULL;
}

static void
take (FoveaSession *self)
{
  FoveaDetail *detail = &self->detail;

  if (detail->parameters == self->parameters)
    return;
  forget_trace (detail);
  g_clear_pointer (&detail->parameters, fv_parameters_unref);
  g_clear_pointer (&detail->snapshot, fv_snapshot_unref);
  detail->parameters = self->parameters != NULL ? fv_parameters_ref (self->parameters) : NULL;
  detail->snapshot = self->snapshot != NULL ? fv_snapshot_ref (self->snapshot) : NULL;
}

static gboolean
is_held (FoveaSession *self)
{
  const FoveaDetail *detail = &self->detail;

  return self->playing && detail->parameters != NULL && detail->parameters != self->parameters
         && fv_parameters_network (detail->parameters) == self->network;
}

static void
ensure_trace (FoveaSession *self)
{
  FoveaDetail *detail = &self->detail;

  if (!is_held (self))
    take (self);
  if (detail->trace != NULL && fovea_session_shows (self, detail->trace)
      && fv_trace_rules (detail->trace) == detail->rules)
    return;
  forget_trace (detail);
  /* What the other views show is at hand already. */
  if (detail->rules == 0 && detail->parameters == self->parameters)
    detail->trace = self->trace != NULL ? fv_trace_ref (self->trace) : NULL;
  else
    detail->trace = fovea_session_trace_with (self, detail->parameters, detail->rules);
}

/* The step this sample would make if it were the next batch alone. */
static const FvStep *
fill_step (FoveaSession *self)
{
  FoveaDetail *detail = &self->detail;
  const FvModel *model = detail->snapshot != NULL ? fv_snapshot_model (detail->snapshot) : NULL;
  const FvTrainingOptions *options = model != NULL ? &model->options : &self->options;
  guint count = self->train != NULL ? fv_dataset_count (self->train) : 0;

  detail->step = (FvStep){
    .optimizer = options->optimizer, .hyper = options->hyper, .step = 1, .frozen = options->frozen
  };
  if (model != NULL && model->slots[0] != NULL)
    {
      detail->step.step = model->batch - model->since + 1;
      detail->step.slots = (const float *const *)model->slots;
    }
  if (model != NULL && count > 0)
    detail->step.hyper.rate = fv_schedule_rate (options->schedule, options->hyper.rate,
                                                model->epoch * count + model->position, count);
  return &detail->step;
}

/**
 * fovea_session_fill_detail:
 * @out: filled by [method@FoveaSession.fill]; what the Detail view shows otherwise is replaced
 */
void
fovea_session_fill_detail (FoveaSession *self, FvSceneInput *out)
{
  FoveaDetail *detail = &self->detail;

  ensure_trace (self);
  out->parameters = detail->parameters;
  out->trace = detail->trace;
  out->as_stored = detail->as_stored;
  out->hides_numbers = detail->hides_numbers;
  out->step = fill_step (self);
  out->batch = detail->snapshot != NULL ? fv_snapshot_batch (detail->snapshot) : 0;
  out->epoch = detail->snapshot != NULL ? fv_snapshot_epoch (detail->snapshot) : 0;
  fovea_session_fill_checks (self, out);
}

/**
 * fovea_session_get_held:
 * @batch: (out): after how many batches the moment of the Detail view is
 *
 * Returns: whether training has gone on since
 */
gboolean
fovea_session_get_held (FoveaSession *self, guint64 *batch)
{
  *batch = self->detail.snapshot != NULL ? fv_snapshot_batch (self->detail.snapshot) : 0;
  return is_held (self);
}

/**
 * fovea_session_take_newest:
 *
 * Lets the Detail view show the moment training has come to.
 */
void
fovea_session_take_newest (FoveaSession *self)
{
  if (self->detail.parameters == self->parameters)
    return;
  take (self);
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

gboolean
fovea_session_get_hides_numbers (FoveaSession *self)
{
  return self->detail.hides_numbers;
}

/**
 * fovea_session_set_hides_numbers:
 * @hides: whether cells show their colours alone, to be guessed at first
 */
void
fovea_session_set_hides_numbers (FoveaSession *self, gboolean hides)
{
  if (self->detail.hides_numbers == hides)
    return;
  self->detail.hides_numbers = hides;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

gboolean
fovea_session_get_as_stored (FoveaSession *self)
{
  return self->detail.as_stored;
}

/**
 * fovea_session_set_as_stored:
 * @as_stored: kernels as they are stored, or as they are applied, turned by 180°
 */
void
fovea_session_set_as_stored (FoveaSession *self, gboolean as_stored)
{
  if (self->detail.as_stored == as_stored)
    return;
  self->detail.as_stored = as_stored;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

guint
fovea_session_get_rules (FoveaSession *self)
{
  return self->detail.rules;
}

/**
 * fovea_session_set_rules:
 * @rules: FvRules; 0 is what is right, others go back as the article prints it
 */
void
fovea_session_set_rules (FoveaSession *self, guint rules)
{
  if (self->detail.rules == rules)
    return;
  self->detail.rules = rules;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

void
fovea_session_forget_detail (FoveaSession *self)
{
  FoveaDetail *detail = &self->detail;

  fovea_session_forget_check (self);
  forget_trace (detail);
  g_clear_pointer (&detail->parameters, fv_parameters_unref);
  g_clear_pointer (&detail->snapshot, fv_snapshot_unref);
}
