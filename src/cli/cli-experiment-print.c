/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-experiment-print.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

/* "optimizer adam, rate 0.03": what differs between the runs; of one alone, all of it. */
static void
print_setting (const FvExperimentReport *report, const FvTrial *trial)
{
  const FvExperimentAxis *axis;
  gboolean first = TRUE;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *value = fv_experiment_axis_value (axis, axis->get (&trial->setting));

      if ((report->differ != 0 && !(report->differ & 1u << i)) || *value == '\0')
        continue;
      printf ("%s%s %s", first ? "" : ", ", axis->name, value);
      first = FALSE;
    }
}

/* What is not known is left out. */
static void
print_number (const char *name, double value)
{
  if (isfinite (value))
    printf (", %s %.6g", name, value);
}

static void
print_trial (const FvExperimentReport *report, guint nth)
{
  const FvTrial *trial = report->trials[nth];

  printf ("run_%u: ", nth + 1);
  print_setting (report, trial);
  printf ("; %s, batches %ju", fv_trial_state_name (trial->state), (uintmax_t)trial->batches);
  print_number ("test_accuracy", trial->last.test_accuracy);
  print_number ("test_loss", trial->last.test_loss);
  print_number ("train_accuracy", trial->last.train_accuracy);
  print_number ("train_loss", trial->last.train_loss);
  print_number ("best_test_accuracy", trial->best.test_accuracy);
  print_number ("best_test_loss", trial->best.test_loss);
  if (trial->has_trouble)
    printf (", trouble %s", fv_trouble_name (trial->trouble.kind));
  printf (", seconds %.3f", trial->seconds);
  if (trial->sha256 != NULL)
    printf (", weights_sha256 %s", trial->sha256);
  printf ("\n");
}

void
cli_experiment_print (const FvExperimentReport *report, const FvNetwork *network)
{
  g_autofree guint *order = g_new (guint, report->n_trials);

  printf ("net: %s\n", fv_network_text (network));
  printf ("runs: %u\n", report->n_trials);
  for (guint i = 0; i < report->n_trials; i++)
    print_trial (report, i);
  fv_experiment_report_rank (report, order);
  printf ("rank:");
  for (guint i = 0; i < report->n_trials; i++)
    printf (" %u", order[i] + 1);
  printf ("\nbest: %u\n", order[0] + 1);
  printf ("seconds: %.3f\n", report->seconds);
}
