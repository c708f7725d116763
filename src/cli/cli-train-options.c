/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-train-options.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <string.h>

#include "cli-options.h"
#include "cli-resume.h"
#include "fv-error.h"

#define MAX_SAMPLES 10000000
#define MAX_EPOCHS  100000
#define MAX_BATCH   65536
#define MAX_DECAY   1000

#define USUAL_EPOCHS 4
/* The sets of the plane have few samples. */
#define PLANE_EPOCHS 100

void
cli_train_texts_clear (CliTrainTexts *texts)
{
  char **all[]
      = { &texts->net,        &texts->data,       &texts->samples,  &texts->epochs,     &texts->batch,
          &texts->rate,       &texts->optimizer,  &texts->momentum, &texts->decay,      &texts->schedule,
          &texts->init,       &texts->seed,       &texts->threads,  &texts->distortion, &texts->test,
          &texts->test_share, &texts->split_seed, &texts->out,      &texts->resume,     &texts->stop,
          &texts->freeze };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (*all[i]);
}

static const char *
optimizer_name (guint i)
{
  return fv_optimizer_nth (i) != NULL ? fv_optimizer_nth (i)->name : NULL;
}

/* Each optimiser has a rate of its own when none is asked for. A run that goes on keeps what is not named. */
static gboolean
read_optimizer (const CliTrainTexts *texts, FvTrainingOptions *options, GError **error)
{
  FvHyper *hyper = &options->hyper;
  guint choice = 0;

  if (!cli_read_choice ("--optimizer", texts->optimizer, optimizer_name, &choice, error))
    return FALSE;
  if (texts->optimizer != NULL && options->optimizer != fv_optimizer_nth (choice))
    {
      options->optimizer = fv_optimizer_nth (choice);
      hyper->rate = options->optimizer->rate;
    }
  return cli_read_number ("--rate", texts->rate, 0, 1000, &hyper->rate, error)
         && cli_read_number ("--momentum", texts->momentum, 0, 0.9999, &hyper->momentum, error)
         && cli_read_number ("--decay", texts->decay, 0, MAX_DECAY, &hyper->decay, error);
}

static gboolean
read_plan (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  FvTrainingOptions *options = &wanted->options;

  if (texts->schedule != NULL && !fv_schedule_parse (texts->schedule, &options->schedule, error))
    {
      g_prefix_error (error, "--schedule: ");
      return FALSE;
    }
  if (texts->init != NULL && !fv_initialiser_parse (texts->init, &options->initialiser, error))
    {
      g_prefix_error (error, "--init: ");
      return FALSE;
    }
  if (texts->stop != NULL && !fv_stop_rules_parse (texts->stop, &wanted->rules, error))
    {
      g_prefix_error (error, "--stop: ");
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_training (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  FvTrainingOptions *options = &wanted->options;

  return cli_read_count ("--epochs", texts->epochs, 1, MAX_EPOCHS, &wanted->epochs, error)
         && cli_read_count ("--batch", texts->batch, 1, MAX_BATCH, &options->batch_size, error)
         && cli_read_unsigned ("--seed", texts->seed, 0, G_MAXUINT64, &options->seed, error)
         && cli_read_threads (texts->threads, &options->n_threads, error)
         && read_optimizer (texts, options, error) && read_plan (texts, wanted, error);
}

gboolean
cli_train_freeze (const CliTrainWanted *self, const FvNetwork *network, FvTrainingOptions *out,
                  GError **error)
{
  *out = self->options;
  if (self->freeze == NULL || fv_frozen_parse (self->freeze, network, &out->frozen, error))
    return TRUE;
  g_prefix_error (error, "--freeze: ");
  return FALSE;
}

static gboolean
read_data (const CliTrainTexts *texts, CliDataWanted *data, GError **error)
{
  return cli_read_count ("--samples", texts->samples, 1, MAX_SAMPLES, &data->samples, error)
         && cli_read_number ("--test-share", texts->test_share, 0.001, 0.999, &data->test_share, error)
         && cli_read_unsigned ("--split-seed", texts->split_seed, 0, G_MAXUINT64, &data->split_seed, error)
         && cli_read_distortion (texts->distortion, &data->distortion, error);
}

gboolean
cli_train_read_new (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  const char *data = texts->data != NULL ? texts->data : "digits";
  const FvPlaneSet *plane = fv_plane_from_name (data);

  wanted->data.data = wanted->texts[0] = g_strdup (data);
  wanted->data.test = wanted->texts[1] = g_strdup (texts->test);
  wanted->data.distortion = FV_DISTORTION_MEDIUM;
  wanted->net = g_strdup (texts->net != NULL ? texts->net : plane != NULL ? plane->net : "lenet");
  wanted->net_follows_data = texts->net == NULL && plane != NULL;
  wanted->net_is_usual = texts->net == NULL && plane == NULL;
  wanted->epochs = plane != NULL ? PLANE_EPOCHS : USUAL_EPOCHS;
  wanted->data.test_share = CLI_DATA_TEST_SHARE;
  wanted->data.split_seed = CLI_DATA_SPLIT_SEED;
  wanted->options = fv_training_options ();
  if (!read_data (texts, &wanted->data, error) || !read_training (texts, wanted, error))
    return FALSE;
  wanted->data.seed = wanted->options.seed;
  return TRUE;
}

/* --- Going on --- */

static gboolean
contradict (GError **error, const char *option, const char *file, const char *why)
{
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, "%s: %s: %s", option, file, why);
  return FALSE;
}

/* The network and its first weights are in the file. */
static gboolean
check_net (const CliTrainTexts *texts, const FvModel *model, GError **error)
{
  const char *text = fv_network_text (fv_parameters_network (model->parameters));
  g_autoptr (FvNetwork) network = NULL;

  if (texts->init != NULL)
    return contradict (error, "--init", texts->resume, _ ("its weights are in the file already"));
  if (texts->net == NULL)
    return TRUE;
  network = fv_network_new (texts->net, error);
  if (network == NULL)
    return FALSE;
  if (g_str_equal (fv_network_text (network), text))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--net: found %s, %s holds %s, which stays"), texts->net,
               texts->resume, text);
  return FALSE;
}

