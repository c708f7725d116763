/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-curve.h"
#include "fv-experiment-grid.h"
#include "fv-trouble.h"

G_BEGIN_DECLS

/* What came of the runs of an experiment, so far or in the end. Trials and reports are immutable, counted and owned by
 * nobody; any thread. */

typedef enum
{
  FV_TRIAL_WAITING,
  FV_TRIAL_RUNNING,
  FV_TRIAL_DONE,
  FV_TRIAL_STOPPED,    /* somebody ended the experiment meanwhile */
  FV_TRIAL_NON_FINITE, /* a loss or a parameter left the finite numbers: it ended there */
} FvTrialState;
#define FV_TRIAL_N_STATES (FV_TRIAL_NON_FINITE + 1)

const char *fv_trial_state_name (FvTrialState state);  /* "done" */
const char *fv_trial_state_title (FvTrialState state); /* N_("done") */

/* NAN: not known (yet). */
typedef struct
{
  double train_loss;
  double train_accuracy; /* 0…1 */
  double test_loss;
  double test_accuracy;
} FvTrialNumbers;

typedef struct
{
  int references; /* only through the functions below */
  FvSetting setting;
  char *words; /* what tells it from the others, translated */
  FvTrialState state;
  guint64 batches;
  double epochs;
  double seconds;
  /* As it stands: training values are means over the newest epoch, test values of the whole test set when it is done,
   * before that of the newest measurement. Of a run that is not finite they are those of its last finite moment. */
  FvTrialNumbers last;
  /* The best of the ends of its epochs, each number for itself. */
  FvTrialNumbers best;
  guint64 best_batch; /* of the lowest test loss */
  FvCurve *curve;     /* tested with the first FV_TRAINING_QUICK_TEST test samples throughout */
  gboolean has_trouble;
  FvTrouble trouble;      /* the gravest */
  char *trouble_sentence; /* translated; NULL: none */
  char *sha256;           /* of its weights; NULL until it has ended */
} FvTrial;

FvTrial *fv_trial_ref (FvTrial *self);
void fv_trial_unref (FvTrial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvTrial, fv_trial_unref)

typedef struct
{
  int references;
  guint n_trials;
  FvTrial **trials; /* in the order they are run */
  guint n_ended;
  gboolean finished; /* nothing runs any more */
  double fraction;   /* of all, 0…1 */
  double seconds;
  double seconds_left; /* NAN: not known */
  guint differ;        /* fv_settings_differ_in() */
  guint n_test;        /* samples in the test set */
} FvExperimentReport;

FvExperimentReport *fv_experiment_report_ref (FvExperimentReport *self);
void fv_experiment_report_unref (FvExperimentReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvExperimentReport, fv_experiment_report_unref)

/* order [n_trials]: which is best, which comes next …: by test accuracy, then test loss, then their order; those that
 * are not finite or have not begun come last. */
void fv_experiment_report_rank (const FvExperimentReport *self, guint *order);

/* A table with a head, one line a trial, in the order they were run: the axes' columns, then the results', as names of
 * files have them, decimal points and commas in every language. g_free(). */
char *fv_experiment_report_to_csv (const FvExperimentReport *self);

G_END_DECLS
