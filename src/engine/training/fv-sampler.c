/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-sampler.h"

/* Far from the streams that initialise weights and draw digits. */
#define SAMPLER_STREAM G_GUINT64_CONSTANT (0x53414d504c450000)

struct _FvSampler
{
  guint64 seed;
  guint32 count;
  guint64 epoch;
  guint32 position;
  guint32 *order;         /* [count] */
  guint64 shuffled_epoch; /* the epoch order belongs to */
  gboolean shuffled;
};

FvSampler *
fv_sampler_new (guint64 seed, guint32 count)
{
  FvSampler *self;

  g_return_val_if_fail (count > 0, NULL);
  self = g_new0 (FvSampler, 1);
  self->seed = seed;
  self->count = count;
  self->order = g_new (guint32, count);
  return self;
}

void
fv_sampler_free (FvSampler *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self);
}

/* Starts from 0 … count−1 each time: the order depends on no earlier epoch. */
static void
shuffle (FvSampler *self)
{
  FvRandom random = fv_random_new (self->seed, SAMPLER_STREAM + self->epoch);

  for (guint32 i = 0; i < self->count; i++)
    self->order[i] = i;
  fv_random_shuffle (&random, self->order, self->count);
  self->shuffled_epoch = self->epoch;
  self->shuffled = TRUE;
}

guint
fv_sampler_next (FvSampler *self, guint batch_size, const guint32 **indices)
{
  guint n;

  g_return_val_if_fail (batch_size > 0, 0);
  if (!self->shuffled || self->shuffled_epoch != self->epoch)
    shuffle (self);
  n = MIN (batch_size, self->count - self->position);
  *indices = self->order + self->position;
  self->position += n;
  if (self->position == self->count)
    {
      self->epoch++;
      self->position = 0;
    }
  return n;
}

guint64
fv_sampler_epoch (const FvSampler *self)
{
  return self->epoch;
}

guint32
fv_sampler_position (const FvSampler *self)
{
  return self->position;
}

void
fv_sampler_seek (FvSampler *self, guint64 epoch, guint32 position)
{
  self->epoch = epoch + position / self->count;
  self->position = position % self->count;
}
