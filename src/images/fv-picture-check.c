/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-picture-check.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK 65536
/* Deflate makes at most so many bytes of one. */
#define MAX_UNFOLD 1032

static guint32
big_endian (const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* begin: of the file, with its IHDR. */
static guint
bits_of (const guint8 *begin)
{
  static const guint8 channels[] = { 1, 0, 3, 1, 2, 0, 4 };
  guint8 colour = begin[25];

  return colour < sizeof channels ? begin[24] * channels[colour] : 0;
}

/* A byte that tells the filter, and the pixels. */
static guint64
row_bytes (guint64 width, guint bits)
{
  return width > 0 ? 1 + (width * bits + 7) / 8 : 0;
}

gboolean
fv_png_is_plausible (const guint8 *begin, guint64 bytes)
{
  guint64 raw = row_bytes (big_endian (begin + 16), bits_of (begin)) * big_endian (begin + 20);

  return raw / MAX_UNFOLD <= bytes;
}

/* Bytes in the seven passes of Adam7. */
static guint64
interlaced_bytes (const guint8 *begin)
{
  static const guint8 starts[7][2] = { { 0, 0 }, { 0, 4 }, { 4, 0 }, { 0, 2 }, { 2, 0 }, { 0, 1 }, { 1, 0 } };
  static const guint8 steps[7][2] = { { 8, 8 }, { 8, 8 }, { 8, 4 }, { 4, 4 }, { 4, 2 }, { 2, 2 }, { 2, 1 } };
  guint64 width = big_endian (begin + 16), height = big_endian (begin + 20), sum = 0;

  for (guint i = 0; i < 7; i++)
    {
      guint64 rows = (height + steps[i][0] - 1 - starts[i][0]) / steps[i][0];
      guint64 cols = (width + steps[i][1] - 1 - starts[i][1]) / steps[i][1];

      sum += rows * row_bytes (cols, bits_of (begin));
    }
  return sum;
}

/* Unfolds n bytes and forgets what comes out. FALSE when there can be no more. */
static gboolean
unfold_bytes (GConverter *unfolder, const guint8 *in, gsize n, guint64 *sum)
{
  guint8 out[16384];
  gsize taken, made;
  GConverterResult result;

  do
    {
      g_autoptr (GError) error = NULL;

      result = g_converter_convert (unfolder, in, n, out, sizeof out, G_CONVERTER_NO_FLAGS, &taken, &made,
                                    &error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TRUE;
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      *sum += made;
      in += taken;
      n -= taken;
    }
  while (result == G_CONVERTER_CONVERTED && (n > 0 || made == sizeof out));
  return result == G_CONVERTER_CONVERTED;
}

/* Unfolds one IDAT from where it lies. FALSE when there can be no more. */
static gboolean
unfold (GConverter *unfolder, int file, off_t at, guint32 length, guint64 *sum)
{
  guint8 in[4096];

  while (length > 0)
    {
      gssize n = pread (file, in, MIN (length, sizeof in), at);

      if (n <= 0 || !unfold_bytes (unfolder, in, (gsize)n, sum))
        return FALSE;
      at += n;
      length -= (guint32)n;
    }
  return TRUE;
}

/* Goes through the chunks; unfolder, if there is one, unfolds the data until there are enough. TRUE if the last was
 * found. */
static gboolean
walk (int file, GConverter *unfolder, guint64 enough, guint64 *sum)
{
  guint8 head[8]; /* length, name */
  off_t at = 8;

  while (pread (file, head, sizeof head, at) == (gssize)sizeof head)
    {
      guint32 length = big_endian (head);

      if (memcmp (head + 4, "IEND", 4) == 0)
        return TRUE;
      if (unfolder != NULL && *sum < enough && memcmp (head + 4, "IDAT", 4) == 0
          && !unfold (unfolder, file, at + 8, length, sum))
        unfolder = NULL;
      at += (off_t)length + 12; /* and a checksum behind it */
    }
  return FALSE;
}

gboolean
fv_png_is_whole (int file)
{
  g_autoptr (GZlibDecompressor) unfolder = NULL;
  guint8 begin[29];
  guint64 sum = 0, wanted;

  if (pread (file, begin, sizeof begin, 0) != (gssize)sizeof begin)
    return FALSE;
  if (begin[28] == 0)
    return walk (file, NULL, 0, &sum);
  wanted = interlaced_bytes (begin);
  unfolder = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  return walk (file, G_CONVERTER (unfolder), wanted, &sum) && sum >= wanted;
}

/* Goes on from a place in the file of which length bytes are there and three more. Markers are what they say in
 * compressed data too: a byte 255 of theirs has a 0 behind it. In what an application put there, with a picture of its
 * own perhaps, they are not: that is passed over. Returns by how much. */
static gsize
next_mark (const guint8 *from, gsize length, guint *n_scans, gboolean *ended)
{
  const guint8 *mark = memchr (from, 0xff, length);
  gsize before;

  if (mark == NULL)
    return length;
  before = (gsize)(mark - from);
  *ended = mark[1] == 0xd9;
  *n_scans += mark[1] == 0xda;
  if (mark[1] == 0xff) /* fills */
    return before + 1;
  if (mark[1] <= 1 || (mark[1] >= 0xd0 && mark[1] <= 0xd8)) /* without a length */
    return before + 2;
  return before + 2 + (gsize)MAX (mark[2] << 8 | mark[3], 2);
}

guint
fv_jpeg_count_scans (int file)
{
  g_autofree guint8 *bytes = g_malloc (CHUNK);
  gboolean ended = FALSE;
  guint n_scans = 0;
  off_t at = 2;
  gssize n;

  while (!ended && (n = pread (file, bytes, CHUNK, at)) > 3)
    {
      gsize length = (gsize)n - 3, done = 0;

      while (!ended && done < length)
        done += next_mark (bytes + done, length - done, &n_scans, &ended);
      at += (off_t)done;
    }
  return n_scans;
}
