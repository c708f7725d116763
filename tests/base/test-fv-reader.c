/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-reader.h"

static const guint8 bytes[]
    = { 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d };

static void
test_values (void)
{
  FvReader reader = fv_reader_new (bytes, sizeof bytes);

  g_assert_cmphex (fv_reader_u8 (&reader), ==, 0x01);
  g_assert_cmphex (fv_reader_u32_be (&reader), ==, 0x02030405);
  g_assert_cmphex (fv_reader_u64_le (&reader), ==, G_GUINT64_CONSTANT (0x0d0c0b0a09080706));
  g_assert_cmpuint (fv_reader_left (&reader), ==, 0);
  g_assert_false (reader.failed);
}

/* Read on past the end from every length: never a byte that is not there, and failure stays. */
static void
test_every_truncation (void)
{
  for (gsize length = 0; length < sizeof bytes; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length); /* so that a sanitizer sees the end */
      FvReader reader = fv_reader_new (copy, length);

      fv_reader_u8 (&reader);
      fv_reader_u32_be (&reader);
      fv_reader_u64_le (&reader);
      g_assert_true (reader.failed);
      g_assert_cmpuint (fv_reader_left (&reader), ==, 0);
      g_assert_cmpuint (fv_reader_u8 (&reader), ==, 0);
      g_assert_null (fv_reader_bytes (&reader, 0));
    }
}

static void
test_huge_length (void)
{
  FvReader reader = fv_reader_new (bytes, sizeof bytes);

  fv_reader_u32_be (&reader);
  g_assert_null (fv_reader_bytes (&reader, G_MAXSIZE));
  g_assert_true (reader.failed);
}

static void
test_borrowed (void)
{
  FvReader reader = fv_reader_new (bytes, sizeof bytes);

  g_assert_true (fv_reader_bytes (&reader, 4) == bytes);
  g_assert_true (fv_reader_bytes (&reader, 9) == bytes + 4);
  g_assert_nonnull (fv_reader_bytes (&reader, 0));
  g_assert_null (fv_reader_bytes (&reader, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/values", test_values);
  g_test_add_func ("/reader/every-truncation", test_every_truncation);
  g_test_add_func ("/reader/huge-length", test_huge_length);
  g_test_add_func ("/reader/borrowed", test_borrowed);
  return g_test_run ();
}
