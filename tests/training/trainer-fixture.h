/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gate.h"
#include "fv-trainer.h"
#include "training-fixture.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

/* What a main loop would be: counts notifications and waits for them. */
typedef struct
{
  FvGate *gate;
  guint notified; /* behind the gate */
  guint seen;     /* ours */
} Bell;

/* FvTrainerNotify */
void ring (gpointer bell);
/* FALSE if nothing came until the time was over. */
gboolean bell_wait (Bell *bell, gint64 microseconds);
/* The next snapshot in the mailbox; a notification may come for one that was taken already. */
FvSnapshot *next_snapshot (Bell *bell, FvTrainer *trainer);
/* On a fixture_training(), its first snapshot taken. */
FvTrainer *trainer_start (Bell *bell, const char *optimizer);
void trainer_finish (Bell *bell, FvTrainer *trainer);
/* Takes snapshots until one says that training rests. */
FvSnapshot *wait_for_rest (Bell *bell, FvTrainer *trainer);
