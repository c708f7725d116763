/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-experiments.h"
#include "fovea-wake.h"
#include "fv-error.h"
#include "fv-hidden.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaExperiments:
 *
 * Several settings trained one after the other, on a thread of their own, while the window stays as it is.
 */
struct _FoveaExperiments
{
  GObject parent_instance;
  FoveaSession *session;
  FvExperimenter *runner; /* NULL: nothing runs */
  FvExperimentReport *report;
  FvNetwork *network; /* that the report is about */
  char *subject;
  GSource *wake;
  gboolean goes_on; /* training did run, and does again when it has the processor to itself */
};

G_DEFINE_FINAL_TYPE (FoveaExperiments, fovea_experiments, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
changed (FoveaExperiments *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
go_on (FoveaExperiments *self)
{
  if (self->goes_on && self->network == fovea_session_get_network (self->session))
    fovea_session_set_playing (self->session, TRUE);
  self->goes_on = FALSE;
}

/* The runner has something to say. */
static gboolean
on_wake (gpointer data)
{
  FoveaExperiments *self = data;
  FvExperimentReport *report = self->runner != NULL ? fv_experimenter_take (self->runner) : NULL;

  if (report == NULL)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->report, fv_experiment_report_unref);
  self->report = report;
  if (report->finished)
    {
      g_clear_pointer (&self->runner, fv_experimenter_free);
      go_on (self);
    }
  changed (self);
  return G_SOURCE_CONTINUE;
}

/* "28x28x1 conv 5x5x6 tanh; … · generated digits: 60 000 to learn from" */
static char *
subject_of (FvNetwork *network, FvDataset *train)
{
  g_autofree char *count = fv_number_count (fv_dataset_count (train));

  /* Translators: what an experiment is about: a network, data, and how many samples there are to learn from. */
  return g_strdup_printf (_ ("%s · %s, %s to train"), fv_network_text (network), fv_dataset_name (train),
                          count);
}

/* As they begin in a network that has activation in its hidden layers; NULL: it cannot be there. */
static FvParameters *
draw_for (FoveaExperiments *self, const FvActivation *activation, GError **error)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  FvTrainingOptions options = fovea_session_get_options (self->session);
  g_autoptr (FvNetwork) other = fv_network_with_hidden_activation (network, activation, error);
  g_autoptr (FvParameters) drawn = NULL;

  if (other == NULL)
    return NULL;
  drawn = fv_parameters_new_initialised (other, options.seed, options.initialiser);
  return fv_parameters_new_from_values (network, fv_parameters_values (drawn));
}

/* NULL: the network's are drawn. */
static FvParameters *
start_of (FoveaExperiments *self, gboolean from_now)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  FvParameters *start = snapshot != NULL ? fv_snapshot_start (snapshot) : NULL;

  if (from_now)
    return fovea_session_get_parameters (self->session);
  return start != NULL && fv_parameters_network (start) == network ? start : NULL;
}

static FvExperiment *
plan (FoveaExperiments *self, const FoveaExperimentWish *wish, GError **error)
{
  g_autoptr (FvParameters) drawn = wish->drawn_for != NULL ? draw_for (self, wish->drawn_for, error) : NULL;
  FvExperimentWanted wanted = { .network = fovea_session_get_network (self->session),
                                .start = drawn != NULL ? drawn : start_of (self, wish->from_now),
                                .train = fovea_session_get_train_set (self->session),
                                .test = fovea_session_get_test_set (self->session),
                                .options = fovea_session_get_options (self->session),
                                .grid = wish->grid,
                                .epochs = wish->by_batches ? 0 : wish->length,
                                .batches = wish->by_batches ? wish->length : 0 };

  if (wish->drawn_for != NULL && drawn == NULL)
    return NULL;
  if (wanted.train == NULL || fv_dataset_count (wanted.train) == 0)
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_DATA,
                           _ ("There is nothing to train on yet; try again in a moment."));
      return NULL;
    }
  return fv_experiment_new (&wanted, error);
}

/**
 * fovea_experiments_begin:
 * @wish: what to try
 *
 * Trains all of it, in the place of what ran or was there before; the window's own training pauses, and goes on
 * afterwards if it did run. Nothing changes if it cannot be.
 */
