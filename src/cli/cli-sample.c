/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-sample.h"

#include <glib/gi18n-lib.h>

#include "cli-data.h"
#include "fv-digits.h"
#include "fv-error.h"
#include "fv-evaluation.h"

/* Whose digits are shown where no data set is named: clear ones. */
#define SHOWN_SEED       1
#define SHOWN_DISTORTION FV_DISTORTION_MILD

static FvTrace *
trace_digit (const FvModel *model, CliSample wanted)
{
  const FvNetwork *network = fv_parameters_network (model->parameters);
  FvShape digit = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };
  guint wanted_classes = fv_network_loss (network)->has_other ? 11 : 10;
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  guint label;

  if (!fv_shape_equal (fv_network_shape (network, 0), digit)
      || fv_network_n_classes (network) != wanted_classes)
    return NULL;
  label = fv_digits_draw (SHOWN_SEED, wanted.nth, SHOWN_DISTORTION, pixels);
  return fv_trace_new_with_rules (model->parameters, pixels, label, wanted.rules);
}

static FvDataset *
open_set (const FvModel *model, CliSample wanted, GError **error)
{
  FvShape shape = fv_network_shape (fv_parameters_network (model->parameters), 0);
  g_autoptr (FvDataset) set = cli_data_open_part (wanted.data, FV_PART_TEST, shape, cli_stop_catch (), error);

  if (set == NULL || !fv_evaluation_fits (fv_parameters_network (model->parameters), set, error))
    return NULL;
  if (wanted.nth < fv_dataset_count (set))
    return g_steal_pointer (&set);
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--sample: found “%u”, %s has %u samples, from 0"),
               wanted.nth, fv_dataset_name (set), fv_dataset_count (set));
  return NULL;
}

FvStep
cli_step_of (const FvModel *model)
{
  return (FvStep){ .optimizer = model->options.optimizer,
                   .frozen = model->options.frozen,
                   .hyper = model->options.hyper,
                   .step = model->batch - model->since + 1,
                   .slots = model->slots[0] != NULL ? (const float *const *)model->slots : NULL };
}

FvTrace *
cli_sample_trace (const FvModel *model, CliSample wanted, FvDataset **set, GError **error)
{
  g_autoptr (FvDataset) opened = NULL;
  FvTrace *trace;

  if (wanted.data == NULL || g_str_equal (wanted.data, "digits"))
    return trace_digit (model, wanted);
  opened = open_set (model, wanted, error);
  if (opened == NULL)
    return NULL;
  trace = fv_trace_new_with_rules (model->parameters, fv_dataset_pixels (opened, wanted.nth),
                                   fv_dataset_label (opened, wanted.nth), wanted.rules);
  if (set != NULL)
    *set = g_steal_pointer (&opened);
  return trace;
}
