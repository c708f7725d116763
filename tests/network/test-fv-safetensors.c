/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-error.h"
#include "fv-safetensors.h"

static const float a_values[] = { 1, 2, 3, 4, 5, 6 };
static const float b_values[] = { -0.5f, 1e-30f };

static GBytes *
small_file (void)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_new ();
  const gsize a_shape[] = { 2, 3 };
  const gsize b_shape[] = { 2 };

  fv_safetensors_add (file, "a", 2, a_shape, a_values);
  fv_safetensors_add (file, "b", 1, b_shape, b_values);
  fv_safetensors_set_metadata (file, "who", "me \"and\" ü");
  return fv_safetensors_to_bytes (file);
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) bytes = small_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, "small", &error);
  const FvTensorEntry *a;

  g_assert_no_error (error);
  g_assert_cmpuint (fv_safetensors_count (file), ==, 2);
  a = fv_safetensors_find (file, "a");
  g_assert_nonnull (a);
  g_assert_true (fv_safetensors_nth (file, 0) == a);
  g_assert_null (fv_safetensors_nth (file, 2));
  g_assert_null (fv_safetensors_find (file, "c"));
  g_assert_cmpuint (a->rank, ==, 2);
  g_assert_cmpuint (a->shape[1], ==, 3);
  g_assert_cmpmem (a->values, a->count * sizeof (float), a_values, sizeof a_values);
  g_assert_cmpmem (fv_safetensors_find (file, "b")->values, sizeof b_values, b_values, sizeof b_values);
  g_assert_cmpstr (fv_safetensors_metadata (file, "who"), ==, "me \"and\" ü");
  g_assert_null (fv_safetensors_metadata (file, "what"));
}

/* Byte for byte as the format wants it, so that other programs read it. */
static void
test_bytes (void)
{
  g_autoptr (FvSafetensors) file = fv_safetensors_new ();
  const gsize shape[] = { 1 };
  const float one[] = { 1 };
  static const char header[] = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ";
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;

  fv_safetensors_add (file, "w", 1, shape, one);
  bytes = fv_safetensors_to_bytes (file);
  data = g_bytes_get_data (bytes, &length);
  g_assert_cmpuint (length, ==, 8 + sizeof header - 1 + 4);
  g_assert_cmpmem (data, 8, ((const guint8[]){ sizeof header - 1, 0, 0, 0, 0, 0, 0, 0 }), 8);
  g_assert_cmpmem (data + 8, sizeof header - 1, header, sizeof header - 1);
  g_assert_cmpmem (data + length - 4, 4, "\0\0\x80\x3f", 4);
}

static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_safetensors_from_bytes (bytes, "some file", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "some file: "));
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

/* A file of that header and so many bytes of data. */
static GBytes *
with_header (const char *header, gsize n_data)
{
  GByteArray *out = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE ((guint64)strlen (header));

  g_byte_array_append (out, (const guint8 *)&length, 8);
  g_byte_array_append (out, (const guint8 *)header, (guint)strlen (header));
  for (gsize i = 0; i < n_data; i++)
    g_byte_array_append (out, (const guint8 *)"", 1);
  return g_byte_array_free_to_bytes (out);
}

#define TENSOR(name, shape, begin, end)                                                                      \
  "\"" name "\":{\"dtype\":\"F32\",\"shape\":" shape ",\"data_offsets\":[" begin "," end "]}"