gboolean
fovea_experiments_begin (FoveaExperiments *self, const FoveaExperimentWish *wish, GError **error)
{
  FvExperiment *experiment = plan (self, wish, error);

  if (experiment == NULL)
    return FALSE;
  /* One after the other: the first of them paused it. */
  self->goes_on |= fovea_session_get_playing (self->session);
  fovea_session_set_playing (self->session, FALSE);
  g_clear_pointer (&self->runner, fv_experimenter_free);
  g_clear_pointer (&self->report, fv_experiment_report_unref);
  g_clear_pointer (&self->network, fv_network_unref);
  g_free (self->subject);
  self->network = fv_network_ref (fovea_session_get_network (self->session));
  self->subject = subject_of (self->network, fovea_session_get_train_set (self->session));
  self->report = fv_experiment_outlook (experiment);
  self->runner = fv_experimenter_new (experiment, fovea_wake_up, self->wake);
  changed (self);
  return TRUE;
}

/**
 * fovea_experiments_stop:
 *
 * Ends what runs; what there is so far stays.
 */
void
fovea_experiments_stop (FoveaExperiments *self)
{
  if (self->runner != NULL)
    fv_experimenter_stop (self->runner);
}

gboolean
fovea_experiments_get_running (FoveaExperiments *self)
{
  return self->runner != NULL;
}

/**
 * fovea_experiments_get_report:
 *
 * Returns: (nullable) (transfer none): what came of it, so far
 */
FvExperimentReport *
fovea_experiments_get_report (FoveaExperiments *self)
{
  return self->report;
}

/**
 * fovea_experiments_get_subject:
 *
 * Returns: (nullable): which network and which data the report is about
 */
const char *
fovea_experiments_get_subject (FoveaExperiments *self)
{
  return self->subject;
}

/**
 * fovea_experiments_get_base:
 *
 * Returns: what is trained with where nothing else is asked for
 */
FvSetting
fovea_experiments_get_base (FoveaExperiments *self)
{
  return (FvSetting){ .options = fovea_session_get_options (self->session),
                      .activation
                      = fv_network_hidden_activation (fovea_session_get_network (self->session)) };
}

/**
 * fovea_experiments_use:
 * @trial: which of the report's runs
 *
 * Training goes on with its settings, from the next batch on; another activation is another network, which goes on from
 * what was learned.
 */
gboolean
fovea_experiments_use (FoveaExperiments *self, guint trial, GError **error)
{
  const FvSetting *setting = &self->report->trials[trial]->setting;
  FvNetwork *network = fovea_session_get_network (self->session);
  FvTrainingOptions options = fovea_session_get_options (self->session);
  g_autoptr (FvNetwork) other = NULL;

  if (setting->activation != NULL && setting->activation != fv_network_hidden_activation (network))
    {
      other = fv_network_with_hidden_activation (network, setting->activation, error);
      if (other == NULL)
        return FALSE;
    }
  options.optimizer = setting->options.optimizer;
  options.hyper = setting->options.hyper;
  options.batch_size = setting->options.batch_size;
  return fovea_session_use (self->session, &options, other, error);
}

static void
fovea_experiments_dispose (GObject *object)
{
  FoveaExperiments *self = FOVEA_EXPERIMENTS (object);

  g_clear_pointer (&self->runner, fv_experimenter_free);
  if (self->wake != NULL)
    g_source_destroy (self->wake);
  g_clear_pointer (&self->wake, g_source_unref);
  g_clear_pointer (&self->report, fv_experiment_report_unref);
  g_clear_pointer (&self->network, fv_network_unref);
  g_clear_pointer (&self->subject, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_experiments_parent_class)->dispose (object);
}

static void
fovea_experiments_class_init (FoveaExperimentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_experiments_dispose;
  /**
   * FoveaExperiments::changed:
   *
   * The report is another one, or something began or ended.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_experiments_init (FoveaExperiments *self)
{
  self->wake = fovea_wake_new ("fovea-experiments");
  g_source_set_callback (self->wake, on_wake, self, NULL);
}

FoveaExperiments *
fovea_experiments_new (FoveaSession *session)
{
  FoveaExperiments *self = g_object_new (FOVEA_TYPE_EXPERIMENTS, NULL);

  self->session = g_object_ref (session);
  return self;
}
