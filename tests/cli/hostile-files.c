/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-files.h"
#include "fixture-png.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define MIB ((gsize)1 << 20)

static void
write_bytes (const char *path, const guint8 *bytes, gsize length)
{
  FILE *file = fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static int
digit (char c)
{
  return g_ascii_xdigit_value (c);
}

/* Bytes in hexadecimal, with blanks between them as one likes. */
static GByteArray *
parse_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *at = hex; at != NULL && *at != '\0'; at++)
    if (*at != ' ')
      {
        guint8 byte = (guint8)(digit (at[0]) * 16 + digit (at[1]));

        g_byte_array_append (bytes, &byte, 1);
        at++;
      }
  return bytes;
}

/* hex and n zeros. */
static GByteArray *
make_zeros (const char *hex, gsize n)
{
  GByteArray *bytes = parse_hex (hex);
  guint length = bytes->len;

  g_byte_array_set_size (bytes, (guint)(length + n));
  memset (bytes->data + length, 0, n);
  return bytes;
}

/* hex, then n times what follows its bar. */
static void
repeated_hex (const char *path, const char *hex, gsize n)
{
  g_auto (GStrv) parts = g_strsplit (hex, "|", 2);
  g_autoptr (GByteArray) bytes = parse_hex (parts[0]);
  g_autoptr (GByteArray) more = parse_hex (parts[1]);

  for (gsize i = 0; i < n; i++)
    g_byte_array_append (bytes, more->data, more->len);
  write_bytes (path, bytes->data, bytes->len);
}

