/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-json-private.h"

#include "fv-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The calls nest as deep as the brackets, and brackets deeper than FV_JSON_DEPTH are refused: the stack is
 * bounded. */
typedef struct
{
  const char *text; /* [length], valid UTF-8 */
  gsize length;
  gsize at;
  guint depth;
  GError **error;
} Parser;

static FvJson *parse_value (Parser *self);

/* What stands at byte at, for people: “}”, byte 0x07, or the end. */
static char *
describe (const Parser *self, gsize at)
{
  const char *here = self->text + at;

  if (at >= self->length)
    return g_strdup (_ ("the end of the text"));
  if ((guchar)*here < 0x20 || (guchar)*here == 0x7f)
    return g_strdup_printf ("0x%02x", (guint)(guchar)*here);
  return g_strdup_printf ("“%.*s”", (int)(g_utf8_next_char (here) - here), here);
}

static gboolean
fail (Parser *self, gsize at, const char *wanted)
{
  g_autofree char *found = describe (self, at);

  g_set_error (self->error, FV_ERROR, FV_ERROR_FILE, _ ("byte %zu of the JSON text: found %s, wanted %s"), at,
               found, wanted);
  return FALSE;
}

static int
peek (const Parser *self)
{
  return self->at < self->length ? (guchar)self->text[self->at] : -1;
}

static void
skip_space (Parser *self)
{
  while (peek (self) == ' ' || peek (self) == '\t' || peek (self) == '\n' || peek (self) == '\r')
    self->at++;
}

/* Four hexadecimal digits; −1 and an error if they are not. */
static gint32
parse_hex (Parser *self)
{
  gint32 value = 0;

  for (int i = 0; i < 4; i++, self->at++)
    {
      int digit = peek (self) < 0 ? -1 : g_ascii_xdigit_value ((char)peek (self));

      if (digit < 0)
        {
          fail (self, self->at, _ ("a hexadecimal digit"));
          return -1;
        }
      value = value * 16 + digit;
    }
  return value;
}

/* After “\u”: one unit, or a high and a low surrogate that make one character together. */
static gboolean
parse_unicode (Parser *self, GString *out)
{
  gsize start = self->at - 2;
  gint32 unit = parse_hex (self);
  gint32 low;

  if (unit < 0)
    return FALSE;
  if (unit == 0)
    return fail (self, start, _ ("a character other than NUL"));
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (self, start, _ ("a high surrogate before a low one"));
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (self->length - self->at < 2 || memcmp (self->text + self->at, "\\u", 2) != 0)
        return fail (self, self->at, _ ("the low half of a surrogate pair"));
      self->at += 2;
      low = parse_hex (self);
      if (low < 0)
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, self->at - 6, _ ("the low half of a surrogate pair"));
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (out, (gunichar)unit);
  return TRUE;
}

static gboolean
parse_escape (Parser *self, GString *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  int letter = peek (self);
  const char *known = letter > 0 ? strchr (letters, letter) : NULL;

  if (letter == 'u')
    {
      self->at++;
      return parse_unicode (self, out);
    }
  if (known == NULL)
    return fail (self, self->at, _ ("one of \" \\ / b f n r t u"));
  self->at++;
  g_string_append_c (out, meanings[known - letters]);
  return TRUE;
}

/* At the opening quote; NULL and an error, or the decoded text. */
static char *
parse_text (Parser *self)
{
  GString *out = g_string_new (NULL);
  gboolean good = TRUE;

  self->at++;
  while (good && peek (self) != '"')
    {
      int c = peek (self);

      if (c < 0x20)
        good = fail (self, self->at, _ ("the rest of a string"));
      else if (c == '\\')
        {
          self->at++;
          good = parse_escape (self, out);
        }
      else
        {
          g_string_append_c (out, (char)c);
          self->at++;
        }
    }
  self->at++;
  return g_string_free (out, !good);
}

static gboolean
skip_digits (Parser *self)
{
  gsize start = self->at;

  while (peek (self) >= '0' && peek (self) <= '9')
    self->at++;
  if (self->at == start)
    return fail (self, self->at, _ ("a digit"));
  return TRUE;
}

/* number = [-] (0 | 1-9 digits) [. digits] [e [+-] digits]; *plain if there were digits alone. */
static gboolean
skip_number (Parser *self, gboolean *plain)
{
  *plain = peek (self) != '-';
  if (!*plain)
    self->at++;
  if (peek (self) == '0')
    self->at++;
  else if (!skip_digits (self))
    return FALSE;
  if (peek (self) == '.')
    {
      *plain = FALSE;
      self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      *plain = FALSE;
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      return skip_digits (self);
    }
  return TRUE;
}

