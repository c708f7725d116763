/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "cli-options.h"
#include "cli-progress.h"
#include "cli-resume.h"
#include "cli-stop.h"
#include "cli-train-open.h"
#include "fv-trouble.h"

typedef struct
{
  FvTraining *training;
  FvHistory *history; /* or NULL */
  const int *stop;
  guint epochs;
  FvStopRules rules;
  int stopped_by; /* FvStopKind or −1 */
  FvWatch *watch;
  guint told;   /* troubles, a bit each kind */
  double began; /* epochs there were before */
  double seconds;
  CliProgress progress;
} Run;

static const char *
progress_text (gpointer data)
{
  static char text[160];
  const Run *run = data;
  const FvCurve *curve = fv_training_curve (run->training);
  FvCurvePoint newest = { 0 };
  FvCurvePoint tested = { .test_accuracy = NAN };

  if (fv_curve_length (curve) > 0)
    newest = fv_curve_nth (curve, fv_curve_length (curve) - 1);
  fv_curve_last_test (curve, &tested);
  g_snprintf (text, sizeof text, _ ("epoch %.2f  loss %.4f  test accuracy %.1f %%"),
              fv_training_epoch (run->training), newest.train_loss, 100 * tested.test_accuracy);
  return text;
}

static FvTrainingState
run_batch (const Run *run)
{
  return run->history != NULL ? fv_history_batch (run->history, run->stop)
                              : fv_training_batch (run->training, run->stop);
}

/* Each kind once; one that is not finite ends it all and is told then. */
static void
tell_troubles (Run *run)
{
  for (guint i = 0; i < fv_watch_length (run->watch); i++)
    {
      FvTrouble trouble = fv_watch_nth (run->watch, i);
      g_autofree char *sentence = NULL;

      if (trouble.kind == FV_TROUBLE_NON_FINITE || (run->told & 1u << trouble.kind) != 0)
        continue;
      sentence = fv_trouble_sentence (trouble, fv_training_network (run->training));
      cli_progress_end (&run->progress);
      fprintf (stderr, "fovea-cli: %s\n", sentence);
      run->told |= 1u << trouble.kind;
    }
}

static guint
rules_met (const Run *run, gint64 began)
{
  FvStopSight sight = { .curve = fv_training_curve (run->training),
                        .epoch = fv_training_epoch (run->training),
                        .minutes = (double)(g_get_monotonic_time () - began) / (60.0 * G_USEC_PER_SEC) };

  return fv_stop_rules_met (run->rules, sight);
}

/* Until the epochs are done, or a rule ends it that was not met at the beginning. */
static FvTrainingState
run_epochs (Run *run)
{
  gint64 began = g_get_monotonic_time ();
  guint ignored = rules_met (run, began);
  FvTrainingState state = FV_TRAINING_OK;

  run->stopped_by = -1;
  run->began = fv_training_epoch (run->training);
  run->progress.said = (guint)run->began;
  while (state == FV_TRAINING_OK && run->stopped_by < 0 && fv_training_epoch (run->training) < run->epochs)
    {
      state = run_batch (run);
      fv_watch_look (run->watch, run->training, state, run->stop);
      tell_troubles (run);
      ignored &= rules_met (run, began);
      run->stopped_by = g_bit_nth_lsf (rules_met (run, began) & ~ignored, -1);
      cli_progress_show (&run->progress, fv_training_epoch (run->training), run->epochs, progress_text, run);
    }
  cli_progress_end (&run->progress);
  run->seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  return state;
}

static void
print_results (const Run *run)
{
  FvCurvePoint tested = { .test_accuracy = NAN };
  g_autoptr (FvParameters) parameters = fv_training_parameters (run->training);
  g_autofree char *sha256 = fv_parameters_sha256 (parameters);
  guint samples = fv_dataset_count (fv_training_train_set (run->training));
  double epochs = fv_training_epoch (run->training);
  double loss, accuracy; /* over the last epoch */

  fv_curve_mean_train (fv_training_curve (run->training), epochs - 1, &loss, &accuracy);
  fv_curve_last_test (fv_training_curve (run->training), &tested);
  if (run->stopped_by >= 0)
    printf ("stopped_by: %s\n", fv_stop_rule_nth ((guint)run->stopped_by)->name);
  printf ("samples: %u\n", samples);
  printf ("epochs: %g\n", epochs);
  printf ("train_loss: %.6g\n", loss);
  printf ("test_accuracy: %.6g\n", tested.test_accuracy);
  printf ("seconds: %.3f\n", run->seconds);
  printf ("samples_per_s: %.1f\n", run->seconds > 0 ? samples * (epochs - run->began) / run->seconds : 0);
  printf ("weights_sha256: %s\n", sha256);
}

