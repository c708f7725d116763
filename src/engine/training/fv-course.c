/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-course.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>

#include "fv-error.h"
#include "fv-history.h"

/* --- Walking --- */

typedef struct
{
  FvHistory *history;
  FvTraining *training;
  FvProgressFunc progress;
  gpointer data;
  guint n, nth;
  int stop; /* set when the walk is no longer wanted */
} Walk;

guint64
fv_course_moment (guint nth, guint n, guint64 first, guint64 newest)
{
  double share = n > 1 ? (double)nth / (n - 1) : 1;

  /* Of short runs every batch at the start, none twice. */
  return first + MAX ((guint64)((double)(newest - first) * share * share + 0.5), nth);
}

static gboolean
tell (Walk *self, double within)
{
  if (self->progress != NULL && !self->progress ((self->nth + within) / self->n, self->data))
    self->stop = 1;
  return !self->stop;
}

static void
on_replayed (guint64 done, guint64 total, gpointer data)
{
  tell (data, (double)done / (double)MAX (total, 1));
}

static gboolean
say_stopped (GError **error)
{
  g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before the newest moment"));
  return FALSE;
}

static gboolean
go_to (Walk *self, guint64 batch, GError **error)
{
  switch (fv_history_seek (self->history, batch, &self->stop, on_replayed, self))
    {
    case FV_SEEK_THERE:
      return TRUE;
    case FV_SEEK_STOPPED:
      return say_stopped (error);
    case FV_SEEK_LOST:
    default:
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("Batch %ju was learned from other data than are at hand"), (uintmax_t)batch);
      return FALSE;
    }
}

static gboolean
walk (Walk *self, FvCourseVisit visit, GError **error)
{
  guint64 first = fv_history_first (self->history), newest = fv_history_newest (self->history);

  self->n = (guint)MIN (MAX (self->n, 1), newest - first + 1);
  for (; self->nth < self->n; self->nth++)
    {
      if (!tell (self, 0))
        return say_stopped (error);
      if (!go_to (self, fv_course_moment (self->nth, self->n, first, newest), error)
          || !visit (self->training, self->nth, self->data, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fv_course_walk (const FvRecord *record, FvDataset *train, FvDataset *test, guint n, FvCourseVisit visit,
                FvProgressFunc progress, gpointer data, GError **error)
{
  Walk self = { .progress = progress, .data = data, .n = n };
  gboolean done;

  if (!fv_record_has_history (record))
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_DATA, _ ("There is no history of this training"));
      return FALSE;
    }
  self.training = fv_record_resume (record, train, test, &self.history, error);
  if (self.training == NULL)
    return FALSE;
  done = walk (&self, visit, error);
  fv_history_free (self.history);
  fv_training_free (self.training);
  return done;
}

/* --- Weights at moments --- */

typedef struct
{
  guint64 batch;
  double epoch;
  FvParameters *parameters;
} Moment;

struct _FvCourse
{
  int references;
  FvNetwork *network;
  guint branch;
  guint n;
  Moment moments[FV_COURSE_MAX_MOMENTS];
};

/* What is filled, and who wants to know how far it is. */
typedef struct
{
  FvCourse *course;
  FvProgressFunc progress;
  gpointer data;
} Filling;

static gboolean
tell_filling (double fraction, gpointer data)
{
  Filling *self = data;

  return self->progress == NULL || self->progress (fraction, self->data);
}

static gboolean
take (const FvTraining *training, guint nth, gpointer data, GError **error)
{
  FvCourse *course = ((Filling *)data)->course;

  course->moments[nth] = (Moment){ fv_training_batches (training), fv_training_epoch (training),
                                   fv_training_parameters (training) };
  course->n = nth + 1;
  return TRUE;
}

FvCourse *
fv_course_new (const FvRecord *record, FvDataset *train, FvDataset *test, guint n, FvProgressFunc progress,
               gpointer data, GError **error)
{
  g_autoptr (FvCourse) self = g_new0 (FvCourse, 1);
  Filling filling = { self, progress, data };

  self->references = 1;
  self->network = fv_network_ref (fv_parameters_network (fv_record_model (record)->parameters));
  self->branch = fv_record_shown_branch (record);
  if (!fv_course_walk (record, train, test, MIN (n, FV_COURSE_MAX_MOMENTS), take, tell_filling, &filling,
                       error))
    return NULL;
  return g_steal_pointer (&self);
}

FvCourse *
fv_course_ref (FvCourse *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_course_unref (FvCourse *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  for (guint i = 0; i < self->n; i++)
    fv_parameters_unref (self->moments[i].parameters);
  fv_network_unref (self->network);
  g_free (self);
}

FvNetwork *
fv_course_network (const FvCourse *self)
{
  return self->network;
}

guint
fv_course_branch (const FvCourse *self)
{
  return self->branch;
}

guint
fv_course_length (const FvCourse *self)
{
  return self->n;
}

guint64
fv_course_batch (const FvCourse *self, guint nth)
{
  return self->moments[nth].batch;
}

double
fv_course_epoch (const FvCourse *self, guint nth)
{
  return self->moments[nth].epoch;
}

FvParameters *
fv_course_parameters (const FvCourse *self, guint nth)
{
  return self->moments[nth].parameters;
}