static GByteArray *
pack (const GByteArray *bytes)
{
  GByteArray *out = g_byte_array_new ();
  z_stream z = { 0 };

  g_assert_cmpint (deflateInit2 (&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_byte_array_set_size (out, (guint)deflateBound (&z, bytes->len));
  z.next_in = bytes->data;
  z.avail_in = bytes->len;
  z.next_out = out->data;
  z.avail_out = out->len;
  g_assert_cmpint (deflate (&z, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, (guint)z.total_out);
  deflateEnd (&z);
  return out;
}

static void
plain (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros (hex, n);

  write_bytes (path, bytes->data, bytes->len);
}

static void
text (const char *path, const char *hex, gsize n)
{
  write_bytes (path, (const guint8 *)hex, strlen (hex));
}

static void
gzip (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros (hex, n);
  g_autoptr (GByteArray) packed = pack (bytes);

  write_bytes (path, packed->data, packed->len);
}

/* Five pictures of 3×3, packed; the byte n from the end (0: the last) is another. */
static void
gzip_flipped (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros ("00000803 00000005 00000003 00000003", 45);
  g_autoptr (GByteArray) packed = pack (bytes);

  packed->data[packed->len - 1 - n] ^= 0x55;
  write_bytes (path, packed->data, packed->len);
}

static void
gzip_cut (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros ("00000803 00000005 00000003 00000003", 45);
  g_autoptr (GByteArray) packed = pack (bytes);

  write_bytes (path, packed->data, packed->len - n);
}

/* A whole member and hex behind it; hex NULL: the member again. */
static void
gzip_more (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros ("00000803 00000005 00000003 00000003", 45);
  g_autoptr (GByteArray) packed = pack (bytes);
  g_autoptr (GByteArray) more = hex != NULL ? parse_hex (hex) : g_byte_array_ref (packed);
  g_autoptr (GByteArray) all = g_byte_array_new ();

  g_byte_array_append (all, packed->data, packed->len);
  g_byte_array_append (all, more->data, more->len);
  write_bytes (path, all->data, all->len);
}

static void
gzip_twice (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = make_zeros (hex, n);
  g_autoptr (GByteArray) once = pack (bytes);
  g_autoptr (GByteArray) twice = pack (once);

  write_bytes (path, twice->data, twice->len);
}

/* hex, a text, n times, packed if the name says so. */
static void
repeated (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) packed = NULL;

  for (gsize i = 0; i < n; i++)
    g_byte_array_append (bytes, (const guint8 *)hex, (guint)strlen (hex));
  packed = g_str_has_suffix (path, ".gz") ? pack (bytes) : g_byte_array_ref (bytes);
  write_bytes (path, packed->data, packed->len);
}

static void
make_fifo (const char *path, const char *hex, gsize n)
{
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
make_folder (const char *path, const char *hex, gsize n)
{
  g_remove (path);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_dangling (const char *path, const char *hex, gsize n)
{
  g_remove (path);
  g_assert_cmpint (symlink ("nowhere", path), ==, 0);
}

/* hex: where it leads, from the folder it is in. */
static void
make_link (const char *path, const char *hex, gsize n)
{
  g_remove (path);
  g_assert_cmpint (symlink (hex, path), ==, 0);
}

/* A folder of pictures, in no folder of a class. */
static void
bare_folder (const char *path, const char *hex, gsize n)
{
  g_autofree char *file = g_build_filename (path, "1.png", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  write_bytes (file, (const guint8 *)"", 0);
}

/* n folders with a picture in each. */
static void
many_folders (const char *path, const char *hex, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%zu", path, i);
      g_autofree char *file = g_build_filename (folder, "1.png", NULL);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      write_bytes (file, (const guint8 *)"", 0);
    }
}

/* A PNG of grey pixels of depth bits, all 0. */
static GByteArray *
make_png (guint width, guint height, guint8 depth, gboolean with_data)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();
  const guint8 kind[] = { depth, 0, 0, 0, 0 };

  g_byte_array_append (out, signature, 8);
  fixture_png_put_big (head, width);
  fixture_png_put_big (head, height);
  g_byte_array_append (head, kind, 5);
  fixture_png_put_chunk (out, "IHDR", head->data, head->len);
  if (with_data)
    {
      gsize length = ((gsize)width * depth + 7) / 8 * height + height;
      g_autofree guint8 *zeros = g_malloc0 (length);
      uLongf packed_length = compressBound (length);
      g_autofree guint8 *packed = g_malloc (packed_length);

      g_assert_cmpint (compress2 (packed, &packed_length, zeros, length, 1), ==, Z_OK);
      fixture_png_put_chunk (out, "IDAT", packed, (guint)packed_length);
      fixture_png_put_chunk (out, "IEND", NULL, 0);
    }
  return out;
}

/* n: what is wrong with it. */
enum
{
  PNG_NO_DATA,
  PNG_HUGE,       /* 30000×30000, whole */
  PNG_HUGE_CLAIM, /* the same, header alone */
  PNG_HEAD_CRC,
  PNG_DATA_CRC,
  PNG_CUT,
  PNG_EMPTY,     /* 0×5 */
  PNG_DEPTH,     /* 3 bits */
  PNG_LONG_NAME, /* a chunk longer than the file */
  PNG_HOLLOW,    /* 8000×8000, with the data of 28×28 */
  PNG_MORE,      /* 29×28, with the data of 28×28 */
};

/* Another size, under a right checksum. */
static void
claim (GByteArray *png, guint width, guint height)
{
  guint32 big[2] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) }, sum;

  memcpy (png->data + 16, big, 8);
  sum = GUINT32_TO_BE ((guint32)crc32 (0, png->data + 12, 17));
  memcpy (png->data + 29, &sum, 4);
}

static void
png (const char *path, const char *hex, gsize n)
{
  gboolean huge = n == PNG_HUGE || n == PNG_HUGE_CLAIM;
  guint side = huge ? 30000 : 28;
  g_autoptr (GByteArray) bytes = make_png (n == PNG_EMPTY ? 0 : side, n == PNG_EMPTY ? 5 : side,
                                           n == PNG_DEPTH ? 3
                                           : huge         ? 1
                                                          : 8,
                                           n != PNG_NO_DATA && n != PNG_HUGE_CLAIM);

  if (n == PNG_HEAD_CRC)
    bytes->data[30] ^= 1;
  if (n == PNG_HOLLOW || n == PNG_MORE)
    claim (bytes, n == PNG_MORE ? 29 : 8000, n == PNG_MORE ? 28 : 8000);
  if (n == PNG_DATA_CRC)
    bytes->data[bytes->len - 14] ^= 1; /* IEND takes 12 */
  if (n == PNG_LONG_NAME)
    bytes->data[33] = 0x7f;
  write_bytes (path, bytes->data, n == PNG_CUT ? bytes->len - 15 : bytes->len);
}

/* The bytes of a JPEG up to its scan, of any size it claims, and n bytes of scan. */
static void
jpeg (const char *path, const char *hex, gsize n)
{
  g_autoptr (GByteArray) bytes = parse_hex ("ffd8 ffdb0043 00");
  g_autoptr (GByteArray) frame = parse_hex (hex);

  for (guint i = 0; i < 64; i++)
    g_byte_array_append (bytes, (const guint8 *)"\1", 1);
  g_byte_array_append (bytes, frame->data, frame->len);
  for (gsize i = 0; i < n; i++)
    g_byte_array_append (bytes, (const guint8 *)"\x2a", 1);
  write_bytes (path, bytes->data, bytes->len);
}

/* A model: the length of its header, then the header. hex is a text; n: what the length says, 0: the truth. */
static void
model (const char *path, const char *hex, gsize n)
{
  guint64 length = GUINT64_TO_LE (n > 0 ? (guint64)n : strlen (hex));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)&length, 8);
  g_byte_array_append (bytes, (const guint8 *)hex, (guint)strlen (hex));
  write_bytes (path, bytes->data, bytes->len);
}