static gboolean
check_epochs (const CliTrainTexts *texts, const CliTrainWanted *wanted, const FvModel *model, GError **error)
{
  if (texts->epochs == NULL)
    return contradict (error, "--resume", texts->resume,
                       _ ("--epochs has to say how many there shall be in all"));
  if (model->epoch + (model->position > 0) <= wanted->epochs)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--epochs: found %u, %s has %s%ju behind it"),
               wanted->epochs, texts->resume, model->position > 0 ? _ ("more than ") : "",
               (uintmax_t)model->epoch);
  return FALSE;
}

/* What is named on the command line takes the place of what the file says. */
static gboolean
read_source (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  const FvSource *source = &fv_record_model (wanted->record)->source;
  CliDataWanted *data = &wanted->data;

  *data = (CliDataWanted){ .distortion = FV_DISTORTION_MEDIUM,
                           .test_share = CLI_DATA_TEST_SHARE,
                           .split_seed = CLI_DATA_SPLIT_SEED,
                           .seed = wanted->options.seed };
  if ((texts->data == NULL || source->data != NULL)
      && !cli_source_to_wanted (source, texts->resume, data, error))
    return FALSE;
  wanted->data_named = texts->data != NULL || texts->samples != NULL || texts->distortion != NULL
                       || texts->test_share != NULL || texts->split_seed != NULL;
  wanted->texts[0] = g_strdup (texts->data != NULL ? texts->data : data->data);
  wanted->texts[1] = g_strdup (texts->test != NULL ? texts->test : data->test);
  data->data = wanted->texts[0];
  data->test = wanted->texts[1];
  return read_data (texts, data, error);
}

static gboolean
read_resumed (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  const FvModel *model;

  wanted->resume = g_strdup (texts->resume);
  wanted->record = fv_record_load (texts->resume, error);
  if (wanted->record == NULL)
    return FALSE;
  model = fv_record_model (wanted->record);
  wanted->options = model->options;
  return check_net (texts, model, error) && read_training (texts, wanted, error)
         && cli_train_freeze (wanted, fv_parameters_network (model->parameters), &wanted->options, error)
         && check_epochs (texts, wanted, model, error) && read_source (texts, wanted, error);
}

static gboolean
read_wanted (const CliTrainTexts *texts, CliTrainWanted *wanted, GError **error)
{
  wanted->out = g_strdup (texts->out);
  wanted->freeze = g_strdup (texts->freeze);
  wanted->history = texts->history;
  if (wanted->history && wanted->out == NULL)
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_VALUE, _ ("--history: there is no --out to hold it"));
      return FALSE;
    }
  wanted->weights_only = texts->weights_only;
  if (wanted->history && wanted->weights_only)
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_VALUE,
                           _ ("--weights-only: goes without --history, which is the way training went"));
      return FALSE;
    }
  return texts->resume != NULL ? read_resumed (texts, wanted, error)
                               : cli_train_read_new (texts, wanted, error);
}

static gboolean
check_and_read (int argc, char **argv, const CliTrainTexts *texts, CliTrainWanted *out, CliExit *exit)
{
  GError *error = NULL;

  if (cli_no_more ("train", argc, argv, &error) && read_wanted (texts, out, &error))
    return TRUE;
  *exit = cli_fail (error);
  return FALSE;
}

