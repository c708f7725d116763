/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <string.h>

#include "fv-error.h"
#include "fv-json.h"
#include "fv-reader.h"
#include "fv-safetensors-private.h"

/* Where a tensor lies; end − begin was checked against its shape, not yet against the file. */
typedef struct
{
  FvTensorEntry entry;
  guint64 begin; /* bytes behind the header */
  guint64 end;
} Placed;

typedef struct
{
  const char *name; /* of the file */
  const guint8 *data;
  gsize length;   /* of data */
  GArray *placed; /* Placed */
} Reading;

static gboolean
read_metadata (const Reading *reading, const FvJson *json, FvSafetensors *self, GError **error)
{
  if (fv_json_kind (json) != FV_JSON_OBJECT)
    return fv_error_refuse_file (error, reading->name, _ ("“__metadata__” is not an object of texts"));
  for (guint i = 0; i < fv_json_length (json); i++)
    {
      const char *key = fv_json_nth_name (json, i);
      const char *text = fv_json_string (fv_json_nth (json, i));

      if (text == NULL)
        return fv_error_refuse_file (error, reading->name, _ ("“%s” of “__metadata__” is not a text"), key);
      fv_safetensors_set_metadata (self, key, text);
    }
  return TRUE;
}

static gboolean
read_shape (const Reading *reading, const FvJson *json, FvTensorEntry *entry, GError **error)
{
  if (json == NULL || fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) > FV_SAFETENSORS_MAX_RANK)
    return fv_error_refuse_file (error, reading->name,
                                 _ ("tensor %s: its shape is not a list of at most %d sizes"), entry->name,
                                 FV_SAFETENSORS_MAX_RANK);
  entry->rank = fv_json_length (json);
  entry->count = 1;
  for (guint i = 0; i < entry->rank; i++)
    {
      guint64 size;

      if (!fv_json_unsigned (fv_json_nth (json, i), G_MAXSIZE, &size)
          || !g_size_checked_mul (&entry->count, entry->count, (gsize)size))
        return fv_error_refuse_file (error, reading->name,
                                     _ ("tensor %s: size %u of its shape is not a number that can be"),
                                     entry->name, i + 1);
      entry->shape[i] = (gsize)size;
    }
  return TRUE;
}

static gboolean
read_offsets (const Reading *reading, const FvJson *json, Placed *placed, GError **error)
{
  gsize wanted;

  if (json == NULL || fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) != 2
      || !fv_json_unsigned (fv_json_nth (json, 0), G_MAXSIZE, &placed->begin)
      || !fv_json_unsigned (fv_json_nth (json, 1), G_MAXSIZE, &placed->end) || placed->begin > placed->end)
    return fv_error_refuse_file (
        error, reading->name, _ ("tensor %s: “data_offsets” is not a begin and an end"), placed->entry.name);
  if (placed->end > reading->length)
    return fv_error_refuse_file (
        error, reading->name,
        _ ("tensor %s: ends at byte %ju of its data, but the file has %ju; is it cut short?"),
        placed->entry.name, (uintmax_t)placed->end, (uintmax_t)reading->length);
  if (!g_size_checked_mul (&wanted, placed->entry.count, sizeof (float))
      || placed->end - placed->begin != wanted)
    return fv_error_refuse_file (
        error, reading->name, _ ("tensor %s: has %ju bytes, its shape wants %ju numbers of 4"),
        placed->entry.name, (uintmax_t)(placed->end - placed->begin), (uintmax_t)placed->entry.count);
  return TRUE;
}

static gboolean
read_tensor (const Reading *reading, const FvJson *json, Placed *placed, GError **error)
{
  const char *type = fv_json_string (fv_json_member (json, "dtype"));

  if (fv_json_kind (json) != FV_JSON_OBJECT)
    return fv_error_refuse_file (error, reading->name, _ ("tensor %s: is not described by an object"),
                                 placed->entry.name);
  for (guint i = 0; i < fv_json_length (json); i++)
    {
      const char *key = fv_json_nth_name (json, i);

      if (!g_str_equal (key, "dtype") && !g_str_equal (key, "shape") && !g_str_equal (key, "data_offsets"))
        return fv_error_refuse_file (error, reading->name, _ ("tensor %s: has an unknown entry “%s”"),
                                     placed->entry.name, key);
    }
  if (type == NULL || !g_str_equal (type, "F32"))
    return fv_error_refuse_file (error, reading->name,
                                 _ ("tensor %s: its numbers are %s, only F32 can be read"),
                                 placed->entry.name, type != NULL ? type : "?");
  return read_shape (reading, fv_json_member (json, "shape"), &placed->entry, error)
         && read_offsets (reading, fv_json_member (json, "data_offsets"), placed, error);
}

