/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cli-data.h"
#include "cli-options.h"
#include "cli-stop.h"
#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-judgement.h"
#include "fv-model.h"
#include "fv-save.h"

/* How often each class is read as each, as a spreadsheet takes it. */
static gboolean
save_confusion (const FvModel *model, FvDataset *set, guint count, guint n_threads, const char *path,
                GError **error)
{
  g_autoptr (FvDataset) some = fv_dataset_slice (set, 0, count);
  g_auto (GStrv) names = fv_evaluation_class_names (fv_parameters_network (model->parameters), set);
  g_autoptr (FvJudgement) judgement
      = fv_judgement_new (model->parameters, some, model->batch, n_threads, cli_stop_catch (), NULL, error);
  g_autoptr (GBytes) bytes = NULL;
  char *csv;

  if (judgement == NULL)
    return FALSE;
  csv = fv_judgement_to_csv (judgement, (const char *const *)names);
  bytes = g_bytes_new_take (csv, strlen (csv));
  return fv_save_bytes (path, bytes, error);
}

static CliExit
evaluate (const FvModel *model, const FvDataset *set, guint count, guint n_threads)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  GError *error = NULL;
  g_autoptr (FvPlan) plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = n_threads }, &error);
  FvEvaluation result;

  if (plan == NULL)
    return cli_fail (error);
  fv_plan_write (plan, fv_parameters_values (model->parameters), NULL);
  if (!fv_evaluate (plan, network, set, 0, count, cli_stop_catch (), &result, NULL))
    return cli_fail (g_error_new_literal (FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before the end")));
  printf ("samples: %u\n", result.samples);
  printf ("accuracy: %.6g\n", result.accuracy);
  printf ("loss: %.6g\n", result.loss);
  return CLI_FINE;
}

static CliExit
load_and_evaluate (const char *path, const char *data, guint limit, guint n_threads, const char *confusion)
{
  GError *error = NULL;
  g_autoptr (FvModel) model = fv_model_load (path, &error);
  g_autoptr (FvDataset) set = NULL;

  if (model == NULL)
    return cli_fail (error);
  set = cli_data_open_part (data, FV_PART_TEST,
                            fv_network_shape (fv_parameters_network (model->parameters), 0),
                            cli_stop_catch (), &error);
  if (set == NULL || !fv_evaluation_fits (fv_parameters_network (model->parameters), set, &error))
    return cli_fail (error);
  limit = MIN (limit, fv_dataset_count (set));
  if (confusion != NULL && !save_confusion (model, set, limit, n_threads, confusion, &error))
    return cli_fail (error);
  return evaluate (model, set, limit, n_threads);
}

CliExit
cli_eval (int argc, char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *limit_text = NULL;
  g_autofree char *threads_text = NULL;
  g_autofree char *confusion = NULL;
  guint limit = G_MAXUINT;
  guint n_threads = 0;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data, N_ ("The data set, its test part if it has two"),
      N_ ("PATH") },
    { "confusion", 0, 0, G_OPTION_ARG_FILENAME, &confusion,
      N_ ("Save how often each class is read as each here, as comma-separated values"), N_ ("FILE") },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &limit_text, N_ ("Only the first N samples"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &threads_text,
      N_ ("Threads that compute; they change no number (one core fewer than there are)"), "N" },
    { NULL },
  };
  GError *error = NULL;
  CliExit exit;

  if (!cli_options_parse ("eval", entries, &argc, &argv, &exit))
    return exit;
  if (argc != 2)
    return cli_fail_missing ("eval", _ ("the one model"));
  if (data == NULL)
    return cli_fail_missing ("eval", "--data");
  if (!cli_read_count ("--limit", limit_text, 1, G_MAXUINT, &limit, &error)
      || !cli_read_threads (threads_text, &n_threads, &error))
    return cli_fail (error);
  return load_and_evaluate (argv[1], data, limit, n_threads, confusion);
}