void
cli_train_entries (CliTrainTexts *texts, GOptionEntry *out)
{
  const GOptionEntry entries[] = {
    { "net", 0, 0, G_OPTION_ARG_STRING, &texts->net, N_ ("A preset or the text of an architecture (lenet)"),
      N_ ("NET") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts->data,
      N_ ("A folder or file, or what is generated: digits, digits-other, xor, and, or, points (digits)"),
      N_ ("PATH") },
    { "samples", 'n', 0, G_OPTION_ARG_STRING, &texts->samples,
      N_ ("How many to learn from (60000 digits, 200 points, or all)"), "N" },
    { "epochs", 'e', 0, G_OPTION_ARG_STRING, &texts->epochs,
      N_ ("How often each is seen (4, or 100 with two inputs)"), "N" },
    { "batch", 'b', 0, G_OPTION_ARG_STRING, &texts->batch, N_ ("Samples of one step (32)"), "B" },
    { "rate", 'r', 0, G_OPTION_ARG_STRING, &texts->rate,
      N_ ("Learning rate η (what goes with the optimizer)"), "R" },
    { "optimizer", 0, 0, G_OPTION_ARG_STRING, &texts->optimizer,
      N_ ("sgd, momentum, nesterov or adam (momentum)"), "O" },
    { "momentum", 'm', 0, G_OPTION_ARG_STRING, &texts->momentum,
      N_ ("μ of momentum and nesterov, β₁ of adam (0.9)"), "M" },
    { "decay", 0, 0, G_OPTION_ARG_STRING, &texts->decay, N_ ("Weight decay λ, not of biases (0)"), "L" },
    { "schedule", 0, 0, G_OPTION_ARG_STRING, &texts->schedule,
      N_ ("constant, step=EPOCHS or cosine=EPOCHS (constant)"), "T" },
    { "freeze", 0, 0, G_OPTION_ARG_STRING, &texts->freeze,
      N_ ("What stays as it is: layers as 3, or units of one as 3/0-5, several with commas; or none"),
      N_ ("UNITS") },
    { "init", 0, 0, G_OPTION_ARG_STRING, &texts->init,
      N_ ("auto, xavier, he, zeros, uniform=A or normal=S (auto)"), "I" },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &texts->seed, N_ ("Equal seeds give equal weights (1)"), "S" },
    { "stop", 0, 0, G_OPTION_ARG_STRING, &texts->stop,
      N_ ("What ends it before: accuracy=SHARE patience=EPOCHS minutes=N, several with commas"),
      N_ ("RULES") },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &texts->threads,
      N_ ("Threads that compute; they change no number (one core fewer than there are)"), "N" },
    { "distortion", 0, 0, G_OPTION_ARG_STRING, &texts->distortion,
      N_ ("mild, medium, strong or scanned (medium)"), "D" },
    { "test", 't', 0, G_OPTION_ARG_FILENAME, &texts->test, N_ ("A data set to test with"), N_ ("PATH") },
    { "test-share", 0, 0, G_OPTION_ARG_STRING, &texts->test_share,
      N_ ("How much to set aside for testing of data without a test part (0.1)"), "F" },
    { "split-seed", 0, 0, G_OPTION_ARG_STRING, &texts->split_seed,
      N_ ("Equal seeds set the same samples aside (1)"), "S" },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts->out, N_ ("Save the model here"), N_ ("FILE") },
    { "resume", 0, 0, G_OPTION_ARG_FILENAME, &texts->resume,
      N_ ("Go on from where this file stopped, until there are --epochs in all"), N_ ("FILE") },
    { "history", 0, 0, G_OPTION_ARG_NONE, &texts->history,
      N_ ("Save the way there with it, so that “replay” can go back"), NULL },
    { "weights-only", 0, 0, G_OPTION_ARG_NONE, &texts->weights_only,
      N_ ("Save nothing that only training on needs: a smaller file"), NULL },
    { NULL },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (entries) <= CLI_TRAIN_ENTRIES);
  memcpy (out, entries, sizeof entries);
}

gboolean
cli_train_read (int argc, char **argv, CliTrainWanted *out, CliExit *exit)
{
  CliTrainTexts texts = { 0 };
  GOptionEntry entries[CLI_TRAIN_ENTRIES];
  gboolean read;

  cli_train_entries (&texts, entries);
  read = cli_options_parse ("train", entries, &argc, &argv, exit)
         && check_and_read (argc, argv, &texts, out, exit);

  cli_train_texts_clear (&texts);
  return read;
}

void
cli_train_wanted_clear (CliTrainWanted *self)
{
  g_free (self->net);
  g_free (self->out);
  g_free (self->freeze);
  g_free (self->resume);
  fv_record_unref (self->record);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
}
