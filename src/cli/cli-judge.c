/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-judge.h"
#include "cli-data.h"
#include "fv-evaluation.h"

FvJudgement *
cli_judge (const FvModel *model, const char *data, guint n_threads, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  FvShape digit = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };
  g_autoptr (FvDataset) set = NULL;

  if (data == NULL && !fv_shape_equal (fv_network_shape (network, 0), digit))
    return NULL;
  set = cli_data_open_part (data != NULL ? data : "digits", FV_PART_TEST, fv_network_shape (network, 0),
                            cli_stop_catch (), error);
  if (set == NULL || (data == NULL && !fv_evaluation_fits (network, set, NULL)))
    return NULL;
  return fv_judgement_new (model->parameters, set, model->batch, n_threads, cli_stop_catch (), NULL, error);
}
