/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "cli-options.h"
#include "cli-progress.h"
#include "cli-stop.h"
#include "cli-train-options.h"
#include "fv-error.h"
#include "fv-model.h"

typedef struct
{
  FvTraining *training;
  const int *stop;
  guint epochs;
  double seconds;
  CliProgress progress;
} Run;

/* Better to know before hours of training than after. */
static gboolean
check_out (const char *out, GError **error)
{
  g_autofree char *folder = out != NULL ? g_path_get_dirname (out) : NULL;
  int failure;

  if (folder == NULL || access (folder, W_OK | X_OK) == 0)
    return TRUE;
  failure = errno;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: cannot be written: %s"), out, g_strerror (failure));
  return FALSE;
}

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
run_epochs (Run *run)
{
  gint64 began = g_get_monotonic_time ();
  FvTrainingState state = FV_TRAINING_OK;

  while (state == FV_TRAINING_OK && fv_training_epoch (run->training) < run->epochs)
    {
      state = fv_training_batch (run->training, run->stop);
      cli_progress_show (&run->progress, fv_training_epoch (run->training), run->epochs, progress_text, run);
    }
  cli_progress_end (&run->progress);
  run->seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  return state;
}

/* Mean over the last epoch, from the curve, each point weighed by the batches it stands for. */
static double
last_epoch_loss (const FvTraining *training)
{
  const FvCurve *curve = fv_training_curve (training);
  double from = fv_training_epoch (training) - 1;
  double sum = 0;
  double weight = 0;

  for (guint i = 1; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double batches = (double)(point.batch - fv_curve_nth (curve, i - 1).batch);

      if (point.epoch <= from)
        continue;
      sum += batches * point.train_loss;
      weight += batches;
    }
  return weight > 0 ? sum / weight : NAN;
}

static void
print_results (const Run *run)
{
  FvCurvePoint tested = { .test_accuracy = NAN };
  g_autoptr (FvParameters) parameters = fv_training_parameters (run->training);
  g_autofree char *sha256 = fv_parameters_sha256 (parameters);
  guint samples = fv_dataset_count (fv_training_train_set (run->training));
  double epochs = fv_training_epoch (run->training);

  fv_curve_last_test (fv_training_curve (run->training), &tested);
  printf ("samples: %u\n", samples);
  printf ("epochs: %g\n", epochs);
  printf ("train_loss: %.6g\n", last_epoch_loss (run->training));
  printf ("test_accuracy: %.6g\n", tested.test_accuracy);
  printf ("seconds: %.3f\n", run->seconds);
  printf ("samples_per_s: %.1f\n", run->seconds > 0 ? samples * epochs / run->seconds : 0);
  printf ("weights_sha256: %s\n", sha256);
}

static gboolean
save (const FvTraining *training, const char *out, GError **error)
{
  g_autoptr (FvModel) model = fv_training_to_model (training);

  return fv_model_save (model, out, error);
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

static CliExit
train (const CliTrainWanted *wanted, FvNetwork *network, GError **error)
{
  Run run = { .stop = cli_stop_catch (), .epochs = wanted->epochs };
  CliDataWanted data = wanted->data;
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;
  g_autoptr (FvTraining) training = NULL;
  FvTrainingState state;

  data.shape = fv_network_shape (network, 0);
  if (!check_out (wanted->out, error) || !cli_data_open (&data, run.stop, &train_set, &test_set, error))
    return CLI_REFUSED;
  training = run.training = fv_training_new (network, NULL, train_set, test_set, wanted->options, error);
  if (training == NULL)
    return CLI_REFUSED;
  state = run_epochs (&run);
  if (state == FV_TRAINING_NON_FINITE)
    return say_trouble (training);
  fv_training_measure (training, NULL);
  if (wanted->out != NULL && !save (training, wanted->out, error))
    return CLI_REFUSED;
  print_results (&run);
  return state == FV_TRAINING_STOPPED ? say_stopped (training, wanted->out) : CLI_FINE;
}

static CliExit
train_network (const CliTrainWanted *wanted)
{
  GError *error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (wanted->net, &error);
  CliExit exit;

  if (network == NULL)
    {
      cli_fail (error);
      return CLI_MISUSED;
    }
  if (wanted->net_follows_data)
    fprintf (stderr, _ ("fovea-cli: without --net, %s is learned by the preset %s: %s\n"), wanted->data.data,
             wanted->net, fv_network_text (network));
  exit = train (wanted, network, &error);
  return error != NULL ? cli_fail (error) : exit;
}

CliExit
cli_train (int argc, char **argv)
{
  CliTrainWanted wanted = { 0 };
  CliExit exit;

  if (cli_train_read (argc, argv, &wanted, &exit))
    exit = train_network (&wanted);
  cli_train_wanted_clear (&wanted);
  return exit;
}
