/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-source.h"

#include <string.h>

void
fv_source_copy (const FvSource *self, FvSource *out)
{
  *out = *self;
  out->data = g_strdup (self->data);
  out->test = g_strdup (self->test);
}

void
fv_source_clear (FvSource *self)
{
  g_free (self->data);
  g_free (self->test);
  *self = (FvSource){ 0 };
}

/* Multiplies and folds, eight bytes at a time: 60000 digits take some milliseconds. */
static guint64
mix (guint64 state, guint64 word)
{
  state = (state ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return state ^ (state >> 29);
}

static guint64
mix_bytes (guint64 state, const guint8 *bytes, gsize count)
{
  guint64 word;
  gsize i = 0;

  for (; i + sizeof word <= count; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      state = mix (state, GUINT64_FROM_LE (word));
    }
  word = 0;
  for (; i < count; i++)
    word = word << 8 | bytes[i];
  return mix (state, word);
}

guint64
fv_source_mark (const FvDataset *set)
{
  FvShape shape = fv_dataset_shape (set);
  guint64 state = mix (mix (mix (1, shape.maps), shape.rows), shape.cols);

  for (guint i = 0; i < fv_dataset_count (set); i++)
    state = mix (mix_bytes (state, fv_dataset_pixels (set, i), fv_shape_size (shape)),
                 fv_dataset_label (set, i));
  return MAX (state, 1);
}
