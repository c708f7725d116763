/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-summary.h"

#include <string.h>

/* How many samples are added up before somebody is told. */
#define CHUNK 1000
struct _FvSummary
{
  gint references;
  FvDataset *set;
  guint n_classes;
  guint *counts; /* [n_classes + 1], the last for all */
  guint8 *means; /* [n_classes + 1][maps][rows][cols] */
};

/* One class after the other, so that there is but one sum at a time, however many classes and large pictures there are. */
typedef struct
{
  FvSummary *summary;
  gsize size;   /* of a sample */
  guint64 *own; /* [size]: the sum of one class */
  guint64 *all; /* [size]: of all */
  guint done;   /* samples */
  FvProgressFunc progress;
  gpointer data;
} Sums;

/* The samples, those of a class together; g_free(). */
static guint32 *
by_class (const FvSummary *self)
{
  guint count = fv_dataset_count (self->set);
  g_autofree guint *next = g_new0 (guint, self->n_classes + 1);
  guint32 *order = g_new (guint32, MAX (count, 1));

  for (guint i = 0; i < self->n_classes; i++)
    next[i + 1] = next[i] + self->counts[i];
  for (guint i = 0; i < count; i++)
    order[next[fv_dataset_label (self->set, i)]++] = i;
  return order;
}

static gboolean
tell (Sums *sums)
{
  double count = fv_dataset_count (sums->summary->set);

  return sums->done++ % CHUNK != 0 || sums->progress == NULL
         || sums->progress ((sums->done - 1) / count, sums->data);
}

static gboolean
add_class (Sums *sums, const guint32 *samples, guint n)
{
  memset (sums->own, 0, sizeof *sums->own * sums->size);
  for (guint k = 0; k < n; k++)
    {
      const guint8 *pixels = fv_dataset_pixels (sums->summary->set, samples[k]);

      for (gsize i = 0; i < sums->size; i++)
        sums->own[i] += pixels[i];
      if (!tell (sums))
        return FALSE;
    }
  for (gsize i = 0; i < sums->size; i++)
    sums->all[i] += sums->own[i];
  return TRUE;
}

static void
divide (const guint64 *sums, gsize size, guint count, guint8 *mean)
{
  for (gsize i = 0; count > 0 && i < size; i++)
    mean[i] = (guint8)((sums[i] + count / 2) / count);
}

static gboolean
set_means (Sums *sums)
{
  FvSummary *self = sums->summary;
  g_autofree guint32 *order = by_class (self);
  const guint32 *samples = order;

  for (guint i = 0; i < self->n_classes; i++)
    {
      if (!add_class (sums, samples, self->counts[i]))
        return FALSE;
      divide (sums->own, sums->size, self->counts[i], self->means + i * sums->size);
      samples += self->counts[i];
    }
  divide (sums->all, sums->size, self->counts[self->n_classes], self->means + self->n_classes * sums->size);
  return TRUE;
}

FvSummary *
fv_summary_new (FvDataset *set, FvProgressFunc progress, gpointer data)
{
  gsize size = fv_shape_size (fv_dataset_shape (set));
  g_autofree guint64 *own = g_new (guint64, size);
  g_autofree guint64 *all = g_new0 (guint64, size);
  g_autoptr (FvSummary) self = g_new0 (FvSummary, 1);
  Sums sums = { self, size, own, all, 0, progress, data };

  self->references = 1;
  self->set = fv_dataset_ref (set);
  self->n_classes = fv_dataset_n_classes (set);
  self->counts = g_new0 (guint, self->n_classes + 1);
  self->means = g_malloc0 ((self->n_classes + 1) * size);
  fv_dataset_count_classes (set, self->counts);
  self->counts[self->n_classes] = fv_dataset_count (set);
  return set_means (&sums) ? g_steal_pointer (&self) : NULL;
}

FvSummary *
fv_summary_ref (FvSummary *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_summary_unref (FvSummary *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  fv_dataset_unref (self->set);
  g_free (self->counts);
  g_free (self->means);
  g_free (self);
}

FvDataset *
fv_summary_dataset (const FvSummary *self)
{
  return self->set;
}

guint
fv_summary_count (const FvSummary *self, guint class_index)
{
  return self->counts[MIN (class_index, self->n_classes)];
}

guint
fv_summary_largest (const FvSummary *self)
{
  guint largest = 0;

  for (guint i = 0; i < self->n_classes; i++)
    largest = MAX (largest, self->counts[i]);
  return largest;
}

const guint8 *
fv_summary_mean (const FvSummary *self, guint class_index)
{
  gsize size = fv_shape_size (fv_dataset_shape (self->set));

  class_index = MIN (class_index, self->n_classes);
  return self->counts[class_index] > 0 ? self->means + class_index * size : NULL;
}