static gboolean
save (const Run *run, gboolean weights_only, const char *out, GError **error)
{
  g_autoptr (FvRecord) record = NULL;

  fv_training_mark (run->training);
  record = run->history != NULL ? fv_record_new (run->history)
                                : fv_record_new_from_model (fv_training_to_model (run->training));
  return weights_only ? fv_model_save_weights (fv_record_model (record), out, error)
                      : fv_record_save (record, out, error);
}

static CliExit
say_trouble (const FvTraining *training)
{
  g_autofree char *layer = fv_layer_short_name (
      fv_network_layer (fv_training_network (training), fv_training_trouble (training)));

  fprintf (
      stderr,
      _ ("fovea-cli: training left the finite numbers in layer %s after %ju batches; a lower --rate helps\n"),
      layer, (uintmax_t)fv_training_batches (training));
  return CLI_REFUSED;
}

static CliExit
say_stopped (const FvTraining *training, const char *out)
{
  fprintf (stderr, _ ("fovea-cli: stopped after %ju batches\n"), (uintmax_t)fv_training_batches (training));
  if (out != NULL)
    fprintf (stderr, _ ("fovea-cli: what there is was saved to %s\n"), out);
  return CLI_REFUSED;
}

/* Changes what the command line names. */
static void
set_options (Run *run, const FvTrainingOptions *options)
{
  if (run->history != NULL)
    fv_history_set_options (run->history, options);
  else
    fv_training_set_options (run->training, options);
}

static gboolean
begin_anew (Run *run, const CliTrainWanted *wanted, FvNetwork *network, GError **error)
{
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;
  g_autoptr (FvNetwork) fitted = cli_train_open (wanted, network, run->stop, &train_set, &test_set, error);
  FvTrainingOptions options;

  if (fitted == NULL || !cli_train_freeze (wanted, fitted, &options, error))
    return FALSE;
  run->training = fv_training_new (fitted, NULL, train_set, test_set, options, error);
  if (run->training != NULL && wanted->history)
    run->history = fv_history_new (run->training, FV_HISTORY_BUDGET);
  return run->training != NULL;
}

static gboolean
begin_again (Run *run, const CliTrainWanted *wanted, GError **error)
{
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;
  gboolean with_history = wanted->history || fv_record_has_history (wanted->record);

  if (!cli_resume_open_data (wanted->record, wanted->resume, &wanted->data, wanted->data_named, run->stop,
                             &train_set, &test_set, error))
    return FALSE;
  run->training
      = fv_record_resume (wanted->record, train_set, test_set, with_history ? &run->history : NULL, error);
  if (run->training == NULL)
    return FALSE;
  cli_resume_check_kernels (wanted->record, wanted->resume, run->training);
  set_options (run, &wanted->options);
  return TRUE;
}

/* A whole measurement belongs to the newest batch alone. */
static void
measure (const Run *run)
{
  if (run->history == NULL || fv_history_at_newest (run->history))
    fv_training_measure (run->training, NULL);
}

static CliExit
train_and_save (Run *run, const CliTrainWanted *wanted, GError **error)
{
  FvTrainingState state = run_epochs (run);

  if (state == FV_TRAINING_NON_FINITE)
    return say_trouble (run->training);
  measure (run);
  if (wanted->out != NULL && !save (run, wanted->weights_only, wanted->out, error))
    return CLI_REFUSED;
  print_results (run);
  return state == FV_TRAINING_STOPPED ? say_stopped (run->training, wanted->out) : CLI_FINE;
}

/* network: of a new run. */
static CliExit
train (const CliTrainWanted *wanted, FvNetwork *network, GError **error)
{
  Run run = { .stop = cli_stop_catch (), .epochs = wanted->epochs, .rules = wanted->rules };
  CliExit exit = CLI_REFUSED;

  if (!cli_check_out (wanted->out, error))
    return CLI_REFUSED;
  run.watch = fv_watch_new ();
  if (network != NULL ? begin_anew (&run, wanted, network, error) : begin_again (&run, wanted, error))
    exit = train_and_save (&run, wanted, error);
  fv_watch_free (run.watch);
  fv_history_free (run.history);
  fv_training_free (run.training);
  return exit;
}

static CliExit
train_again (const CliTrainWanted *wanted)
{
  GError *error = NULL;
  CliExit exit = train (wanted, NULL, &error);

  return error != NULL ? cli_fail (error) : exit;
}

static CliExit
train_network (const CliTrainWanted *wanted)
{
  GError *error = NULL;
  g_autoptr (FvNetwork) network = cli_train_network (wanted);
  CliExit exit;

  if (network == NULL)
    return CLI_MISUSED;
  exit = train (wanted, network, &error);
  return error != NULL ? cli_fail (error) : exit;
}

CliExit
cli_train (int argc, char **argv)
{
  CliTrainWanted wanted = { 0 };
  CliExit exit;

  if (cli_train_read (argc, argv, &wanted, &exit))
    exit = wanted.record != NULL ? train_again (&wanted) : train_network (&wanted);
  cli_train_wanted_clear (&wanted);
  return exit;
}
