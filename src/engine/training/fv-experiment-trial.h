/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-experiment-report.h"
#include "fv-parameters.h"

G_BEGIN_DECLS

/* One run of an experiment; fv-experiment.h is what others use. */
typedef struct
{
  guint epochs;
  guint64 batches; /* 0: epochs say it */
} FvTrialLength;

/* Borrowed. */
typedef struct
{
  const GArray *settings; /* FvSetting, of all runs … */
  guint nth;              /* … and which this is */
  FvParameters *start;    /* with the network it is trained as */
  FvDataset *train;
  FvDataset *test; /* or NULL */
  FvTrialLength length;
} FvTrialTask;

FvTrial *fv_trial_new_waiting (const GArray *settings, guint nth);

/* A run on its way; what it has come to is copied. */
typedef struct _FvTrialRun FvTrialRun;
FvTrial *fv_trial_run_look (const FvTrialRun *self);

/* From its first batch to its last, or until *stop (may be NULL), or to where a number is none. on_batch is called after
 * each. New reference. */
FvTrial *fv_trial_run (const FvTrialTask *task, const int *stop,
                       void (*on_batch) (FvTrialRun *run, gpointer data), gpointer data);

G_END_DECLS
