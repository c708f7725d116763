/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture-measures.h"
#include "fv-digits.h"
#include "fv-gate.h"
#include "fv-trainer.h"

/* Does an hour of training in a window take more memory than its first minutes? The trainer trains lenet at full speed,
 * is looked at thirty times a second and saved twice a minute, as the window does it (which saves once), and now and then
 * the rate is changed at an earlier moment, so that branches come and go. Told how long, in minutes, it prints what is
 * resident and what the history holds at ten moments; an hour has as many batches as that, so that a shorter time says
 * what an hour would: the history is full after seconds. */

#define MINUTES   60
#define SAMPLES   6000
#define GLANCE_US (G_USEC_PER_SEC / 30)
#define SAVE_US   (30 * G_USEC_PER_SEC)
#define BRANCH_US (45 * G_USEC_PER_SEC)
#define MOMENTS   10
#define GROWTH_KB 4096 /* asked, from the third moment on */

typedef struct
{
  FvTrainer *trainer;
  FvGate *gate;
  gsize file_bytes; /* of the newest save */
  guint64 batches;  /* learned, all branches together */
  guint64 newest;
  guint branch;
  double rate;
} Hour;

static void
on_posted (gpointer data)
{
  Hour *hour = data;

  fv_gate_lock (hour->gate);
  fv_gate_open (hour->gate);
  fv_gate_unlock (hour->gate);
}

/* What was learned since the last look, on whichever branch. */
static void
count (Hour *hour, const FvSnapshot *snapshot)
{
  guint64 newest = fv_snapshot_newest (snapshot);

  if (fv_snapshot_branch (snapshot) == hour->branch && newest > hour->newest)
    hour->batches += newest - hour->newest;
  hour->newest = newest;
  hour->branch = fv_snapshot_branch (snapshot);
}

static void
look (Hour *hour)
{
  FvSnapshot *snapshot = fv_trainer_take (hour->trainer);

  if (snapshot != NULL)
    {
      count (hour, snapshot);
      fv_snapshot_unref (snapshot);
    }
  fv_trainer_want (hour->trainer);
}

/* All that saving does but the disk. */
static void
save (Hour *hour)
{
  FvRecord *record;
  g_autoptr (GBytes) bytes = NULL;

  fv_trainer_ask_record (hour->trainer);
  while ((record = fv_trainer_take_record (hour->trainer)) == NULL)
    g_usleep (1000);
  bytes = fv_record_to_bytes (record);
  hour->file_bytes = g_bytes_get_size (bytes);
  fv_record_unref (record);
}

static void
branch (Hour *hour)
{
  FvHyper hyper = { .rate = hour->rate, .momentum = 0.9 };

  hour->rate = hour->rate > 0.005 ? 0.004 : 0.01;
  fv_trainer_seek (hour->trainer, 0, hour->newest - hour->newest / 10);
  fv_trainer_set_options (hour->trainer, hyper, 32);
  fv_trainer_run (hour->trainer);
}

static void
wait_for_post (Hour *hour, gint64 until)
{
  fv_gate_lock (hour->gate);
  fv_gate_wait_until (hour->gate, until);
  fv_gate_unlock (hour->gate);
}

static void
train_for (Hour *hour, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;
  gint64 save_at = g_get_monotonic_time () + SAVE_US, branch_at = g_get_monotonic_time () + BRANCH_US;

  while (g_get_monotonic_time () < end)
    {
      gint64 now = g_get_monotonic_time ();

      look (hour);
      if (now >= save_at)
        {
          save (hour);
          save_at = now + SAVE_US;
        }
      if (now >= branch_at)
        {
          branch (hour);
          branch_at = now + BRANCH_US;
        }
      wait_for_post (hour, now + GLANCE_US);
    }
  save (hour);
}

static FvTraining *
new_training (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("lenet", NULL);
  g_autoptr (FvDataset) train = fv_digits_new (1, 0, SAMPLES, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvDataset) test = fv_digits_new (2, 0, 500, FV_DISTORTION_MILD, NULL, NULL);
  FvTraining *training = fv_training_new (network, NULL, train, test, fv_training_options (), NULL);

  g_assert_nonnull (training);
  return training;
}

int
main (int argc, char **argv)
{
  double minutes = argc > 1 ? g_ascii_strtod (argv[1], NULL) : MINUTES;
  Hour hour = { .gate = fv_gate_new (), .rate = 0.004, .branch = 1 };
  guint64 third = 0, most = 0;

  hour.trainer = fv_trainer_new (new_training (), on_posted, &hour);
  fv_trainer_run (hour.trainer);
  for (guint i = 1; i <= MOMENTS; i++)
    {
      guint64 resident;

      train_for (&hour, (gint64)(minutes * 60 * G_USEC_PER_SEC / MOMENTS));
      resident = fixture_resident_kib ();
      third = i == 3 ? resident : third;
      most = i > 3 ? MAX (most, resident) : most;
      printf ("after %.1f min: batches %" G_GUINT64_FORMAT ", resident_kb %" G_GUINT64_FORMAT
              ", session_file_kb %" G_GSIZE_FORMAT "\n",
              minutes * i / MOMENTS, hour.batches, resident, hour.file_bytes / 1024);
      fflush (stdout);
    }
  printf ("history_budget_kb: %" G_GSIZE_FORMAT "  (asked: the file holds no more, and the model)\n",
          FV_HISTORY_BUDGET / 1024);
  printf ("resident_growth_kb: %d  (asked: at most %d since the third moment)\n", (int)(most - third),
          GROWTH_KB);
  fv_trainer_free (hour.trainer);
  fv_gate_free (hour.gate);
  return most > third + GROWTH_KB;
}
