/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-history.h"
#include "training-fixture.h"

/* A fixture_training() and its past. */
typedef struct
{
  FvTraining *training;
  FvHistory *history;
} Run;

Run run_new (const char *optimizer);
void run_clear (Run *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)
/* n batches that must go well. */
void go_on (const Run *run, guint n);
/* Must get there. */
void seek (const Run *run, guint64 batch);
/* Goes on with another rate. */
void change (const Run *run, double rate);
