/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layer-curve.h"

#include <math.h>

struct _FvLayerCurve
{
  guint depth;
  GArray *batches; /* guint64 */
  GArray *values;  /* float [points][depth][FV_MEASURE_N_MEASURED] */
  guint stride;    /* how many added points one kept point stands for */
  guint gathered;  /* how many the newest stands for so far, 1 … stride */
};

/* An even number, so that the first point, the pairs behind it and one left over are all there are. */
G_STATIC_ASSERT (FV_LAYER_CURVE_MAX % 2 == 0);

static guint
width (const FvLayerCurve *self)
{
  return self->depth * FV_MEASURE_N_MEASURED;
}

FvLayerCurve *
fv_layer_curve_new (guint depth)
{
  FvLayerCurve *self = g_new0 (FvLayerCurve, 1);

  g_assert (depth > 0);
  self->depth = depth;
  self->batches = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->values = g_array_new (FALSE, FALSE, sizeof (float));
  self->stride = 1;
  return self;
}

FvLayerCurve *
fv_layer_curve_copy (const FvLayerCurve *self)
{
  FvLayerCurve *copy = fv_layer_curve_new (self->depth);

  g_array_append_vals (copy->batches, self->batches->data, self->batches->len);
  g_array_append_vals (copy->values, self->values->data, self->values->len);
  copy->stride = self->stride;
  copy->gathered = self->gathered;
  return copy;
}

void
fv_layer_curve_free (FvLayerCurve *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->batches);
  g_array_unref (self->values);
  g_free (self);
}

static void
set_length (FvLayerCurve *self, guint length)
{
  g_array_set_size (self->batches, length);
  g_array_set_size (self->values, length * width (self));
}

static void
put (FvLayerCurve *self, guint nth, guint64 batch, const float *values)
{
  float *to = &g_array_index (self->values, float, nth *width (self));

  g_array_index (self->batches, guint64, nth) = batch;
  for (guint i = 0; i < width (self); i++)
    to[i] = values[i];
}

/* Halves a full curve: of each pair the newer stays, as if it had joined the older. */
static void
thin (FvLayerCurve *self)
{
  guint kept = 1;

  for (guint i = 2; i < FV_LAYER_CURVE_MAX; i += 2)
    put (self, kept++, fv_layer_curve_batch (self, i), fv_layer_curve_values (self, i));
  put (self, kept++, fv_layer_curve_batch (self, FV_LAYER_CURVE_MAX - 1),
       fv_layer_curve_values (self, FV_LAYER_CURVE_MAX - 1));
  self->stride *= 2;
  set_length (self, kept);
}

void
fv_layer_curve_add (FvLayerCurve *self, guint64 batch, const float *values)
{
  guint length = self->batches->len;

  if (length > 0 && batch <= fv_layer_curve_batch (self, length - 1))
    return;
  if (length > 1 && self->gathered < self->stride)
    {
      put (self, length - 1, batch, values);
      self->gathered++;
      return;
    }
  if (length == FV_LAYER_CURVE_MAX)
    {
      thin (self);
      fv_layer_curve_add (self, batch, values);
      return;
    }
  set_length (self, length + 1);
  put (self, length, batch, values);
  self->gathered = 1;
}

void
fv_layer_curve_truncate (FvLayerCurve *self, guint64 batch)
{
  guint kept = self->batches->len;

  while (kept > 0 && fv_layer_curve_batch (self, kept - 1) > batch)
    kept--;
  if (kept == self->batches->len)
    return;
  set_length (self, kept);
  self->gathered = self->stride;
}

guint
fv_layer_curve_depth (const FvLayerCurve *self)
{
  return self->depth;
}

guint
fv_layer_curve_length (const FvLayerCurve *self)
{
  return self->batches->len;
}

guint64
fv_layer_curve_batch (const FvLayerCurve *self, guint nth)
{
  g_assert (nth < self->batches->len);
  return g_array_index (self->batches, guint64, nth);
}

const float *
fv_layer_curve_values (const FvLayerCurve *self, guint nth)
{
  g_assert (nth < self->batches->len);
  return &g_array_index (self->values, float, nth *width (self));
}

double
fv_layer_curve_value (const FvLayerCurve *self, guint nth, guint place, FvLayerMeasure measure)
{
  const float *values;

  g_assert (place > 0 && place <= self->depth);
  values = fv_layer_curve_values (self, nth) + (gsize)(place - 1) * FV_MEASURE_N_MEASURED;
  if (measure == FV_MEASURE_RATIO)
    return (double)values[FV_MEASURE_UPDATE] / (double)values[FV_MEASURE_WEIGHT];
  return (double)values[measure];
}

gboolean
fv_layer_curve_find (const FvLayerCurve *self, guint64 batch, guint *nth)
{
  for (guint i = self->batches->len; i > 0; i--)
    if (fv_layer_curve_batch (self, i - 1) <= batch)
      {
        *nth = i - 1;
        return TRUE;
      }
  return FALSE;
}

gsize
fv_layer_curve_bytes (const FvLayerCurve *self)
{
  return self->batches->len * sizeof (guint64) + self->values->len * sizeof (float);
}

guint
fv_layer_curve_stride (const FvLayerCurve *self)
{
  return self->stride;
}

guint
fv_layer_curve_gathered (const FvLayerCurve *self)
{
  return self->gathered;
}

void
fv_layer_curve_resume (FvLayerCurve *self, guint stride, guint gathered)
{
  self->stride = CLAMP (stride, 1, 1u << 30);
  self->gathered = CLAMP (gathered, 1, self->stride);
}
