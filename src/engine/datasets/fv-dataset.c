/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset.h"

#include "fv-random.h"
#include "fv-source.h"

#include <math.h>
#include <string.h>

struct _FvDataset
{
  gint references;
  char *name;
  FvShape shape;
  guint count;
  guint n_classes;
  gboolean verified;
  guint8 *pixels; /* [count][maps][rows][cols]; of a part: the whole's */
  guint8 *labels; /* [count]; of a part: the whole's */
  char **class_names;
  FvDataset *whole; /* owned; NULL if this is no part */
  guint32 *chosen;  /* [count], owned: which samples of the whole this part has; NULL: all of them */
  FvSource source;
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
  if (self->whole == NULL)
    {
      g_free (self->pixels);
      g_free (self->labels);
      g_strfreev (self->class_names);
    }
  g_clear_pointer (&self->whole, fv_dataset_unref);
  fv_source_clear (&self->source);
  g_free (self->chosen);
  g_free (self->name);
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

static guint32
in_whole (const FvDataset *self, guint sample)
{
  return self->chosen != NULL ? self->chosen[sample] : sample;
}

const guint8 *
fv_dataset_pixels (const FvDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->count, NULL);
  return self->pixels + fv_shape_size (self->shape) * in_whole (self, sample);
}

guint
fv_dataset_label (const FvDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->count, 0);
  return self->labels[in_whole (self, sample)];
}

gboolean
fv_dataset_is_verified (const FvDataset *self)
{
  return self->verified;
}

void
fv_dataset_set_verified (FvDataset *self)
{
  self->verified = TRUE;
}

const FvSource *
fv_dataset_source (const FvDataset *self)
{
  return self->source.data != NULL ? &self->source : NULL;
}

void
fv_dataset_set_source (FvDataset *self, const FvSource *source)
{
  fv_source_clear (&self->source);
  fv_source_copy (source, &self->source);
}

void
fv_dataset_count_classes (const FvDataset *self, guint *counts)
{
  memset (counts, 0, sizeof *counts * self->n_classes);
  for (guint i = 0; i < self->count; i++)
    counts[fv_dataset_label (self, i)]++;
}

gboolean
fv_dataset_mean (const FvDataset *self, guint class_index, double *mean)
{
  gsize size = fv_shape_size (self->shape);
  g_autofree guint64 *sums = g_new0 (guint64, size);
  guint n = 0;

  for (guint i = 0; i < self->count; i++)
    if (class_index == G_MAXUINT || fv_dataset_label (self, i) == class_index)
      {
        const guint8 *pixels = fv_dataset_pixels (self, i);

        for (gsize k = 0; k < size; k++)
          sums[k] += pixels[k];
        n++;
      }
  for (gsize k = 0; k < size && n > 0; k++)
    mean[k] = (double)sums[k] / n;
  return n > 0;
}

/* A part of self: its samples chosen[count] (taken, g_free). */
static FvDataset *
new_part (FvDataset *self, guint32 *chosen, guint count)
{
  FvDataset *part = g_new0 (FvDataset, 1);

  *part = (FvDataset){
    .references = 1,
    .name = g_strdup (self->name),
    .shape = self->shape,
    .count = count,
    .n_classes = self->n_classes,
    .verified = self->verified,
    .pixels = self->pixels,
    .labels = self->labels,
    .class_names = self->class_names,
    .whole = fv_dataset_ref (self->whole != NULL ? self->whole : self),
    .chosen = chosen,
  };
  for (guint i = 0; i < count; i++)
    chosen[i] = in_whole (self, chosen[i]);
  return part;
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
fv_dataset_slice (FvDataset *self, guint first, guint count)
{
  g_return_val_if_fail (first <= self->count && count <= self->count - first, NULL);
  return new_part (self, count_from (first, count), count);
}

void
fv_dataset_split (FvDataset *self, double fraction, guint64 seed, FvDataset **train, FvDataset **test)
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
  *test = new_part (self, g_memdup2 (indices, sizeof *indices * n_test), n_test);
  *train = new_part (self, g_memdup2 (indices + n_test, sizeof *indices * (self->count - n_test)),
                     self->count - n_test);
}
