/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-picture-check.h"

#include <string.h>
#include <unistd.h>
#include <zlib.h>

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

/* Unfolds one IDAT from where it lies and forgets the bytes. FALSE when there can be no more. */
static gboolean
unfold (z_stream *z, int file, off_t at, guint32 length, guint64 *sum)
{
  guint8 in[4096], out[16384];

  while (length > 0)
    {
      gssize n = pread (file, in, MIN (length, sizeof in), at);
      int result = Z_OK;

      if (n <= 0)
        return FALSE;
      z->next_in = in;
      z->avail_in = (uInt)n;
      do
        {
          z->next_out = out;
          z->avail_out = sizeof out;
          result = inflate (z, Z_NO_FLUSH);
          *sum += sizeof out - z->avail_out;
        }
      while (result == Z_OK && (z->avail_in > 0 || z->avail_out == 0));
      if (result != Z_OK && result != Z_BUF_ERROR)
        return FALSE;
      at += n;
      length -= (guint32)n;
    }
  return TRUE;
}

/* Goes through the chunks; z, if there is one, unfolds the data until there are enough. TRUE if the last was found. */
static gboolean
walk (int file, z_stream *z, guint64 enough, guint64 *sum)
{
  guint8 head[8]; /* length, name */
  off_t at = 8;

  while (pread (file, head, sizeof head, at) == (gssize)sizeof head)
    {
      guint32 length = big_endian (head);

      if (memcmp (head + 4, "IEND", 4) == 0)
        return TRUE;
      if (z != NULL && *sum < enough && memcmp (head + 4, "IDAT", 4) == 0
          && !unfold (z, file, at + 8, length, sum))
        z = NULL;
      at += (off_t)length + 12; /* and a checksum behind it */
    }
  return FALSE;
}

gboolean
fv_png_is_whole (int file)
{
  guint8 begin[29];
  guint64 sum = 0, wanted;
  z_stream z = { 0 };
  gboolean ended;

  if (pread (file, begin, sizeof begin, 0) != (gssize)sizeof begin)
    return FALSE;
  if (begin[28] == 0)
    return walk (file, NULL, 0, &sum);
  wanted = interlaced_bytes (begin);
  if (inflateInit (&z) != Z_OK)
    return FALSE;
  ended = walk (file, &z, wanted, &sum);
  inflateEnd (&z);
  return ended && sum >= wanted;
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
