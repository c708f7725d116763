/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <stdio.h>

#include "cli-options.h"
#include "cli-progress.h"
#include "cli-resume.h"
#include "fv-error.h"

typedef struct
{
  char *to, *branch, *data, *test, *out, *threads;
} Texts;

typedef struct
{
  const char *file;
  guint64 to;
  guint branch; /* id; 0: the one that is shown */
  guint n_threads;
} Wanted;

typedef struct
{
  FvTraining *training;
  CliProgress progress;
  guint64 replayed;
} Replay;

static void
texts_clear (Texts *texts)
{
  g_free (texts->to);
  g_free (texts->branch);
  g_free (texts->data);
  g_free (texts->test);
  g_free (texts->out);
  g_free (texts->threads);
}

static const char *
progress_text (gpointer data)
{
  static char text[80];
  const Replay *replay = data;

  g_snprintf (text, sizeof text, _ ("batch %ju"), (uintmax_t)fv_training_batches (replay->training));
  return text;
}

static void
show_progress (guint64 done, guint64 total, gpointer data)
{
  Replay *replay = data;

  replay->replayed = done;
  cli_progress_show (&replay->progress, (double)done / (double)total, 1, progress_text, replay);
}

/* "1 (0–120), 2 (60–90)". */
static char *
list_branches (const FvHistory *history)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < fv_history_n_branches (history); i++)
    {
      g_autoptr (FvBranch) branch = fv_history_nth_branch (history, i);

      g_string_append_printf (list, "%s%u (%ju–%ju)", i > 0 ? ", " : "", branch->id,
                              (uintmax_t)branch->left_at, (uintmax_t)branch->newest);
    }
  return g_string_free (list, FALSE);
}

static FvBranch *
find_branch (const FvHistory *history, guint id)
{
  for (guint i = 0; i < fv_history_n_branches (history); i++)
    {
      FvBranch *branch = fv_history_nth_branch (history, i);

      if (branch->id == id)
        return branch;
      fv_branch_unref (branch);
    }
  return NULL;
}

static gboolean
check_place (const FvHistory *history, const Wanted *wanted, guint id, GError **error)
{
  g_autoptr (FvBranch) branch = find_branch (history, id);
  g_autofree char *list = list_branches (history);

  if (branch == NULL)
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--branch: found %u, %s has %s"), id, wanted->file,
                 list);
  else if (wanted->to > branch->newest || wanted->to < fv_history_first (history))
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
                 _ ("--to: found %ju, branch %u of %s has batches %ju to %ju"), (uintmax_t)wanted->to, id,
                 wanted->file, (uintmax_t)fv_history_first (history), (uintmax_t)branch->newest);
  else
    return TRUE;
  return FALSE;
}

static gboolean
walk (FvHistory *history, const Wanted *wanted, const int *stop, Replay *replay, GError **error)
{
  guint id = wanted->branch != 0 ? wanted->branch : fv_history_shown_branch (history);
  FvSeek seek;

  if (!check_place (history, wanted, id, error))
    return FALSE;
  seek = fv_history_choose (history, id, wanted->to, stop, show_progress, replay);
  cli_progress_end (&replay->progress);
  if (seek == FV_SEEK_THERE)
    return TRUE;
  if (seek == FV_SEEK_STOPPED)
    g_set_error (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped at batch %ju"),
                 (uintmax_t)fv_training_batches (replay->training));
  else
    g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                 _ ("%s: batch %ju was learned from other data than are at hand"), wanted->file,
                 (uintmax_t)wanted->to);
  return FALSE;
}

static gboolean
save (const FvTraining *training, const char *out, GError **error)
{
  g_autoptr (FvModel) model = fv_training_to_model (training);

  fv_curve_truncate (model->curve, model->batch);
  return out == NULL || fv_model_save (model, out, error);
}