static gboolean
parse_number (Parser *self, FvJson *value)
{
  gsize start = self->at;
  gboolean plain;
  g_autofree char *text = NULL;

  value->kind = FV_JSON_NUMBER;
  if (!skip_number (self, &plain))
    return FALSE;
  text = g_strndup (self->text + start, self->at - start);
  value->number = g_ascii_strtod (text, NULL);
  value->finite = isfinite (value->number);
  if (plain)
    value->whole = g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &value->exact, NULL);
  else if (text[0] != '-' && value->number < 0x1p53 && value->number == floor (value->number))
    {
      value->whole = TRUE; /* “1e3” is whole too */
      value->exact = (guint64)value->number;
    }
  return TRUE;
}

static gboolean
parse_word (Parser *self, const char *word)
{
  gsize length = strlen (word);

  if (self->length - self->at < length || memcmp (self->text + self->at, word, length) != 0)
    return fail (self, self->at, _ ("a value"));
  self->at += length;
  return TRUE;
}

/* One item, or one “name: value” of an object. */
static gboolean
parse_child (Parser *self, FvJson *parent)
{
  g_autofree char *name = NULL;
  gsize start = self->at;
  FvJson *child;

  if (parent->names != NULL)
    {
      if (peek (self) != '"')
        return fail (self, self->at, _ ("a name in quotes"));
      name = parse_text (self);
      if (name == NULL)
        return FALSE;
      if (g_hash_table_contains (parent->names, name))
        return fail (self, start, _ ("a name this object does not have yet"));
      skip_space (self);
      if (peek (self) != ':')
        return fail (self, self->at, _ ("a colon"));
      self->at++;
    }
  child = parse_value (self);
  if (child == NULL)
    return FALSE;
  child->name = g_steal_pointer (&name);
  g_ptr_array_add (parent->children, child);
  if (parent->names != NULL)
    g_hash_table_insert (parent->names, child->name, child);
  return TRUE;
}

static gboolean
parse_children (Parser *self, FvJson *parent, int close)
{
  parent->children = g_ptr_array_new ();
  if (parent->kind == FV_JSON_OBJECT)
    parent->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->at++;
  skip_space (self);
  if (peek (self) == close)
    {
      self->at++;
      return TRUE;
    }
  while (TRUE)
    {
      skip_space (self);
      if (!parse_child (self, parent))
        return FALSE;
      skip_space (self);
      if (peek (self) == close)
        {
          self->at++;
          return TRUE;
        }
      if (peek (self) != ',')
        return fail (self, self->at, close == '}' ? _ ("a comma or }") : _ ("a comma or ]"));
      self->at++;
    }
}

static gboolean
parse_nested (Parser *self, FvJson *value, FvJsonKind kind, int close)
{
  gboolean good;

  if (self->depth == FV_JSON_DEPTH)
    return fail (self, self->at, _ ("no deeper brackets"));
  value->kind = kind;
  self->depth++;
  good = parse_children (self, value, close);
  self->depth--;
  return good;
}

static gboolean
parse_into (Parser *self, FvJson *value)
{
  switch (peek (self))
    {
    case '{':
      return parse_nested (self, value, FV_JSON_OBJECT, '}');
    case '[':
      return parse_nested (self, value, FV_JSON_ARRAY, ']');
    case '"':
      value->kind = FV_JSON_STRING;
      value->text = parse_text (self);
      return value->text != NULL;
    case 't':
      value->kind = FV_JSON_BOOLEAN;
      value->truth = TRUE;
      return parse_word (self, "true");
    case 'f':
      value->kind = FV_JSON_BOOLEAN;
      return parse_word (self, "false");
    case 'n':
      return parse_word (self, "null");
    default:
      if (peek (self) == '-' || g_ascii_isdigit (peek (self)))
        return parse_number (self, value);
      return fail (self, self->at, _ ("a value"));
    }
}

static FvJson *
parse_value (Parser *self)
{
  FvJson *value = g_new0 (FvJson, 1);

  skip_space (self);
  if (!parse_into (self, value))
    g_clear_pointer (&value, fv_json_free);
  return value;
}

FvJson *
fv_json_parse (const char *text, gsize length, gsize max_length, GError **error)
{
  Parser self = { length > 0 ? text : "", length, 0, 0, error };
  const char *bad;
  FvJson *value;

  if (length > max_length)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("the JSON text has %zu bytes, wanted at most %zu"),
                   length, max_length);
      return NULL;
    }
  if (!g_utf8_validate_len (self.text, length, &bad))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE,
                   _ ("byte %zu of the JSON text: found 0x%02x, wanted UTF-8"), (gsize)(bad - self.text),
                   (guint)(guchar)*bad);
      return NULL;
    }
  value = parse_value (&self);
  if (value == NULL)
    return NULL;
  skip_space (&self);
  if (self.at < length)
    {
      fail (&self, self.at, _ ("the end of the text"));
      g_clear_pointer (&value, fv_json_free);
    }
  return value;
}
