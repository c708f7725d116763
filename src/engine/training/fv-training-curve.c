/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-evaluation.h"
#include "fv-training-private.h"

/* The point at batch 0 says how an untrained network does on so many training samples. */
#define FIRST_SIGHT 100
/* From so many batches on the test set is measured each time about so many samples were learned. */
#define FIRST_BATCHES         1000
#define SAMPLES_BETWEEN_TESTS 16000

/* When, by the number of batches alone: the same run gives the same curve, however fast it went. */
static gboolean
point_is_due (guint64 batch)
{
  return batch <= 100 ? batch % 10 == 0 : batch % 20 == 0;
}

/* Often while much changes; later so that it takes little time beside what is learned in between. */
static gboolean
test_is_due (guint64 batch, guint batch_size)
{
  guint64 interval = 100;

  if (batch > FIRST_BATCHES)
    interval *= MAX (1, SAMPLES_BETWEEN_TESTS / 100 / batch_size);
  return batch == 10 || batch == 20 || batch == 50 || batch % interval == 0;
}

static gboolean
has_point (const FvTraining *self)
{
  guint length = fv_curve_length (self->curve);

  return length > 0 && fv_curve_nth (self->curve, length - 1).batch >= self->batch;
}

/* FALSE if stopped: then nothing has changed. test_count 0: no test measurement. */
static gboolean
add_point (FvTraining *self, guint test_count, const int *stop)
{
  FvCurvePoint point
      = { .batch = self->batch, .epoch = fv_training_epoch (self), .test_loss = NAN, .test_accuracy = NAN };
  FvEvaluation result;

  if (self->tally.samples > 0)
    {
      point.train_loss = self->tally.loss / (double)self->tally.samples;
      point.train_accuracy = (double)self->tally.correct / (double)self->tally.samples;
    }
  else if (!has_point (self))
    {
      guint count = MIN (FIRST_SIGHT, fv_dataset_count (self->train));

      if (!fv_evaluate (self->plan, self->network, self->train, 0, count, stop, &result, NULL))
        return FALSE;
      point.train_loss = result.loss;
      point.train_accuracy = result.accuracy;
    }
  if (test_count > 0)
    {
      if (!fv_evaluate (self->plan, self->network, self->test, 0, test_count, stop, &result, NULL))
        return FALSE;
      point.test_loss = result.loss;
      point.test_accuracy = result.accuracy;
    }
  fv_curve_add (self->curve, point);
  self->tally = (FvTally){ 0 };
  return TRUE;
}

static guint
quick_count (const FvTraining *self)
{
  return self->test != NULL ? MIN (FV_TRAINING_QUICK_TEST, fv_dataset_count (self->test)) : 0;
}

gboolean
fv_training_add_point_if_due (FvTraining *self, const int *stop)
{
  guint test_count = 0;

  if (!point_is_due (self->batch))
    return TRUE;
  if (self->replaying)
    {
      self->tally = (FvTally){ 0 };
      return TRUE;
    }
  if (has_point (self))
    return TRUE;
  if (test_is_due (self->batch, self->options.batch_size))
    test_count = quick_count (self);
  return add_point (self, test_count, stop);
}

void
fv_training_measure_quickly (FvTraining *self, const int *stop)
{
  add_point (self, quick_count (self), stop);
}

void
fv_training_measure (FvTraining *self, const int *stop)
{
  if (self->test != NULL)
    add_point (self, fv_dataset_count (self->test), stop);
}