static void
print_results (const Replay *replay, double seconds)
{
  g_autoptr (FvParameters) parameters = fv_training_parameters (replay->training);
  g_autofree char *sha256 = fv_parameters_sha256 (parameters);

  printf ("batch: %ju\n", (uintmax_t)fv_training_batches (replay->training));
  printf ("epochs: %g\n", fv_training_epoch (replay->training));
  printf ("replayed: %ju\n", (uintmax_t)replay->replayed);
  printf ("seconds: %.3f\n", seconds);
  printf ("weights_sha256: %s\n", sha256);
}

static gboolean
replay_on (const FvRecord *record, const Wanted *wanted, const char *out, FvDataset *train, FvDataset *test,
           const int *stop, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  FvHistory *history = NULL;
  g_autoptr (FvTraining) training = fv_record_resume (record, train, test, &history, error);
  Replay replay = { .training = training };
  gboolean done;

  if (training == NULL)
    return FALSE;
  fv_training_edit (training)->n_threads = wanted->n_threads;
  cli_resume_check_kernels (record, wanted->file, training);
  done = walk (history, wanted, stop, &replay, error) && save (training, out, error);
  fv_history_free (history);
  if (done)
    print_results (&replay, (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  return done;
}

static gboolean
has_history (const FvRecord *record, const char *file, GError **error)
{
  if (fv_record_has_history (record))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: holds no history; “train --history” saves one"), file);
  return FALSE;
}

static gboolean
find_data (const FvRecord *record, const Wanted *wanted, const Texts *texts, CliDataWanted *data,
           GError **error)
{
  const FvSource *source = &fv_record_model (record)->source;

  *data = (CliDataWanted){ .test_share = CLI_DATA_TEST_SHARE, .split_seed = CLI_DATA_SPLIT_SEED };
  if (texts->data == NULL || source->data != NULL)
    if (!cli_source_to_wanted (source, wanted->file, data, error))
      return FALSE;
  if (texts->data != NULL)
    data->data = texts->data;
  if (texts->test != NULL)
    data->test = texts->test;
  return TRUE;
}

static gboolean
replay (const Wanted *wanted, const Texts *texts, GError **error)
{
  const int *stop = cli_stop_catch ();
  g_autoptr (FvRecord) record = fv_record_load (wanted->file, error);
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  CliDataWanted data;

  return record != NULL && has_history (record, wanted->file, error)
         && find_data (record, wanted, texts, &data, error)
         && cli_resume_open_data (record, wanted->file, &data, FALSE, stop, &train, &test, error)
         && replay_on (record, wanted, texts->out, train, test, stop, error);
}

static CliExit
read_and_replay (int argc, char **argv, const Texts *texts)
{
  Wanted wanted = { 0 };
  GError *error = NULL;

  if (argc < 2)
    return cli_fail_missing ("replay", "FILE");
  if (texts->to == NULL)
    return cli_fail_missing ("replay", "--to BATCH");
  wanted.file = argv[1];
  if (cli_no_more ("replay", argc - 1, argv + 1, &error)
      && cli_read_unsigned ("--to", texts->to, 0, G_MAXUINT64, &wanted.to, &error)
      && cli_read_count ("--branch", texts->branch, 1, G_MAXUINT, &wanted.branch, &error)
      && cli_read_threads (texts->threads, &wanted.n_threads, &error) && cli_check_out (texts->out, &error)
      && replay (&wanted, texts, &error))
    return CLI_FINE;
  return cli_fail (error);
}

CliExit
cli_replay (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &texts.to, N_ ("Go to the moment after so many batches"),
      N_ ("BATCH") },
    { "branch", 0, 0, G_OPTION_ARG_STRING, &texts.branch, N_ ("On this branch (the one that was shown)"),
      "ID" },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts.data, N_ ("Where its data are now"), N_ ("PATH") },
    { "test", 't', 0, G_OPTION_ARG_FILENAME, &texts.test, N_ ("A data set to test with"), N_ ("PATH") },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &texts.threads,
      N_ ("Threads that compute; they change no number (one core fewer than there are)"), "N" },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts.out, N_ ("Save the model of that moment here"),
      N_ ("FILE") },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("replay", entries, &argc, &argv, &exit))
    exit = read_and_replay (argc, argv, &texts);
  texts_clear (&texts);
  return exit;
}
