/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-samples.h"

#define FIRST_BYTES 65536

/* Half as much again, so that a set that has grown takes no more than one and a half times its bytes. */
static gboolean
make_room (FvSamples *self)
{
  gsize most = (gsize)MIN (FV_SAMPLES_MAX_BYTES / self->size, G_MAXUINT);
  gsize room = MIN (most, MAX (self->room + self->room / 2, 1 + FIRST_BYTES / self->size));
  guint8 *pixels, *labels;

  if (room <= self->room)
    return FALSE;
  pixels = g_try_realloc_n (self->pixels, room, self->size);
  if (pixels == NULL)
    return FALSE;
  self->pixels = pixels;
  labels = g_try_realloc (self->labels, room);
  if (labels == NULL)
    return FALSE;
  self->labels = labels;
  self->room = room;
  return TRUE;
}

guint8 *
fv_samples_next (FvSamples *self)
{
  if (self->count == self->room && !make_room (self))
    return NULL;
  return self->pixels + self->size * self->count;
}

void
fv_samples_took (FvSamples *self, guint8 label)
{
  self->labels[self->count++] = label;
}

void
fv_samples_clear (FvSamples *self)
{
  g_clear_pointer (&self->pixels, g_free);
  g_clear_pointer (&self->labels, g_free);
  self->count = 0;
  self->room = 0;
}

FvDataset *
fv_samples_end (FvSamples *self, const char *name, FvShape shape, const char *const *class_names)
{
  guint8 *pixels = g_realloc_n (self->pixels, MAX (self->count, 1), self->size);
  guint8 *labels = g_realloc (self->labels, MAX (self->count, 1));
  FvDataset *set = fv_dataset_new_take (name, shape, self->count, pixels, labels, class_names);

  self->pixels = NULL;
  self->labels = NULL;
  fv_samples_clear (self);
  return set;
}
