/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-safetensors.h"

#include <string.h>

#include "fv-json.h"
#include "fv-safetensors-private.h"

FvSafetensors *
fv_safetensors_new (void)
{
  FvSafetensors *self = g_new0 (FvSafetensors, 1);

  self->tensors = g_array_new (FALSE, TRUE, sizeof (FvTensorEntry));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fv_safetensors_free (FvSafetensors *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->tensors->len; i++)
    g_free (g_array_index (self->tensors, FvTensorEntry, i).name);
  g_array_unref (self->tensors);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->texts);
  g_free (self->values);
  g_free (self);
}

void
fv_safetensors_add (FvSafetensors *self, const char *name, guint rank, const gsize *shape,
                    const float *values)
{
  FvTensorEntry entry = { .name = g_strdup (name), .rank = rank, .count = 1, .values = values };

  g_assert (rank <= FV_SAFETENSORS_MAX_RANK);
  for (guint i = 0; i < rank; i++)
    {
      entry.shape[i] = shape[i];
      entry.count *= shape[i];
    }
  g_array_append_val (self->tensors, entry);
}

void
fv_safetensors_set_metadata (FvSafetensors *self, const char *key, const char *value)
{
  g_ptr_array_add (self->keys, g_strdup (key));
  g_ptr_array_add (self->texts, g_strdup (value));
}

const char *
fv_safetensors_metadata (const FvSafetensors *self, const char *key)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_str_equal (g_ptr_array_index (self->keys, i), key))
      return g_ptr_array_index (self->texts, i);
  return NULL;
}

const FvTensorEntry *
fv_safetensors_find (const FvSafetensors *self, const char *name)
{
  for (guint i = 0; i < self->tensors->len; i++)
    {
      const FvTensorEntry *entry = &g_array_index (self->tensors, FvTensorEntry, i);

      if (g_str_equal (entry->name, name))
        return entry;
    }
  return NULL;
}

guint
fv_safetensors_count (const FvSafetensors *self)
{
  return self->tensors->len;
}

const FvTensorEntry *
fv_safetensors_nth (const FvSafetensors *self, guint nth)
{
  return nth < self->tensors->len ? &g_array_index (self->tensors, FvTensorEntry, nth) : NULL;
}

static void
append_metadata (const FvSafetensors *self, GString *header)
{
  g_string_append (header, "\"__metadata__\":{");
  for (guint i = 0; i < self->keys->len; i++)
    {
      g_string_append (header, i > 0 ? "," : "");
      fv_json_append_string (header, g_ptr_array_index (self->keys, i));
      g_string_append_c (header, ':');
      fv_json_append_string (header, g_ptr_array_index (self->texts, i));
    }
  g_string_append_c (header, '}');
}

static void
append_tensor (const FvTensorEntry *entry, gsize at, GString *header)
{
  fv_json_append_string (header, entry->name);
  g_string_append (header, ":{\"dtype\":\"F32\",\"shape\":[");
  for (guint i = 0; i < entry->rank; i++)
    g_string_append_printf (header, "%s%" G_GSIZE_FORMAT, i > 0 ? "," : "", entry->shape[i]);
  g_string_append_printf (header, "],\"data_offsets\":[%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "]}", at,
                          at + entry->count * sizeof (float));
}

/* Spaces behind it bring the tensors to a multiple of 8 bytes, where others map them. */
static GString *
make_header (const FvSafetensors *self)
{
  GString *header = g_string_new ("{");
  gsize at = 0;
  gboolean first = self->keys->len == 0;

  if (!first)
    append_metadata (self, header);
  for (guint i = 0; i < self->tensors->len; i++)
    {
      const FvTensorEntry *entry = fv_safetensors_nth (self, i);

      g_string_append (header, first ? "" : ",");
      append_tensor (entry, at, header);
      at += entry->count * sizeof (float);
      first = FALSE;
    }
  g_string_append_c (header, '}');
  while (header->len % 8 != 0)
    g_string_append_c (header, ' ');
  return header;
}

static gsize
bytes_of_values (const FvSafetensors *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->tensors->len; i++)
    bytes += fv_safetensors_nth (self, i)->count * sizeof (float);
  return bytes;
}

/* The file's order of bytes is nearly every processor's own. */
static void
append_values (const FvTensorEntry *entry, GByteArray *out)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_byte_array_append (out, (const guint8 *)entry->values, (guint)(entry->count * sizeof (float)));
#else
  for (gsize i = 0; i < entry->count; i++)
    {
      guint32 bits;

      memcpy (&bits, &entry->values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      g_byte_array_append (out, (const guint8 *)&bits, sizeof bits);
    }
#endif
}

GBytes *
fv_safetensors_to_bytes (const FvSafetensors *self)
{
  GString *header = make_header (self);
  guint64 length = GUINT64_TO_LE ((guint64)header->len);
  GByteArray *out = g_byte_array_sized_new ((guint)(sizeof length + header->len + bytes_of_values (self)));

  g_byte_array_append (out, (const guint8 *)&length, sizeof length);
  g_byte_array_append (out, (const guint8 *)header->str, (guint)header->len);
  for (guint i = 0; i < self->tensors->len; i++)
    append_values (fv_safetensors_nth (self, i), out);
  g_string_free (header, TRUE);
  return g_byte_array_free_to_bytes (out);
}
