/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-reader.h"

FvReader
fv_reader_new (const guint8 *data, gsize length)
{
  FvReader self = { data, length, 0, FALSE };

  return self;
}

const guint8 *
fv_reader_bytes (FvReader *self, gsize length)
{
  const guint8 *here;

  /* Compared with what is left, never added to at: a length from a file may be anything. */
  if (self->failed || length > self->length - self->at)
    {
      self->failed = TRUE;
      return NULL;
    }
  here = self->data + self->at;
  self->at += length;
  return here;
}

guint8
fv_reader_u8 (FvReader *self)
{
  const guint8 *bytes = fv_reader_bytes (self, 1);

  return bytes != NULL ? bytes[0] : 0;
}

guint32
fv_reader_u32_be (FvReader *self)
{
  const guint8 *bytes = fv_reader_bytes (self, 4);
  guint32 value = 0;

  for (int i = 0; bytes != NULL && i < 4; i++)
    value = value << 8 | bytes[i];
  return value;
}

guint64
fv_reader_u64_le (FvReader *self)
{
  const guint8 *bytes = fv_reader_bytes (self, 8);
  guint64 value = 0;

  for (int i = 7; bytes != NULL && i >= 0; i--)
    value = value << 8 | bytes[i];
  return value;
}

gsize
fv_reader_left (const FvReader *self)
{
  return self->failed ? 0 : self->length - self->at;
}
