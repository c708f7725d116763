/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-summing.h"
#include "fovea-progress.h"

/* How often progress is looked at; so many summaries are kept: of a training and a test set. */
#define POLL_MS 60
#define KEPT    2

/**
 * FoveaSumming:
 *
 * Sums up a data set on a thread; what is no longer wanted is stopped. The last ones are kept.
 */
struct _FoveaSumming
{
  GObject parent_instance;
  FvDataset *wanted;       /* NULL: none */
  FvSummary *kept[KEPT];   /* newest first; may be NULL */
  FoveaProgress *progress; /* of the work under way; NULL: none */
  guint poll;
};

G_DEFINE_FINAL_TYPE (FoveaSumming, fovea_summing, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

typedef struct
{
  FvDataset *set;
  FoveaProgress *progress;
  FvSummary *summary; /* NULL: stopped */
} Job;

static void
job_free (Job *job)
{
  fv_dataset_unref (job->set);
  fovea_progress_unref (job->progress);
  fv_summary_unref (job->summary);
  g_free (job);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->summary = fv_summary_new (job->set, fovea_progress_tell, job->progress);
  g_task_return_boolean (task, job->summary != NULL);
}

static void
stop (FoveaSumming *self)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  if (self->progress != NULL)
    fovea_progress_cancel (self->progress);
  g_clear_pointer (&self->progress, fovea_progress_unref);
}

static void
keep (FoveaSumming *self, FvSummary *summary)
{
  fv_summary_unref (self->kept[KEPT - 1]);
  for (guint i = KEPT - 1; i > 0; i--)
    self->kept[i] = self->kept[i - 1];
  self->kept[0] = fv_summary_ref (summary);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaSumming *self = FOVEA_SUMMING (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (job->progress != self->progress || job->summary == NULL)
    return; /* another one is wanted by now */
  stop (self);
  keep (self, job->summary);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_poll (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static void
begin (FoveaSumming *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done, NULL);
  Job *job = g_new0 (Job, 1);

  self->progress = fovea_progress_new ();
  job->set = fv_dataset_ref (self->wanted);
  job->progress = fovea_progress_ref (self->progress);
  self->poll = g_timeout_add (POLL_MS, on_poll, self);
  g_task_set_task_data (task, job, (GDestroyNotify)job_free);
  g_task_run_in_thread (task, run);
}

/**
 * fovea_summing_set_wanted:
 * @set: (nullable): which set is to be summed up; %NULL stops
 */
void
fovea_summing_set_wanted (FoveaSumming *self, FvDataset *set)
{
  if (set == self->wanted)
    return;
  stop (self);
  g_clear_pointer (&self->wanted, fv_dataset_unref);
  self->wanted = set != NULL ? fv_dataset_ref (set) : NULL;
  if (set != NULL && fovea_summing_get (self) == NULL)
    begin (self);
}

/**
 * fovea_summing_retain:
 * @train: (nullable): a set there still is
 * @test: (nullable): the other one
 *
 * Forgets summaries of all others, which would keep these in memory.
 */
void
fovea_summing_retain (FoveaSumming *self, FvDataset *train, FvDataset *test)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->kept[i] != NULL && fv_summary_dataset (self->kept[i]) != train
        && fv_summary_dataset (self->kept[i]) != test)
      g_clear_pointer (&self->kept[i], fv_summary_unref);
}

/**
 * fovea_summing_get:
 *
 * Returns: (transfer none) (nullable): of the wanted set; %NULL while it is not summed up
 */
FvSummary *
fovea_summing_get (FoveaSumming *self)
{
  for (guint i = 0; self->wanted != NULL && i < KEPT; i++)
    if (self->kept[i] != NULL && fv_summary_dataset (self->kept[i]) == self->wanted)
      return self->kept[i];
  return NULL;
}

/**
 * fovea_summing_get_progress:
 *
 * Returns: 0…1, or −1 when nothing is being summed up
 */
double
fovea_summing_get_progress (FoveaSumming *self)
{
  return self->progress != NULL ? fovea_progress_get (self->progress) : -1;
}

static void
fovea_summing_dispose (GObject *object)
{
  FoveaSumming *self = FOVEA_SUMMING (object);

  stop (self);
  g_clear_pointer (&self->wanted, fv_dataset_unref);
  for (guint i = 0; i < KEPT; i++)
    g_clear_pointer (&self->kept[i], fv_summary_unref);
  G_OBJECT_CLASS (fovea_summing_parent_class)->dispose (object);
}

static void
fovea_summing_class_init (FoveaSummingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_summing_dispose;
  /**
   * FoveaSumming::changed:
   *
   * A summary is there, or work has come further.
   */
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", FOVEA_TYPE_SUMMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_summing_init (FoveaSumming *self)
{
}

FoveaSumming *
fovea_summing_new (void)
{
  return g_object_new (FOVEA_TYPE_SUMMING, NULL);
}
