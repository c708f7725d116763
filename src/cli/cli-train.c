/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "cli-data.h"
#include "cli-options.h"
#include "cli-progress.h"
#include "cli-stop.h"
#include "fv-error.h"
#include "fv-model.h"
#include "fv-training.h"

#define MAX_SAMPLES 10000000
#define MAX_EPOCHS  100000
#define MAX_BATCH   65536

/* As they were typed. */
typedef struct
{
  char *net, *data, *samples, *epochs, *batch, *rate, *optimizer, *momentum, *seed, *distortion, *test, *out;
} Texts;

typedef struct
{
  CliDataWanted data;
  const char *net;
  FvTrainingOptions options;
  guint epochs;
  const char *out; /* or NULL */
} Wanted;

typedef struct
{
  FvTraining *training;
  const int *stop;
  guint epochs;
  double seconds;
  CliProgress progress;
} Run;

static void
texts_clear (Texts *texts)
{
  char **all[] = { &texts->net,      &texts->data, &texts->samples, &texts->epochs,
                   &texts->batch,    &texts->rate, &texts->seed,    &texts->optimizer,
                   &texts->momentum, &texts->test, &texts->out,     &texts->distortion };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (*all[i]);
}

static const char *
optimizer_name (guint i)
{
  return fv_optimizer_nth (i) != NULL ? fv_optimizer_nth (i)->name : NULL;
}

static gboolean
read_optimizer (const char *text, FvTrainingOptions *options, GError **error)
{
  guint choice = 0;

  if (!cli_read_choice ("--optimizer", text, optimizer_name, &choice, error))
    return FALSE;
  if (text != NULL)
    options->optimizer = fv_optimizer_nth (choice);
  return TRUE;
}

static gboolean
read_wanted (const Texts *texts, Wanted *wanted, GError **error)
{
  FvTrainingOptions *options = &wanted->options;

  *options = fv_training_options ();
  wanted->net = texts->net != NULL ? texts->net : "lenet";
  wanted->epochs = 4;
  wanted->out = texts->out;
  wanted->data.data = texts->data != NULL ? texts->data : "digits";
  wanted->data.test = texts->test;
  wanted->data.distortion = FV_DISTORTION_MEDIUM;
  if (!cli_read_count ("--samples", texts->samples, 1, MAX_SAMPLES, &wanted->data.samples, error)
      || !cli_read_count ("--epochs", texts->epochs, 1, MAX_EPOCHS, &wanted->epochs, error)
      || !cli_read_count ("--batch", texts->batch, 1, MAX_BATCH, &options->batch_size, error)
      || !cli_read_number ("--rate", texts->rate, 0, 1000, &options->hyper.rate, error)
      || !cli_read_number ("--momentum", texts->momentum, 0, 0.9999, &options->hyper.momentum, error)
      || !cli_read_unsigned ("--seed", texts->seed, 0, G_MAXUINT64, &options->seed, error)
      || !cli_read_distortion (texts->distortion, &wanted->data.distortion, error))
    return FALSE;
  wanted->data.seed = options->seed;
  return read_optimizer (texts->optimizer, options, error);
}

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
train (const Wanted *wanted, FvNetwork *network, GError **error)
{
  Run run = { .stop = cli_stop_catch (), .epochs = wanted->epochs };
  g_autoptr (FvDataset) train_set = NULL;
  g_autoptr (FvDataset) test_set = NULL;
  g_autoptr (FvTraining) training = NULL;
  FvTrainingState state;

  if (!check_out (wanted->out, error)
      || !cli_data_open (&wanted->data, run.stop, &train_set, &test_set, error))
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
train_network (const Wanted *wanted)
{
  GError *error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (wanted->net, &error);
  CliExit exit;

  if (network == NULL)
    {
      cli_fail (error);
      return CLI_MISUSED;
    }
  exit = train (wanted, network, &error);
  return error != NULL ? cli_fail (error) : exit;
}

static CliExit
check_and_train (int argc, char **argv, const Texts *texts)
{
  Wanted wanted = { 0 };
  GError *error = NULL;

  if (!cli_no_more ("train", argc, argv, &error) || !read_wanted (texts, &wanted, &error))
    return cli_fail (error);
  return train_network (&wanted);
}

CliExit
cli_train (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "net", 0, 0, G_OPTION_ARG_STRING, &texts.net, N_ ("A preset or the text of an architecture (lenet)"),
      N_ ("NET") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts.data,
      N_ ("“digits” for generated ones, or a folder (digits)"), N_ ("FOLDER") },
    { "samples", 'n', 0, G_OPTION_ARG_STRING, &texts.samples,
      N_ ("How many to learn from (60000 digits, or all)"), "N" },
    { "epochs", 'e', 0, G_OPTION_ARG_STRING, &texts.epochs, N_ ("How often each is seen (4)"), "N" },
    { "batch", 'b', 0, G_OPTION_ARG_STRING, &texts.batch, N_ ("Samples of one step (32)"), "B" },
    { "rate", 'r', 0, G_OPTION_ARG_STRING, &texts.rate, N_ ("Learning rate η (0.01)"), "R" },
    { "optimizer", 0, 0, G_OPTION_ARG_STRING, &texts.optimizer, N_ ("sgd or momentum (momentum)"), "O" },
    { "momentum", 'm', 0, G_OPTION_ARG_STRING, &texts.momentum, N_ ("μ of momentum (0.9)"), "M" },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &texts.seed, N_ ("Equal seeds give equal weights (1)"), "S" },
    { "distortion", 0, 0, G_OPTION_ARG_STRING, &texts.distortion, N_ ("mild, medium or strong (medium)"),
      "D" },
    { "test", 't', 0, G_OPTION_ARG_FILENAME, &texts.test, N_ ("A data set to test with"), N_ ("FOLDER") },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts.out, N_ ("Save the model here"), N_ ("FILE") },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("train", entries, &argc, &argv, &exit))
    exit = check_and_train (argc, argv, &texts);
  texts_clear (&texts);
  return exit;
}
