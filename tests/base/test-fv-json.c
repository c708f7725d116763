/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-json.h"

#include "fv-error.h"

#include <math.h>
#include <string.h>

#define MOST ((gsize)1 << 20)

static const char sample[]
    = "{\"net\": \"28x28x1 conv 5x5x6\",\n\t\"range\": [-1, 1.5e0], \"shape\": {\"0.weight\": [1, 25]},"
      " \"odd \\\"\\\\\\/\\b\\f\\n\\r\\t\": \"\\u00e9\\ud83d\\ude00é\", \"yes\": true, \"no\": false, "
      "\"none\": null, \"e\": []}";

typedef struct _FvJson Json;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Json, fv_json_free)

static void
assert_refused (const char *text, gsize length, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_memdup2 (text, length); /* so that a sanitizer sees the end */

  g_assert_null (fv_json_parse (copy, length, MOST, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  if (part != NULL && strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static FvJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FvJson *json = fv_json_parse (text, strlen (text), MOST, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_values (void)
{
  g_autoptr (Json) json = parse (sample);
  const FvJson *range = fv_json_member (json, "range");
  guint64 size = 0;

  g_assert_cmpint (fv_json_kind (json), ==, FV_JSON_OBJECT);
  g_assert_cmpuint (fv_json_length (json), ==, 8);
  g_assert_cmpstr (fv_json_nth_name (json, 1), ==, "range");
  g_assert_cmpstr (fv_json_string (fv_json_member (json, "net")), ==, "28x28x1 conv 5x5x6");
  g_assert_cmpuint (fv_json_length (range), ==, 2);
  g_assert_cmpfloat (fv_json_number (fv_json_nth (range, 0), 7), ==, -1);
  g_assert_cmpfloat (fv_json_number (fv_json_nth (range, 1), 7), ==, 1.5);
  g_assert_cmpstr (fv_json_string (fv_json_member (json, "odd \"\\/\b\f\n\r\t")), ==, "é😀é");
  g_assert_true (fv_json_boolean (fv_json_member (json, "yes"), FALSE));
  g_assert_false (fv_json_boolean (fv_json_member (json, "no"), TRUE));
  g_assert_cmpint (fv_json_kind (fv_json_member (json, "none")), ==, FV_JSON_NULL);
  g_assert_cmpuint (fv_json_length (fv_json_member (json, "e")), ==, 0);
  g_assert_true (fv_json_unsigned (
      fv_json_nth (fv_json_member (fv_json_member (json, "shape"), "0.weight"), 1), 25, &size));
  g_assert_cmpuint (size, ==, 25);
}

/* Asking for what is not there, or is something else, gives the fallback. */
static void
test_fallbacks (void)
{
  g_autoptr (Json) json = parse ("{\"a\": [1], \"huge\": 1e400}");
  const FvJson *a = fv_json_member (json, "a");
  guint64 out = 77;

  g_assert_null (fv_json_member (json, "b"));
  g_assert_null (fv_json_member (a, "a"));
  g_assert_null (fv_json_member (NULL, "a"));
  g_assert_null (fv_json_nth (a, 1));
  g_assert_null (fv_json_nth_name (a, 0));
  g_assert_null (fv_json_string (a));
  g_assert_null (fv_json_string (NULL));
  g_assert_cmpfloat (fv_json_number (a, 3), ==, 3);
  g_assert_cmpfloat (fv_json_number (fv_json_member (json, "huge"), 3), ==, 3);
  g_assert_true (fv_json_boolean (a, TRUE));
  g_assert_false (fv_json_unsigned (a, 10, &out));
  g_assert_cmpuint (out, ==, 77);
}

static void
test_unsigned (void)
{
  static const struct
  {
    const char *text;
    guint64 max;
    gboolean good;
    guint64 value;
  } rows[] = {
    { "0", 0, TRUE, 0 },
    { "18446744073709551615", G_MAXUINT64, TRUE, G_MAXUINT64 },
    { "18446744073709551616", G_MAXUINT64, FALSE, 0 },
    { "9007199254740993", G_MAXUINT64, TRUE, G_GUINT64_CONSTANT (9007199254740993) },
    { "256", 255, FALSE, 0 },
    { "1e3", 1000, TRUE, 1000 },
    { "1.5", 10, FALSE, 0 },
    { "-1", 10, FALSE, 0 },
    { "-0", 10, FALSE, 0 },
    { "1e400", G_MAXUINT64, FALSE, 0 },
    { "1e30", G_MAXUINT64, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Json) json = parse (rows[i].text);
      guint64 value = 0;

      g_assert_cmpint (fv_json_unsigned (json, rows[i].max, &value), ==, rows[i].good);
      g_assert_cmpuint (value, ==, rows[i].value);
    }
}

static void
test_every_truncation (void)
{
  for (gsize length = 0; length < strlen (sample); length++)
    assert_refused (sample, length, NULL);
}

/* Any byte changed to any of these: refused or parsed, never more. */
static void
test_every_byte (void)
{
  static const char bytes[] = { 0, '"', '\\', '{', '}', '[', ']', ',', ':', '0', 'u', '\x80', '\xff' };

  for (gsize i = 0; i < strlen (sample); i++)
    for (guint k = 0; k < sizeof bytes; k++)
      {
        g_autofree char *copy = g_memdup2 (sample, strlen (sample));
        g_autoptr (GError) error = NULL;
        g_autoptr (Json) json = NULL;

        copy[i] = bytes[k];
        json = fv_json_parse (copy, strlen (sample), MOST, &error);
        g_assert_true ((json == NULL) == (error != NULL));
      }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    const char *part; /* of the message */
  } rows[] = {
    { "", "byte 0" },
    { " \n ", "byte 3" },
    { "{\"a\": 1, \"a\": 2}", "byte 9" },
    { "{\"a\": 1, \"\\u0061\": 2}", "a name this object does not have yet" },
    { "{\"a\" 1}", "byte 5 of the JSON text: found “1”, wanted a colon" },
    { "{a: 1}", "byte 1 of the JSON text: found “a”, wanted a name in quotes" },
    { "{\"a\": 1,}", "byte 8" },
    { "[1,]", "byte 3 of the JSON text: found “]”, wanted a value" },
    { "[1 2]", "a comma or ]" },
    { "{\"a\": 1]", "a comma or }" },
    { "[1] 2", "the end of the text" },
    { "NaN", "found “N”, wanted a value" },
    { "nan", "byte 0" },
    { "Infinity", "byte 0" },
    { "-Infinity", "a digit" },
    { "+1", "byte 0" },
    { ".5", "byte 0" },
    { "1.", "a digit" },
    { "1e", "a digit" },
    { "01", "the end of the text" },
    { "0x10", "byte 1" },
    { "'a'", "byte 0" },
    { "\"a\nb\"", "0x0a" },
    { "\"\\x\"", "byte 2" },
    { "\"\\u12g4\"", "a hexadecimal digit" },
    { "\"\\u0000\"", "NUL" },
    { "\"\\ud800\"", "surrogate" },
    { "\"\\ud800\\u0041\"", "surrogate" },
    { "\"\\udc00\"", "surrogate" },
    { "\"\xc3\"", "wanted UTF-8" },
    { "\"\xed\xa0\x80\"", "wanted UTF-8" },
    { "\"\xc0\xaf\"", "wanted UTF-8" },
    { "tru", "byte 0" },
    { "[[[[[]]]]]", "byte 4 of the JSON text: found “[”, wanted no deeper brackets" },
    { "// no\n1", "byte 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].text, strlen (rows[i].text), rows[i].part);
  assert_refused ("\"a\0b\"", 5, "byte 2");
}

static void
test_depth (void)
{
  g_autoptr (Json) four = parse ("[[[[]]],{\"a\":{\"b\":[1]}}]"); /* depth counts down again */
  g_autofree char *many = g_strnfill (100000, '[');
  g_autoptr (GString) objects = g_string_new (NULL);

  g_assert_cmpuint (fv_json_length (four), ==, 2);
  assert_refused (many, 100000, "byte 4");
  for (guint i = 0; i < 100000; i++)
    g_string_append (objects, "{\"a\":");
  assert_refused (objects->str, objects->len, "deeper");
}

static void
test_size_cap (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Json) just = fv_json_parse ("[1,2]", 5, 5, &error);

  g_assert_no_error (error);
  g_assert_nonnull (just);
  g_assert_null (fv_json_parse ("[1,2]", 5, 4, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
}

/* A hundred thousand names are looked up, not searched. */
static void
test_many_names (void)
{
  g_autoptr (GString) text = g_string_new ("{\"first\":0");
  g_autoptr (Json) json = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 80000; i++)
    g_string_append_printf (text, ",\"%u\":%u", i, i);
  g_string_append_c (text, '}');
  json = fv_json_parse (text->str, text->len, text->len, NULL);
  g_assert_cmpuint (fv_json_length (json), ==, 80001);
  g_assert_cmpfloat (fv_json_number (fv_json_member (json, "79999"), 0), ==, 79999);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_writing_strings (void)
{
  static const char odd[] = "“quotes” \" \\ / \n\r\t\b\x01\x1f é 😀";
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (Json) json = NULL;

  fv_json_append_string (out, odd);
  json = parse (out->str);
  g_assert_cmpstr (fv_json_string (json), ==, odd);
}

static void
test_writing_numbers (void)
{
  static const double values[]
      = { 0, 1, -1, 0.1, 1.0 / 3, 1e22, 123456789, 5e-324, 2.2250738585072014e-308, G_MAXDOUBLE };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (Json) json = NULL;

      fv_json_append_number (out, values[i]);
      json = parse (out->str);
      g_assert_cmpfloat (fv_json_number (json, NAN), ==, values[i]);
    }
}

static void
test_writing_shortest (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  fv_json_append_number (out, 0.1);
  g_string_append_c (out, ' ');
  fv_json_append_number (out, 60000);
  g_string_append_c (out, ' ');
  fv_json_append_number (out, NAN);
  g_string_append_c (out, ' ');
  fv_json_append_number (out, -INFINITY);
  g_assert_cmpstr (out->str, ==, "0.1 60000 null null");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/fallbacks", test_fallbacks);
  g_test_add_func ("/json/unsigned", test_unsigned);
  g_test_add_func ("/json/every-truncation", test_every_truncation);
  g_test_add_func ("/json/every-byte", test_every_byte);
  g_test_add_func ("/json/refusals", test_refusals);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size-cap", test_size_cap);
  g_test_add_func ("/json/many-names", test_many_names);
  g_test_add_func ("/json/writing-strings", test_writing_strings);
  g_test_add_func ("/json/writing-numbers", test_writing_numbers);
  g_test_add_func ("/json/writing-shortest", test_writing_shortest);
  return g_test_run ();
}
