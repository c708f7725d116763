/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture-png.h"

#include <zlib.h>

void
fixture_png_put_big (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *)&big, 4);
}

void
fixture_png_put_chunk (GByteArray *out, const char *name, const guint8 *data, guint length)
{
  guint at = out->len + 4;

  fixture_png_put_big (out, length);
  g_byte_array_append (out, (const guint8 *)name, 4);
  g_byte_array_append (out, data, length);
  fixture_png_put_big (out, (guint32)crc32 (0, out->data + at, length + 4));
}