static gboolean
read_header (Reading *reading, const FvJson *json, FvSafetensors *self, GError **error)
{
  if (fv_json_kind (json) != FV_JSON_OBJECT)
    return fv_error_refuse_file (error, reading->name, _ ("the header is not an object"));
  for (guint i = 0; i < fv_json_length (json); i++)
    {
      const char *name = fv_json_nth_name (json, i);
      Placed placed = { 0 };

      if (g_str_equal (name, "__metadata__"))
        {
          if (!read_metadata (reading, fv_json_nth (json, i), self, error))
            return FALSE;
          continue;
        }
      placed.entry.name = (char *)name; /* of json, until the layout is known to be sound */
      if (!read_tensor (reading, fv_json_nth (json, i), &placed, error))
        return FALSE;
      g_array_append_val (reading->placed, placed);
    }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Placed *first = a;
  const Placed *second = b;

  if (first->begin != second->begin)
    return first->begin < second->begin ? -1 : 1;
  return (first->end > second->end) - (first->end < second->end);
}

/* The tensors, in order, must cover the data: each begins where the one before ends, the last ends with the file. */
static gboolean
check_tiling (const Reading *reading, GError **error)
{
  guint64 at = 0;

  g_array_sort (reading->placed, compare_places);
  for (guint i = 0; i < reading->placed->len; i++)
    {
      const Placed *placed = &g_array_index (reading->placed, Placed, i);

      if (placed->begin != at)
        return fv_error_refuse_file (
            error, reading->name,
            _ ("tensor %s: begins at byte %ju of the data, wanted %ju: tensors leave no holes and "
               "do not overlap"),
            placed->entry.name, (uintmax_t)placed->begin, (uintmax_t)at);
      at = placed->end;
    }
  if (at != reading->length)
    return fv_error_refuse_file (error, reading->name,
                                 _ ("the tensors end at byte %ju of the data, the file at %ju"),
                                 (uintmax_t)at, (uintmax_t)reading->length);
  return TRUE;
}

static gboolean
take_values (const Reading *reading, FvSafetensors *self, GError **error)
{
  gsize count = reading->length / sizeof (float);

  self->values = g_try_new (float, MAX (count, 1));
  if (self->values == NULL)
    return fv_error_refuse_file (error, reading->name, _ ("there is not enough memory for %ju numbers"),
                                 (uintmax_t)count);
  for (gsize i = 0; i < count; i++)
    {
      guint32 bits;

      memcpy (&bits, reading->data + i * sizeof bits, sizeof bits);
      bits = GUINT32_FROM_LE (bits);
      memcpy (&self->values[i], &bits, sizeof bits);
    }
  for (guint i = 0; i < reading->placed->len; i++)
    {
      const Placed *placed = &g_array_index (reading->placed, Placed, i);

      fv_safetensors_add (self, placed->entry.name, placed->entry.rank, placed->entry.shape,
                          self->values + placed->begin / sizeof (float));
    }
  return TRUE;
}

/* The header as text, borrowed, and data and length behind it. */
static const char *
find_header (GBytes *bytes, Reading *reading, gsize *header_length, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  FvReader reader = fv_reader_new (data, length);
  guint64 wanted = fv_reader_u64_le (&reader);
  const guint8 *header;

  if (reader.failed)
    {
      fv_error_refuse_file (error, reading->name, _ ("has %ju bytes, a model file has at least 10"),
                            (uintmax_t)length);
      return NULL;
    }
  if (wanted > FV_SAFETENSORS_MAX_HEADER)
    {
      fv_error_refuse_file (
          error, reading->name,
          _ ("is not a safetensors file: its first 8 bytes announce a header of %ju bytes, at most %u "
             "are wanted"),
          (uintmax_t)wanted, FV_SAFETENSORS_MAX_HEADER);
      return NULL;
    }
  header = fv_reader_bytes (&reader, (gsize)wanted);
  if (header == NULL)
    {
      fv_error_refuse_file (error, reading->name,
                            _ ("has %ju bytes, its header alone wants %ju; is it cut short?"),
                            (uintmax_t)length, (uintmax_t)wanted + 8);
      return NULL;
    }
  *header_length = (gsize)wanted;
  reading->length = fv_reader_left (&reader);
  reading->data = header + wanted;
  return (const char *)header;
}

static gboolean
read_all (Reading *reading, const FvJson *json, FvSafetensors *self, GError **error)
{
  return read_header (reading, json, self, error) && check_tiling (reading, error)
         && take_values (reading, self, error);
}

FvSafetensors *
fv_safetensors_from_bytes (GBytes *bytes, const char *name, GError **error)
{
  Reading reading = { .name = name };
  g_autoptr (FvSafetensors) self = fv_safetensors_new ();
  gsize header_length;
  const char *header = find_header (bytes, &reading, &header_length, error);
  FvJson *json;
  gboolean fine;

  if (header == NULL)
    return NULL;
  json = fv_json_parse (header, header_length, FV_SAFETENSORS_MAX_HEADER, error);
  if (json == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  reading.placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  fine = read_all (&reading, json, self, error);
  g_array_unref (reading.placed);
  fv_json_free (json);
  return fine ? g_steal_pointer (&self) : NULL;
}
