/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-curve.h"

#include <math.h>

struct _FvCurve
{
  GArray *points;       /* FvCurvePoint */
  guint stride;         /* how many added points one kept point stands for */
  guint gathered;       /* how many the newest stands for so far, 1 … stride */
  FvLayerCurve *layers; /* or NULL */
};

FvCurve *
fv_curve_new (void)
{
  FvCurve *self = g_new0 (FvCurve, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (FvCurvePoint));
  self->stride = 1;
  return self;
}

FvCurve *
fv_curve_copy (const FvCurve *self)
{
  FvCurve *copy = fv_curve_new ();

  g_array_append_vals (copy->points, self->points->data, self->points->len);
  copy->stride = self->stride;
  copy->gathered = self->gathered;
  copy->layers = self->layers != NULL ? fv_layer_curve_copy (self->layers) : NULL;
  return copy;
}

void
fv_curve_free (FvCurve *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  fv_layer_curve_free (self->layers);
  g_free (self);
}

static FvCurvePoint *
nth (const FvCurve *self, guint i)
{
  return &g_array_index (self->points, FvCurvePoint, i);
}

/* Test values are not averaged: the newest measurement counts. */
static void
keep_test (FvCurvePoint *into, const FvCurvePoint *newer)
{
  if (isnan (newer->test_loss))
    return;
  into->test_loss = newer->test_loss;
  into->test_accuracy = newer->test_accuracy;
}

/* into and newer become one point that stands where newer was; into counts weight-fold. */
static void
merge (FvCurvePoint *into, guint weight, const FvCurvePoint *newer, guint newer_weight)
{
  double total = (double)weight + newer_weight;

  into->batch = newer->batch;
  into->epoch = newer->epoch;
  into->train_loss = (into->train_loss * weight + newer->train_loss * newer_weight) / total;
  into->train_accuracy = (into->train_accuracy * weight + newer->train_accuracy * newer_weight) / total;
  keep_test (into, newer);
}

/* An even number, so that the first point is kept as it is, being the only one from before training, the others
 * pair up and the newest is left over. */
G_STATIC_ASSERT (FV_CURVE_MAX % 2 == 0);

/* Halves a full curve. */
static void
thin (FvCurve *self)
{
  guint kept = 1;

  for (guint i = 1; i + 1 < FV_CURVE_MAX; i += 2)
    {
      FvCurvePoint point = *nth (self, i);

      merge (&point, self->stride, nth (self, i + 1), self->stride);
      *nth (self, kept++) = point;
    }
  *nth (self, kept++) = *nth (self, FV_CURVE_MAX - 1);
  self->stride *= 2;
  g_array_set_size (self->points, kept);
}

/* TRUE if the next point belongs into the newest kept one. Never into the first. */
static gboolean
joins_newest (const FvCurve *self)
{
  return self->points->len > 1 && self->gathered < self->stride;
}

void
fv_curve_add (FvCurve *self, FvCurvePoint point)
{
  FvCurvePoint *newest = self->points->len > 0 ? nth (self, self->points->len - 1) : NULL;

  if (newest != NULL && newest->batch == point.batch)
    {
      keep_test (newest, &point);
      return;
    }
  if (joins_newest (self))
    {
      merge (newest, self->gathered, &point, 1);
      self->gathered++;
      return;
    }
  if (self->points->len == FV_CURVE_MAX)
    {
      thin (self);
      fv_curve_add (self, point);
      return;
    }
  g_array_append_val (self->points, point);
  self->gathered = 1;
}

/* What is left in front was gathered in full: only the newest ever is not. */
void
fv_curve_truncate (FvCurve *self, guint64 batch)
{
  guint kept = self->points->len;

  if (self->layers != NULL)
    fv_layer_curve_truncate (self->layers, batch);
  while (kept > 0 && nth (self, kept - 1)->batch > batch)
    kept--;
  if (kept == self->points->len)
    return;
  g_array_set_size (self->points, kept);
  self->gathered = self->stride;
}

guint
fv_curve_length (const FvCurve *self)
{
  return self->points->len;
}

FvCurvePoint
fv_curve_nth (const FvCurve *self, guint i)
{
  g_assert (i < self->points->len);
  return *nth (self, i);
}

gboolean
fv_curve_last_test (const FvCurve *self, FvCurvePoint *out)
{
  for (guint i = self->points->len; i > 0; i--)
    if (!isnan (nth (self, i - 1)->test_loss))
      {
        *out = *nth (self, i - 1);
        return TRUE;
      }
  return FALSE;
}

void
fv_curve_mean_train (const FvCurve *self, double epoch, double *loss, double *accuracy)
{
  double weight = 0;

  *loss = *accuracy = 0;
  for (guint i = 1; i < self->points->len; i++)
    {
      const FvCurvePoint *point = nth (self, i);
      double batches = (double)(point->batch - nth (self, i - 1)->batch);

      if (point->epoch <= epoch)
        continue;
      *loss += batches * point->train_loss;
      *accuracy += batches * point->train_accuracy;
      weight += batches;
    }
  *loss = weight > 0 ? *loss / weight : NAN;
  *accuracy = weight > 0 ? *accuracy / weight : NAN;
}

guint
fv_curve_stride (const FvCurve *self)
{
  return self->stride;
}

guint
fv_curve_gathered (const FvCurve *self)
{
  return self->gathered;
}

void
fv_curve_resume (FvCurve *self, guint stride, guint gathered)
{
  self->stride = CLAMP (stride, 1, 1u << 30);
  self->gathered = CLAMP (gathered, 1, self->stride);
}

const FvLayerCurve *
fv_curve_layers (const FvCurve *self)
{
  return self->layers;
}

void
fv_curve_take_layers (FvCurve *self, FvLayerCurve *layers)
{
  fv_layer_curve_free (self->layers);
  self->layers = layers;
}

void
fv_curve_add_layers (FvCurve *self, guint depth, guint64 batch, const float *values)
{
  if (self->layers == NULL)
    self->layers = fv_layer_curve_new (depth);
  fv_layer_curve_add (self->layers, batch, values);
}
