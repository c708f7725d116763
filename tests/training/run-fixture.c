/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-fixture.h"

Run
run_new (const char *optimizer)
{
  Run run = { .training = fixture_training (optimizer) };

  run.history = fv_history_new (run.training, FV_HISTORY_BUDGET);
  return run;
}

void
run_clear (Run *run)
{
  fv_history_free (run->history);
  fv_training_free (run->training);
}

void
go_on (const Run *run, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (fv_history_batch (run->history, NULL), ==, FV_TRAINING_OK);
}

void
seek (const Run *run, guint64 batch)
{
  g_assert_cmpint (fv_history_seek (run->history, batch, NULL, NULL, NULL), ==, FV_SEEK_THERE);
  g_assert_cmpuint (fv_training_batches (run->training), ==, batch);
}

void
change (const Run *run, double rate)
{
  FvTrainingOptions options = *fv_training_edit (run->training);

  options.hyper.rate = rate;
  fv_history_set_options (run->history, &options);
}
