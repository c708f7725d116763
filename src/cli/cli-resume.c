/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-resume.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "fv-error.h"

gboolean
cli_source_to_wanted (const FvSource *source, const char *name, CliDataWanted *out, GError **error)
{
  if (source->data == NULL)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("%s: does not say which data it was trained on; --data can"), name);
      return FALSE;
    }
  *out = (CliDataWanted){ .data = source->data,
                          .test = source->test,
                          .samples = source->samples,
                          .seed = source->seed,
                          .distortion = source->distortion,
                          .test_share = source->test_share,
                          .split_seed = source->split_seed };
  return TRUE;
}

/* Older files have no mark: nothing is known then. */
static gboolean
are_the_same (const FvRecord *record, const FvDataset *train)
{
  guint64 mark = fv_record_model (record)->mark;

  return mark == 0 || mark == fv_source_mark (train);
}

gboolean
cli_resume_open_data (const FvRecord *record, const char *name, const CliDataWanted *wanted,
                      gboolean explicit, const int *stop, FvDataset **train, FvDataset **test, GError **error)
{
  CliDataWanted asked = *wanted;

  asked.shape = fv_network_shape (fv_parameters_network (fv_record_model (record)->parameters), 0);
  if (!cli_data_open (&asked, stop, train, test, error))
    return FALSE;
  if (are_the_same (record, *train))
    return TRUE;
  if (explicit)
    {
      fprintf (stderr,
               _ ("fovea-cli: %s was trained on other data than %s: it learns from these from here on\n"),
               name, wanted->data);
      return TRUE;
    }
  g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("%s: is not what %s was trained on"), wanted->data, name);
  g_clear_pointer (train, fv_dataset_unref);
  g_clear_pointer (test, fv_dataset_unref);
  return FALSE;
}

void
cli_resume_check_kernels (const FvRecord *record, const char *name, const FvTraining *training)
{
  if (!fv_record_has_history (record) || fv_record_replays_exactly (record, training))
    return;
  fprintf (stderr,
           _ ("fovea-cli: %s was trained by the kernels %s, which round otherwise than those here: not to "
              "the bit\n"),
           name, fv_record_kernels (record));
}
