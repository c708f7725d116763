/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx-file.h"

#include "fv-error.h"
#include "fv-reader.h"
#include "fv-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TYPE_UBYTE 0x08
#define MAX_SIDE   65535
/* A gzip file's word is believed a mebibyte at first, then twice what came. */
#define FIRST_STEP ((guint64)1 << 20)
/* So much is read between two looks at whether it is still wanted. */
#define PIECE ((gsize)1 << 20)

static gboolean G_GNUC_PRINTF (3, 4) refuse (const FvStream *file, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: %s"), fv_stream_shown (file), what);
  return FALSE;
}

static const char *
type_name (guint8 type)
{
  switch (type)
    {
    case 0x09:
      return _ ("signed bytes");
    case 0x0B:
      return _ ("16-bit integers");
    case 0x0C:
      return _ ("32-bit integers");
    case 0x0D:
      return _ ("32-bit floating-point numbers");
    case 0x0E:
      return _ ("64-bit floating-point numbers");
    default:
      return NULL;
    }
}

static const char *
content_name (guint n_sizes)
{
  return n_sizes == 3 ? _ ("images (3 sizes: count, rows, columns)") : _ ("labels (1 size: count)");
}

/* The four bytes every IDX file begins with. */
static gboolean
check_magic (const FvStream *file, const guint8 *magic, guint wanted_sizes, GError **error)
{
  if (magic[0] != 0 || magic[1] != 0)
    return refuse (file, error,
                   _ ("found the first bytes %02x %02x %02x %02x, wanted 00 00 08 %02x of an IDX file"),
                   magic[0], magic[1], magic[2], magic[3], wanted_sizes);
  if (magic[2] != TYPE_UBYTE && type_name (magic[2]) != NULL)
    return refuse (file, error, _ ("found %s, wanted unsigned bytes"), type_name (magic[2]));
  if (magic[2] != TYPE_UBYTE)
    return refuse (file, error, _ ("found the unknown element type 0x%02x, wanted 0x08, unsigned bytes"),
                   magic[2]);
  if (magic[3] == wanted_sizes)
    return TRUE;
  if (magic[3] == 1 || magic[3] == 3)
    return refuse (file, error, _ ("found %s, wanted %s"), content_name (magic[3]),
                   content_name (wanted_sizes));
  return refuse (file, error, _ ("found data with %u sizes, wanted %s"), magic[3],
                 content_name (wanted_sizes));
}

static gboolean
check_sizes (const FvStream *file, FvIdxFile *out, GError **error)
{
  out->total = out->sizes[0];
  if (out->sizes[0] == 0)
    return refuse (file, error,
                   _ ("found a header that promises nothing, wanted one image or label at least"));
  if (out->n_sizes == 3)
    {
      guint32 rows = out->sizes[1], cols = out->sizes[2];

      if (rows == 0 || cols == 0 || rows > MAX_SIDE || cols > MAX_SIDE)
        return refuse (file, error, _ ("found images of %u×%u, wanted sides of 1 to %d"), rows, cols,
                       MAX_SIDE);
      /* Three factors below 2^32, 2^16 and 2^16: no wrap. */
      out->total *= (guint64)rows * cols;
    }
  if (out->total > FV_IDX_MAX_BYTES)
    return refuse (file, error, _ ("found a header that promises %llu bytes, wanted at most %llu"),
                   (unsigned long long)out->total, (unsigned long long)FV_IDX_MAX_BYTES);
  return TRUE;
}

