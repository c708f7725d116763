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

FvWeightStatistics
fv_weight_statistics (const FvParameters *parameters, guint place)
{
  const FvLayer *layer = fv_network_layer (fv_parameters_network (parameters), place);
  const float *weights = fv_parameters_weights (parameters, place);
  FvWeightStatistics self
      = { .stride = stride_of (layer, FV_WEIGHT_MOST), .low = INFINITY, .high = -INFINITY };
  double sum = 0, squares = 0;
  gsize zeros = 0;

  for (gsize i = 0; i < layer->n_weights; i += self.stride)
    {
      double value = (double)weights[i];

      if (!isfinite (value))
        continue;
      self.low = MIN (self.low, value);
      self.high = MAX (self.high, value);
      sum += value;
      squares += value * value;
      zeros += value == 0;
      self.count++;
    }
  self.count -= MIN (missing (layer, FV_WEIGHT_MOST), self.count);
  if (self.count == 0)
    return self;
  self.mean = sum / (double)self.count;
  self.rms = sqrt (squares / (double)self.count);
  self.zeros = (double)(zeros - MIN (missing (layer, FV_WEIGHT_MOST), zeros)) / (double)self.count;
  return self;
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
