/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset.h"

#include "fv-random.h"

#include <math.h>
#include <string.h>

struct _FvDataset
{
  gint references;
  char *name;
  FvShape shape;
  guint count;
  guint n_classes;
  guint8 *pixels; /* [count][maps][rows][cols], owned */
  guint8 *labels; /* [count], owned */
  char **class_names;
};

FvDataset *
fv_dataset_new_take (const char *name, FvShape shape, guint count, guint8 *pixels, guint8 *labels,
                     const char *const *class_names)
{
  FvDataset *self = g_new0 (FvDataset, 1);

  self->references = 1;
  self->name = g_strdup (name);
  self->shape = shape;
  self->count = count;
  self->pixels = pixels;
  self->labels = labels;
  self->class_names = g_strdupv ((char **)class_names);
  self->n_classes = g_strv_length (self->class_names);
  return self;
}

FvDataset *
fv_dataset_ref (FvDataset *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_dataset_unref (FvDataset *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  g_free (self->name);
  g_free (self->pixels);
  g_free (self->labels);
  g_strfreev (self->class_names);
  g_free (self);
}

const char *
fv_dataset_name (const FvDataset *self)
{
  return self->name;
}

FvShape
fv_dataset_shape (const FvDataset *self)
{
  return self->shape;
}

guint
fv_dataset_count (const FvDataset *self)
{
  return self->count;
}

guint
fv_dataset_n_classes (const FvDataset *self)
{
  return self->n_classes;
}

const char *
fv_dataset_class_name (const FvDataset *self, guint class_index)
{
  g_return_val_if_fail (class_index < self->n_classes, NULL);
  return self->class_names[class_index];
}

const char *const *
fv_dataset_class_names (const FvDataset *self)
{
  return (const char *const *)self->class_names;
}

const guint8 *
fv_dataset_pixels (const FvDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->count, NULL);
  return self->pixels + fv_shape_size (self->shape) * sample;
}

guint
fv_dataset_label (const FvDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->count, 0);
  return self->labels[sample];
}

/* A new set of the samples chosen[count], in that order. */
static FvDataset *
choose (const FvDataset *self, const guint32 *chosen, guint count)
{
  gsize size = fv_shape_size (self->shape);
  guint8 *pixels = g_malloc_n (MAX (count, 1), size);
  guint8 *labels = g_malloc (MAX (count, 1));

  for (guint i = 0; i < count; i++)
    {
      memcpy (pixels + size * i, self->pixels + size * chosen[i], size);
      labels[i] = self->labels[chosen[i]];
    }
  return fv_dataset_new_take (self->name, self->shape, count, pixels, labels, fv_dataset_class_names (self));
}

/* 0, 1, 2, … from first; free with g_free(). */
static guint32 *
count_from (guint first, guint count)
{
  guint32 *indices = g_new (guint32, MAX (count, 1));

  for (guint i = 0; i < count; i++)
    indices[i] = first + i;
  return indices;
}

FvDataset *
fv_dataset_slice (const FvDataset *self, guint first, guint count)
{
  g_autofree guint32 *indices = NULL;

  g_return_val_if_fail (first <= self->count && count <= self->count - first, NULL);
  indices = count_from (first, count);
  return choose (self, indices, count);
}

void
fv_dataset_split (const FvDataset *self, double fraction, guint64 seed, FvDataset **train, FvDataset **test)
{
  FvRandom random = fv_random_new (seed, 0);
  g_autofree guint32 *indices = count_from (0, self->count);
  guint n_test;

  g_return_if_fail (fraction >= 0 && fraction <= 1);
  n_test = (guint)floor (fraction * self->count + 0.5);
  /* Neither half is empty while there are two samples to share. */
  if (self->count >= 2 && fraction > 0 && fraction < 1)
    n_test = CLAMP (n_test, 1, self->count - 1);
  fv_random_shuffle (&random, indices, self->count);
  *test = choose (self, indices, n_test);
  *train = choose (self, indices + n_test, self->count - n_test);
}
