/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-shift-reader.h"

#include "fv-hand.h"
#include "fv-pass.h"

#include <string.h>

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)
#define N    (FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE)

/**
 * FoveaShiftReader:
 *
 * What a drawing is read as at every place near by. That are 81 passes through the network, so a thread makes them: one
 * lot at a time, and after it the newest that was asked for meanwhile. What is drawn on is stopped; newer weights alone
 * wait their turn, for while training there are always newer ones.
 */
struct _FoveaShiftReader
{
  GObject parent_instance;
  FvParameters *asked; /* whose answers are wanted next; NULL: nothing is */
  guint8 pixels[AREA]; /* of the last question */
  gboolean has_answer; /* to it, perhaps with older weights */
  guint answer[N];
  struct Job *job; /* under way; a box that the task owns; NULL: none */
};

G_DEFINE_FINAL_TYPE (FoveaShiftReader, fovea_shift_reader, G_TYPE_OBJECT)

enum
{
  SIGNAL_READ,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

typedef struct Job
{
  FvParameters *parameters;
  guint8 pixels[AREA];
  guint answer[N];
  int stop; /* atomic */
} Job;

static void
job_release (gpointer data)
{
  g_clear_pointer (&((Job *)data)->parameters, fv_parameters_unref);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_release);
}

static guint
read_shifted (FvPass *pass, const FvNetwork *network, const guint8 *pixels, int right, int down)
{
  guint8 shifted[AREA];

  memcpy (shifted, pixels, AREA);
  fv_picture_shift (shifted, right, down);
  fv_network_scale (network, shifted, fv_pass_input (pass));
  fv_pass_output (pass);
  return fv_pass_class (pass);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  FvNetwork *network = fv_parameters_network (job->parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  guint nth = 0;

  fv_pass_set_parameters (pass, fv_parameters_values (job->parameters));
  for (; nth < N && !g_atomic_int_get (&job->stop); nth++)
    job->answer[nth]
        = read_shifted (pass, network, job->pixels, (int)(nth % FOVEA_SHIFT_SIDE) - FOVEA_SHIFT_FARTHEST,
                        (int)(nth / FOVEA_SHIFT_SIDE) - FOVEA_SHIFT_FARTHEST);
  g_task_return_boolean (task, nth == N);
}

static void begin (FoveaShiftReader *self);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaShiftReader *self = FOVEA_SHIFT_READER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean whole = g_task_propagate_boolean (G_TASK (result), NULL);

  g_clear_pointer (&self->job, job_unref);
  if (whole && memcmp (job->pixels, self->pixels, AREA) == 0)
    {
      memcpy (self->answer, job->answer, sizeof self->answer);
      self->has_answer = TRUE;
      g_signal_emit (self, signals[SIGNAL_READ], 0);
    }
  if (self->job == NULL && self->asked != NULL)
    begin (self);
}

static void
begin (FoveaShiftReader *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done, NULL);
  Job *job = g_atomic_rc_box_new0 (Job);

  job->parameters = g_steal_pointer (&self->asked);
  memcpy (job->pixels, self->pixels, AREA);
  self->job = g_atomic_rc_box_acquire (job);
  g_task_set_task_data (task, job, job_unref);
  g_task_run_in_thread (task, run);
}

static void
stop (FoveaShiftReader *self)
{
  g_clear_pointer (&self->asked, fv_parameters_unref);
  if (self->job != NULL)
    g_atomic_int_set (&self->job->stop, 1);
}

/**
 * fovea_shift_reader_ask:
 * @parameters: (nullable): of a network that reads 28×28; %NULL stops and forgets
 * @pixels: [28][28], where it was drawn
 *
 * [signal@FoveaShiftReader::read] tells when there is an answer.
 */
void
fovea_shift_reader_ask (FoveaShiftReader *self, FvParameters *parameters, const guint8 *pixels)
{
  if (parameters == NULL || memcmp (pixels, self->pixels, AREA) != 0)
    {
      stop (self);
      self->has_answer = FALSE;
    }
  if (parameters == NULL)
    return;
  memcpy (self->pixels, pixels, AREA);
  g_clear_pointer (&self->asked, fv_parameters_unref);
  self->asked = fv_parameters_ref (parameters);
  if (self->job == NULL)
    begin (self);
}

/**
 * fovea_shift_reader_get:
 *
 * Returns: (nullable): the class at each shift from the top left, or %NULL while there is no answer
 */
const guint *
fovea_shift_reader_get (FoveaShiftReader *self)
{
  return self->has_answer ? self->answer : NULL;
}

/**
 * fovea_shift_reader_get_busy:
 *
 * Returns: whether an answer is being worked out
 */
gboolean
fovea_shift_reader_get_busy (FoveaShiftReader *self)
{
  return self->job != NULL;
}

static void
fovea_shift_reader_dispose (GObject *object)
{
  FoveaShiftReader *self = FOVEA_SHIFT_READER (object);

  stop (self);
  g_clear_pointer (&self->job, job_unref);
  G_OBJECT_CLASS (fovea_shift_reader_parent_class)->dispose (object);
}

static void
fovea_shift_reader_class_init (FoveaShiftReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_shift_reader_dispose;
  /**
   * FoveaShiftReader::read:
   *
   * There is a new answer.
   */
  signals[SIGNAL_READ] = g_signal_new ("read", FOVEA_TYPE_SHIFT_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
fovea_shift_reader_init (FoveaShiftReader *self)
{
}

FoveaShiftReader *
fovea_shift_reader_new (void)
{
  return g_object_new (FOVEA_TYPE_SHIFT_READER, NULL);
}
