/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-weight-statistics.h"

#include <math.h>

static guint
stride_of (const FvLayer *layer, guint most)
{
  guint stride = 1;

  while (layer->n_weights / stride > most)
    stride *= 2;
  return stride;
}

/* Of a few weights that are not there, as they are looked at: all 0. */
static gsize
missing (const FvLayer *layer, guint most)
{
  return layer->n_weights > most ? 0 : layer->n_weights - layer->n_free;
}

static FvWeightStatistics
begin (guint stride)
{
  return (FvWeightStatistics){ .stride = stride, .low = INFINITY, .high = -INFINITY };
}

/* zeros counts them until end() makes a share of it, and rms and norm are sums of squares. */
static void
add (FvWeightStatistics *self, double value)
{
  if (!isfinite (value))
    return;
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
  self->sum += value;
  self->norm += value * value;
  self->zeros += value == 0;
  self->count++;
}

static FvWeightStatistics
end (FvWeightStatistics self, gsize n_missing)
{
  gsize n = MIN (n_missing, (gsize)self.zeros);

  self.count -= n;
  if (self.count == 0)
    return (FvWeightStatistics){ .stride = self.stride };
  self.zeros = (self.zeros - (double)n) / (double)self.count;
  self.mean = self.sum / (double)self.count;
  self.rms = sqrt (self.norm / (double)self.count);
  self.norm = sqrt (self.norm);
  return self;
}

FvWeightStatistics
fv_weight_statistics_of (const double *values, gsize count, gsize n_missing)
{
  FvWeightStatistics self = begin (1);

  for (gsize i = 0; i < count; i++)
    add (&self, values[i]);
  return end (self, n_missing);
}

FvWeightStatistics
fv_weight_statistics (const FvParameters *parameters, guint place)
{
  const FvLayer *layer = fv_network_layer (fv_parameters_network (parameters), place);
  const float *weights = fv_parameters_weights (parameters, place);
  FvWeightStatistics self = begin (stride_of (layer, FV_WEIGHT_MOST));

  for (gsize i = 0; i < layer->n_weights; i += self.stride)
    add (&self, (double)weights[i]);
  return end (self, missing (layer, FV_WEIGHT_MOST));
}

static guint
bin_of (double value, double scale)
{
  double at = scale > 0 ? floor ((value / scale + 1) / 2 * FV_WEIGHT_BINS) : FV_WEIGHT_BINS / 2;

  return (guint)CLAMP (at, 0, FV_WEIGHT_BINS - 1);
}

void
fv_weight_histogram (const FvParameters *parameters, guint place, double scale, double out[FV_WEIGHT_BINS])
{
  const FvLayer *layer = fv_network_layer (fv_parameters_network (parameters), place);
  const float *weights = fv_parameters_weights (parameters, place);
  guint stride = stride_of (layer, FV_WEIGHT_MOST_BIN);
  double sum = 0;

  for (guint i = 0; i < FV_WEIGHT_BINS; i++)
    out[i] = 0;
  for (gsize i = 0; i < layer->n_weights; i += stride)
    if (isfinite (weights[i]))
      out[bin_of ((double)weights[i], scale)]++;
  out[bin_of (0, scale)] -= MIN ((double)missing (layer, FV_WEIGHT_MOST_BIN), out[bin_of (0, scale)]);
  for (guint i = 0; i < FV_WEIGHT_BINS; i++)
    sum += out[i];
  for (guint i = 0; i < FV_WEIGHT_BINS && sum > 0; i++)
    out[i] /= sum;
}
