/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"

/* How training goes: what the settings remember, and what changes while it runs. */

/* What a later version or a hand wrote and nobody understands is passed over. */
void
fovea_session_read_options (FoveaSession *self)
{
  g_autofree char *optimizer = g_settings_get_string (self->settings, "optimizer");
  g_autofree char *schedule = g_settings_get_string (self->settings, "schedule");
  g_autofree char *initialiser = g_settings_get_string (self->settings, "initialisation");
  FvTrainingOptions *options = &self->options;

  self->pace = g_settings_get_double (self->settings, "pace");
  options->hyper.rate = g_settings_get_double (self->settings, "learning-rate");
  options->hyper.momentum = g_settings_get_double (self->settings, "momentum");
  options->hyper.decay = g_settings_get_double (self->settings, "weight-decay");
  options->batch_size = (guint)g_settings_get_int (self->settings, "batch-size");
  options->seed = g_settings_get_uint (self->settings, "seed");
  if (fv_optimizer_from_name (optimizer) != NULL)
    options->optimizer = fv_optimizer_from_name (optimizer);
  fv_schedule_parse (schedule, &options->schedule, NULL);
  if (!fv_initialiser_parse (initialiser, &options->initialiser, NULL))
    options->initialiser = (FvInitialiser){ 0 };
}

FvTrainingOptions
fovea_session_get_options (FoveaSession *self)
{
  return self->options;
}

/**
 * fovea_session_set_options:
 * @hyper: rate, momentum and weight decay
 * @batch_size: samples in a batch
 *
 * Holds from the next batch on.
 */
void
fovea_session_set_options (FoveaSession *self, FvHyper hyper, guint batch_size)
{
  FvTrainingOptions *options = &self->options;

  if (options->hyper.rate == hyper.rate && options->hyper.momentum == hyper.momentum
      && options->hyper.decay == hyper.decay && options->batch_size == batch_size)
    return;
  options->hyper = hyper;
  options->batch_size = batch_size;
  g_settings_set_double (self->settings, "learning-rate", hyper.rate);
  g_settings_set_double (self->settings, "momentum", hyper.momentum);
  g_settings_set_double (self->settings, "weight-decay", hyper.decay);
  g_settings_set_int (self->settings, "batch-size", (int)batch_size);
  if (self->trainer != NULL)
    fv_trainer_set_options (self->trainer, hyper, batch_size);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

/**
 * fovea_session_set_initialiser:
 * @initialiser: how new weights begin
 *
 * Those there are stay.
 */
void
fovea_session_set_initialiser (FoveaSession *self, FvInitialiser initialiser)
{
  g_autofree char *text = fv_initialiser_to_text (initialiser);

  self->options.initialiser = initialiser;
  g_settings_set_string (self->settings, "initialisation", text);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
}

/* Goes on from the moment shown with other options than it had: the curve and the optimiser's state are kept. */
static gboolean
go_on (FoveaSession *self, FvTrainingOptions options, GError **error)
{
  FvTraining *training
      = fv_training_new_from_model (fv_snapshot_model (self->snapshot), self->train, self->test, error);

  if (training == NULL)
    return FALSE;
  *fv_training_edit (training) = options;
  fovea_session_take_training (self, training);
  return TRUE;
}

/**
 * fovea_session_set_schedule:
 * @schedule: how the rate goes, counted from the first batch
 *
 * Holds from the next batch on.
 */
gboolean
fovea_session_set_schedule (FoveaSession *self, FvSchedule schedule, GError **error)
{
  g_autofree char *text = fv_schedule_to_text (schedule);
  FvTrainingOptions options = self->options;

  options.schedule = schedule;
  if (self->train != NULL && self->snapshot != NULL && !go_on (self, options, error))
    return FALSE;
  self->options = options;
  g_settings_set_string (self->settings, "schedule", text);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS);
  return TRUE;
}

/**
 * fovea_session_set_optimizer:
 * @optimizer: how weights follow their gradient
 *
 * Starts again from the weights shown: what another optimiser kept means nothing to this one. It brings its rate with
 * it, for one that suits momentum is ten times too much for Adam.
 */
gboolean
fovea_session_set_optimizer (FoveaSession *self, const FvOptimizer *optimizer, GError **error)
{
  FvTrainingOptions before = self->options;

  self->options.optimizer = optimizer;
  self->options.hyper.rate = optimizer->rate;
  if (self->train != NULL
      && !fovea_session_train_with (self, self->parameters, self->train, self->test, error))
    {
      self->options = before;
      return FALSE;
    }
  g_settings_set_string (self->settings, "optimizer", optimizer->name);
  g_settings_set_double (self->settings, "learning-rate", optimizer->rate);
  fovea_session_changed (self, FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_SNAPSHOT);
  return TRUE;
}