static void
nested_model (const char *path, const char *hex, gsize n)
{
  g_autofree char *header = g_strnfill (n, *hex);

  model (path, header, 0);
}

#define IMAGES "train-images-idx3-ubyte"
#define LABELS "train-labels-idx1-ubyte"
#define DATA   "data PATH"
#define EVAL   "eval PATH --data xor"
#define GOOD   "00000803 00000005 00000003 00000003"

static const HostileFile files[] = {
  { "bad magic", DATA, IMAGES, NULL, plain, "01000803 00000005 00000003 00000003", 45, "01 00 08 03" },
  { "signed bytes", DATA, IMAGES, NULL, plain, "00000903 00000005 00000003 00000003", 45, "signed bytes" },
  { "shorts", DATA, IMAGES, NULL, plain, "00000b03 00000005 00000003 00000003", 90, "16-bit" },
  { "ints", DATA, IMAGES, NULL, plain, "00000c03 00000005 00000003 00000003", 180, "32-bit" },
  { "floats", DATA, IMAGES, NULL, plain, "00000d03 00000005 00000003 00000003", 180, "floating-point" },
  { "doubles", DATA, IMAGES, NULL, plain, "00000e03 00000005 00000003 00000003", 360, "64-bit" },
  { "unknown type", DATA, IMAGES, NULL, plain, "0000ff03 00000005 00000003 00000003", 45, "0xff" },
  { "labels for images", DATA, IMAGES, NULL, plain, "00000801 00000005", 5, "labels" },
  { "two sizes", DATA, IMAGES, NULL, plain, "00000802 00000005 00000003", 15, "2 sizes" },
  { "255 sizes", DATA, IMAGES, NULL, plain, "000008ff 00000005 00000003 00000003", 45, "255 sizes" },
  { "none", DATA, IMAGES, NULL, plain, "00000803 00000000 00000003 00000003", 0, "nothing" },
  { "no rows", DATA, IMAGES, NULL, plain, "00000803 00000005 00000000 00000003", 0, "0×3" },
  { "no columns", DATA, IMAGES, NULL, plain, "00000803 00000005 00000003 00000000", 0, "3×0" },
  { "a side too long", DATA, IMAGES, NULL, plain, "00000803 00000001 00010000 00000001", 65536, "65536×1" },
  { "sizes that overflow", DATA, IMAGES, NULL, plain, "00000803 ffffffff ffffffff ffffffff", 45,
    "4294967295" },
  { "a product that overflows 64 bits", DATA, IMAGES, NULL, plain, "00000803 ffffffff 0000ffff 0000ffff", 45,
    "at most" },
  { "a product that is 45 in 32 bits", DATA, IMAGES, NULL, plain, "00000803 80000005 00000003 00000003", 45,
    "at most" },
  { "two gibibytes promised", DATA, IMAGES, NULL, plain, "00000803 7fffffff 00000001 00000001", 0,
    "2147483647" },
  { "one byte short", DATA, IMAGES, NULL, plain, GOOD, 44, "44 bytes" },
  { "one byte more", DATA, IMAGES, NULL, plain, GOOD, 46, "46 bytes" },
  { "empty", DATA, IMAGES, NULL, plain, "", 0, "empty file" },
  { "three bytes", DATA, IMAGES, NULL, plain, "000008", 0, "only 3 bytes" },
  { "header cut", DATA, IMAGES, NULL, plain, "00000803 00000005 00000003 000000", 0, "only 15 bytes" },
  { "fewer labels", DATA, LABELS, NULL, plain, "00000801 00000004", 4, "4 labels" },
  { "labels promised", DATA, LABELS, NULL, plain, "00000801 ffffffff", 5, "at most" },
  { "labels cut", DATA, LABELS, NULL, plain, "00000801 00000005", 4, "4 bytes" },
  { "images for labels", DATA, LABELS, NULL, plain, GOOD, 45, "images" },
  { "a folder for a file", DATA, LABELS, ".", make_folder, NULL, 0, "folder or a device" },
  { "a pipe for a file", DATA, "pipe-images-idx3-ubyte", NULL, make_fifo, NULL, 0, "alone" },
  { "a link to nothing", DATA, LABELS, ".", make_dangling, NULL, 0, "No such file" },
  { "gzip cut", DATA, IMAGES, NULL, gzip_cut, NULL, 9, "gzip" },
  { "gzip header alone", DATA, IMAGES, NULL, plain, "1f8b0800 00000000 0003", 0, "gzip" },
  { "bad gzip CRC", DATA, IMAGES, NULL, gzip_flipped, NULL, 5, "damaged gzip data" },
  { "bad gzip length", DATA, IMAGES, NULL, gzip_flipped, NULL, 0, "gzip" },
  { "bad deflate data", DATA, IMAGES, NULL, gzip_flipped, NULL, 12, "wanted" },
  { "two gzip members", DATA, IMAGES, NULL, gzip_more, NULL, 0, "first gzip member" },
  { "bytes behind gzip", DATA, IMAGES, NULL, gzip_more, "00", 0, "gzip" },
  { "gzip in gzip", DATA, IMAGES, NULL, gzip_twice, GOOD, 45, "1f 8b" },
  { "unknown gzip method", DATA, IMAGES, NULL, plain, "1f8b0900 00000000 0003 0000", 45, "gzip" },
  { "reserved gzip flags", DATA, IMAGES, NULL, plain, "1f8b08e0 00000000 0003 0000", 45, "gzip" },
  { "gzip extra beyond the end", DATA, IMAGES, NULL, plain, "1f8b0804 00000000 0003 ffff", 45, "gzip" },
  { "gzip bomb behind a small promise", DATA, IMAGES, NULL, gzip, GOOD, 256 * MIB, "after its data" },
  { "gzip bomb as promised", DATA, IMAGES, NULL, gzip, "00000803 00055555 0000001c 0000001c", 274000000 - 48,
    "promises" },
  { "gzip bomb of labels", DATA, LABELS, NULL, gzip, "00000801 10000000", 256 * MIB, "promises" },
  { "markup in a name", DATA, "<b>&amp;-images-idx3-ubyte", NULL, plain, "01", 0, "alone" },
  { "a name that is no text", DATA, "\xff\xfe-images-idx3-ubyte", NULL, plain, "01", 0, "alone" },
  { "a name of two lines", DATA, "a\nb-images-idx3-ubyte", NULL, plain, "01", 0, "alone" },
  { "letters from 0", DATA, "emnist-letters-train-labels-idx1-ubyte", NULL, plain, "00000801 00000005", 5,
    "alone" },
  { "CIFAR: empty", DATA, "data_batch_1.bin", NULL, plain, "", 0, "0 bytes of picture 1" },
  { "CIFAR: a byte short", DATA, "data_batch_1.bin", NULL, plain, "", 3072, "3072 bytes of picture 1" },
  { "CIFAR: a byte more", DATA, "data_batch_1.bin", NULL, plain, "", 3074, "1 bytes of picture 2" },
  { "CIFAR: label 10", DATA, "data_batch_1.bin", NULL, plain, "0a", 3072, "label 10" },
  { "CIFAR: gzip cut", DATA, "data_batch_1.bin.gz", NULL, gzip_cut, NULL, 9, "gzip" },
  { "CIFAR: gzip bomb", DATA, "data_batch_1.bin.gz", NULL, gzip, "", 3073 * 80000, "100 times" },
  { "CSV: no text", DATA, "a.csv", NULL, plain, "7f454c46 02010100", 64, "line 1" },
  { "CSV: zeros", DATA, "a.csv", NULL, plain, "", 4 * MIB, "line 1" },
  { "CSV: line ends alone", DATA, "a.csv", NULL, repeated, "\n", 4 * MIB, "empty file" },
  { "CSV: lines of other lengths", DATA, "a.csv", NULL, text, "1,2,3,4,0\n1,2,3\n", 0, "line 2" },
  { "CSV: an endless line", DATA, "a.csv", NULL, repeated, "0,", 2 * MIB, "more than 196609 numbers" },
  { "CSV: an endless number", DATA, "a.csv", NULL, repeated, "0", 4 * MIB, "line 1" },
  { "CSV: beyond the doubles", DATA, "a.csv", NULL, text, "1,2,3,4,0\n1e9999,2,3,4,0\n", 0, "1e9999" },
  { "CSV: not a number", DATA, "a.csv", NULL, text, "1,2,3,4,0\nnan,2,3,4,0\n", 0, "nan" },
  { "CSV: markup", DATA, "a.csv", NULL, text, "1,2,3,4,0\n1,2,3,4,<b>&</b>\n", 0, "<b>&</b>" },
  { "CSV: names alone", DATA, "a.csv", NULL, text, "label,p1,p2,p3,p4\n", 0, "names alone" },
  { "CSV: not square", DATA, "a.csv", NULL, text, "1,2,3,4,5,6,0\n", 0, "7 numbers" },
  { "CSV: gzip bomb", DATA, "a.csv.gz", NULL, repeated, "0,0,0,0,0\n", 10 * MIB, "100 times" },
  { "a 30000×30000 PNG", DATA, "a/1.png", ".", png, NULL, PNG_HUGE, "30000×30000" },
  { "a PNG that claims as much", DATA, "a/1.png", ".", png, NULL, PNG_HUGE_CLAIM, "30000×30000" },
  { "PNG without data", DATA, "a/1.png", ".", png, NULL, PNG_NO_DATA, "picture" },
  { "PNG: bad CRC of its header", DATA, "a/1.png", ".", png, NULL, PNG_HEAD_CRC, "picture" },
  { "PNG: bad CRC of its data", DATA, "a/1.png", ".", png, NULL, PNG_DATA_CRC, "broken picture" },
  { "PNG cut", DATA, "a/1.png", ".", png, NULL, PNG_CUT, "broken picture" },
  { "PNG of 0×5", DATA, "a/1.png", ".", png, NULL, PNG_EMPTY, "1.png" },
  { "PNG of 3 bits", DATA, "a/1.png", ".", png, NULL, PNG_DEPTH, "picture" },
  { "PNG: a chunk beyond the end", DATA, "a/1.png", ".", png, NULL, PNG_LONG_NAME, "broken picture" },
  { "PNG: empty", DATA, "a/1.png", ".", plain, "", 0, "neither PNG nor JPEG" },
  { "PNG: a text", DATA, "a/1.png", ".", text, "This is a picture.", 0, "neither PNG nor JPEG" },
  { "PNG: a GIF", DATA, "a/1.png", ".", text, "GIF89a\1\1", 0, "neither PNG nor JPEG" },
  { "PNG: an SVG that unfolds", DATA, "a/1.png", ".", text,
    "<!DOCTYPE svg [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&c;&c;\">]><svg>&a;</svg>", 0,
    "neither PNG nor JPEG" },
  { "PNG: a folder", DATA, "a/1.png", ".", make_folder, NULL, 0, "not a picture" },
  { "PNG: a pipe", DATA, "a/1.png", ".", make_fifo, NULL, 0, "not a picture" },
  { "PNG: a size its data cannot have", DATA, "a/1.png", ".", png, NULL, PNG_HOLLOW, "broken picture" },
  { "PNG: a column more than its data", DATA, "a/1.png", ".", png, NULL, PNG_MORE, "broken picture" },
  { "PNG: a WebP", DATA, "a/1.png", ".", text, "RIFF\x24\1\1\1WEBPVP8 ", 0, "neither PNG nor JPEG" },
  { "PNG: an endless device", DATA, "a/1.png", ".", make_link, "/dev/zero", 0, "not a picture" },
  { "PNG: a link to itself", DATA, "a/1.png", ".", make_link, "1.png", 0, "could not be read" },
  { "JPEG of 20000 scans", DATA, "a/1.jpg", ".", repeated_hex, "ffd8ffe00004 0000|ffda0008010100003f0055",
    20000, "20000 times" },
  { "JPEG: begins and ends", DATA, "a/1.jpg", ".", plain, "ffd8ffd9", 0, "picture" },
  { "JPEG of 65500×65500", DATA, "a/1.jpg", ".", jpeg,
    "ffc0 000b 08 ffdc ffdc 01 01 11 00 ffda 0008 01 01 00 00 3f 00", 100, "65500×65500" },
  { "JPEG without its tables", DATA, "a/1.jpg", ".", jpeg,
    "ffc0 000b 08 0010 0010 01 01 11 00 ffda 0008 01 01 00 00 3f 00", 100, "picture" },
  { "JPEG cut in its header", DATA, "a/1.jpg", ".", jpeg, "ffc0 000b 08 00", 0, "picture" },
  { "a picture whose name is no text", DATA, "\xff<i>\n/\xfe.png", ".", text, "no", 0,
    "neither PNG nor JPEG" },
  { "CIFAR: a pipe", DATA, "data_batch_1.bin", NULL, make_fifo, NULL, 0, "folder or a device" },
  { "CIFAR: an endless device", DATA, "data_batch_1.bin", NULL, make_link, "/dev/zero", 0,
    "folder or a device" },
  { "CSV: a pipe", DATA, "a.csv", NULL, make_fifo, NULL, 0, "folder or a device" },
  { "CSV: an endless device", DATA, "a.csv", NULL, make_link, "/dev/zero", 0, "folder or a device" },
  { "CSV: endless", DATA, "a.csv", NULL, text, "1,2,3,4,0\n-inf,2,3,4,0\n", 0, "-inf" },
  { "CSV: less than black", DATA, "a.csv", NULL, text, "1,2,3,4,0\n-5,2,3,4,0\n", 0, "-5" },
  { "CSV: more than white", DATA, "a.csv", NULL, text, "1,2,3,4,0\n256,2,3,4,0\n", 0, "256" },
  { "CSV: lines of other lengths, with semicolons", DATA, "a.csv", NULL, text,
    "\xef\xbb\xbf"
    "1;2;3;4;0\r\n1;2;3;4;0;5\r\n",
    0, "line 2" },
  { "CSV: a text of 16 bits", DATA, "a.csv", NULL, plain, "fffe 3100 2c00 3200 2c00 3300 2c00 3400 0a00", 0,
    "line 1" },
  { "a pipe as a picture to classify", "classify MODEL PATH", "1.png", NULL, make_fifo, NULL, 0,
    "not a picture" },
  { "a folder without classes", DATA, "bare", NULL, bare_folder, NULL, 0, "no data set" },
  { "a folder that is a link to itself", DATA, "loop", NULL, make_link, "loop", 0, "no such file" },
  { "a class of one picture", "train --epochs 1 --data PATH", "many", NULL, many_folders, NULL, 1,
    "neither PNG nor JPEG" },
  { "1001 classes", DATA, "many", NULL, many_folders, NULL, 1001, "1001 folders" },
  { "257 classes", DATA, "many", NULL, many_folders, NULL, 257, "257 folders" },
  { "nothing known", DATA, "a.xyz", NULL, text, "?", 0, "no data set" },
  { "classify: a 30000×30000 PNG", "classify MODEL PATH", "1.png", NULL, png, NULL, PNG_HUGE, "30000×30000" },
  { "model: empty", EVAL, "m.safetensors", NULL, plain, "", 0, "m.safetensors" },
  { "model: a header of 2⁶³ bytes", EVAL, "m.safetensors", NULL, plain, "0000000000000080 7b7d", 0,
    "m.safetensors" },
  { "model: a header beyond the end", EVAL, "m.safetensors", NULL, model, "{}", 100, "m.safetensors" },
  { "model: brackets", EVAL, "m.safetensors", NULL, nested_model, "[", 100000, "m.safetensors" },
  { "model: braces", EVAL, "m.safetensors", NULL, nested_model, "{", 100000, "m.safetensors" },
  { "model: equal keys", EVAL, "m.safetensors", NULL, model, "{\"__metadata__\":{},\"__metadata__\":{}}", 0,
    "does not have yet" },
  { "model: offsets that overflow", EVAL, "m.safetensors", NULL, model,
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,18446744073709551615]}}",
    0, "a" },
  { "model: no network", EVAL, "m.safetensors", NULL, model, "{\"__metadata__\":{\"format\":\"fovea\"}}", 0,
    "m.safetensors" },
};

const HostileFile *
hostile_file_nth (guint nth)
{
  return nth < G_N_ELEMENTS (files) ? &files[nth] : NULL;
}

void
hostile_file_make (const HostileFile *self, const char *folder)
{
  g_autofree char *images = g_build_filename (folder, IMAGES, NULL);
  g_autofree char *labels = g_build_filename (folder, LABELS, NULL);
  g_autofree char *path = g_build_filename (folder, self->path, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  gboolean is_idx = g_str_has_suffix (self->path, "-ubyte");

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  if (is_idx)
    {
      plain (images, GOOD, 45);
      plain (labels, "00000801 00000005", 5);
    }
  self->write (path, self->hex, self->n);
}