static gboolean
read_header (FvStream *file, guint wanted_sizes, FvIdxFile *out, GError **error)
{
  guint8 bytes[16];
  gsize length = 4 + 4 * wanted_sizes, got = 0;
  FvReader reader;

  if (!fv_stream_read (file, bytes, 4, &got, error))
    return FALSE;
  if (got == 0)
    return refuse (file, error, _ ("found an empty file, wanted %s"), content_name (wanted_sizes));
  if (got == 4)
    {
      if (!check_magic (file, bytes, wanted_sizes, error)
          || !fv_stream_read (file, bytes + 4, length - 4, &got, error))
        return FALSE;
      got += 4;
    }
  if (got < length)
    return refuse (file, error, _ ("found only %zu bytes, wanted a header of %zu"), got, length);
  reader = fv_reader_new (bytes + 4, length - 4);
  memcpy (out->header, bytes, length);
  out->n_sizes = wanted_sizes;
  for (guint i = 0; i < wanted_sizes; i++)
    out->sizes[i] = fv_reader_u32_be (&reader);
  return check_sizes (file, out, error);
}

static gboolean
refuse_length (const FvStream *file, guint64 found, guint64 wanted, GError **error)
{
  return refuse (file, error, _ ("found %llu bytes of data, wanted the %llu its header promises"),
                 (unsigned long long)found, (unsigned long long)wanted);
}

/* What can be known before anything is allocated. */
static gboolean
check_promise (const FvStream *file, const FvIdxFile *out, GError **error)
{
  guint64 most = fv_stream_most (file), length = 4 + 4 * out->n_sizes;
  guint64 present = most > length ? most - length : 0;

  if (fv_stream_is_plain (file) && present != out->total)
    return refuse_length (file, present, out->total, error);
  if (present < out->total)
    return refuse (file, error,
                   _ ("found a gzip file of at most %llu bytes of data, wanted the %llu its header promises"),
                   (unsigned long long)present, (unsigned long long)out->total);
  return TRUE;
}

/* Fills room[length]; *got counts what there was. FALSE and an error, or somebody wants no more. */
static gboolean
read_pieces (FvStream *file, guint8 *room, gsize length, const FvDatasetWanted *wanted, FvIdxFile *self,
             GError **error)
{
  gsize got = 0, piece = 0;

  do
    {
      if (!fv_dataset_wanted_tell (wanted, (double)self->length / (double)self->total, error)
          || !fv_stream_read (file, room + got, MIN (PIECE, length - got), &piece, error))
        return FALSE;
      got += piece;
      self->length += piece;
    }
  while (piece > 0 && got < length);
  return got == length || refuse_length (file, self->length, self->total, error);
}

/* In steps that double, so memory follows what really comes. */
static gboolean
read_body (FvStream *file, const FvDatasetWanted *wanted, FvIdxFile *self, GError **error)
{
  while (self->length < self->total)
    {
      gsize room = (gsize)MIN (self->total, MAX (FIRST_STEP, (guint64)self->length * 2));
      guint8 *larger = g_try_realloc (self->data, room);

      if (larger == NULL)
        return refuse (file, error, _ ("found %llu bytes of data, wanted no more than there is memory for"),
                       (unsigned long long)self->total);
      self->data = larger;
      if (!read_pieces (file, self->data + self->length, room - self->length, wanted, self, error))
        return FALSE;
    }
  return fv_stream_finish (file, error);
}

gboolean
fv_idx_file_read (FvIdxFile *self, const char *path, guint n_sizes, const FvDatasetWanted *wanted,
                  GError **error)
{
  g_autoptr (FvStream) file = fv_stream_open (path, error);

  *self = (FvIdxFile){ 0 };
  if (file != NULL && read_header (file, n_sizes, self, error) && check_promise (file, self, error)
      && read_body (file, wanted, self, error))
    return TRUE;
  fv_idx_file_clear (self);
  return FALSE;
}

void
fv_idx_file_clear (FvIdxFile *self)
{
  g_clear_pointer (&self->data, g_free);
}

char *
fv_idx_file_sha256 (const FvIdxFile *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, self->header, 4 + 4 * (gssize)self->n_sizes);
  g_checksum_update (checksum, self->data, (gssize)self->total);
  return g_strdup (g_checksum_get_string (checksum));
}
