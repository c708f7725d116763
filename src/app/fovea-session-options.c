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
  g_autofree char *rules = g_settings_get_string (self->settings, "stop-rules");
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
  if (!fv_stop_rules_parse (rules, &self->stop_rules, NULL))
    self->stop_rules = (FvStopRules){ 0 };
}

FvTrainingOptions
fovea_session_get_options (FoveaSession *self)
{
  return self->options;
}

static void
write_settings (FoveaSession *self)
{
  const FvTrainingOptions *options = &self->options;
  g_autofree char *schedule = fv_schedule_to_text (options->schedule);
  g_autofree char *initialiser = fv_initialiser_to_text (options->initialiser);

  g_settings_set_string (self->settings, "optimizer", options->optimizer->name);
  g_settings_set_double (self->settings, "learning-rate", options->hyper.rate);
  g_settings_set_double (self->settings, "momentum", options->hyper.momentum);
  g_settings_set_double (self->settings, "weight-decay", options->hyper.decay);
  g_settings_set_int (self->settings, "batch-size", (int)options->batch_size);
  g_settings_set_string (self->settings, "schedule", schedule);
  g_settings_set_string (self->settings, "initialisation", initialiser);
}

/**
 * fovea_session_set_training_options:
 * @options: all of them; the number of threads is not taken
 *
 * Holds from the next batch on; at an earlier moment than the newest a branch begins.
 */
void
fovea_session_set_training_options (FoveaSession *self, const FvTrainingOptions *options)
{
  FvTrainingOptions wanted = *options;
  guint changes = FOVEA_CHANGE_OPTIONS;

  wanted.n_threads = self->options.n_threads;
  if (!fv_frozen_fits (wanted.frozen, self->network)) /* they are of another network */
    wanted.frozen = NULL;
  if (fv_training_options_equal (&wanted, &self->options))
    return;
  fovea_session_remember_options (self, &wanted);
  if (wanted.frozen != self->options.frozen)
    changes |= FOVEA_CHANGE_LOOK;
  self->options = wanted;
  write_settings (self);
  if (self->trainer != NULL)
    fv_trainer_set_training_options (self->trainer, &self->options);
  fovea_session_changed (self, changes);
}

/**
 * fovea_session_set_options:
 * @hyper: rate, momentum and weight decay
 * @batch_size: samples in a batch
 */
void
fovea_session_set_options (FoveaSession *self, FvHyper hyper, guint batch_size)
{
  FvTrainingOptions options = self->options;

  options.hyper = hyper;
  options.batch_size = batch_size;
  fovea_session_set_training_options (self, &options);
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
  FvTrainingOptions options = self->options;

  options.initialiser = initialiser;
  fovea_session_set_training_options (self, &options);
}

/**
 * fovea_session_set_schedule:
 * @schedule: how the rate goes, counted from the first batch
 */
void
fovea_session_set_schedule (FoveaSession *self, FvSchedule schedule)
{
  FvTrainingOptions options = self->options;

  options.schedule = schedule;
  fovea_session_set_training_options (self, &options);
}

/**
 * fovea_session_set_optimizer:
 * @optimizer: how weights follow their gradient
 *
 * Goes on from the weights shown, with nothing kept: what another optimiser kept means nothing to this one. It brings
 * its rate with it, for one that suits momentum is ten times too much for Adam.
 */
void
fovea_session_set_optimizer (FoveaSession *self, const FvOptimizer *optimizer)
{
  FvTrainingOptions options = self->options;

  if (options.optimizer == optimizer)
    return;
  options.optimizer = optimizer;
  options.hyper.rate = optimizer->rate;
  fovea_session_set_training_options (self, &options);
}

/**
 * fovea_session_freeze:
 * @layer: its place; one with weights
 * @count: so many units from @first on
 *
 * Their weights and biases stay as they are while the others learn, or learn again.
 */
void
fovea_session_freeze (FoveaSession *self, guint layer, guint first, guint count, gboolean frozen)
{
  FvTrainingOptions options = self->options;

  options.frozen = fv_frozen_change (options.frozen, (FvFrozenRange){ layer, first, count }, frozen);
  fovea_session_set_training_options (self, &options);
}

/**
 * fovea_session_get_frozen:
 *
 * Returns: (nullable): the units that do not learn
 */
const FvFrozen *
fovea_session_get_frozen (FoveaSession *self)
{
  return self->options.frozen;
}

/**
 * fovea_session_use:
 * @options: all of them; the number of threads is not taken
 * @network: (nullable): one that goes on from what the layers have learned; %NULL keeps the one there is
 *
 * Both in one step, which is taken back in one. Nothing changes if the network does not fit the data.
 */
gboolean
fovea_session_use (FoveaSession *self, const FvTrainingOptions *options, FvNetwork *network, GError **error)
{
  gboolean used;

  fovea_undo_begin_group (self->undo);
  used = network == NULL || fovea_session_change_network (self, network, NULL, error);
  if (used)
    fovea_session_set_training_options (self, options);
  fovea_undo_end_group (self->undo);
  return used;
}