static void
test_refusals (void)
{
  static const struct
  {
    const char *header;
    gsize n_data;
    const char *words;
  } cases[] = {
    { "{" TENSOR ("a", "[2]", "0", "8") "}", 12, "12" },        /* bytes left over */
    { "{" TENSOR ("a", "[2]", "4", "12") "}", 12, "no holes" }, /* a hole at the start */
    { "{" TENSOR ("a", "[1]", "0", "4") "," TENSOR ("b", "[1]", "8", "12") "}", 12, "no holes" },
    { "{" TENSOR ("a", "[2]", "0", "8") "," TENSOR ("b", "[2]", "4", "12") "}", 12, "overlap" },
    { "{" TENSOR ("a", "[2]", "0", "8") "," TENSOR ("b", "[2]", "0", "8") "}", 8, "overlap" },
    { "{" TENSOR ("a", "[2]", "0", "8") "," TENSOR ("a", "[2]", "8", "16") "}", 16, NULL }, /* equal names */
    { "{" TENSOR ("a", "[3]", "0", "8") "}", 8, "its shape wants 3" },
    { "{" TENSOR ("a", "[2]", "0", "7") "}", 7, "has 7 bytes" },
    { "{" TENSOR ("a", "[2]", "8", "0") "}", 8, "data_offsets" },
    { "{" TENSOR ("a", "[2]", "0", "16") "}", 8, "cut short" },
    { "{" TENSOR ("a", "[1,1,1,1,1]", "0", "4") "}", 4, "at most 4" },
    { "{" TENSOR ("a", "2", "0", "8") "}", 8, "shape" },
    { "{" TENSOR ("a", "[-2]", "0", "8") "}", 8, "shape" },
    { "{" TENSOR ("a", "[2.5]", "0", "8") "}", 8, "shape" },
    { "{" TENSOR ("a", "[1e30]", "0", "8") "}", 8, "shape" },
    { "{" TENSOR ("a", "[4294967296,4294967296]", "0", "0") "}", 0, "shape" }, /* 2⁶⁴ wraps to 0 */
    { "{" TENSOR ("a", "[4611686018427387906]", "0", "8") "}", 8, "its shape wants" }, /* × 4 wraps to 8 */
    { "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "F64" },
    { "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}", 8, "BF16" },
    { "{\"a\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "F32" },
    { "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "F32" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", 8, "data_offsets" },
    { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}", 8, "“x”" },
    { "{\"a\":[]}", 0, "a" },
    { "{\"__metadata__\":[]}", 0, "__metadata__" },
    { "{\"__metadata__\":{\"a\":1}}", 0, "“a”" },
    { "[]", 0, "object" },
    { "{", 0, NULL },
    { "", 0, NULL },
    { "[[[[[[[[[[]]]]]]]]]]", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = with_header (cases[i].header, cases[i].n_data);

      assert_refused (bytes, cases[i].words);
    }
}

static void
test_zero_sizes (void)
{
  g_autoptr (GBytes) none = with_header ("{}", 0);
  g_autoptr (GBytes) empty
      = with_header ("{" TENSOR ("a", "[0,5]", "0", "0") "," TENSOR ("b", "[]", "0", "4") "}", 4);
  g_autoptr (FvSafetensors) no_tensors = fv_safetensors_from_bytes (none, "none", NULL);
  g_autoptr (FvSafetensors) two = fv_safetensors_from_bytes (empty, "empty", NULL);

  g_assert_nonnull (no_tensors);
  g_assert_cmpuint (fv_safetensors_count (no_tensors), ==, 0);
  g_assert_nonnull (two);
  g_assert_cmpuint (fv_safetensors_find (two, "a")->count, ==, 0);
  g_assert_cmpuint (fv_safetensors_find (two, "b")->count, ==, 1);
}

/* The file may tell the tensors in any order. */
static void
test_any_order (void)
{
  g_autoptr (GBytes) bytes
      = with_header ("{" TENSOR ("b", "[1]", "4", "8") "," TENSOR ("a", "[1]", "0", "4") "}", 8);
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, "any", NULL);

  g_assert_nonnull (file);
  g_assert_cmpstr (fv_safetensors_nth (file, 0)->name, ==, "a");
  g_assert_true (fv_safetensors_find (file, "a")->values + 1 == fv_safetensors_find (file, "b")->values);
}

/* A header length that the file, or anything, does not have. */
static void
test_header_lengths (void)
{
  static const guint8 lengths[][8] = {
    { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
    { 0xf8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
    { 0, 0, 0, 0, 0, 0, 0, 0x80 },
    { 0, 0, 0, 1, 0, 0, 0, 0 },
    { 1, 0, 0x40, 0, 0, 0, 0, 0 },
    { 0, 1, 0, 0, 0, 0, 0, 0 },
  };
  g_autoptr (GBytes) bytes = with_header ("{}", 100);
  gsize length;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) broken = NULL;

      memcpy (copy, lengths[i], 8);
      broken = g_bytes_new (copy, length);
      assert_refused (broken, "header");
    }
}

static void
test_every_truncation (void)
{
  g_autoptr (GBytes) bytes = small_file ();

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);

      assert_refused (part, NULL);
    }
}

/* Wherever the bytes lie in memory. */
static void
test_unaligned (void)
{
  g_autoptr (GBytes) bytes = small_file ();
  gsize length = g_bytes_get_size (bytes);

  for (gsize shift = 1; shift < 8; shift++)
    {
      g_autofree guint8 *moved = g_malloc (length + shift);
      g_autoptr (GBytes) view = NULL;
      g_autoptr (FvSafetensors) file = NULL;

      memcpy (moved + shift, g_bytes_get_data (bytes, NULL), length);
      view = g_bytes_new_static (moved + shift, length);
      file = fv_safetensors_from_bytes (view, "moved", NULL);
      g_assert_nonnull (file);
      g_assert_cmpmem (fv_safetensors_find (file, "a")->values, sizeof a_values, a_values, sizeof a_values);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/safetensors/bytes", test_bytes);
  g_test_add_func ("/safetensors/refusals", test_refusals);
  g_test_add_func ("/safetensors/zero-sizes", test_zero_sizes);
  g_test_add_func ("/safetensors/any-order", test_any_order);
  g_test_add_func ("/safetensors/header-lengths", test_header_lengths);
  g_test_add_func ("/safetensors/every-truncation", test_every_truncation);
  g_test_add_func ("/safetensors/unaligned", test_unaligned);
  return g_test_run ();
}
