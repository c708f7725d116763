/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-history-private.h"
#include "fv-layer-look.h"
#include "fv-training-private.h"

/* At first after 10, 20, 30, 40, 60, 80, 120 … batches, twice each time their number doubles; in the end so far apart
 * that about so many samples are learned in between, by which a look takes less than a hundredth of the time. */
#define FIRST_INTERVAL        10
#define SAMPLES_BETWEEN_LOOKS 20800.0
/* What a batch costs whatever is in it, in multiplications: small networks may be looked into more often. */
#define MULTIPLIES_A_BATCH 20000.0

static double
longest_interval (const FvTraining *self)
{
  return SAMPLES_BETWEEN_LOOKS / (self->options.batch_size + MULTIPLIES_A_BATCH / self->multiplies);
}

/* By the number of batches and the options alone: the same run gives the same curve. */
static gboolean
look_is_due (const FvTraining *self, guint64 batch)
{
  double longest = longest_interval (self);
  guint64 interval = FIRST_INTERVAL;

  while (4 * interval <= batch && 2.0 * (double)interval <= longest)
    interval *= 2;
  return batch % interval == 0;
}

static gboolean
has_look (const FvTraining *self)
{
  const FvLayerCurve *layers = fv_curve_layers (self->curve);
  guint length = layers != NULL ? fv_layer_curve_length (layers) : 0;

  return length > 0 && fv_layer_curve_batch (layers, length - 1) >= self->batch;
}

static float *
read_values (const FvTraining *self)
{
  float *values = g_new (float, self->n_parameters);

  fv_plan_read (self->plan, values, NULL);
  return values;
}

float *
fv_training_before_look (const FvTraining *self)
{
  return !self->replaying && look_is_due (self, self->batch + 1) ? read_values (self) : NULL;
}

void
fv_training_note_update (FvTraining *self, const float *before)
{
  g_autofree float *after = NULL;

  if (before == NULL)
    return;
  after = read_values (self);
  if (self->updates == NULL)
    self->updates = g_new (float, fv_network_depth (self->network));
  fv_layers_measure_update (self->network, before, after, self->updates);
  self->updates_batch = self->batch;
}

static void
add_look (FvTraining *self, float *values)
{
  guint depth = fv_network_depth (self->network);

  for (guint i = 0; i < depth && self->updates != NULL && self->updates_batch == self->batch; i++)
    values[i * FV_MEASURE_N_MEASURED + FV_MEASURE_UPDATE] = self->updates[i];
  fv_curve_add_layers (self->curve, depth, self->batch, values);
}

gboolean
fv_training_look_if_due (FvTraining *self, const int *stop)
{
  g_autoptr (FvParameters) parameters = NULL;
  g_autofree float *values = NULL;

  if (self->replaying || !look_is_due (self, self->batch) || has_look (self))
    return TRUE;
  parameters = fv_training_parameters (self);
  values = g_new (float, (gsize)fv_network_depth (self->network) * FV_MEASURE_N_MEASURED);
  if (!fv_layers_measure (parameters, self->train, FV_LAYER_LOOK_SAMPLES, stop, values))
    return FALSE;
  add_look (self, values);
  return TRUE;
}
